"""Opens the window that compares sessions, and remembers its size. GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from tuner_gui.session.naming import SESSION_ENDING
from tuner_gui.ui.compare.comparison import Comparison

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.session.recent import RecentFiles
    from tuner_gui.ui.compare.compare_window import CompareWindow
    from tuner_gui.ui.window.main_window import MainWindow
    from tuner_gui.ui.window.session_desk import SessionDesk


class CompareSessionsDesk(QObject):
    """Makes the window when it is first asked for; what was compared stays until the end."""

    def __init__(self, window: MainWindow, *, session: SessionDesk, recent: RecentFiles) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._recent = recent
        self.comparison = Comparison(self)
        self._dialog: CompareWindow | None = None
        window.actions_.compare_sessions.triggered.connect(self.open)
        window.actions_.compare_recent.triggered.connect(self.open_recent)

    @Slot()
    def open(self) -> None:
        """Shows the window; the first time with the session of the main window in it."""
        path = self._session.path
        if path is not None and path.is_file() and not self.comparison.sessions:
            self.comparison.add([path])
        self._show()

    @Slot()
    def open_recent(self) -> None:
        """Shows the window with the sessions that were open last."""
        self.open_with(self._recent.paths())

    def open_with(self, paths: Sequence[Path], remark: str = "") -> None:
        """Shows the window with these sessions beside those that are in it.

        Args:
            paths: their files.
            remark: what is to be said of them.
        """
        self._show()
        self.comparison.add(paths, remark)

    def shut_down(self) -> None:
        """Closes the window and waits for what is being read; call it before the window goes."""
        self.comparison.shut_down()
        if self._dialog is not None:
            self._window.memory.compare_size = self._dialog.size()
            self._dialog.close()

    def _show(self) -> None:
        if self._dialog is None:
            self._dialog = self._make_dialog()
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _make_dialog(self) -> CompareWindow:
        from tuner_gui.ui.compare.compare_window import CompareWindow

        dialog = CompareWindow(
            self.comparison, self._recent.paths, self._window.theme, self._window
        )
        if (size := self._window.memory.compare_size) is not None:
            dialog.resize(size)
        dialog.files_requested.connect(self._ask_for_files)
        dialog.open_requested.connect(self._open_in_window)
        return dialog

    @Slot()
    def _ask_for_files(self) -> None:
        sessions, path = self.comparison.sessions, self._session.path
        start = sessions[-1].path.parent if sessions else path.parent if path else Path.cwd()
        chosen, _ = QFileDialog.getOpenFileNames(
            self._dialog,
            self.tr("Add sessions to the comparison"),
            str(start),
            self.tr("Sessions (*{ending});;All files (*)").format(ending=SESSION_ENDING),
        )
        if chosen:
            self.comparison.add([Path(each) for each in chosen])

    @Slot(object)
    def _open_in_window(self, path: Path) -> None:
        self._window.activateWindow()
        self._window.raise_()
        self._window.session_chosen.emit(path)
