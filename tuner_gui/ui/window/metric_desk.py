"""How the metrics of a command are read: the dialog, and the trial for its output. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tuner_gui.ui.script.metric_dialog import MetricDialog

if TYPE_CHECKING:
    from tuner_gui.core.specs import MetricRules
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.window.main_window import MainWindow
    from tuner_gui.ui.window.try_one_desk import TryOneDesk


class MetricDesk(QObject):
    """Opens the dialog on what the trial printed that was tried last."""

    def __init__(self, window: MainWindow, setup: SetupPanel, try_one: TryOneDesk) -> None:
        super().__init__(window)
        self._window = window
        self._setup = setup
        self._try_one = try_one
        self._dialog: MetricDialog | None = None
        setup.metrics_requested.connect(self.open)
        try_one.printed.connect(self._on_printed)
        window.actions_.try_one.changed.connect(self._refresh)

    def shut_down(self) -> None:
        """Ends what goes on in the dialog; call it before the window goes."""
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.shut_down()

    @Slot()
    def open(self) -> None:
        """Shows how the output of the command is read."""
        if self._dialog is None:
            self._dialog = MetricDialog(self._window.theme, self._window)
            self._dialog.chosen.connect(self._on_chosen)
            self._dialog.try_requested.connect(self._try_one.start)
        draft = self._setup.model.draft
        self._dialog.open_with(draft.command.metrics, draft.metric, self._try_one.output)
        self._refresh()

    @Slot(object)
    def _on_chosen(self, rules: MetricRules) -> None:
        model = self._setup.model
        command = replace(model.draft.command, metrics=rules)
        model.apply(replace(model.draft, command=command), self.tr("Change how metrics are read"))

    @Slot(str)
    def _on_printed(self, output: str) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.show_output(output)
            self._dialog.raise_()

    @Slot()
    def _refresh(self) -> None:
        if self._dialog is not None:
            action = self._window.actions_.try_one
            self._dialog.set_try_enabled(action.isEnabled(), action.statusTip())
