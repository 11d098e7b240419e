"""The main window: frame, menus, and what follows from opening and closing it. GUI thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QStackedWidget

from tuner_gui.core.specs import EstimatorSpec
from tuner_gui.core.trial import TrialState
from tuner_gui.session.file import logs_folder
from tuner_gui.sweep.logs import read_log_tail
from tuner_gui.ui.inspector.inspector_panel import no_output
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.window.actions import WindowActions, fill_menu_bar
from tuner_gui.ui.window.closing import Closing
from tuner_gui.ui.window.export_desk import ExportDesk
from tuner_gui.ui.window.file_desk import FileDesk
from tuner_gui.ui.window.messages import SweepMessages
from tuner_gui.ui.window.run_bar import RunBar
from tuner_gui.ui.window.session_desk import SessionDesk
from tuner_gui.ui.window.status_line import StatusLine
from tuner_gui.ui.window.sweep_desk import SweepDesk
from tuner_gui.ui.window.welcome_page import WelcomePage, session_title
from tuner_gui.ui.window.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.window.memory import WindowMemory
    from tuner_gui.ui.window.panels import Panels, Services

_MINIMUM_SIZE = (900, 600)
_FIRST_SIZE = (1440, 900)


class MainWindow(QMainWindow):
    """Puts the panes together and passes the person's wishes on to the desks.

    Args:
        new_config: makes the setup of a new, empty sweep.
    """

    def __init__(
        self,
        theme: Theme,
        panels: Panels,
        services: Services,
        memory: WindowMemory,
        new_config: Callable[[], SweepConfig],
    ) -> None:
        super().__init__()
        named(self, "main_window", "tuner-gui")
        self.setMinimumSize(*_MINIMUM_SIZE)
        self.setAcceptDrops(True)
        self.theme = theme
        self.panels = panels
        self.services = services
        self._memory = memory
        self._runs_when_shown = False
        self.actions_ = WindowActions(theme.icons, self)
        self.workspace = Workspace(panels, theme.icons)
        self.welcome = WelcomePage(theme.icons)
        self.run_bar = RunBar(self.actions_, theme.icons)
        self.status_line = StatusLine()
        self.session = SessionDesk(panels.setup, services, self)
        self.sweep = SweepDesk(panels.setup, services, self.session, self.actions_, self)
        self.export = ExportDesk(services, self.session, self)
        self.messages = SweepMessages(self.workspace.banner, self.sweep, services, self)
        self.files = FileDesk(
            self,
            session=self.session,
            sweep=self.sweep,
            messages=self.messages,
            keeper=services.keeper,
            new_config=new_config,
        )
        self.closing = Closing(
            self,
            services=services,
            session=self.session,
            sweep=self.sweep,
            files=self.files,
            messages=self.messages,
        )
        self._assemble()
        self._connect_actions()
        self._connect_desks()
        self._connect_welcome()
        self._restore()
        self.show_welcome()

    # putting together

    def _assemble(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self.workspace)
        self.setCentralWidget(self._stack)
        self.addToolBar(self.run_bar)
        self.setStatusBar(self.status_line)
        self._menus = fill_menu_bar(self.menuBar(), self.actions_, self.workspace.pane_actions())
        for name in ("yaml", "json", "toml", "python"):
            action = self._menus.copy_best.addAction(name.upper() if name != "python" else "Python")
            action.setData(name)
        self._menus.copy_best.triggered.connect(self._on_copy_chosen)
        for menu, slot in (
            (self._menus.recent, self._fill_recent),
            (self._menus.examples, self._fill_examples),
        ):
            menu.aboutToShow.connect(slot)
            menu.triggered.connect(self._on_file_chosen)

    def _connect_actions(self) -> None:
        actions = self.actions_
        actions.new.triggered.connect(self.files.new_sweep)
        actions.open.triggered.connect(self.files.ask_to_open)
        actions.save.triggered.connect(self.files.save)
        actions.save_as.triggered.connect(self.files.save_as)
        actions.export_best.triggered.connect(self.export.export_best)
        actions.quit.triggered.connect(self.close)
        actions.find.triggered.connect(self.panels.trials.focus_filter)
        actions.welcome.triggered.connect(self.show_welcome)
        actions.reset_layout.triggered.connect(self.workspace.reset_layout)
        actions.about.triggered.connect(self._show_about)
        actions.themes.triggered.connect(self._on_theme_chosen)

    def _connect_desks(self) -> None:
        self.session.changed.connect(self._show_title)
        self.session.changed.connect(self._tell_inspector)
        self.services.live.replaced.connect(self._tell_inspector)
        self.session.shown.connect(self._on_session_shown)
        self.session.shown.connect(self._refresh)
        self.session.saved.connect(self._on_saved)
        self.session.open_failed.connect(self._on_open_failed)
        self.session.save_failed.connect(self.messages.offer_save_as)
        self.messages.save_elsewhere_requested.connect(self.files.save_elsewhere)
        self.sweep.run_text_changed.connect(self.run_bar.run.set_text)
        self.sweep.finished.connect(self._refresh)
        self.export.done.connect(self.messages.tell)
        self.export.failed.connect(self.messages.complain)
        live = self.services.live
        live.changed.connect(self._refresh)
        live.replaced.connect(self._refresh)
        self.sweep.phase_changed.connect(self._on_phase_changed)
        self.panels.setup.changed.connect(self._refresh)
        self.panels.setup.status_changed.connect(self._refresh)
        self.sweep.planned_changed.connect(self.panels.charts.set_planned)
        self.panels.charts.picture_saved.connect(self.messages.tell)
        self.panels.charts.picture_failed.connect(self.messages.complain)
        self.panels.inspector.copy_requested.connect(self.export.copy_shown)
        self.panels.inspector.export_requested.connect(self.export.export_shown)
        self.status_line.failures_requested.connect(self._show_failures)
        # elapsed and remaining time go on between two events
        self._clock = QTimer(self)
        self._clock.setInterval(1_000)
        self._clock.timeout.connect(self._refresh)

    def _connect_welcome(self) -> None:
        self.welcome.estimator_requested.connect(self._start_from_estimator)
        self.welcome.class_requested.connect(self._start_from_class)
        self.welcome.open_requested.connect(self.files.ask_to_open)
        self.welcome.session_requested.connect(self.files.open)
        self.welcome.example_requested.connect(self.files.open_example)

    def _restore(self) -> None:
        for action in self.actions_.themes.actions():
            action.setChecked(action.data() == self.theme.preference)
        self.panels.trials.restore_state(self._memory.trial_table)
        self.resize(*_FIRST_SIZE)
        if self._memory.restore_layout(self, self.workspace.ground):
            self.workspace.keep_sizes()

    # pages

    @Slot()
    def show_welcome(self) -> None:
        """Shows the first page; the session stays as it is."""
        places = self.services.places
        self.welcome.show_files(self.services.recent.paths(), places.example_files())
        self._stack.setCurrentWidget(self.welcome)
        self._refresh()

    @Slot()
    def show_workspace(self) -> None:
        """Shows the panes."""
        self._stack.setCurrentWidget(self.workspace)

    @property
    def is_welcoming(self) -> bool:
        """True while the welcome page is shown."""
        return self._stack.currentWidget() is self.welcome

    @property
    def is_settled(self) -> bool:
        """True once everything that is drawn later than the frame has been drawn."""
        return self.panels.charts.is_ready

    def run_example(self, path: Path) -> None:
        """Opens an example and starts it."""
        self._runs_when_shown = True
        self.files.open_example(path)

    # what the desks say

    @Slot()
    def _on_session_shown(self) -> None:
        self.show_workspace()
        self.workspace.setFocus()
        if self._runs_when_shown:
            self._runs_when_shown = False
            self.sweep.run()

    @Slot()
    def _show_title(self) -> None:
        name = self.files.session_name
        self.setWindowTitle(f"{name}[*] – tuner-gui")
        self.setWindowModified(self.session.is_modified)
        path = self.session.path
        shown = path.name if path is not None else self.tr("not saved yet")
        self.run_bar.set_file(shown, is_modified=self.session.is_modified)

    @Slot()
    def _tell_inspector(self) -> None:
        """Says where this session keeps the output of its trials, and what its metric is."""
        path = self.session.path
        reader = no_output if path is None else partial(read_log_tail, logs_folder(path))
        self.panels.inspector.set_log_reader(reader)
        ran = self.session.ran_config
        target = None if ran is None else ran.target
        folds = target.folds if isinstance(target, EstimatorSpec) else 0
        self.panels.inspector.set_metric_note(
            self.tr("{count}-fold mean").format(count=folds) if folds else ""
        )

    @Slot(object)
    def _on_saved(self, _path: Path) -> None:
        self.status_line.show_saved()

    @Slot(str)
    def _on_open_failed(self, sentence: str) -> None:
        self._runs_when_shown = False
        self.show_workspace()
        self.messages.complain(sentence)

    @Slot(object)
    def _on_phase_changed(self) -> None:
        self.run_bar.set_paused(is_paused=self.sweep.is_paused)
        if self.sweep.phase.is_active:
            self._clock.start()
        else:
            self._clock.stop()
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        store = self.services.live.store
        can_export = self.export.can_export()
        self.actions_.export_best.setEnabled(can_export)
        self._menus.copy_best.setEnabled(can_export)
        self.run_bar.set_best(self.sweep.best_text())
        self.run_bar.setVisible(not self.is_welcoming)
        self.status_line.setVisible(not self.is_welcoming)
        if len(store) or self.sweep.phase.is_active:
            self.status_line.show_progress(self.sweep.progress(), self.sweep.tone())
        else:
            self.status_line.clear_progress(self.sweep.why_not_run())

    @Slot()
    def _show_failures(self) -> None:
        store = self.services.live.store
        failed = next(
            (row for row in range(len(store) - 1, -1, -1) if store.state(row) is TrialState.FAILED),
            None,
        )
        if failed is not None:
            self.services.selection.select(int(store.numbers[failed]))
            self.workspace.show_inspector()

    # what the person chose

    @Slot()
    def _start_from_estimator(self) -> None:
        if self.files.new_sweep():
            self.panels.setup.ask_for_estimator()

    @Slot()
    def _start_from_class(self) -> None:
        if self.files.new_sweep():
            self.panels.setup.ask_for_class()

    @Slot(QAction)
    def _on_copy_chosen(self, action: QAction) -> None:
        self.export.copy_best(str(action.data()))

    @Slot()
    def _fill_recent(self) -> None:
        _fill(self._menus.recent, self.services.recent.paths(), is_example=False)

    @Slot()
    def _fill_examples(self) -> None:
        _fill(self._menus.examples, self.services.places.example_files(), is_example=True)

    @Slot(QAction)
    def _on_file_chosen(self, action: QAction) -> None:
        is_example, path = action.data()
        if is_example:
            self.files.open_example(Path(path))
        else:
            self.files.open(Path(path))

    @Slot(QAction)
    def _on_theme_chosen(self, action: QAction) -> None:
        self.theme.set_preference(action.data())
        self._memory.theme = self.theme.preference

    @Slot()
    def _show_about(self) -> None:
        from tuner_gui import __version__

        text = self.tr(
            "tuner-gui {version}\n\nHyper-parameter sweeps with a window. MIT licence."
        ).format(version=__version__)
        QMessageBox.about(self, self.tr("About tuner-gui"), text)

    # events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes session files."""
        if _dropped_session(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens a dropped session file."""
        path = _dropped_session(event)
        if path is not None:
            event.acceptProposedAction()
            self.files.open(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Loses nothing: a running sweep ends first, and what is not saved is."""
        if not self.closing.may_close():
            event.ignore()
            return
        self._memory.keep_layout(self, self.workspace.ground)
        self._memory.trial_table = self.panels.trials.save_state()
        self.panels.setup.shut_down()
        event.accept()


def _fill(menu: QMenu, paths: list[Path], *, is_example: bool) -> None:
    menu.clear()
    for path in paths:
        action = menu.addAction(session_title(path))
        action.setData((is_example, str(path)))
        action.setToolTip(str(path))
    if not paths:
        menu.addAction(menu.tr("None yet")).setEnabled(False)


def _dropped_session(event: QDropEvent) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix == ".json" else None
