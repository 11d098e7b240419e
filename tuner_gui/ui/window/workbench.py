"""Who hears whom among the panes and the desks of the window. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot

from tuner_gui.core.specs import EstimatorSpec, PipelineSpec
from tuner_gui.exchange.best import COPY_FORMATS
from tuner_gui.session.naming import logs_folder
from tuner_gui.sweep.logs import read_log_tail
from tuner_gui.ui.inspector.inspector_panel import no_output
from tuner_gui.ui.window.desks import Desks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QAction

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.ui.window.main_window import MainWindow
    from tuner_gui.ui.window.memory import WindowMemory
    from tuner_gui.ui.window.panels import Panels, Services


class Workbench(Desks):
    """Passes what the person wishes, and what happens, to whoever has to know.

    Args:
        new_config: makes the setup of a new, empty sweep.
    """

    def __init__(
        self,
        window: MainWindow,
        panels: Panels,
        services: Services,
        new_config: Callable[[], SweepConfig],
    ) -> None:
        super().__init__(window, panels, services, new_config)
        self._runs_when_shown = False
        self._connect_actions()
        self._connect_frame()
        self._connect_session()
        self._connect_sweep()
        self._connect_panels()
        panels.trials.restore_state(window.memory.trial_table)
        self.sweep.refresh()
        self._refresh()

    def _connect_actions(self) -> None:
        actions = self._window.actions_
        actions.new.triggered.connect(self.files.new_sweep)
        actions.open.triggered.connect(self.files.ask_to_open)
        actions.save.triggered.connect(self.files.save)
        actions.save_as.triggered.connect(self.files.save_as)
        actions.export_best.triggered.connect(self.export_dialog.open_best)
        actions.find.triggered.connect(self.panels.trials.focus_filter)
        actions.reset_layout.triggered.connect(self.workspace.reset_layout)
        copy_best = self._window.menus.copy_best
        for name, known in COPY_FORMATS.items():
            copy_best.addAction(known.title).setData(name)
        copy_best.triggered.connect(self._on_copy_chosen)

    def _connect_frame(self) -> None:
        window, welcome = self._window, self._window.welcome
        window.session_chosen.connect(self.files.open)
        window.example_chosen.connect(self.files.open_example)
        welcome.estimator_requested.connect(self._start_from_estimator)
        welcome.class_requested.connect(self._start_from_class)
        welcome.open_requested.connect(self.files.ask_to_open)
        window.status_line.failures_requested.connect(self.failures.show)
        window.run_bar.note.clicked.connect(self._on_note_clicked)
        self.panels.inspector.failures_requested.connect(self.failures.show)
        self.failures.shown.connect(self.workspace.show_trials)

    def _connect_session(self) -> None:
        session = self.session
        session.changed.connect(self._show_title)
        session.changed.connect(self._tell_inspector)
        session.changed.connect(self._show_note)
        self.services.live.replaced.connect(self._on_trials_replaced)
        session.shown.connect(self.messages.clear)
        session.shown.connect(self._on_session_shown)
        session.shown.connect(self.drops.say_rest)
        session.noted.connect(self.messages.advise)
        session.saved.connect(self._on_saved)
        session.open_failed.connect(self._on_open_failed)
        session.save_failed.connect(self.messages.offer_save_as)
        self.messages.save_elsewhere_requested.connect(self.files.save_elsewhere)
        self.messages.save_as_requested.connect(self.files.save_as)

    def _connect_sweep(self) -> None:
        live = self.services.live
        live.changed.connect(self._refresh)
        live.replaced.connect(self._refresh)
        self.sweep.run_text_changed.connect(self._window.run_bar.run.set_text)
        self.sweep.planned_changed.connect(self.panels.charts.set_planned)
        self.sweep.phase_changed.connect(self._on_phase_changed)
        self.sweep.finished.connect(self._refresh)
        # elapsed and remaining time go on between two events
        self._clock = QTimer(self)
        self._clock.setInterval(1_000)
        self._clock.timeout.connect(self._refresh)

    def _connect_panels(self) -> None:
        panels = self.panels
        panels.setup.changed.connect(self._refresh)
        panels.setup.status_changed.connect(self._refresh)
        for action in self.workspace.pane_actions():
            action.toggled.connect(self._refresh)
        panels.charts.picture_saved.connect(self.messages.tell)
        panels.charts.picture_failed.connect(self.messages.complain)
        panels.trials.note_requested.connect(self._on_note_requested)
        panels.inspector.copy_requested.connect(self.export.copy_shown)
        panels.inspector.export_requested.connect(self.export_dialog.open_shown)
        panels.inspector.folder_requested.connect(self.export.open_folder)
        self.export.done.connect(self.messages.tell)
        self.export.failed.connect(self.messages.complain)
        for desk in (self.export_dialog, self.sending):
            desk.done.connect(self.messages.tell)
            desk.failed.connect(self.messages.complain)
        self.tracking.troubled.connect(self.messages.advise)

    # coming and going

    @property
    def is_settled(self) -> bool:
        """True once everything that is drawn later than the frame has been drawn."""
        return self.panels.charts.is_ready

    def run_example(self, path: Path) -> None:
        """Opens an example and starts it."""
        self._runs_when_shown = True
        self.files.open_example(path)

    def leave(self, memory: WindowMemory) -> None:
        """Remembers the panes and ends what they started."""
        memory.keep_docks(self.workspace.ground)
        memory.trial_table = self.panels.trials.save_state()
        self.shut_down()

    # what the desks say

    @Slot()
    def _on_session_shown(self) -> None:
        self._window.status_line.forget_saved()
        self._window.show_workspace()
        self.workspace.setFocus()
        self._refresh()
        if self._runs_when_shown:
            self._runs_when_shown = False
            self.sweep.run()

    @Slot()
    def _show_title(self) -> None:
        session, window = self.session, self._window
        window.setWindowTitle(f"{self.files.session_name}[*] – tuner-gui")
        window.setWindowModified(session.is_modified)
        window.run_bar.set_file(session.path, is_modified=session.is_modified)

    @Slot()
    def _show_note(self) -> None:
        self._window.run_bar.set_note(self.session.notes)

    @Slot()
    def _on_note_clicked(self) -> None:
        """Shows the note, ready to be written where there is none; or puts it away."""
        self.workspace.note_action.trigger()
        if self.panels.note.isVisible() and not self.session.notes:
            self.panels.note.edit()

    @Slot(int)
    def _on_note_requested(self, number: int) -> None:
        self.workspace.show_inspector()
        self.panels.inspector.edit_note(number)

    @Slot()
    def _on_trials_replaced(self) -> None:
        self.services.selection.select(None)
        self._tell_inspector()

    @Slot()
    def _tell_inspector(self) -> None:
        """Says where this session keeps the output of its trials, and what its metric is."""
        path = self.session.path
        reader = no_output if path is None else partial(read_log_tail, logs_folder(path))
        self.panels.inspector.set_log_reader(reader)
        ran = self.session.ran_config
        target = None if ran is None else ran.target
        self.panels.inspector.set_command(is_command=target is not None)
        folds = target.folds if isinstance(target, EstimatorSpec | PipelineSpec) else 0
        self.panels.inspector.set_metric_note(
            self.tr("{count}-fold mean").format(count=folds) if folds else ""
        )

    @Slot(object)
    def _on_saved(self) -> None:
        self._window.status_line.show_saved()

    @Slot(str)
    def _on_open_failed(self, sentence: str) -> None:
        self._runs_when_shown = False
        self._window.show_workspace()
        self.messages.complain(sentence)

    @Slot(object)
    def _on_phase_changed(self) -> None:
        self._window.run_bar.set_paused(is_paused=self.sweep.is_paused)
        self._window.run_bar.set_stopping(is_stopping=self.sweep.is_stopping)
        if self.sweep.phase.is_active:
            self._clock.start()
        else:
            self._clock.stop()
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        window, store = self._window, self.services.live.store
        window.actions_.export_best.setEnabled(self.export_dialog.can_export())
        window.menus.copy_best.setEnabled(store.best_row is not None)
        window.run_bar.set_best(self.sweep.best_text())
        self.panels.charts.set_obstacle(self.sweep.why_not_run())
        if len(store) or self.sweep.phase.is_active:
            window.status_line.show_progress(self.sweep.progress(), self.sweep.tone())
        else:
            window.status_line.clear_progress(self._idle_sentence())

    def _idle_sentence(self) -> str:
        """What is missing for a sweep, unless the setup pane says so already."""
        reason = self.sweep.why_not_run()
        if not reason:
            return self.tr("Ready")
        setup = self.panels.setup
        return "" if setup.isVisible() and reason in setup.problems() else reason

    # what the person chose

    @Slot()
    def _start_from_estimator(self) -> None:
        if self.files.new_sweep():
            self.panels.setup.ask_for_estimator()

    @Slot()
    def _start_from_class(self) -> None:
        if self.files.new_sweep():
            self.panels.setup.ask_for_python()

    @Slot(object)
    def _on_copy_chosen(self, action: QAction) -> None:
        self.export.copy_best(str(action.data()))
