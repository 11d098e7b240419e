"""Logs the sweep of the window to MLflow where a person wished it. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from tuner_gui.bridge.sweep_controller import SweepPhase
from tuner_gui.core.errors import TuningError
from tuner_gui.exchange.tracking.observer import MlflowObserver
from tuner_gui.exchange.tracking.place import is_installed, not_installed, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.window.panels import Services
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.tracking_memory import TrackingMemory

_LOOK_MS = 250


class TrackingDesk(QObject):
    """The wish is the person's: it is kept in their settings, by session, and in no session.

    Signals:
        troubled(str): the sweep is not logged, or no longer; once a sweep, which goes on.
    """

    troubled = Signal(str)

    def __init__(
        self,
        setup: SetupPanel,
        services: Services,
        session: SessionDesk,
        memory: TrackingMemory,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._setup = setup
        self._section = setup.tracking
        self._controller = services.controller
        self._session = session
        self._memory = memory
        self._observer: MlflowObserver | None = None
        self._experiment = ""
        self._unsaid = ""
        # asked instead of told: the observer's thread may outlive the window
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self._look)
        self._section.edited.connect(self._on_edited)
        setup.changed.connect(self._propose)
        session.shown.connect(self._on_session_shown)
        session.saved.connect(self._on_saved)
        self._controller.observe_by(self._observers)
        self._controller.phase_changed.connect(self._on_phase_changed)
        self._controller.ended.connect(self._on_ended)
        self._on_session_shown()

    @property
    def is_busy(self) -> bool:
        """True until what was heard of the sweep has been written, or given up."""
        return self._clock.isActive()

    def shut_down(self) -> None:
        """Looks no more; what was heard is still written."""
        self._clock.stop()

    # the wish

    @Slot()
    def _on_session_shown(self) -> None:
        self._section.set_missing("" if is_installed() else str(not_installed()))
        wish = self._memory.wish(self._session.path)
        self._section.show_wish(wish, "")
        self._propose()
        self._lock()
        is_missing = wish.is_on and not self._section.wish().is_on
        self._section.show_news("", str(not_installed()) if is_missing else "")

    @Slot()
    def _propose(self) -> None:
        name = self._setup.config().name
        self._section.propose(name or self.tr("as the sweep"))

    @Slot()
    def _on_edited(self) -> None:
        self._section.show_news("")
        self._memory.keep(self._session.path, self._section.wish())

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        """A session that was saved as another keeps its wish."""
        if self._section.wish() != self._memory.wish(path):
            self._memory.keep(path, self._section.wish())

    def _lock(self) -> None:
        is_active = self._controller.phase.is_active
        reason = self.tr("A running sweep keeps this; stop it to change it.")
        if self._session.is_followed:
            reason = self.tr("Nothing can be changed just now.")
        self._section.set_locked(is_locked=is_active or self._session.is_followed, reason=reason)

    # the sweep

    def _observers(self, config: SweepConfig) -> Sequence[MlflowObserver]:
        """Returns what logs a sweep that begins; its session has a file by now."""
        wish, path = self._section.wish(), self._session.path
        self._memory.keep(path, wish)
        self._section.show_news("")
        self._observer, self._unsaid = None, ""
        if not wish.is_on or path is None:
            return []
        self._experiment = wish.experiment or config.name
        try:
            place = place_of(wish.place, path.parent)
        except TuningError as problem:
            self._give_up(str(problem))
        else:
            self._observer = MlflowObserver(config, place, wish.experiment, opens_later=True)
            news = self.tr("Logging to the experiment {name}…").format(name=self._experiment)
            self._section.show_news(news)
        self._clock.start()
        return [] if self._observer is None else [self._observer]

    @Slot()
    def _look(self) -> None:
        observer = self._observer
        if observer is not None:
            is_writing = observer.is_writing  # before its trouble, which comes first
            if observer.trouble:
                self._observer = None
                self._give_up(observer.trouble)
            elif not is_writing:
                self._observer = None
                news = self.tr("Logged to the experiment {name}.").format(name=self._experiment)
                self._section.show_news(news)
        # a pause may ask for an answer, and an end would take the place of what is said before it
        if self._unsaid and self._controller.phase in {SweepPhase.RUNNING, SweepPhase.IDLE}:
            text = self.tr("The sweep goes on without MLflow. {reason}")
            if not self._controller.phase.is_active:
                text = self.tr("MLflow lacks this sweep, or some of it. {reason}")
            reason, self._unsaid = self._unsaid, ""
            self.troubled.emit(text.format(reason=reason))
        if self._observer is None and not self._unsaid:
            self._clock.stop()

    def _give_up(self, sentence: str) -> None:
        self._section.show_news("", sentence)
        self._unsaid = sentence

    @Slot(object)
    def _on_phase_changed(self, _phase: SweepPhase) -> None:
        self._lock()

    @Slot(object, object)
    def _on_ended(self) -> None:
        if self._observer is not None:
            self._observer.end()
