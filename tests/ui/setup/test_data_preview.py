"""The first rows of the data under a disclosure, and the choice of columns there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from tests.datasets.arrow_tables import written
from tests.ui.setup.test_setup_reading import READY
from tuner_gui.core.specs import BundledSpec, NoDataSpec
from tuner_gui.core.table_specs import FlightSpec
from tuner_gui.ui.setup.data_table import DataTable

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction

    from tests.ui.setup.conftest import PanelHands
    from tuner_gui.ui.style.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""

TABLE = pa.table(
    {"size": [1.0, 0.1 + 0.2, None], "part": ["u", "v", "u"], "y": pa.array([0, 1, 0], pa.int8())}
)


def words(hands: PanelHands) -> str:
    toggle = hands.find(QPushButton, "data_preview_toggle")
    return toggle.text() if toggle.isVisible() else ""


def open_preview(hands: PanelHands) -> DataTable:
    hands.qtbot.waitUntil(lambda: "×" in words(hands), timeout=60_000)
    hands.click("data_preview_toggle")
    table = hands.find(DataTable, "data_table")
    hands.qtbot.waitUntil(table.isVisible, timeout=60_000)
    return table


def heads(table: DataTable) -> list[tuple[str, str]]:
    model = table.model()
    return [(model.column(place).name, model.type_words(place)) for place in range(3)]


def cells(table: DataTable) -> list[list[str]]:
    model = table.model()
    return [[model.index(row, column).data() for column in range(3)] for row in range(3)]


def menu_of(hands: PanelHands, table: DataTable, name: str) -> dict[str, QAction]:
    """Clicks the header of a column; returns what can be chosen there."""
    column = [head for head, _ in heads(table)].index(name)
    place = table.header_bottom(column).center()
    viewport = table.horizontalHeader().viewport()
    hands.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(place))
    hands.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return {action.text(): action for action in menu.actions()}


def choose(hands: PanelHands, table: DataTable, name: str, text: str) -> None:
    action = menu_of(hands, table, name)[text]
    menu = action.parent()
    assert isinstance(menu, QMenu)
    hands.qtbot.mouseClick(
        menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center()
    )


def test_that_types_and_the_target_stand_above_the_first_rows(hands: PanelHands, tmp_path: Path):
    hands.panel.set_config(replace(READY, dataset=written(tmp_path, TABLE, "parquet")))
    assert words(hands) == "Preview: reading…"
    table = open_preview(hands)
    assert words(hands) == "Preview: 3 rows × 3 columns"
    assert heads(table) == [("y", "int8 · target"), ("size", "double"), ("part", "string")]
    assert cells(table) == [["0", "1.0", "u"], ["1", "0.3", "v"], ["0", "–", "u"]]
    tip = table.model().headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == "size\ndouble\nno value in 1 of 3 rows"
    hands.click("data_preview_toggle")
    assert not table.isVisible()


def test_that_the_use_of_a_column_is_chosen_at_its_head(hands: PanelHands, tmp_path: Path):
    dataset = written(tmp_path, TABLE)
    hands.panel.set_config(replace(READY, dataset=dataset))
    table = open_preview(hands)
    assert set(menu_of(hands, table, "part")) == {"Predict part", "Leave part out"}
    QApplication.activePopupWidget().close()
    choose(hands, table, "part", "Leave part out")
    assert hands.panel.config().dataset.columns == ("size",)
    assert heads(table)[2] == ("part", "string · left out")
    choose(hands, table, "part", "Use part again")
    assert hands.panel.config().dataset == dataset
    choose(hands, table, "size", "Predict size")
    assert hands.panel.config().dataset.target_column == "size"
    assert heads(table)[0] == ("size", "double · target")


def test_that_a_locked_setup_shows_rows_but_changes_nothing(hands: PanelHands, tmp_path: Path):
    hands.panel.set_config(replace(READY, dataset=written(tmp_path, TABLE)))
    hands.panel.set_locked(True)
    table = open_preview(hands)
    place = table.header_bottom(1).center()
    viewport = table.horizontalHeader().viewport()
    hands.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert QApplication.activePopupWidget() is None


def test_that_bundled_data_are_read_once_they_are_looked_at(hands: PanelHands):
    hands.panel.set_config(replace(READY, dataset=BundledSpec(name="iris")))
    assert words(hands) == "Preview: 150 rows × 5 columns"
    hands.qtbot.wait(400)
    assert hands.panel.model.facts.data is None
    table = open_preview(hands)
    assert words(hands) == "Preview: 150 rows × 5 columns"
    assert heads(table)[0][1] == "int64 · target"
    hands.choose("setup_dataset", "wine")
    hands.qtbot.waitUntil(lambda: table.model().columnCount() == 14, timeout=60_000)


def test_that_without_data_there_is_nothing_to_open(hands: PanelHands):
    hands.panel.set_config(replace(READY, dataset=NoDataSpec()))
    assert words(hands) == ""
    table = FlightSpec(location="grpc://127.0.0.1:9", path="a", target_column="y")
    hands.panel.set_config(replace(READY, dataset=table))
    assert words(hands) == "Preview: not connected yet"
    assert not hands.find(QPushButton, "data_preview_toggle").isEnabled()
    assert not hands.find(QWidget, "data_preview_again").isVisible()


def test_that_a_pane_that_is_not_seen_reads_nothing(make_panel, tmp_path: Path, qtbot):
    make_panel.set_config(replace(READY, dataset=written(tmp_path, TABLE)))
    qtbot.wait(400)
    assert make_panel.model.facts.data is None


def test_that_a_theme_change_repaints_the_table(hands: PanelHands, tmp_path: Path, theme: Theme):
    hands.panel.set_config(replace(READY, dataset=written(tmp_path, TABLE)))
    table = open_preview(hands)
    before = table.grab().toImage().pixelColor(4, 4)
    theme.set_preference("dark")
    hands.qtbot.waitUntil(lambda: table.grab().toImage().pixelColor(4, 4) != before)
