"""Which session the window shows: opened, new, followed, or grown by a sweep. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.session_work import OpenedSession, Standing
from tuner_gui.core.columns import CategoryColumn
from tuner_gui.core.marks import UNMARKED
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.session.sweep_journal import JournalOrder
from tuner_gui.session.trusting import CodeTrust
from tuner_gui.ui.window.sameness import afresh, default_name
from tuner_gui.ui.window.session_file import SessionFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tuner_gui.bridge.session_work import SaveOrder
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.errors import TuningError
    from tuner_gui.core.marks import TrialMark
    from tuner_gui.session.trusting import TrustQuestion
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.window.panels import Services


class SessionDesk(SessionFile):
    """Opens sessions, makes new ones, and follows those that other programs run.

    Signals:
        shown(): another session (or a new one) fills the window.
        open_failed(str): a sentence for the person; nothing has changed.
        interrupted(OpenedSession): the program that ran it was killed.
        heard_marks(dict[int, TrialMark]): said of trials by whoever runs the session that is
            followed.
    """

    shown = Signal()
    open_failed = Signal(str)
    interrupted = Signal(object)
    heard_marks = Signal(object)

    def __init__(self, setup: SetupPanel, services: Services, parent: QObject) -> None:
        super().__init__(setup, services, parent)
        self._places = services.places
        self._trust = CodeTrust(services.trust, self._values_tried)
        self._edits_when_asked = 0
        self._opens_copy = False
        self._marked_before: tuple[int, ...] = ()
        self._noted: tuple[SweepConfig, Path] | None = None
        self._keeper.opened.connect(self._on_opened)
        self._keeper.open_failed.connect(self._on_open_failed)
        self._keeper.saved.connect(self._on_written)
        self._follower.events_arrived.connect(self._live.apply)
        self._follower.remarked.connect(self._on_other_remarked)
        self._follower.ended.connect(self._on_other_ended)

    @property
    def is_opening(self) -> bool:
        """True while a file is read."""
        return self._keeper.is_reading

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
        if leaves_trials:
            self.save_remarks()
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
        marks = dict.fromkeys(self._marked_before, UNMARKED) | dict(store.marks.items())
        return JournalOrder(self._path, self._notes, last, continues=continues, marks=marks)

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

    def _fill(
        self,
        config: SweepConfig,
        store: TrialStore,
        notes: str,
        *,
        lost: tuple[int, ...] = (),
        has_own_journal: bool = True,
    ) -> None:
        self._id += 1
        self._notes = notes
        self._kept_remarks = self._remarks
        self._to_run_again = lost
        self._has_own_journal = has_own_journal
        self._has_failed_save = False
        self._is_read_again = False
        self._ran.config = config if len(store) else None
        self._setup.set_config(config)
        self._live.replace(store)
        self._marked_before = tuple(number for number, _ in store.marks.items())
        self._asked = config, self._edits
        self._is_modified = False
        self.shown.emit()
        self.changed.emit()

    # what the keeper says

    @Slot(object)
    def _on_opened(self, opened: OpenedSession) -> None:
        self.settle()
        if self._edits != self._edits_when_asked and not self._is_read_again:
            self.open_failed.emit(
                self.tr("{file} was not opened, because the setup was edited meanwhile.").format(
                    file=opened.path.name
                )
            )
            return
        self.save_remarks()
        if self._opens_copy:
            self._take_copy(opened)
            return
        self._path = opened.path
        self._recent.add(opened.path)
        self._trust.note_opened(opened.session.config, opened.path)
        self._history = tuple(opened.session.history)
        if opened.standing is Standing.IN_USE:
            self._follower.follow(opened.path, opened.journal)
        else:
            self._follower.stop()
        self._fill(
            opened.session.config,
            opened.store,
            opened.session.notes,
            lost=opened.lost,
            has_own_journal=not opened.has_other_journal,
        )
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
            self._read_again(path)

    def _read_again(self, path: Path) -> None:
        """Reads the session that is shown; until then it stays as if it were followed."""
        self._is_read_again = True
        self.open(path)

    @Slot(object, object)
    def _on_open_failed(self, _path: Path, problem: TuningError) -> None:
        self._is_read_again = False
        self.changed.emit()
        self.open_failed.emit(str(problem))

    @Slot(object)
    def _on_written(self, order: SaveOrder) -> None:
        if not self.is_current(order) or order.path != self._path:
            return
        if self._noted != (order.config, order.path):  # what runs is digested: not for each remark
            self._noted = order.config, order.path
            self._trust.note_saved(order.config, order.path)
        if order.becomes_path and order.ends_running and self.is_followed:
            self._follower.stop()  # the window shows the copy from now on, as it was written
            self._read_again(order.path)
