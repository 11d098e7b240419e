"""The frame of the main window: menus, bars, pages; shown before the rest is made. GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from tuner_gui.session.naming import name_of
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.window.actions import WindowActions, fill_menu_bar
from tuner_gui.ui.window.questions import show_about
from tuner_gui.ui.window.run_bar import RunBar
from tuner_gui.ui.window.status_line import StatusLine
from tuner_gui.ui.window.welcome_page import WelcomePage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from tuner_gui.session.recent import RecentFiles
    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.window.memory import WindowMemory
    from tuner_gui.ui.window.places import Places
    from tuner_gui.ui.window.workbench import Workbench

_MINIMUM_SIZE = (900, 600)
_FIRST_SIZE = (1440, 900)
_DROPPED = frozenset({".json", ".yaml", ".yml", ".toml", ".py"})


class MainWindow(QMainWindow):
    """The frame, with the welcome page; `furnish` adds everything that a sweep needs.

    Signals:
        session_chosen(Path): a recent or a dropped session is to be opened.
        file_dropped(Path): a script or a search space was dropped.
        files_dropped(list[Path]): several files were dropped at once.
        example_chosen(Path): a bundled example is to be opened.
    """

    session_chosen = Signal(object)
    file_dropped = Signal(object)
    files_dropped = Signal(object)
    example_chosen = Signal(object)

    def __init__(
        self, theme: Theme, memory: WindowMemory, recent: RecentFiles, places: Places
    ) -> None:
        super().__init__()
        named(self, "main_window", "tuner-gui")
        self.setMinimumSize(*_MINIMUM_SIZE)
        self.setAcceptDrops(True)
        self.theme = theme
        self.memory = memory
        self.recent = recent
        self.places = places
        self._workbench: Workbench | None = None
        self.actions_ = WindowActions(theme.icons, self)
        self.welcome = WelcomePage(theme.icons)
        self.run_bar = RunBar(self.actions_, theme.icons)
        self.status_line = StatusLine()
        self._assemble()
        self._connect()
        self.resize(*_FIRST_SIZE)
        self.memory.restore_window(self)
        self.show_welcome()

    def _assemble(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self.setCentralWidget(self._stack)
        self.addToolBar(self.run_bar)
        self.setStatusBar(self.status_line)
        self.menus = fill_menu_bar(self.menuBar(), self.actions_)
        for action in self.actions_.themes.actions():
            action.setChecked(action.data() == self.theme.preference)

    def _connect(self) -> None:
        actions = self.actions_
        actions.quit.triggered.connect(self.close)
        actions.welcome.triggered.connect(self.show_welcome)
        actions.about.triggered.connect(self._show_about)
        actions.themes.triggered.connect(self._on_theme_chosen)
        self.welcome.session_requested.connect(self.session_chosen)
        self.welcome.example_requested.connect(self.example_chosen)
        self.welcome.back_requested.connect(self.show_workspace)
        self.menus.recent.aboutToShow.connect(self._fill_recent)
        self.menus.recent.triggered.connect(self._on_recent_chosen)
        self.menus.examples.aboutToShow.connect(self._fill_examples)
        self.menus.examples.triggered.connect(self._on_example_chosen)

    # the rest of the window

    @property
    def workbench(self) -> Workbench:
        """What a sweep needs; there once the window is furnished."""
        if self._workbench is None:
            raise RuntimeError("the window is not furnished yet")
        return self._workbench

    def furnish(self, workbench: Workbench) -> None:
        """Puts in the panes and all that works with them."""
        self._workbench = workbench
        self._stack.addWidget(workbench.workspace)
        self.menus.add_panes(workbench.workspace.pane_actions())
        if self.memory.restore_docks(workbench.workspace.ground):
            workbench.workspace.keep_sizes()

    # pages

    @Slot()
    def show_welcome(self) -> None:
        """Shows the first page; the session stays as it is."""
        self.welcome.show_files(self.recent.paths(), self.places.example_files())
        self._show_page(is_welcome=True)

    @Slot()
    def show_workspace(self) -> None:
        """Shows the panes."""
        self.welcome.show_back(is_possible=True)
        self._show_page(is_welcome=False)

    @property
    def is_welcoming(self) -> bool:
        """True while the welcome page is shown."""
        return self._stack.currentWidget() is self.welcome

    def _show_page(self, *, is_welcome: bool) -> None:
        self._stack.setCurrentWidget(self.welcome if is_welcome else self.workbench.workspace)
        self.run_bar.setVisible(not is_welcome)
        self.status_line.setVisible(not is_welcome)

    # what the person chose

    @Slot()
    def _fill_recent(self) -> None:
        paths = self.recent.paths()
        _fill(self.menus.recent, paths)
        if paths:
            self.menus.recent.addSeparator()
            self.menus.recent.addAction(self.actions_.compare_recent)

    @Slot()
    def _fill_examples(self) -> None:
        _fill(self.menus.examples, self.places.example_files())

    @Slot(QAction)
    def _on_recent_chosen(self, action: QAction) -> None:
        if action is not self.actions_.compare_recent:
            self.session_chosen.emit(Path(str(action.data())))

    @Slot(QAction)
    def _on_example_chosen(self, action: QAction) -> None:
        self.example_chosen.emit(Path(str(action.data())))

    @Slot(QAction)
    def _on_theme_chosen(self, action: QAction) -> None:
        self.theme.set_preference(action.data())
        self.memory.theme = self.theme.preference

    @Slot()
    def _show_about(self) -> None:
        from tuner_gui import __version__

        show_about(self, str(__version__))

    # events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes session files, scripts, and the files of other tools; of several any."""
        if _dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens a dropped session or study; what else it may be, or several are, is found out."""
        from tuner_gui.exchange.studies.files import study_kind
        from tuner_gui.ui.window.dropped_file import is_session

        paths = _dropped_files(event)
        if paths:
            event.acceptProposedAction()
        if len(paths) == 1:
            is_opened = is_session(paths[0]) or study_kind(paths[0]) is not None
            (self.session_chosen if is_opened else self.file_dropped).emit(paths[0])
        elif paths:
            self.files_dropped.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Loses nothing: a running sweep ends first, and what is not saved is."""
        if self._workbench is not None:
            if not self._workbench.closing.may_close():
                event.ignore()
                return
            self._workbench.leave(self.memory)
        self.memory.keep_window(self)
        event.accept()


def _fill(menu: QMenu, paths: list[Path]) -> None:
    menu.clear()
    for path in paths:
        action = menu.addAction(name_of(path).replace("&", "&&"))
        action.setData(str(path))
        action.setToolTip(plain_tip(str(path)))
    if not paths:
        menu.addAction(menu.tr("None yet")).setEnabled(False)


def _dropped_files(event: QDropEvent) -> list[Path]:
    """Returns what can be taken: several files, or one of a kind that is known."""
    from tuner_gui.exchange.studies.files import STUDY_SUFFIXES

    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    is_known = len(paths) == 1 and paths[0].suffix.lower() in _DROPPED.union(STUDY_SUFFIXES)
    return paths if is_known or len(paths) > 1 else []
