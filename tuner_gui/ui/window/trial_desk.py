"""Ends, skips and repeats single trials, and runs those that a person typed. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut

from tuner_gui.core.errors import TuningError
from tuner_gui.core.middle import middle_params
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.parameters.parameters_dialog import ParametersDialog
from tuner_gui.ui.parameters.typed_values import texts_of
from tuner_gui.ui.trials.steering_actions import KEYS, Steerable, steering_text, steering_tip
from tuner_gui.ui.window.waiting_trials import WaitingTrials

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QMenu

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.ui.trials.steering_actions import Steering
    from tuner_gui.ui.window.main_window import MainWindow
    from tuner_gui.ui.window.messages import SweepMessages
    from tuner_gui.ui.window.panels import Panels, Services
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.sweep_desk import SweepDesk


class TrialDesk(QObject):
    """Offers it in the table's menu, by keys in the table, and in the inspector."""

    def __init__(
        self,
        window: MainWindow,
        panels: Panels,
        services: Services,
        *,
        session: SessionDesk,
        sweep: SweepDesk,
        messages: SweepMessages,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._setup = panels.setup
        self._table = panels.trials.table
        self._inspector = panels.inspector
        self._live = services.live
        self._controller = services.controller
        self._session = session
        self._sweep = sweep
        self._messages = messages
        self._dialog: ParametersDialog | None = None
        self._waiting = WaitingTrials(services.live, self)
        self._action = window.actions_.try_params
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self._table.menu_opening.connect(self._fill_menu)
        for action, key in KEYS.items():
            shortcut = QShortcut(QKeySequence(key), self._table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._do_with_selected, action))
        self._waiting.changed.connect(self._window.status_line.show_queued)
        self._inspector.steering_requested.connect(self._on_steering_requested)
        self._action.triggered.connect(self.try_parameters)
        self._sweep.run_text_changed.connect(self.refresh)
        self._sweep.phase_changed.connect(self.refresh)
        self._session.changed.connect(self.refresh)

    def shut_down(self) -> None:
        """Closes the dialog; call it before the window goes."""
        if self._dialog is not None:
            self._dialog.close()

    @Slot()
    def refresh(self) -> None:
        """Says what cannot be done just now, and why."""
        again, typed = self._sweep.why_not_again(), self._sweep.why_not_typed()
        if not self._sweep.phase.is_active:
            self._waiting.clear()
        tip = self.tr("Run parameters of your own choice as one trial (Ctrl+Shift+R)")
        self._action.setEnabled(not typed)
        self._action.setToolTip(plain_tip(typed) or tip)
        self._inspector.set_steering_obstacle(again)
        if self._dialog is not None:
            self._dialog.set_way(self._way(), typed)

    # what is asked for

    def steer(self, action: Steering, numbers: Sequence[int]) -> None:
        """Does something with those of these trials that allow it."""
        fit = Steerable.among(self._live.store, numbers).of(action)
        if not fit:
            return
        match action:
            case "kill":
                self._end(fit, self._controller.kill_trial)
            case "skip":
                self._end(fit, self._controller.skip_trial)
            case "again":
                self.run_again(fit)
            case "changed":
                self.run_changed(fit[0])
            case never:
                assert_never(never)

    def run_again(self, numbers: Sequence[int]) -> None:
        """Runs the parameters of trials once more: next in a running sweep, or as one."""
        if self._sweep.why_not_again():
            return
        if not self._sweep.phase.is_active:
            self._sweep.run_only(again=numbers)
        elif self._asked(lambda: self._controller.run_again(*numbers)):
            self._note_queued(len(numbers))

    def run_changed(self, number: int) -> None:
        """Asks what to change in the parameters of a trial, and runs that."""
        row = self._live.store.row_of(number)
        if row is not None:
            about = self.tr("Filled with the parameters of trial {number}.").format(number=number)
            self._ask(texts_of(self._live.store.params_of(row)), about)

    @Slot()
    def try_parameters(self) -> None:
        """Asks for the parameters of a trial, starting from the one in the inspector."""
        number = self._inspector.shown_number
        if number is not None:
            self.run_changed(number)
            return
        try:
            middle = middle_params(self._space())
        except TuningError:
            middle = {}
        self._ask(texts_of(middle), self.tr("Filled with the middle of the search space."))

    def _end(self, numbers: Sequence[int], end: Callable[[int], None]) -> None:
        """Ends trials; one that has ended by itself meanwhile is left in peace."""
        for number in numbers:
            try:
                end(number)
            except TuningError:
                continue

    def _asked(self, ask: Callable[[], None]) -> bool:
        try:
            ask()
        except TuningError as problem:
            self._messages.complain(str(problem))
            return False
        return True

    def _note_queued(self, count: int) -> None:
        self._waiting.add(count)
        text = (
            self.tr("The trial runs next.")
            if count == 1
            else self.tr("{count} trials run next.").format(count=f"{count:,}")
        )
        self._messages.tell(text)

    # parameters of one's own

    def _space(self) -> HyperParamSpace:
        """The space that a trial would be run in."""
        ran = self._session.ran_config
        if self._sweep.phase.is_active and ran is not None:
            return self._controller.applied_to(ran).space
        return self._setup.config().space

    def _way(self) -> str:
        return self.tr("Run it next") if self._sweep.phase.is_active else self.tr("Run it")

    def _ask(self, texts: Mapping[str, str], about: str) -> None:
        if reason := self._sweep.why_not_typed():
            self._messages.complain(reason)
            return
        self.shut_down()
        self._dialog = ParametersDialog(self._space(), texts, about, self._window)
        self._dialog.chosen.connect(self._on_chosen)
        self._dialog.finished.connect(self._on_dialog_finished)
        self._dialog.set_way(self._way(), "")
        self._dialog.show()

    @Slot(object)
    def _on_chosen(self, params: Params) -> None:
        if not self._sweep.phase.is_active:
            self._sweep.run_only(typed=[params])
        elif self._asked(lambda: self._controller.enqueue(params)):
            self._note_queued(1)

    @Slot()
    def _on_dialog_finished(self) -> None:
        if self.sender() is self._dialog:
            self._dialog = None

    # table and inspector

    @Slot(object)
    def _fill_menu(self, menu: QMenu) -> None:
        numbers = self._table.selected_numbers()
        chosen = Steerable.among(self._live.store, numbers)
        before = next(iter(menu.actions()), None)
        if before is None or not numbers:
            return
        for action in KEYS:
            if action in ("kill", "skip") and not chosen.running:
                continue
            menu.insertAction(before, self._menu_action(menu, action, chosen))
        menu.insertSeparator(before)

    def _menu_action(self, menu: QMenu, action: Steering, chosen: Steerable) -> QAction:
        fit = chosen.of(action)
        made = QAction(steering_text(action, len(fit)), menu)
        made.setObjectName(f"{action}_trials")
        made.setShortcut(QKeySequence(KEYS[action]))
        reason = self._sweep.why_not_again() if action == "again" else ""
        if action == "changed":
            reason = self._sweep.why_not_typed()
        made.setEnabled(bool(fit) and not reason)
        made.setToolTip(plain_tip(reason or steering_tip(action)))
        made.triggered.connect(partial(self._do, action, fit))
        return made

    def _do(self, action: Steering, numbers: Sequence[int], _is_checked: bool = False) -> None:
        self.steer(action, numbers)

    def _do_with_selected(self, action: Steering) -> None:
        self.steer(action, self._table.selected_numbers())

    @Slot(str, int)
    def _on_steering_requested(self, action: Steering, number: int) -> None:
        self.steer(action, [number])
