"""What the history chart says in words: of a trial, and of all of them. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from tuner_gui.core.columns import MISSING
from tuner_gui.core.trial import TrialState
from tuner_gui.insight.telling import most_telling
from tuner_gui.ui.formats import format_metric, format_value

if TYPE_CHECKING:
    from tuner_gui.core.trial_store import TrialStore

_LOOK_AGAIN = 1.5
_SOME = 10_000
"""The first so many trials are enough to judge by."""


class HistoryWords(QObject):
    """Finds the words for a store; which parameters tell most is found anew now and then."""

    def __init__(self, store: TrialStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._telling: tuple[str, ...] = ()
        self._judged = (0, 0)

    def title(self, row: int) -> str:
        """Returns the trial and its value, or its state where that is not plain."""
        store = self._store
        number, value = int(store.numbers[row]), format_metric(self._value(row))
        match store.state(row):
            case TrialState.COMPLETE:
                text = self.tr("Trial {number} · {value}")
            case TrialState.PRUNED:
                text = self.tr("Trial {number} · {value} · pruned")
            case TrialState.FAILED:
                text = self.tr("Trial {number} · failed")
            case TrialState.RUNNING:
                text = self.tr("Trial {number} · running")
            case TrialState.STOPPED:
                text = self.tr("Trial {number} · stopped")
        return text.format(number=number, value=value)

    def _value(self, row: int) -> float:
        """The objective's value; of a pruned trial the last one that it reported."""
        value = float(self._store.metric[row])
        if value == value:  # noqa: PLR0124 - NaN
            return value
        return self._store.metrics_of(row).get(self._store.objective.metric, value)

    def detail(self, row: int) -> str:
        """Returns why a trial failed, or its two most telling parameters."""
        error = self._store.error(row)
        if error is not None:
            return error.message
        values = [(name, self._store.param_value(name, row)) for name in self._most_telling()]
        active = [(name, value) for name, value in values if value is not MISSING]
        return " · ".join(f"{name} {format_value(value)}" for name, value in active[:2])

    def summary(self) -> str:
        """Returns the whole chart as one line, for a screen reader."""
        store = self._store
        count = len(store)
        parts = [
            self.tr("1 trial") if count == 1 else self.tr("{count} trials").format(count=count)
        ]
        best = store.best_row
        if best is not None:
            text = self.tr("best {value} at trial {number}")
            value = format_metric(float(store.metric[best]))
            parts.append(text.format(value=value, number=int(store.numbers[best])))
        if failed := store.count(TrialState.FAILED):
            parts.append(self.tr("{count} failed").format(count=failed))
        if hidden := np.count_nonzero(store.marks.hidden_among(store.numbers)):
            parts.append(self.tr("{count} hidden").format(count=hidden))
        return ", ".join(parts)

    def _most_telling(self) -> tuple[str, ...]:
        store = self._store
        names = store.param_names
        judged = (store.count(TrialState.COMPLETE), len(names))
        if judged[0] > _LOOK_AGAIN * self._judged[0] or judged[1] != self._judged[1]:
            self._judged = judged
            some = min(len(store), _SOME)
            columns = {name: store.param(name).numbers(some) for name in names}
            self._telling = most_telling(columns, store.metric[:some], count=len(names))
        return self._telling
