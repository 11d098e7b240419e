"""Data and objective in the Setup pane: what is chosen, its columns, its first rows. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.bridge.data_reader import DataReader
from tuner_gui.ui.setup.data_preview import DataPreviewCard
from tuner_gui.ui.setup.data_section import DataSection
from tuner_gui.ui.setup.data_watch import DataWatch
from tuner_gui.ui.setup.locking import lock_controls
from tuner_gui.ui.setup.objective_section import ObjectiveSection
from tuner_gui.ui.setup.table_section import TableSection
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.setup.file_choice import FileChooser
    from tuner_gui.ui.setup.setup_model import SetupModel
    from tuner_gui.ui.style.theme import Theme


class DataPart(QWidget):
    """The sections of the data with their reader, which begins when the pane is first seen."""

    def __init__(
        self,
        model: SetupModel,
        theme: Theme,
        choose_file: FileChooser,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader = DataReader(self)
        self._watch = DataWatch(self._reader, model, self)
        self._data = DataSection(model)
        self._table = TableSection(model, self._watch, theme.icons, choose_file)
        self._preview = DataPreviewCard(model, self._watch, theme)
        self._objective = ObjectiveSection(model, theme.icons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        for section in (self._data, self._table, self._preview, self._objective):
            layout.addWidget(section)

    def start(self) -> None:
        """From now on data may be read."""
        self._watch.start()

    def set_locked(self, *, is_locked: bool, reason: str = "") -> None:
        """While locked nothing can be changed, but the rows be looked at."""
        for section in (self._data, self._table, self._objective):
            lock_controls(section, is_locked=is_locked, reason=reason)

    def shut_down(self) -> None:
        """Waits for what is being read."""
        self._reader.close()
