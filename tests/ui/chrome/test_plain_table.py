"""The small table: its lines reach from edge to edge, its texts keep away from the sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyledItemDelegate

from tuner_gui.ui.chrome.plain_table import CELL_PADDING, PlainHeader, PlainTable, paint_cell_text
from tuner_gui.ui.style.tokens import blend

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from tuner_gui.ui.style.theme import Theme

ROW = 24
WIDTH = 300


class Red(QStyledItemDelegate):
    """Writes in a colour that nothing else has."""

    def paint(self, painter, option, index) -> None:
        paint_cell_text(painter, option, index, "#ff0000")


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> PlainTable:
    made = PlainTable(theme, ROW)
    made.setHorizontalHeader(PlainHeader(theme, 40, made))
    model = QStandardItemModel(2, 1, made)
    for row, text in enumerate(("a text that is far too long for its column", "b")):
        item = QStandardItem(text)
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        model.setItem(row, 0, item)
    made.setModel(model)
    made.setItemDelegate(Red(made))
    qtbot.addWidget(made)
    made.resize(WIDTH, 200)
    made.fit_columns([60])
    made.show()
    return made


def picture(table: PlainTable) -> QImage:
    return table.grab().toImage()


def test_that_lines_reach_beyond_the_last_column(table: PlainTable, theme: Theme) -> None:
    image, top = picture(table), table.horizontalHeader().height()
    hairline = QColor(blend(theme.tokens.pane, theme.tokens.border, 0.6))
    assert image.pixelColor(WIDTH - 2, top - 1) == QColor(theme.tokens.border)
    assert image.pixelColor(WIDTH - 2, 2) == QColor(theme.tokens.raised)
    for row in (1, 2):
        assert image.pixelColor(WIDTH - 2, top + row * ROW - 1) == hairline
    assert image.pixelColor(WIDTH - 2, top + 3 * ROW - 1) != hairline


def test_that_a_text_keeps_away_from_the_sides_of_its_cell(table: PlainTable) -> None:
    image, top = picture(table), table.horizontalHeader().height()
    reddish = [
        x
        for x in range(WIDTH)
        for y in range(top, top + ROW)
        if image.pixelColor(x, y).red() > image.pixelColor(x, y).green() + 60
    ]
    assert min(reddish) >= CELL_PADDING
    assert max(reddish) < 60 - CELL_PADDING


def test_that_the_lines_follow_the_theme(table: PlainTable, theme: Theme) -> None:
    before = theme.tokens.border
    theme.set_preference("dark")
    image, top = picture(table), table.horizontalHeader().height()
    assert theme.tokens.border != before
    assert image.pixelColor(WIDTH - 2, top - 1) == QColor(theme.tokens.border)
