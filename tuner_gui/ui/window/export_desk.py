"""Copies the parameters of a trial, and shows the files that it left. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from tuner_gui.core.errors import TuningError
from tuner_gui.core.trial import trial_stem
from tuner_gui.exchange.best import COPY_FORMATS, export_best
from tuner_gui.session.naming import logs_folder
from tuner_gui.targets.reproduction import line_of_trial
from tuner_gui.ui.inspector.copy_button import COMMAND

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.ui.window.panels import Services
    from tuner_gui.ui.window.session_desk import SessionDesk


def open_in_file_manager(folder: Path) -> bool:
    """Shows a folder in the system's own program; False where there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class ExportDesk(QObject):
    """Copies the best trial's parameters, or those of the trial that the inspector shows.

    Signals:
        done(str): what was done, for a line in the window.
        failed(str): why it was not.
    """

    done = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        services: Services,
        session: SessionDesk,
        parent: QWidget,
        open_folder: Callable[[Path], bool] = open_in_file_manager,
    ) -> None:
        super().__init__(parent)
        self._open_folder = open_folder
        self._live = services.live
        self._selection = services.selection
        self._session = session

    @Slot(str)
    def copy_best(self, format_name: str) -> None:
        """Puts the best parameters onto the clipboard."""
        self._copy(self._live.store.best, format_name)

    @Slot(str)
    def copy_shown(self, format_name: str) -> None:
        """Puts the parameters that the inspector shows onto the clipboard."""
        self._copy(self._shown(), format_name)

    def _shown(self) -> TrialRecord | None:
        """The selected trial, or the best."""
        store, number = self._live.store, self._selection.current
        row = store.best_row if number is None else store.row_of(number)
        return None if row is None else store.record(row)

    def _copy(self, record: TrialRecord | None, format_name: str) -> None:
        config = self._session.ran_config
        if record is None or config is None:
            return
        if format_name == COMMAND:
            self._copy_command(record, config)
            return
        try:
            text = export_best(record, config, format_name)
        except TuningError as error:
            self.failed.emit(str(error))
            return
        QApplication.clipboard().setText(text)
        sentence = self.tr("Parameters of trial {number} copied as {format}.")
        title = COPY_FORMATS[format_name].title
        self.done.emit(sentence.format(number=record.number, format=title))

    def _copy_command(self, record: TrialRecord, config: SweepConfig) -> None:
        try:
            text = line_of_trial(config, record)
        except TuningError as error:
            self.failed.emit(str(error))
            return
        QApplication.clipboard().setText(text)
        sentence = self.tr("Trial {number} copied as a command, to be run in a terminal.")
        self.done.emit(sentence.format(number=record.number))

    @Slot()
    def open_folder(self) -> None:
        """Shows the files of the trial that the inspector shows."""
        record, path = self._shown(), self._session.path
        if record is None or path is None:
            return
        logs = logs_folder(path)
        own = logs / trial_stem(record.number)
        folder = next((each for each in (own, logs) if each.is_dir()), None)
        if folder is None:
            self.failed.emit(self.tr("Trial {number} left no files.").format(number=record.number))
        elif not self._open_folder(folder):
            self.failed.emit(self.tr("No program shows folders. It is {path}").format(path=folder))
