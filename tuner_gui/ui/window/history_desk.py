"""Shows what was asked of the session's sweep. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tuner_gui.ui.window.history_dialog import HistoryDialog

if TYPE_CHECKING:
    from tuner_gui.ui.window.main_window import MainWindow
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.sweep_desk import SweepDesk


class HistoryDesk(QObject):
    """Fills the dialog while it is seen."""

    def __init__(self, window: MainWindow, *, session: SessionDesk, sweep: SweepDesk) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._dialog: HistoryDialog | None = None
        window.actions_.history.triggered.connect(self.show)
        sweep.phase_changed.connect(self._refresh)
        sweep.finished.connect(self._refresh)
        session.shown.connect(self._refresh)

    def shut_down(self) -> None:
        """Closes the dialog; call it before the window goes."""
        if self._dialog is not None:
            self._dialog.close()

    @Slot()
    def show(self) -> None:
        """Opens the dialog."""
        if self._dialog is None:
            self._dialog = HistoryDialog(self._window.theme, self._window)
        self._dialog.show()
        self._dialog.activateWindow()
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.show_history(self._session.history)
