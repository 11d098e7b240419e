"""Which session the window shows: its file, its changes, its trials. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.session_follower import SessionFollower
from tuner_gui.bridge.session_keeper import JournalCare, OpenedSession, SaveOrder, Standing
from tuner_gui.core.columns import CategoryColumn
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.session.sweep_journal import JournalOrder
from tuner_gui.session.trusting import CodeTrust
from tuner_gui.ui.window.ran_sweep import RanSweep
from tuner_gui.ui.window.run_keeping import RunKeeping
from tuner_gui.ui.window.sameness import afresh, default_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.errors import TuningError
    from tuner_gui.core.marks import TrialMark
    from tuner_gui.session.trusting import TrustQuestion
    from tuner_gui.sweep.control import ControlEntry
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.window.panels import Services


class SessionDesk(QObject):
    """Opens and saves; while there are trials, what is saved with them is the sweep they are of.

    Signals:
        changed(): the path or the modified flag changed, or a file began to be read.
        shown(): another session (or a new one) fills the window.
        settling(): what is being typed is to be taken in.
        saved(Path): the session of the window was written.
        open_failed(str): a sentence for the person; nothing has changed.
        save_failed(str, SaveOrder): a sentence, and what could not be written.
        noted(str): what there is to know about the session that was opened.
        interrupted(OpenedSession): the program that ran it was killed.
        heard_marks(dict[int, TrialMark]): said of trials by whoever runs the session that is
            followed.
    """

    changed = Signal()
    shown = Signal()
    settling = Signal()
    saved = Signal(object)
    open_failed = Signal(str)
    save_failed = Signal(str, object)
    noted = Signal(str)
    interrupted = Signal(object)
    heard_marks = Signal(object)

    def __init__(self, setup: SetupPanel, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._setup = setup
        self._live = services.live
        self._keeper = services.keeper
        self._recent = services.recent
        self._places = services.places
        self._path: Path | None = None
        self._notes = ""
        self._id = 0
        self._edits = 0
        self._edits_when_asked = 0
        self._opens_copy = False
        self._is_modified = False
        self._has_failed_save = False
        self._ran = RanSweep(setup, services.live)
        self._trust = CodeTrust(services.trust, self._values_tried)
        self._controller = services.controller
        self._history: tuple[ControlEntry, ...] = ()
        self._has_own_journal = True
        self._to_run_again: tuple[int, ...] = ()
        self._run_keeping = RunKeeping(services.keeper, self)
        self._follower = SessionFollower(self)
        self._connect()

    def _connect(self) -> None:
        self._keeper.opened.connect(self._on_opened)
        self._keeper.open_failed.connect(self._on_open_failed)
        self._keeper.saved.connect(self._on_saved)
        self._keeper.save_failed.connect(self._on_save_failed)
        self._keeper.kept_aside.connect(self._on_kept_aside)
        self._setup.changed.connect(self.mark_modified)
        self._follower.events_arrived.connect(self._live.apply)
        self._follower.remarked.connect(self._on_other_remarked)
        self._follower.ended.connect(self._on_other_ended)

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
        self.mark_modified()

    @property
    def is_modified(self) -> bool:
        """True where the file does not hold what the window shows."""
        return self._is_modified

    @property
    def is_opening(self) -> bool:
        """True while a file is read."""
        return self._keeper.is_reading

    @property
    def is_followed(self) -> bool:
        """True while another program runs the session, and the window only shows it."""
        return self._follower.path is not None

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

    def trust_question(self) -> TrustQuestion | None:
        """Returns what to ask before Run loads code that a file brought; None where it may."""
        return self._trust.question(self._setup.config(), self._path)

    def _values_tried(self, name: str) -> Iterable[object]:
        store = self._live.store
        column = store.param(name) if name in store.param_names else None
        return column.categories if isinstance(column, CategoryColumn) else ()

    def grant_trust(self) -> None:
        """Keeps that the person lets the session run its code."""
        self._trust.grant(self._setup.config(), self._path)

    # filling the window

    def show_new(self, config: SweepConfig) -> None:
        """Fills the window with a new, empty session."""
        self._follower.stop()
        self._path = None
        self._history = ()
        self._trust.note_made()
        self._fill(config, TrialStore(config.objective), notes="")

    def open(self, path: Path, *, as_copy: bool = False, study: str | None = None) -> None:
        """Reads a session; `as_copy` (an example, a study) leaves it without a file of its own."""
        self._opens_copy = as_copy
        self._edits_when_asked = self._edits
        self._keeper.open(path, study)
        self.changed.emit()

    def begin_sweep(self, config: SweepConfig) -> SweepConfig:
        """Gives a starting sweep its file and its place in the window; returns it named.

        A sweep that does not go on from the trials in the window gets a session of its own, so
        that none of them is lost.

        Raises:
            SessionInUse: another program runs the session; nothing has changed.
        """
        named = replace(config, name=config.name or default_name(config))
        is_new = not self.is_continued_by(config)
        leaves_trials = is_new and self._ran.config is not None
        named = afresh(named) if is_new else self._ran.going_on(named)
        path = self._path
        if path is None or leaves_trials:
            path = self._places.new_session_path(named.name)
        self._run_keeping.begin(path)
        self._path = path
        self._ran.config = named
        if is_new:
            self._id += 1
            self._history, self._to_run_again = (), ()
            self._notes = "" if leaves_trials else self._notes
            self._has_own_journal = False
            self._has_failed_save = False
            self._live.replace(TrialStore(config.objective))
        self.mark_modified()
        self.save()
        return named

    def journal_order(self) -> JournalOrder | None:
        """Returns where the sweep that has just begun keeps its journal."""
        if self._path is None:
            return None
        store = self._live.store
        last = store.record(len(store) - 1) if len(store) else None
        continues, self._has_own_journal = self._has_own_journal, True
        return JournalOrder(self._path, self._notes, last, continues=continues)

    @property
    def lost_count(self) -> int:
        """How many trials were lost and are to be run again."""
        return len(self._to_run_again)

    def take_to_run_again(self) -> tuple[int, ...]:
        """Returns, once, the trials that were lost and are to be run again."""
        numbers, self._to_run_again = self._to_run_again, ()
        return numbers

    def take_changed_sweep(self, config: SweepConfig) -> None:
        """Takes what the running sweep goes by now: its trials are of that from now on."""
        self._ran.config = config
        self.mark_modified()

    def end_sweep(self) -> None:
        """Saves a finished sweep by itself."""
        self._history = (*self._history, *self._controller.history)
        self.mark_modified()
        self._run_keeping.end(self.save)

    def settle_lost(self, store: TrialStore) -> None:
        """Takes the trials with the lost ones ended as the person wished, and saves them."""
        self._to_run_again = ()
        self._live.replace(store)
        self.mark_modified()
        self.save()

    def shut_down(self) -> None:
        """Follows nothing any more."""
        self._follower.stop()

    def _fill(self, config: SweepConfig, store: TrialStore, notes: str) -> None:
        self._id += 1
        self._notes = notes
        self._has_failed_save = False
        self._ran.config = config if len(store) else None
        self._setup.set_config(config)
        self._live.replace(store)
        self._is_modified = False
        self.shown.emit()
        self.changed.emit()

    # saving

    @Slot()
    def save(self) -> None:
        """Writes the session to its file, if it has one and no other program runs it."""
        self.settle()
        if self._path is not None and not self.is_followed:
            self._keeper.save(self._order(self._path))

    def save_to(self, path: Path) -> None:
        """Writes the session to a file, which is its own once that has worked.

        A form that describes another sweep than its trials do is written without them: they stay
        in their file, and the form becomes a session of its own.
        """
        self.settle()
        if self.has_other_setup:
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
        if not self._is_modified:
            self._is_modified = True
            self.changed.emit()

    # what the keeper says

    @Slot(object)
    def _on_opened(self, opened: OpenedSession) -> None:
        self.settle()
        if self._edits != self._edits_when_asked:
            self.open_failed.emit(
                self.tr("{file} was not opened, because the setup was edited meanwhile.").format(
                    file=opened.path.name
                )
            )
            return
        if self._opens_copy:
            self._take_copy(opened)
            return
        self._path = opened.path
        self._recent.add(opened.path)
        self._trust.note_opened(opened.session.config, opened.path)
        self._history = tuple(opened.session.history)
        self._has_own_journal = not opened.has_other_journal
        self._to_run_again = opened.lost
        if opened.standing is Standing.IN_USE:
            self._follower.follow(opened.path, opened.journal)
        else:
            self._follower.stop()
        self._fill(opened.session.config, opened.store, opened.session.notes)
        self._say_standing(opened)

    def _take_copy(self, opened: OpenedSession) -> None:
        self._follower.stop()
        self._path = None
        self._trust.note_made()
        self._history = ()
        self._fill(opened.session.config, opened.store, opened.session.notes)

    def _say_standing(self, opened: OpenedSession) -> None:
        match opened.standing:
            case Standing.AT_REST:
                if opened.damage:
                    self.noted.emit(opened.damage)
            case Standing.INTERRUPTED:
                self.interrupted.emit(opened)
            case Standing.IN_USE:
                text = self.tr(
                    "{file} is being run by another program; it is shown here as it goes on, and "
                    "cannot be changed."
                )
                self.noted.emit(text.format(file=opened.path.name))

    @Slot(object, object)
    def _on_other_remarked(self, marks: Mapping[int, TrialMark], notes: str | None) -> None:
        self.heard_marks.emit(marks)
        if notes is not None:
            self._notes = notes
            self.changed.emit()

    @Slot(object)
    def _on_other_ended(self, path: Path) -> None:
        """Reads the session again once whoever ran it is done with it."""
        if path == self._path:
            self.open(path)

    @Slot(object, object)
    def _on_open_failed(self, _path: Path, problem: TuningError) -> None:
        self.changed.emit()
        self.open_failed.emit(str(problem))

    @Slot(object)
    def _on_saved(self, order: SaveOrder) -> None:
        self._recent.add(order.path)
        if not self.is_current(order):
            return
        if order.becomes_path:
            self._path = order.path
            self._has_own_journal = True
            self._end_following(order)
        if order.path != self._path:
            return
        self._trust.note_saved(order.config, order.path)
        self._has_failed_save = False
        is_whole = not self.has_other_setup and not self._setup.has_unparsed_text()
        self._is_modified = self._edits != order.edits or not is_whole
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

    def _end_following(self, order: SaveOrder) -> None:
        """The window shows the copy from now on, as it was written."""
        if self.is_followed and order.ends_running:
            self._follower.stop()
            self.open(order.path)
