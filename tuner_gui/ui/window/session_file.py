"""The file of the window's session: what is written, and whether it holds all. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.session_follower import SessionFollower
from tuner_gui.bridge.session_work import JournalCare, SaveOrder
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.ui.window.ran_sweep import RanSweep
from tuner_gui.ui.window.run_keeping import RunKeeping

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.errors import TuningError
    from tuner_gui.sweep.control import ControlEntry
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.window.panels import Services


class SessionFile(QObject):
    """Saves; while there are trials, what is saved with them is the sweep they are of.

    Signals:
        changed(): the path or the modified flag changed, or a file began to be read.
        settling(): what is being typed is to be taken in.
        saved(Path): the session of the window was written.
        save_failed(str, SaveOrder): a sentence, and what could not be written.
        noted(str): what there is to know about the file.
    """

    changed = Signal()
    settling = Signal()
    saved = Signal(object)
    save_failed = Signal(str, object)
    noted = Signal(str)

    def __init__(self, setup: SetupPanel, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._setup = setup
        self._live = services.live
        self._keeper = services.keeper
        self._recent = services.recent
        self._controller = services.controller
        self._path: Path | None = None
        self._id = 0
        self._edits = 0
        self._remarks = self._kept_remarks = 0
        self._asked: tuple[SweepConfig, int] | None = None  # to be saved last, with its edits
        self._is_modified = False
        self._is_read_again = False
        self._to_run_again: tuple[int, ...] = ()
        self._has_failed_save = False
        self._has_own_journal = True
        self._notes = ""
        self._history: tuple[ControlEntry, ...] = ()
        self._ran = RanSweep(setup, services.live)
        self._run_keeping = RunKeeping(services.keeper, self)
        self._follower = SessionFollower(self)
        self._keeper.saved.connect(self._on_saved)
        self._keeper.save_failed.connect(self._on_save_failed)
        self._keeper.kept_aside.connect(self._on_kept_aside)
        setup.changed.connect(self.mark_modified)

    @property
    def path(self) -> Path | None:
        """The file; None before the first save."""
        return self._path

    @property
    def notes(self) -> str:
        """What a person wrote about the sweep, in Markdown."""
        return self._notes

    def set_notes(self, notes: str) -> None:
        """Takes another note for the sweep."""
        self._notes = notes
        self.mark_remarked()

    @property
    def is_modified(self) -> bool:
        """True where the file does not hold what the window shows."""
        return self._is_modified

    @property
    def is_followed(self) -> bool:
        """True while another program runs the session, and until it was read again after that."""
        return self._follower.path is not None or self._is_read_again

    @property
    def ran_config(self) -> SweepConfig | None:
        """The sweep that the trials in the window are of; None without trials."""
        return self._ran.config

    @property
    def has_other_setup(self) -> bool:
        """True where the form describes another sweep than the one the trials are of."""
        return self._ran.has_other_setup

    @property
    def has_unsaved_trials(self) -> bool:
        """True where trials are only in memory, because they could not be written."""
        return self._has_failed_save and len(self._live.store) > 0

    def is_continued_by(self, config: SweepConfig) -> bool:
        """Says whether a sweep would go on from the trials in the window."""
        return self._ran.is_continued_by(config)

    def is_as_before(self, config: SweepConfig) -> bool:
        """Says whether a sweep that goes on chooses its trials as those in the window were."""
        return self._ran.is_as_before(config)

    def trials_left_behind(self, config: SweepConfig) -> str:
        """Says what becomes of the trials in the window that are of another space; or nothing."""
        return self._ran.left_behind(config, self._path)

    def settle(self) -> None:
        """Takes in what has been typed and not been read yet; then `is_modified` tells."""
        self.settling.emit()
        self._setup.settle()

    def is_current(self, order: SaveOrder) -> bool:
        """Says whether a save is of the session that the window shows."""
        return order.session_id == self._id

    # saving

    @Slot()
    def save(self) -> None:
        """Writes the session to its file, if it has one and no other program runs it."""
        self.settle()
        if self._path is not None and not self.is_followed:
            self._save(self._order(self._path))

    @Slot()
    def save_remarks(self) -> None:
        """Writes what a person said of the sweep, without the edits of the form.

        Not while the sweep runs, which keeps it in its journal, nor while it is asked what is to
        become of lost trials.
        """
        is_due = self._remarks != self._kept_remarks and not self._run_keeping.is_running
        if not is_due or self._path is None or self.is_followed or self._to_run_again:
            return
        if self._asked is not None:
            config, edits = self._asked
            order = replace(self._order(self._path), config=config, edits=edits)
            self._keeper.save(replace(order, is_for_remarks=True))

    def save_to(self, path: Path) -> None:
        """Writes the session to a file, which is its own once that has worked.

        A form that describes another sweep than its trials do is written without them: they stay
        in their file, and the form becomes a session of its own.
        """
        self.settle()
        if self.has_other_setup:
            self.save_remarks()
            self._id += 1
            self._ran.config = None
            self._notes = ""
            config = self._setup.config()
            self._live.replace(TrialStore(config.objective))
        order = replace(self._order(path), becomes_path=True)
        if path != self._path:
            order = replace(order, journal=JournalCare.SET_ASIDE)
        if self._run_keeping.is_running:
            order = replace(order, move_journal=self._controller.move_journal)
        self._save(order)

    def _save(self, order: SaveOrder) -> None:
        self._asked = order.config, order.edits
        self._keeper.save(order)

    def _order(self, path: Path) -> SaveOrder:
        is_running = self._run_keeping.is_running
        is_at_rest = self._has_own_journal and not is_running
        return SaveOrder(
            path,
            self._ran.to_save(is_running=is_running),
            self._live.store.snapshot(),
            self._notes,
            self.history,
            self._id,
            self._edits,
            self._remarks,
            ends_running=self.is_followed,
            is_locked=self._run_keeping.holds(path),
            journal=JournalCare.REMOVE if is_at_rest else JournalCare.KEEP,
        )

    @property
    def history(self) -> Sequence[ControlEntry]:
        """What was asked of the sweep, also before the session was opened, in order."""
        if not self._controller.phase.is_active:
            return self._history
        return (*self._history, *self._controller.history)

    @Slot()
    def mark_modified(self) -> None:
        """Notes that the file does not hold what the window shows."""
        self._edits += 1
        self._set_modified(is_modified=True)

    def mark_remarked(self) -> None:
        """Notes that a person said something that the file does not hold."""
        self._remarks += 1
        self._set_modified(is_modified=True)

    def _set_modified(self, *, is_modified: bool) -> None:
        if is_modified != self._is_modified:
            self._is_modified = is_modified
            self.changed.emit()

    # what the keeper says

    @Slot(object)
    def _on_saved(self, order: SaveOrder) -> None:
        self._recent.add(order.path)
        if not self.is_current(order):
            return
        if order.becomes_path:
            self._path = order.path
            self._has_own_journal = True
        if order.path != self._path:
            return
        self._has_failed_save = False
        self._kept_remarks = order.remarks
        is_whole = not self.has_other_setup and not self._setup.has_unparsed_text()
        is_kept = (self._edits, self._remarks) == (order.edits, order.remarks)
        self._is_modified = not is_kept or not is_whole
        self.saved.emit(order.path)
        self.changed.emit()

    @Slot(object, object)
    def _on_kept_aside(self, path: Path, other: Path) -> None:
        text = self.tr("{file} was changed by another program; that version is kept as {other}.")
        self.noted.emit(text.format(file=path.name, other=other.name))

    @Slot(object, object)
    def _on_save_failed(self, order: SaveOrder, problem: TuningError) -> None:
        if self.is_current(order):
            self._has_failed_save = True
            self._is_modified = True
        self.changed.emit()
        self.save_failed.emit(str(problem), order)
