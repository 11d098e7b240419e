"""Several sessions in one window: from the menu, by a drop, by a choice, from the recent ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QWidget

from tests.flows.conftest import Person
from tests.session.journals import Troubles, empty_session, events, observer
from tests.ui.compare.sessions import sweep, write
from tuner_gui.core.objective import Direction, Objective
from tuner_gui.session.file import write_session
from tuner_gui.session.lock import SessionLock
from tuner_gui.ui.charts.compare_trace import Step
from tuner_gui.ui.compare.bests_model import Column
from tuner_gui.ui.compare.bests_table import BestsTable
from tuner_gui.ui.compare.compare_window import CompareWindow
from tuner_gui.ui.compare.parameter_table import ParameterTable

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    loss = Objective("loss", Direction.MINIMIZE)
    return [
        write(tmp_path / "forest.tuner.json", sweep([0.5, None, 0.8])),
        write(tmp_path / "boosting.tuner.json", sweep([0.6, 0.9], seconds=30)),
        write(tmp_path / "losses.tuner.json", sweep([0.4]), loss),
    ]


def open_window(person: Person) -> CompareWindow:
    person.window.findChild(QAction, "compare_sessions_action").trigger()
    return person.find(CompareWindow, "compare_window")


def drop(window: CompareWindow, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, actions = QPoint(50, 50), Qt.DropAction.CopyAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, actions, data, button, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(place, actions, data, button, keys))


def rows(person: Person, column: Column = Column.NAME) -> list[str]:
    model = person.find(BestsTable, "compare_table").rows
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def wait_for_rows(person: Person, count: int) -> None:
    comparison = person.workbench.compare_sessions.comparison
    person.wait(lambda: len(comparison.sessions) == count and not comparison.reading)


def point_at(widget: QWidget, place: QPoint) -> None:
    """Moves the pointer; by an event, since without a screen no window can be raised."""
    button, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    at, seen = QPointF(place), QPointF(widget.mapToGlobal(place))
    move = QMouseEvent(QEvent.Type.MouseMove, at, seen, button, button, keys)
    QApplication.sendEvent(widget, move)


def choose_tab(person: Person, key: str) -> None:
    tabs = person.find(CompareWindow, "compare_window").details.tabs
    index = next(at for at in range(tabs.count()) if tabs.tabData(at) == key)
    person.qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(index).center())


def test_that_dropped_sessions_are_laid_side_by_side(
    person: Person, files: list[Path], tmp_path: Path
) -> None:
    window = open_window(person)
    assert person.sees("compare_empty_window")
    broken = tmp_path / "broken.tuner.json"
    broken.write_text("{")
    drop(window, [*files, broken])
    wait_for_rows(person, 3)
    assert rows(person) == ["boosting", "forest", "losses"]
    assert rows(person, Column.BEST) == ["0.9000", "0.8000", "0.4000"]
    assert person.find(QLabel, "compare_left_out").text() == (
        "Not drawn: losses (its metric is loss ↓)"
    )
    assert person.find(QLabel, "compare_banner_text").text().startswith("broken.tuner.json")
    person.click("compare_banner_close")
    assert not person.sees("compare_banner")
    chart = window.chart.chart
    assert [each.name for each in chart.trace.lines] == ["forest", "boosting"]
    QApplication.processEvents()  # the chart takes the room of the banner
    spot = chart.layer.spot(Step(1, 0)) + QPointF(10, 0)
    point_at(chart.view.viewport(), chart.view.place_of(spot))
    person.wait(chart.tip.isVisible)
    assert chart.tip.findChild(QLabel, "chart_tip_title").text() == "boosting · 0.6000"
    along = window.chart._along
    person.qtbot.mouseClick(along, Qt.MouseButton.LeftButton, pos=along.tabRect(1).center())
    assert chart.trace.lines[1].line.at.tolist() == pytest.approx([30, 60])
    person.click("compare_legend_0")
    assert [each.name for each in chart.trace.lines] == ["boosting"]
    person.click("compare_legend_0")
    assert len(chart.trace.lines) == 2


def test_that_tab_leads_through_the_legend_to_the_plot(person: Person, files: list[Path]) -> None:
    drop(open_window(person), files[:2])
    wait_for_rows(person, 2)
    person.find(QWidget, "compare_along").setFocus()
    walked = []
    for _ in range(4):
        person.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget().objectName())
    assert walked == ["compare_legend_0", "compare_legend_1", "compare_plot", "compare_tabs"]


def test_that_two_of_them_are_compared_down_to_a_trial(person: Person, files: list[Path]) -> None:
    drop(open_window(person), files)
    wait_for_rows(person, 3)
    choose_tab(person, "spaces")
    assert person.find(QLabel, "compare_spaces_empty_sentence").text() == (
        "The two search spaces are the same"
    )
    choose_tab(person, "parameters")
    model = person.find(ParameterTable, "compare_parameters").rows
    assert [str(model.index(0, at).data()) for at in range(3)] == ["depth", "3", "2"]
    person.type_into("compare_first_trial", "0")
    assert [str(model.index(0, at).data()) for at in range(3)] == ["depth", "1", "2"]
    person.click("compare_fold")
    assert model.rowCount() == 2
    person.click("compare_swap")
    assert [str(model.index(0, at).data()) for at in range(3)] == ["depth", "2", "1"]


def test_that_it_begins_with_the_session_of_the_window_and_files_are_added(
    person: Person, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    person.workbench.files.open(files[0])
    person.wait(lambda: len(person.store) == 3)
    open_window(person)
    wait_for_rows(person, 1)
    assert rows(person) == ["forest"]
    chosen = ([str(files[1])], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: chosen)
    person.click("compare_add")
    wait_for_rows(person, 2)
    table = person.find(BestsTable, "compare_table")
    place = table.visualRect(table.rows.index(0, 0)).center()
    person.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert person.find(CompareWindow, "compare_window").chart.chart.layer.meant is not None
    person.qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert rows(person) == ["forest"]
    assert files[1].exists()


def test_that_recent_sessions_are_compared_from_their_menu(
    person: Person, files: list[Path]
) -> None:
    for path in files[:2]:
        person.workbench.services.recent.add(path)
    menu = person.window.menus.recent
    menu.aboutToShow.emit()
    assert menu.actions()[-1].objectName() == "compare_recent_action"
    menu.actions()[-1].trigger()
    wait_for_rows(person, 2)
    assert rows(person) == ["boosting", "forest"]
    assert len(person.store) == 0  # nothing was opened in the main window
    person.workbench.services.recent.add(files[2])
    inner = person.find(CompareWindow, "compare_window").findChild(QMenu, "compare_recent_menu")
    inner.aboutToShow.emit()
    assert [action.text() for action in inner.actions()] == ["losses"]
    inner.actions()[0].trigger()
    wait_for_rows(person, 3)


def test_that_a_session_that_is_being_written_is_read_as_it_stands(
    person: Person, tmp_path: Path
) -> None:
    path = tmp_path / "live.tuner.json"
    write_session(path, empty_session())
    window = open_window(person)
    with SessionLock(path), observer(path, Troubles()) as journal:
        for event in events(range(3)):
            journal.on_event(event)
        drop(window, [path])
        wait_for_rows(person, 1)
        assert rows(person) == ["live · running"]
        assert rows(person, Column.TRIALS) == ["3"]
        for event in events(range(3, 5)):
            journal.on_event(event)
        person.qtbot.keyClick(window, Qt.Key.Key_F5)
        person.wait(lambda: rows(person, Column.TRIALS) == ["5"])


def test_that_a_row_opens_in_the_main_window(person: Person, files: list[Path]) -> None:
    drop(open_window(person), files)
    wait_for_rows(person, 3)
    table = person.find(BestsTable, "compare_table")
    place = table.visualRect(table.rows.index(1, 0)).center()
    person.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    person.qtbot.keyClick(table, Qt.Key.Key_Return)
    person.wait(lambda: person.workbench.session.path == files[0])
    assert len(person.store) == 3


def test_that_only_the_size_is_remembered(new_window, files: list[Path]) -> None:
    first = new_window()
    window = open_window(first)
    window.resize(900, 640)
    drop(window, files)
    wait_for_rows(first, 3)
    first.window.close()
    first.wait(lambda: not first.window.isVisible())
    assert not window.isVisible()
    second = new_window()
    again = open_window(second)
    assert (again.width(), again.height()) == (900, 640)
    assert second.sees("compare_empty_window")
