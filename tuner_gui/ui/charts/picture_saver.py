"""Takes a chart away as a picture: onto the clipboard, or into a PNG or SVG file. GUI thread.

The file is written on a thread of its own.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.exchange.best import write_export
from tuner_gui.ui.export.chart_picture import CHART_FORMATS, chart_bytes

if TYPE_CHECKING:
    from tuner_gui.ui.charts.plot_view import PlotView


class PictureSaver(QObject):
    """Copies and saves what a view shows.

    Signals:
        saved(str): a sentence that says where.
        failed(str): a sentence that says why not.
    """

    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, view: PlotView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view, self._window = view, parent
        self.stem = "chart"
        """What a file is proposed to be called, without its ending."""
        self._writer = LatestCall("picture_writer", 0, self)
        self._writer.answered.connect(self._on_written)
        self._writer.failed.connect(self.failed)

    @Slot()
    def copy(self) -> None:
        """Puts the picture onto the clipboard."""
        QApplication.clipboard().setImage(self._view.picture())

    @Slot()
    def ask_where(self) -> None:
        """Lets the person choose a file and a format, and saves the picture."""
        filters = {f"{title} (*.{name})": name for name, title in CHART_FORMATS.items()}
        chosen, chosen_filter = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save the picture"),
            f"{self.stem}.{next(iter(CHART_FORMATS))}",
            ";;".join(filters),
        )
        if not chosen:
            return
        path = Path(chosen)
        if _format_of(path) is None:
            path = path.with_name(f"{path.name}.{filters.get(chosen_filter, 'png')}")
            if path.exists():  # the person was not asked whether to replace this one
                text = self.tr("{path} exists already. To replace it, give its whole name.")
                self.failed.emit(text.format(path=path))
                return
        self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Writes the picture to a file, whole or not at all; its ending says the format."""
        format_name = _format_of(path)
        if format_name is None:
            text = self.tr("{path} is no name of a picture. Let it end in .png or .svg.")
            self.failed.emit(text.format(path=path))
            return
        content = chart_bytes(self._view, self._view.accessibleName(), format_name)
        self._writer.ask(partial(_written, path, content))

    @Slot(object)
    def _on_written(self, path: Path) -> None:
        self.saved.emit(self.tr("The picture is in {path}.").format(path=path))


def _format_of(path: Path) -> str | None:
    ending = path.suffix.lower().removeprefix(".")
    return ending if ending in CHART_FORMATS else None


def _written(path: Path, content: bytes) -> Path:
    write_export(path, content)
    return path
