"""Where the numbers of a bell lie, in words a person would say. No Qt; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.core.domains import LogNormal, Normal
from tuner_gui.ui.space.row_reading import read_row

if TYPE_CHECKING:
    from tuner_gui.ui.space.row_draft import RowDraft


def bell_words(row: RowDraft) -> str:
    """Returns where half and two thirds of the numbers lie; empty for what is no bell."""
    kind = read_row(row).kind
    if not isinstance(kind, Normal | LogNormal):
        return ""
    low, middle, high = (f"{kind.sample(part):.3g}" for part in (1 / 6, 1 / 2, 5 / 6))
    return f"Half of all values lie below {middle}, two thirds from {low} to {high}."
