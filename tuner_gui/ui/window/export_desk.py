"""Takes the best parameters away: into a file, or onto the clipboard. GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from tuner_gui.core.errors import TuningError
from tuner_gui.exchange.best import BEST_FORMATS, export_best, write_best

if TYPE_CHECKING:
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.ui.window.panels import Services
    from tuner_gui.ui.window.session_desk import SessionDesk


class ExportDesk(QObject):
    """Exports the selected trial's parameters, or the best's.

    Signals:
        done(str): what was done, for a line in the window.
        failed(str): why it was not.
    """

    done = Signal(str)
    failed = Signal(str)

    def __init__(self, services: Services, session: SessionDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._live = services.live
        self._selection = services.selection
        self._session = session

    def can_export(self) -> bool:
        """True once there is a best trial."""
        return self._live.store.best_row is not None

    @Slot()
    def export_to_file(self) -> None:
        """Asks for a file and writes the parameters there."""
        filters = ";;".join(
            f"{name.upper()} (*.{name})"
            for name in ("yaml", "json", "toml")
            if name in BEST_FORMATS
        )
        start = str(self._suggested_path())
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Export best parameters"), start, filters
        )
        if chosen:
            self.write(Path(chosen))

    def write(self, path: Path) -> None:
        """Writes the best parameters to a file, in the format of its ending."""
        pair = self._subject()
        if pair is None:
            return
        try:
            write_best(path, *pair)
        except TuningError as error:
            self.failed.emit(str(error))
            return
        self.done.emit(self.tr("Best parameters written to {file}").format(file=path.name))

    @Slot(str)
    def copy(self, format_name: str) -> None:
        """Puts the parameters of the shown trial onto the clipboard."""
        pair = self._subject()
        if pair is None:
            return
        try:
            QApplication.clipboard().setText(export_best(*pair, format_name))
        except TuningError as error:
            self.failed.emit(str(error))
            return
        self.done.emit(self.tr("Parameters copied as {format}").format(format=format_name.upper()))

    def _subject(self) -> tuple[TrialRecord, SweepConfig] | None:
        config = self._session.ran_config
        best = self._live.store.best
        return None if config is None or best is None else (best, config)

    def _suggested_path(self) -> Path:
        path = self._session.path
        if path is None:
            return Path("best.yaml")
        return path.with_name(f"{path.name.removesuffix('.tuner.json')}.best.yaml")
