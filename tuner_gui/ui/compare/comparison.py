"""Which sessions are compared, and what is shown of them. GUI thread."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.sessions_reader import SessionsReader
from tuner_gui.insight.sweep_summary import common_objectives, winners
from tuner_gui.session.naming import name_of
from tuner_gui.ui.style.series import SERIES_COUNT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tuner_gui.bridge.sessions_reader import ReadSession
    from tuner_gui.core.objective import Objective


@dataclass(frozen=True, slots=True, eq=False)
class ComparedSession:
    """A session in the comparison.

    Args:
        name: what it is called here, unlike all others.
        slot: its place among the colours; it keeps it while it is here.
        is_hidden: its line is not drawn.
    """

    read: ReadSession
    name: str
    slot: int
    is_hidden: bool = False

    @property
    def path(self) -> Path:
        """Its file, which tells it among the others."""
        return self.read.path


class Comparison(QObject):
    """At most a dozen sessions, in the order in which they came.

    Signals:
        changed(): other sessions, or another view of them.
        problems_changed(): files could not be read, or that is over.
        busy_changed(): something is being read, or nothing any more.
    """

    changed = Signal()
    problems_changed = Signal()
    busy_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sessions: list[ComparedSession] = []
        self._problems: dict[Path, str] = {}
        self._chosen: Objective | None = None
        self._refusal = ""
        self._remark = ""
        self._reader = SessionsReader(self)
        self._reader.read.connect(self._on_read)
        self._reader.failed.connect(self._on_failed)
        self._reader.finished.connect(self.busy_changed)

    # reading

    @property
    def sessions(self) -> tuple[ComparedSession, ...]:
        """All of them."""
        return tuple(self._sessions)

    @property
    def reading(self) -> int:
        """How many files are still to be read."""
        return len(self._reader.waiting)

    def session(self, path: Path | None) -> ComparedSession | None:
        """Returns the session in a file."""
        return next((each for each in self._sessions if each.path == path), None)

    def problems(self) -> list[str]:
        """Returns a sentence for each file that could not be read, and for those turned away."""
        return [*self._problems.values(), *filter(None, (self._remark, self._refusal))]

    @property
    def has_unread(self) -> bool:
        """Whether a file could not be read; other problems are a matter of what was given."""
        return bool(self._problems)

    def objectives(self) -> list[Objective]:
        """Returns what the sessions optimise, the objective of most first."""
        return common_objectives([each.read.summary for each in self._sessions])

    @property
    def objective(self) -> Objective | None:
        """What the chart shows; None without sessions."""
        offered = self.objectives()
        if self._chosen in offered:
            return self._chosen
        return offered[0] if offered else None

    def drawn(self) -> list[ComparedSession]:
        """Returns the sessions that the chart can draw, the hidden ones included."""
        return [
            each
            for each in self._sessions
            if each.read.summary.objective == self.objective and len(each.read.by_trial)
        ]

    def winners(self) -> set[Path]:
        """Returns the best sessions of the shown objective."""
        if self.objective is None:
            return set()
        places = winners([each.read.summary for each in self._sessions], self.objective)
        return {self._sessions[place].path for place in places}

    # changing

    def add(self, paths: Iterable[Path], remark: str = "") -> None:
        """Reads sessions; those that are here already are read again.

        Args:
            paths: their files.
            remark: stands among the problems until something else is read.
        """
        self._refusal, self._remark = "", remark
        known = {each.path for each in self._sessions} | set(self._reader.waiting)
        turned_away = 0
        for path in dict.fromkeys(path.absolute() for path in paths):
            if path not in known and len(known) >= SERIES_COUNT:
                turned_away += 1
                continue
            known.add(path)
            self._problems.pop(path, None)
            self._reader.ask(path)
        if turned_away:
            files = self.tr("1 file was") if turned_away == 1 else self.tr("{count} files were")
            self._refusal = self.tr(
                "{most} sessions can be compared at a time; {files} left out. Remove some first."
            ).format(most=SERIES_COUNT, files=files.format(count=turned_away))
        self.problems_changed.emit()
        self.busy_changed.emit()

    @Slot()
    def read_again(self) -> None:
        """Reads all sessions as they stand now."""
        self.add([each.path for each in self._sessions])

    def remove(self, paths: Iterable[Path]) -> None:
        """Takes sessions out of the comparison; their files stay as they are."""
        gone = set(paths)
        for path in gone:
            self._reader.forget(path)
            self._problems.pop(path, None)
        self._sessions = [each for each in self._sessions if each.path not in gone]
        self._refusal = ""
        self._rename()
        self.changed.emit()
        self.problems_changed.emit()
        self.busy_changed.emit()

    def show_objective(self, objective: Objective) -> None:
        """Draws the sessions that optimise this."""
        self._chosen = objective
        self.changed.emit()

    def set_hidden(self, path: Path, *, is_hidden: bool) -> None:
        """Says whether the line of a session is drawn."""
        self._sessions = [
            replace(each, is_hidden=is_hidden) if each.path == path else each
            for each in self._sessions
        ]
        self.changed.emit()

    def forget_problems(self) -> None:
        """Takes note of them."""
        self._problems.clear()
        self._refusal, self._remark = "", ""
        self.problems_changed.emit()

    def shut_down(self) -> None:
        """Waits for what is being read; call it before the window goes."""
        self._reader.close()

    @Slot(object)
    def _on_read(self, read: ReadSession) -> None:
        old = self.session(read.path)
        if old is None:
            taken = {each.slot for each in self._sessions}
            slot = next(slot for slot in range(SERIES_COUNT) if slot not in taken)
            self._sessions.append(ComparedSession(read, "", slot))
        else:
            self._sessions[self._sessions.index(old)] = replace(old, read=read)
        self._rename()
        self.changed.emit()
        self.busy_changed.emit()

    @Slot(object, str)
    def _on_failed(self, path: Path, sentence: str) -> None:
        self._problems[path] = sentence
        self.problems_changed.emit()
        self.busy_changed.emit()

    def _rename(self) -> None:
        """Names each after its file; those of one name after their folders, too."""
        counts = Counter(name_of(each.path) for each in self._sessions)
        names = []
        for each in self._sessions:
            name = name_of(each.path)
            names.append(name if counts[name] == 1 else f"{each.path.parent.name}/{name}")
        again = Counter(names)
        self._sessions = [
            replace(each, name=name if again[name] == 1 else str(each.path))
            for each, name in zip(self._sessions, names, strict=True)
        ]
