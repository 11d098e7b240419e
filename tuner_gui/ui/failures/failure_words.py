"""How the failure desk says things. No Qt widgets; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tuner_gui.insight.failure_groups import pattern_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.insight.failure_groups import FailureGroup

translate = QCoreApplication.translate

_MOST_LISTED = 6
_FEWEST_TELLING = 3
_GAPS = "#@"


def kind_words(kind: str) -> str:
    """Returns what kind of failure it is, for a person."""
    known = {
        "died": translate("Failures", "the process died"),
        "timeout": translate("Failures", "took too long"),
        "memory": translate("Failures", "used too much memory"),
        "metric": translate("Failures", "no usable metric"),
    }
    return known.get(kind, translate("Failures", "raised {kind}").format(kind=kind))


def trials_words(numbers: Sequence[int]) -> str:
    """Returns which trials: all of a few, the first of many."""
    numbers = sorted(numbers)
    if len(numbers) == 1:
        return translate("Failures", "trial {number}").format(number=numbers[0])
    if len(numbers) <= _MOST_LISTED:
        listed = ", ".join(map(str, numbers[:-1]))
        words = translate("Failures", "trials {listed} and {last}")
        return words.format(listed=listed, last=numbers[-1])
    listed = ", ".join(map(str, numbers[: _MOST_LISTED - 1]))
    more = f"{len(numbers) - _MOST_LISTED + 1:,}"
    return translate("Failures", "trials {listed} and {more} more").format(listed=listed, more=more)


def filter_text(group: FailureGroup) -> str:
    """Returns a filter of the trial table that shows the trials of a group.

    What differs from trial to trial is left out: every other part of the message has to be there.
    """
    pattern = pattern_of(group.first)
    for gap in _GAPS:
        pattern = pattern.replace(gap, "\n")
    prefix = f"{group.kind}: "
    parts = [part.strip() for part in pattern.removeprefix(prefix).split("\n")]
    telling = [part for part in parts if len(part) >= _FEWEST_TELLING and '"' not in part]
    terms = [f'"{part}" in error' for part in [prefix, *telling] if "\\" not in part]
    return " and ".join(['state == "failed"', *terms])
