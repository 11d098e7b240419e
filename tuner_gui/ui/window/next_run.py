"""What Run would start, and why it would not. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tuner_gui.core.kinds import GridKind
from tuner_gui.core.trial import TrialState
from tuner_gui.ui.window.planned import GridTally, trials_in_all

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.window.session_desk import SessionDesk


class NextRun(QObject):
    """Compares what the form describes with the trials that are there."""

    def __init__(
        self, setup: SetupPanel, session: SessionDesk, live: LiveStore, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._setup = setup
        self._session = session
        self._live = live
        self._tally = GridTally()

    def why_not(self) -> str:
        """Why it cannot start, in one sentence; empty where it can."""
        reason = self.why_not_chosen()
        if not reason and self.trials() == 0:
            return self.tr("Every combination of the grid has been tried.")
        return reason

    def why_not_chosen(self) -> str:
        """Why not even trials that a person chose can start; empty where they can."""
        if self._session.is_opening:
            return self.tr("A session is being opened.")
        if self._session.is_followed:
            return self.tr("Another program runs this session; it is only shown here.")
        problems = self._setup.problems()
        if problems:
            return problems[0]
        config = self._setup.config()
        if self._session.has_unsaved_trials and not self._session.is_continued_by(config):
            return self.tr("Save the trials first: they are only in memory.")
        return ""

    def text(self) -> str:
        """Returns what the Run button says."""
        if self._setup.problems():
            return self.tr("Run")
        count = self.trials()
        if count is None:
            return self.tr("Run")
        if self._session.is_continued_by(self._setup.config()):
            if count == 1:
                return self.tr("Run 1 more trial")
            return self.tr("Run {count} more trials").format(count=f"{count:,}")
        if count == 1:
            return self.tr("Run 1 trial")
        return self.tr("Run {count} trials").format(count=f"{count:,}")

    def trials(self) -> int | None:
        """Returns the rest of what was planned, once that is done as many again; None: unknown."""
        config = self._setup.config()
        planned = self._setup.planned_trials()
        if planned is None or not self._session.is_continued_by(config):
            return planned
        return max(self._session.lost_count, self._trials_left(config, planned))

    def in_all(self) -> int | None:
        """Returns how many trials the session will have by the form; None while unknown."""
        done = self._live.store.counted
        trials = self._setup.planned_trials()
        is_known = trials is not None and (done > 0 or self._session.is_followed)
        return max(done, trials or 0) if is_known else done or None

    def in_all_by(self, config: SweepConfig) -> int | None:
        """Returns how many trials a sweep will have that was changed while it runs."""
        size = self._setup.grid_size()
        tried = None if size is None else self._grid_points_tried(config)
        left = None if size is None or tried is None else max(0, size - tried)
        return trials_in_all(config, self._live.store.counted, left)

    def _trials_left(self, config: SweepConfig, planned: int) -> int:
        is_grid = isinstance(config.strategy, GridKind)
        done = self._grid_points_tried(config) if is_grid else self._live.store.counted
        if done is None:
            return planned  # it passes by what was tried, which shows only while it runs
        if done < planned:
            return planned - done
        size = self._setup.grid_size() if is_grid else None
        return planned if size is None else min(planned, size - done)

    def _grid_points_tried(self, config: SweepConfig) -> int | None:
        ran, store = self._session.ran_config, self._live.store
        is_of_one_space = ran is not None and ran.space_revision == 1
        if is_of_one_space and self._session.is_as_before(config):
            return store.asked - store.count(TrialState.STOPPED)
        return self._tally.tried(config.space, store)
