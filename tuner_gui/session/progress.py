"""The progress of a sweep on a terminal, drawn on stderr; on the sweep's thread."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from tuner_gui.core.events import (
    TrialCompleted,
    TrialFailed,
    TrialPruned,
    TrialStarted,
    TuningFinished,
)
from tuner_gui.core.trial import TrialState
from tuner_gui.sweep.best import BestTrial

if TYPE_CHECKING:
    from tqdm import tqdm

    from tuner_gui.core.events import ExperimentEvent
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.session.document import Session


class ProgressBar:
    """An observer that draws a bar: trials done, time left, the best metric, failures.

    The bar appears with the first trial: a sweep that cannot start leaves only its reason behind.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._best = BestTrial(session.config.objective)
        self._failures = 0
        self._bar: tqdm[Any] | None = None
        for record in session.records:
            self._take(record)

    def on_event(self, event: ExperimentEvent) -> None:
        """Draws the bar, moves it on, and ends it with the sweep."""
        match event:
            case TrialStarted() if self._bar is None:
                self._bar = self._new_bar()
            case TrialCompleted(record) | TrialPruned(record) | TrialFailed(record):
                self._take(record)
                if self._bar is not None:
                    self._bar.set_postfix_str(self._postfix(), refresh=False)
                    self._bar.update(int(record.counts))
            case TuningFinished():
                self.close()
            case _:
                pass

    def close(self) -> None:
        """Leaves the bar as it stands. May be called twice."""
        if self._bar is not None:
            self._bar.close()

    def _new_bar(self) -> tqdm[Any]:
        from tqdm import tqdm

        return tqdm(
            total=self._session.config.planned_trials(),
            initial=sum(record.counts for record in self._session.records),
            desc=self._session.config.name or "sweep",
            unit="trial",
            postfix=self._postfix(),
            dynamic_ncols=True,
            mininterval=0.1 if sys.stderr.isatty() else 5.0,
        )

    def _take(self, record: TrialRecord) -> None:
        self._best.consider(record)
        self._failures += record.state is TrialState.FAILED

    def _postfix(self) -> str:
        best = self._best.record
        metric = self._session.config.objective.metric
        parts = [f"best {metric}={best.metric:.6g}"] if best and best.metric is not None else []
        return ", ".join([*parts, f"{self._failures} failed"] if self._failures else parts)
