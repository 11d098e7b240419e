"""The disclosure under Data: how large they are, and their first rows. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QPainterPath, QRegion
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import IconButton, LinkButton
from tuner_gui.ui.setup.data_draft import NO_DATA
from tuner_gui.ui.setup.data_roles import (
    BUNDLED_SHAPES,
    predicting,
    roles_of,
    shape_words,
    shaped,
    using,
    without,
)
from tuner_gui.ui.setup.data_table import DataTable
from tuner_gui.ui.style.roles import set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from tuner_gui.datasets.preview import DataPreview
    from tuner_gui.ui.setup.data_draft import TableDraft
    from tuner_gui.ui.setup.data_roles import ColumnRole
    from tuner_gui.ui.setup.data_watch import DataWatch
    from tuner_gui.ui.setup.setup_model import SetupModel
    from tuner_gui.ui.style.theme import Theme


class DataPreviewCard(QWidget):
    """There while data are chosen; closed until the person opens it."""

    def __init__(
        self, model: SetupModel, watch: DataWatch, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._watch = watch
        self._icons = theme.icons
        self._is_open = False
        self._shown: DataPreview | None = None
        self._roles: tuple[ColumnRole, ...] = ()
        self._toggle = LinkButton("", "data_preview_toggle")
        set_role(self._toggle, "disclosure")
        self._toggle.setToolTip(self.tr("The first rows, and the type of each column"))
        self._again = IconButton(theme.icons, "reset", self.tr("Read again"), "data_preview_again")
        self._table = DataTable(theme)
        self._frame = _TableFrame(self._table)
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(METRICS.gap)
        head.addWidget(self._toggle)
        head.addStretch(1)
        head.addWidget(self._again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.tiny_gap)
        layout.addLayout(head)
        layout.addWidget(self._frame)

    def _connect(self) -> None:
        self._toggle.clicked.connect(self._on_toggle_clicked)
        self._again.clicked.connect(self._watch.read_again)
        self._table.column_clicked.connect(self._on_column_clicked)
        self._model.changed.connect(self._show)
        self._watch.changed.connect(self._show)

    @Slot()
    def _on_toggle_clicked(self) -> None:
        self._is_open = not self._is_open
        self._watch.set_looked_at(is_looked_at=self._is_open)
        self._show()

    # what is shown

    @Slot()
    def _show(self) -> None:
        answer = self._watch.answer()
        preview = None if answer is None else answer.preview
        words = self._words(preview)
        self.setVisible(bool(words))
        self._toggle.setText(words)
        self._toggle.setAccessibleName(words)
        self._icons.bind(
            self._toggle, "chevron-down" if self._is_open else "chevron-right", "text_second", 16
        )
        is_table = self._model.draft.data.is_table
        self._toggle.setEnabled(preview is not None or not is_table)
        self._again.setVisible(is_table and not self._watch.is_reading and answer is not None)
        self._frame.setVisible(self._is_open and preview is not None)
        if self._is_open and preview is not None:
            self._show_rows(preview)

    def _words(self, preview: DataPreview | None) -> str:
        data, answer = self._model.draft.data, self._watch.answer()
        if preview is not None:
            return self.tr("Preview: %s") % shape_words(preview)
        if self._watch.is_reading:
            return self.tr("Preview: reading…")
        if answer is not None:
            return self.tr("No preview")
        if data.source in BUNDLED_SHAPES:
            rows, columns = BUNDLED_SHAPES[data.source]
            return self.tr("Preview: %s") % shaped(f"{rows:,}", columns)
        has_place = data.source != NO_DATA and bool(data.table.place.strip())
        return self.tr("Preview: not connected yet") if has_place else ""

    def _show_rows(self, preview: DataPreview) -> None:
        if preview is not self._shown:
            self._shown = preview
            self._table.show_preview(preview)
            self._roles = ()
        roles = roles_of(self._model.draft.data, self._model.columns())
        if roles != self._roles:
            self._roles = roles
            self._table.set_roles(roles)
        can_choose = self._model.draft.data.is_table and not self._model.is_locked
        self._table.set_clickable(is_clickable=can_choose)

    # what a column is for

    @Slot(int)
    def _on_column_clicked(self, column: int) -> None:
        data, columns = self._model.draft.data, self._model.columns()
        if not data.is_table or self._model.is_locked or not columns:
            return
        name = self._table.name_of(column)
        role = roles_of(data, [name])[0]
        menu = QMenu(self)
        menu.setObjectName("data_column_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        if role != "target":
            action = menu.addAction(self.tr("Predict %s") % name)
            action.triggered.connect(partial(self._take, predicting(data.table, name)))
        if role == "feature":
            action = menu.addAction(self.tr("Leave %s out") % name)
            action.triggered.connect(partial(self._take, without(data.table, name, columns)))
        if role == "unused":
            action = menu.addAction(self.tr("Use %s again") % name)
            action.triggered.connect(partial(self._take, using(data.table, name, columns)))
        if menu.isEmpty():
            return
        header = self._table.horizontalHeader()
        place = self._table.header_bottom(column).bottomLeft()
        menu.popup(header.viewport().mapToGlobal(place))

    def _take(self, table: TableDraft, _is_checked: bool = False) -> None:
        data = self._model.draft.data.with_table(table)
        self._model.set_field("data", data, self.tr("Change the data"))


class _TableFrame(QFrame):
    """An edge around the table, as round as those of the fields."""

    def __init__(self, table: DataTable) -> None:
        super().__init__()
        set_role(self, "table-frame")
        self._table = table
        inside = QVBoxLayout(self)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cuts the corners of the table, which paints to its very edge."""
        super().resizeEvent(event)
        path = QPainterPath()
        radius = METRICS.control_radius - 1
        path.addRoundedRect(self.rect().adjusted(0, 0, -2, -2), radius, radius)
        self._table.setMask(QRegion(path.toFillPolygon().toPolygon()))
