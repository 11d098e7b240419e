"""The QThread that runs a pipeline."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread

from tuner_gui.core.errors import TuningError
from tuner_gui.sweep.earlier import NO_TRIALS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.events import TuningFinished
    from tuner_gui.core.observers import ExperimentObserver
    from tuner_gui.session.journal import JournalObserver
    from tuner_gui.sweep.control import SweepControl
    from tuner_gui.sweep.earlier import EarlierTrials

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SweepOrder:
    """All that a sweep thread needs, frozen.

    Args:
        config: the sweep.
        earlier: the trials of an earlier part of it.
        log_folder: where the output of trials is kept.
        journal: hears of everything first; it is opened and closed on the thread.
    """

    config: SweepConfig
    earlier: EarlierTrials = NO_TRIALS
    log_folder: Path | None = None
    journal: JournalObserver | None = None


class SweepThread(QThread):
    """Runs one sweep and ends. Read `outcome` and `problem` once it has finished."""

    def __init__(
        self,
        order: SweepOrder,
        observers: Sequence[ExperimentObserver],
        control: SweepControl,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sweep")
        self._order = order
        self._observers = observers
        self._control = control
        self.outcome: TuningFinished | None = None
        self.problem: TuningError | None = None

    def run(self) -> None:
        """Runs the pipeline on this thread."""
        try:
            with self._order.journal or nullcontext():
                self.outcome = self._run_sweep()
        except TuningError as error:
            self.problem = error
        except BaseException as error:
            logger.exception("The sweep thread failed")
            self.problem = TuningError(f"The sweep ended: {type(error).__name__}: {error}.")

    def _run_sweep(self) -> TuningFinished:
        from tuner_gui.sweep.running import run_sweep

        order = self._order
        first = [] if order.journal is None else [order.journal]
        return run_sweep(
            order.config,
            [*first, *self._observers],
            control=self._control,
            earlier=order.earlier,
            log_folder=order.log_folder,
            pauses_on_failures=True,
        )
