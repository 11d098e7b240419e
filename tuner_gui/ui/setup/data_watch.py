"""Has the chosen data read as they change, and tells the model what they hold. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from tuner_gui.bridge.data_reader import DataAnswer, DataReader
    from tuner_gui.datasets.sources import Source
    from tuner_gui.ui.setup.setup_model import SetupModel


class DataWatch(QObject):
    """Reads files by itself, bundled data once they are looked at, servers only on a click.

    Signals:
        changed(): something is being read, or no longer.
    """

    changed = Signal()

    def __init__(self, reader: DataReader, model: SetupModel, parent: QObject) -> None:
        super().__init__(parent)
        self._reader = reader
        self._model = model
        self._has_started = self._is_looked_at = False
        self._asked: Source | None = None
        model.changed.connect(self._follow)
        reader.answered.connect(self._on_answered)

    @property
    def is_reading(self) -> bool:
        """True until the chosen data have been read."""
        return self._asked is not None

    def start(self) -> None:
        """From now on data may be read: the pane is seen."""
        self._has_started = True
        self._follow()

    def set_looked_at(self, *, is_looked_at: bool) -> None:
        """Says whether the rows are shown."""
        self._is_looked_at = is_looked_at
        self._follow()

    @Slot()
    def read_again(self) -> None:
        """Reads the chosen data because the person says so; a server is contacted."""
        source = self._model.data_source
        if source is not None and "data_place" not in self._model.reading.missing:
            self._ask(source)

    def answer(self) -> DataAnswer | None:
        """Returns what is known of the chosen data."""
        known = self._model.facts.data
        is_current = known is not None and known.source == self._model.data_source
        return known if is_current else None

    @Slot()
    def _follow(self) -> None:
        source = self._model.data_source
        if self._asked is not None and self._asked != source:
            self._reader.cancel()
            self._asked = None
            self.changed.emit()
        if source is not None and self._asked is None and self._reads_by_itself(source):
            self._ask(source)

    def _reads_by_itself(self, source: Source) -> bool:
        if not self._has_started or self.answer() is not None or source.kind == "flight":
            return False
        return source.kind != "bundled" or self._is_looked_at

    def _ask(self, source: Source) -> None:
        self._asked = source
        self._reader.read(source)
        self.changed.emit()

    @Slot(object)
    def _on_answered(self, answer: DataAnswer) -> None:
        if answer.source == self._asked:
            self._asked = None
            self._model.take_data(answer)
            self.changed.emit()
