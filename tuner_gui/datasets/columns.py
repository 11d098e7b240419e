"""Which columns of a table are used, and what is said of those that are not; any thread."""

from __future__ import annotations

import sys
from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TrainFailure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.table_specs import TableSpec

MOST_TEXT_VALUES = 50
"""A text feature with more different values is left out."""

_MOST_NAMES = 20


def require_columns(spec: TableSpec, names: Sequence[str]) -> None:
    """Raises where a table lacks a column that its spec names, or has nothing to learn from.

    Args:
        spec: of the table.
        names: of the columns that it has.

    Raises:
        TrainFailure: one sentence with the table and the column.
    """
    used = [spec.target_column, *feature_columns(spec, names), *filter(None, [spec.split_column])]
    counts = Counter(names)
    for name in used:
        if not counts[name]:
            raise TrainFailure(f"{spec.source} has no column {name}.", _nearest(name, names))
        if counts[name] > 1:
            raise TrainFailure(f"{spec.source} has {counts[name]} columns named {name}.")
    if len(names) == 1:
        raise TrainFailure(
            f"{spec.source} has only the column {spec.target_column}.",
            "It needs feature columns beside the target.",
        )


def feature_columns(spec: TableSpec, names: Sequence[str]) -> list[str]:
    """Returns the columns that are features, in the order of the table, or of the spec."""
    others = {spec.target_column, spec.split_column}
    return [name for name in spec.columns or names if name not in others]


def without_features(spec: TableSpec) -> TrainFailure:
    """Returns the failure of a table whose columns are all left out."""
    return TrainFailure(
        f"{spec.source} has no column beside {spec.target_column} to learn from.",
        f"Text columns with more than {MOST_TEXT_VALUES} values are left out.",
    )


def say(spec: TableSpec, sentence: str) -> None:
    """Tells on stderr, so in the log of the trial that opened the table, what was left out."""
    sys.stderr.write(f"{spec.label}: {sentence}.\n")


def say_missing_targets(spec: TableSpec, missing: int, count: int) -> None:
    """Tells how many rows have no target.

    Raises:
        TrainFailure: none has one.
    """
    if missing == count:
        raise TrainFailure(f"The column {spec.target_column} of {spec.place} has no values.")
    if missing:
        rows = "1 row" if missing == 1 else f"{missing} rows"
        say(spec, f"{rows} without a value in {spec.target_column} left out")


def _nearest(name: str, names: Sequence[str]) -> str:
    near = get_close_matches(name, names, n=2)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return f"It has {', '.join(names[:_MOST_NAMES])}{', …' * (len(names) > _MOST_NAMES)}."
