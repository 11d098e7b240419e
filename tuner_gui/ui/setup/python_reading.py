"""Between the reader of Python code and the pane: what a click asks, and the answer. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tuner_gui.ui.setup.read_target import python_path

if TYPE_CHECKING:
    from tuner_gui.bridge.python_reader import NamesAnswer, PythonAnswer, PythonReader
    from tuner_gui.ui.setup.python_section import PythonSection
    from tuner_gui.ui.setup.setup_model import SetupModel


class PythonReading(QObject):
    """Has code read when the person asks, and hands what it is to the model."""

    def __init__(
        self, reader: PythonReader, model: SetupModel, section: PythonSection, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._model = model
        self._section = section
        section.reading_requested.connect(self._on_reading_requested)
        section.cancel_requested.connect(self._on_cancel_requested)
        section.names_requested.connect(reader.list_names)
        reader.answered.connect(self._on_answered)
        reader.listed.connect(self._on_listed)

    @Slot()
    def _on_reading_requested(self) -> None:
        config = self._model.reading.config
        self._reader.read(python_path(self._model.draft), config.dataset)
        self._section.show_reading(is_reading=True)

    @Slot()
    def _on_cancel_requested(self) -> None:
        self._reader.cancel()
        self._section.show_reading(is_reading=False)

    @Slot(object)
    def _on_answered(self, answer: PythonAnswer) -> None:
        self._section.show_reading(is_reading=False)
        self._model.take_python(answer)

    @Slot(object)
    def _on_listed(self, answer: NamesAnswer) -> None:
        self._section.show_names(answer)
