"""What the comparison says in words: objectives, reasons, the figures of a sweep. GUI thread."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tuner_gui.core.kinds import ExtensionKind

if TYPE_CHECKING:
    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.objective import Objective
    from tuner_gui.ui.compare.comparison import ComparedSession, Comparison


def objective_words(objective: Objective) -> str:
    """Returns the metric with an arrow the way that is better."""
    return f"{objective.metric} {'↑' if objective.is_maximized else '↓'}"


def strategy_words(kind: TunerKind) -> str:
    """Returns what the window calls a strategy."""
    return kind.kind if isinstance(kind, ExtensionKind) else kind.title


def moment_words(seconds: float) -> str:
    """Returns a moment in local time, to the minute; nothing where nobody knows."""
    if seconds != seconds:  # noqa: PLR0124 - NaN
        return ""
    return f"{datetime.fromtimestamp(seconds).astimezone():%Y-%m-%d %H:%M}"


class CompareWords(QObject):
    """Finds sentences about a comparison."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(comparison)
        self._comparison = comparison

    def left_out(self, *, is_time: bool) -> str:
        """Returns which sessions the chart cannot draw, and why."""
        parts = []
        for each in self._comparison.sessions:
            reason = self._reason(each, is_time=is_time)
            if reason:
                parts.append(f"{each.name} ({reason})")
        return self.tr("Not drawn: {sessions}").format(sessions=", ".join(parts)) if parts else ""

    def standing(self, each: ComparedSession) -> str:
        """Returns what a row tells beyond its figures, line by line."""
        lines = [str(each.path)]
        if each.read.is_running:
            lines.append(self.tr("Running; this is how it stood when it was read"))
        if each.read.damage:
            lines.append(each.read.damage)
        return "\n".join(lines)

    def count(self) -> str:
        """Returns how many sessions there are, and how many are still to come."""
        count, reading = len(self._comparison.sessions), self._comparison.reading
        parts = [self.tr("1 session") if count == 1 else self.tr("{n} sessions").format(n=count)]
        if reading:
            parts.append(self.tr("reading {n}…").format(n=reading))
        return " · ".join(parts)

    def _reason(self, each: ComparedSession, *, is_time: bool) -> str:
        objective, own = self._comparison.objective, each.read.summary.objective
        if objective is None:
            return ""
        if own.metric != objective.metric:
            return self.tr("its metric is {metric}").format(metric=objective_words(own))
        if own != objective:
            return self.tr("the other direction, {metric}").format(metric=objective_words(own))
        if not len(each.read.by_trial):
            return self.tr("no complete trial")
        if is_time and not len(each.read.by_time):
            return self.tr("no times")
        return ""
