"""Several files dropped on the window at once: the sessions among them are compared. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.session.faults import shortened
from tuner_gui.ui.window.dropped_file import Drop, sorted_drop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tuner_gui.ui.window.compare_sessions_desk import CompareSessionsDesk
    from tuner_gui.ui.window.file_desk import FileDesk
    from tuner_gui.ui.window.main_window import MainWindow
    from tuner_gui.ui.window.messages import SweepMessages
    from tuner_gui.ui.window.session_desk import SessionDesk

_MOST_NAMED = 3
_LONGEST_NAME = 40


class DropDesk(QObject):
    """Compares sessions, opens a lone one, and says in a sentence what the others are not."""

    def __init__(
        self,
        window: MainWindow,
        *,
        session: SessionDesk,
        files: FileDesk,
        compare: CompareSessionsDesk,
        messages: SweepMessages,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._files = files
        self._compare = compare
        self._messages = messages
        self._unsaid = ""
        self._sorting = LatestCall("dropped-files", 0, self)
        self._sorting.answered.connect(self._on_sorted)
        window.files_dropped.connect(self.take)
        session.open_failed.connect(self._on_open_failed)

    @property
    def is_sorting(self) -> bool:
        """True until it is known what was dropped."""
        return self._sorting.is_busy

    def shut_down(self) -> None:
        """Waits for what is being looked at; call it before the window goes."""
        self._sorting.close()

    @Slot(object)
    def take(self, paths: Sequence[Path]) -> None:
        """Finds out on a thread which of these files are sessions, and shows them."""
        self._sorting.ask(partial(sorted_drop, paths))

    @Slot(object)
    def _on_sorted(self, drop: Drop) -> None:
        remark = self._remark(drop)
        if not drop.sessions:
            self._window.show_workspace()
            self._messages.complain(remark)
        elif len(drop.sessions) > 1:
            self._compare.open_with(drop.sessions, remark)
        else:
            self._files.open(drop.sessions[0])
            # what is said of the session before is taken away once this one is shown
            self._unsaid = remark if self._session.is_opening else ""

    @Slot()
    def say_rest(self) -> None:
        """Says what the other files were, once the session among them is shown."""
        if self._unsaid:
            self._messages.advise(self._unsaid)
            self._unsaid = ""

    @Slot(str)
    def _on_open_failed(self) -> None:
        self._unsaid = ""

    def _remark(self, drop: Drop) -> str:
        """Names the files that are no sessions; nothing where all are."""
        names = [shortened(path.name, _LONGEST_NAME) for path in drop.others]
        if not names:
            return ""
        if len(names) == 1:
            return self.tr("{file} is no session.").format(file=names[0])
        more = len(names) - _MOST_NAMED
        last = self.tr("{count} more").format(count=more) if more > 0 else names.pop()
        listed = ", ".join(names[:_MOST_NAMED])
        said = self.tr("{files} and {last} are no sessions")
        if not drop.sessions:
            said = self.tr(
                "{files} and {last} are no sessions; drop scripts, studies and search spaces "
                "one at a time"
            )
        return said.format(files=listed, last=last) + "."
