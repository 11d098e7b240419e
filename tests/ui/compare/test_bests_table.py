"""The table of bests: figures, order, the winner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.compare.sessions import sweep, write
from tuner_gui.core.kinds import GridKind
from tuner_gui.core.objective import Direction, Objective
from tuner_gui.ui.compare.bests_model import WINNER_ROLE, Column
from tuner_gui.ui.compare.bests_table import BestsTable
from tuner_gui.ui.compare.comparison import Comparison
from tuner_gui.ui.style.theme import Theme

LOSS = Objective("loss", Direction.MINIMIZE)


@pytest.fixture
def table(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[BestsTable]:
    comparison = Comparison()
    made = BestsTable(comparison, theme)
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    comparison.add(
        [
            write(tmp_path / "low.tuner.json", sweep([0.5, None]), strategy=GridKind()),
            write(tmp_path / "high.tuner.json", sweep([0.2, 0.9], seconds=40)),
            write(tmp_path / "loss.tuner.json", sweep([0.4]), LOSS),
            write(tmp_path / "empty.tuner.json", []),
        ]
    )
    qtbot.waitUntil(lambda: not comparison.reading)
    yield made
    comparison.shut_down()


def column(table: BestsTable, which: Column) -> list[str]:
    return [str(table.rows.index(row, which).data()) for row in range(table.rows.rowCount())]


def click_header(table: BestsTable, qtbot: QtBot, which: Column) -> None:
    head = table.horizontalHeader()
    place = head.viewport().rect().topLeft()
    place.setX(head.sectionViewportPosition(which) + 12)
    place.setY(10)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_that_each_session_is_a_row_of_figures(table: BestsTable) -> None:
    row = column(table, Column.NAME).index("low")
    cells = [str(table.rows.index(row, each).data()) for each in Column]
    started = cells.pop()
    assert cells == ["low", "0.5000", "accuracy ↑", "0", "2", "1", "20.0 s", "Grid"]
    assert started.startswith("2026-11-23")


def test_that_the_best_stands_first_and_is_marked(table: BestsTable) -> None:
    assert column(table, Column.NAME) == ["high", "low", "loss", "empty"]
    marked = [bool(table.rows.index(row, 0).data(WINNER_ROLE)) for row in range(4)]
    assert marked == [True, False, False, False]
    index = table.rows.index(0, Column.BEST)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "The best of these sessions"


def test_that_a_click_on_a_header_sorts_and_unknown_stays_last(
    table: BestsTable, qtbot: QtBot
) -> None:
    click_header(table, qtbot, Column.WALL)
    first = column(table, Column.NAME)
    click_header(table, qtbot, Column.WALL)
    assert [first[0], column(table, Column.NAME)[0]] in (["loss", "high"], ["high", "loss"])
    assert first[-1] == column(table, Column.NAME)[-1] == "empty"


def test_that_the_selection_stays_with_its_session(table: BestsTable, qtbot: QtBot) -> None:
    table.selectRow(0)
    chosen = table.selected()
    click_header(table, qtbot, Column.NAME)
    assert table.selected() == chosen
    table.rows.refresh()
    assert table.selected() == chosen


def test_that_delete_and_enter_ask_for_what_they_do(table: BestsTable, qtbot: QtBot) -> None:
    table.selectRow(0)
    with qtbot.waitSignal(table.remove_requested) as removed:
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert [path.name for path in removed.args[0]] == ["high.tuner.json"]
    with qtbot.waitSignal(table.open_requested) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].name == "high.tuner.json"


def test_that_the_table_can_be_copied(table: BestsTable, qtbot: QtBot) -> None:
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Session\tBest\tMetric")
    assert lines[1].startswith("high\t0.9000\taccuracy ↑\t1\t2\t0\t1 min 20 s\t")


def test_that_it_is_painted_in_both_themes(table: BestsTable, theme: Theme) -> None:
    light = table.grab().toImage()
    theme.set_preference("dark")
    QApplication.processEvents()
    assert table.grab().toImage() != light


@pytest.mark.parametrize(("width", "is_whole"), [(700, False), (1_600, True)])
def test_that_a_long_name_gets_the_room_that_is_left_over(
    qtbot: QtBot, theme: Theme, tmp_path: Path, width: int, is_whole: bool
) -> None:
    comparison = Comparison()
    table = BestsTable(comparison, theme)
    qtbot.addWidget(table)
    table.resize(width, 300)
    table.show()
    name = "a session whose name is as long as this one"
    comparison.add([write(tmp_path / f"{name}.tuner.json", sweep([0.1]))])
    qtbot.waitUntil(lambda: not comparison.reading)
    needed = table.fontMetrics().horizontalAdvance(name)
    assert (table.columnWidth(Column.NAME) > needed) is is_whole
    comparison.shut_down()
