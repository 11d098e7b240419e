"""What the list says about a row, in words a person would say. No Qt; any thread."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.domains import Choice, LogNormal
from tuner_gui.ui.space.condition_text import conditions_text
from tuner_gui.ui.space.row_reading import read_row
from tuner_gui.ui.space.sketch import Sketch, sketch_of
from tuner_gui.ui.space.values_text import value_text

if TYPE_CHECKING:
    from tuner_gui.ui.space.draft import KindName, RowDraft, SpaceDraft

KIND_TITLES: dict[KindName, str] = {
    "float": "Float",
    "int": "Int",
    "choice": "Choice",
    "normal": "Normal",
    "log_normal": "Log-normal",
    "constant": "Constant",
}

_MOST_VALUES = 12


@lru_cache(maxsize=4096)
def row_sketch(row: RowDraft) -> Sketch:
    """Returns the drawing of what trials get; nothing where the row cannot be read."""
    return sketch_of(read_row(row).drawn)


def condition_words(draft: SpaceDraft, row: RowDraft) -> str:
    """Returns `when criterion = gini and depth = 3, 4`; empty for a row that is always active."""
    return f"when {conditions_text(draft, row)}" if row.conditions else ""


def held_words(row: RowDraft) -> str:
    """Returns `held at 0.01` for a row that is not used; empty for one that is."""
    return "" if row.disabled is None else f"held at {row.disabled.strip() or '…'}"


def range_words(row: RowDraft) -> str:
    """Returns `50 – 500 · log`, `gini, entropy`, `always adam`; numbers as typed."""
    match row.kind:
        case "float" | "int":
            return _number_words(row)
        case "choice":
            return _choice_words(row)
        case "normal" | "log_normal":
            return _bell_words(row)
        case "constant":
            return f"always {row.constant.strip()}" if row.constant.strip() else ""
        case never:
            assert_never(never)


def _number_words(row: RowDraft) -> str:
    low, high, step, points = (text.strip() for text in (row.low, row.high, row.step, row.points))
    return " · ".join(
        part
        for part in (
            f"{low or '…'} – {high or '…'}",
            "log" if row.log else "",
            f"step {step}" if step else "",
            f"{points} points" if points and row.kind == "float" else "",
        )
        if part
    )


def _bell_words(row: RowDraft) -> str:
    """A log-normal one is said in numbers, not in logarithms: its median and a factor."""
    kind = read_row(row).kind
    mean, deviation = row.mean.strip() or "…", row.deviation.strip() or "…"
    middle = f"{mean} ± {deviation}"
    if row.kind == "log_normal":
        middle = f"ln {middle}"
    if isinstance(kind, LogNormal):
        middle = f"{_rounded(kind.mean)} ×÷ {_rounded(kind.deviation)}"
    low, high = row.low.strip(), row.high.strip()
    match bool(low), bool(high):
        case True, True:
            return f"{middle} · {low} – {high}"
        case True, False:
            return f"{middle} · from {low}"
        case False, True:
            return f"{middle} · up to {high}"
        case _:
            return middle


def _rounded(exponent: float) -> str:
    return f"{math.exp(min(exponent, 690.0)):.3g}"


def _choice_words(row: RowDraft) -> str:
    kind = read_row(row).kind
    if not isinstance(kind, Choice):
        return row.values.strip()
    listed = ", ".join(value_text(value).strip('"') for value in kind.values[:_MOST_VALUES])
    more = len(kind.values) - _MOST_VALUES
    return f"{listed} and {more} more" if more > 0 else listed
