"""Opens, saves and names the session of the window. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from tuner_gui.bridge.session_keeper import OpenedSession, SaveOrder
from tuner_gui.core.trial_store import TrialStore

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.errors import TuningError
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.window.panels import Services

_AUTOSAVE_INTERVAL_MS = 30_000


class SessionDesk(QObject):
    """Knows which file the window shows, and whether it has changed since.

    Signals:
        changed(): the path or the modified flag changed.
        shown(): another session (or a new one) fills the window.
        saved(Path): the session was written.
        failed(str, bool): a sentence for the person; True where trials are only in memory.
    """

    changed = Signal()
    shown = Signal()
    saved = Signal(object)
    failed = Signal(str, bool)

    def __init__(self, setup: SetupPanel, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._setup = setup
        self._live = services.live
        self._keeper = services.keeper
        self._recent = services.recent
        self._places = services.places
        self._path: Path | None = None
        self._notes = ""
        self._is_modified = False
        self._opens_copy = False
        self._edits = 0
        self._edits_at_save = 0
        self._ran_config: SweepConfig | None = None
        self._keeper.opened.connect(self._on_opened)
        self._keeper.open_failed.connect(self._on_open_failed)
        self._keeper.saved.connect(self._on_saved)
        self._keeper.save_failed.connect(self._on_save_failed)
        self._setup.changed.connect(self.mark_modified)
        self._autosave = QTimer(self)
        self._autosave.setInterval(_AUTOSAVE_INTERVAL_MS)
        self._autosave.timeout.connect(self.save)

    @property
    def path(self) -> Path | None:
        """The file; None before the first save."""
        return self._path

    @property
    def is_modified(self) -> bool:
        """True where the file does not hold what the window shows."""
        return self._is_modified

    @property
    def is_blank(self) -> bool:
        """True where there is nothing to lose: no target chosen, no trials."""
        return self._ran_config is None and self._setup.config().target is None

    @property
    def ran_config(self) -> SweepConfig | None:
        """The sweep that the trials in the window come from; None without trials."""
        return self._ran_config

    def show_new(self, config: SweepConfig) -> None:
        """Fills the window with a new, empty session."""
        self._path = None
        self._fill(config, TrialStore(config.objective), notes="")

    def open(self, path: Path, *, as_copy: bool = False) -> None:
        """Reads a session; `as_copy` (an example) leaves it without a file of its own."""
        if not self._keeper.is_reading:
            self._opens_copy = as_copy
            self._keeper.open(path)

    @Slot()
    def save(self) -> None:
        """Writes the session to its file, if it has one."""
        if self._path is not None:
            self.save_to(self._path)

    def save_to(self, path: Path) -> None:
        """Writes the session to a file, which is its own from then on."""
        self._path = path
        self._edits_at_save = self._edits
        store = self._live.store.snapshot()
        self._keeper.save(SaveOrder(path, self._config_to_save(), store, self._notes))

    def begin_sweep(self, config: SweepConfig, *, is_continued: bool) -> SweepConfig:
        """Gives a starting sweep its file and its place in the window.

        A sweep that does not go on from the trials in the window starts a session of its own, so
        that none of them is lost. Returns the config with its name and revision.
        """
        is_first = self._ran_config is None
        if self._path is None or not (is_first or is_continued):
            self._path = self._places.new_session_path(config.name or default_name(config))
        named = replace(config, name=config.name or default_name(config))
        if not is_continued:
            self._live.replace(TrialStore(config.objective))
        self._ran_config = named
        self.mark_modified()
        self.save()
        self._autosave.start()
        return named

    def end_sweep(self) -> None:
        """Saves a finished sweep by itself."""
        self._autosave.stop()
        self.mark_modified()
        self.save()

    @Slot()
    def mark_modified(self) -> None:
        """Notes that the file does not hold what the window shows."""
        self._edits += 1
        if not self._is_modified:
            self._is_modified = True
            self.changed.emit()

    def _config_to_save(self) -> SweepConfig:
        """What the form says; while its text cannot be read, what ran last."""
        if self._setup.has_unparsed_text() and self._ran_config is not None:
            return self._ran_config
        name = self._ran_config.name if self._ran_config is not None else ""
        config = self._setup.config()
        return replace(config, name=config.name or name or default_name(config))

    def _fill(self, config: SweepConfig, store: TrialStore, notes: str) -> None:
        self._notes = notes
        self._ran_config = config if len(store) else None
        self._setup.set_config(config)
        self._live.replace(store)
        self._is_modified = False
        self._edits_at_save = self._edits
        self.shown.emit()
        self.changed.emit()

    @Slot(object)
    def _on_opened(self, opened: OpenedSession) -> None:
        if self._opens_copy:
            self._path = None
        else:
            self._path = opened.path
            self._recent.add(opened.path)
        self._fill(opened.session.config, opened.store, opened.session.notes)

    @Slot(object, object)
    def _on_open_failed(self, _path: Path, problem: TuningError) -> None:
        self.failed.emit(str(problem), False)

    @Slot(object)
    def _on_saved(self, order: SaveOrder) -> None:
        if order.path != self._path:
            return
        self._recent.add(order.path)
        self._is_modified = self._edits != self._edits_at_save
        self.saved.emit(order.path)
        self.changed.emit()

    @Slot(object, object)
    def _on_save_failed(self, _order: SaveOrder, problem: TuningError) -> None:
        self._is_modified = True
        self.changed.emit()
        self.failed.emit(str(problem), True)


def default_name(config: SweepConfig) -> str:
    """Returns a name for a sweep that has none: what is tuned, on what."""
    if config.target is None:
        return "sweep"
    data = config.dataset.label
    return config.target.label if data == "none" else f"{config.target.label} on {data}"
