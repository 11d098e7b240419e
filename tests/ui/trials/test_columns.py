"""Columns: what is remembered of them, how they share the pane, and the chooser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from tests.ui.trials.scripted import event_of, record, store_of
from tests.ui.trials.test_trial_table_view import click_title
from tuner_gui.ui.trials.cell_cache import PADDING, CellCache
from tuner_gui.ui.trials.column_memory import ColumnMemory
from tuner_gui.ui.trials.trial_columns import ColumnKind, TrialColumn
from tuner_gui.ui.trials.trial_menus import StayingMenu, build_column_menu
from tuner_gui.ui.trials.trials_panel import TrialsPanel

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

keys = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(keys, keys)
def test_that_an_order_is_a_permutation_that_keeps_what_is_known(remembered, present):
    found = ColumnMemory(order=tuple(remembered)).arranged(present)
    assert sorted(found) == sorted(present)
    known = [key for key in remembered if key in present]
    assert [key for key in found if key in known] == known


@given(keys, keys)
def test_that_the_columns_of_another_sweep_stay_in_mind(remembered, present):
    memory = ColumnMemory(order=tuple(remembered)).with_order(present)
    assert set(memory.order) == set(remembered) | set(present)
    assert [key for key in memory.order if key in present] == present


def test_that_a_new_column_stands_beside_its_neighbour():
    memory = ColumnMemory(order=("time", "number", "state"))
    assert memory.arranged(["number", "state", "depth", "time", "worker"]) == [
        "time", "number", "state", "depth", "worker",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "nonsense", "[]", '{"order": 3}', '{"later": true}'])
def test_that_a_memory_that_cannot_be_read_is_none(text):
    assert ColumnMemory.read(text) == ColumnMemory()


@pytest.mark.parametrize(
    ("kind", "name", "is_hidden"),
    [
        (ColumnKind.METRIC, "accuracy_std", True),
        (ColumnKind.METRIC, "std_accuracy", True),
        (ColumnKind.METRIC, "fit_s", True),
        (ColumnKind.METRIC, "stdlib", False),
        (ColumnKind.METRIC, "latency_s", False),
        (ColumnKind.METRIC, "f1", False),
        (ColumnKind.PARAM, "noise_std", False),
        (ColumnKind.WORKER, "worker", True),
        (ColumnKind.STARTED, "started", True),
    ],
)
def test_that_spreads_fit_times_workers_and_starts_are_hidden_at_first(kind, name, is_hidden):
    assert ColumnMemory().is_shown(TrialColumn(kind, name)) is not is_hidden


def shown_keys(table):
    return [table.model().columns[section].key for section in table.columns.shown()]


def index_of(table, key):
    return table.model().column_index(key)


@pytest.fixture
def filled(live, table):
    live.apply([event_of(record(number, depth=number, criterion="gini")) for number in range(30)])
    return table


def test_that_columns_fill_the_pane_and_no_more(filled, panel):
    for width in (760, 900, 1200):
        panel.resize(width, 400)
        header = filled.horizontalHeader()
        assert header.length() == filled.viewport().width()


def test_that_narrow_panes_scroll_instead_of_crushing(filled, panel):
    panel.resize(320, 300)
    header = filled.horizontalHeader()
    assert header.length() > filled.viewport().width()
    assert header.sectionSize(index_of(filled, "state")) >= 90


FOREST = {
    "n_estimators": 388,
    "criterion": "log_loss",
    "max_depth": 14,
    "max_features": 0.6145,
    "min_samples_split": 12,
    "min_samples_leaf": 4,
}


@pytest.fixture
def forest(live, table):
    live.apply([event_of(record(number, metric=0.95, **FOREST)) for number in range(48)])
    return table


def test_that_a_sweep_of_six_parameters_fits_beside_setup_and_inspector(forest, panel):
    panel.resize(720, 360)
    header = forest.horizontalHeader()
    assert header.length() == forest.viewport().width()
    assert shown_keys(forest)[-1] == "time"


def test_that_titles_give_way_before_values_are_cut(forest, panel):
    panel.resize(720, 360)
    header, boxes = forest.horizontalHeader(), forest.columns.boxes()
    cache = CellCache(forest.fontMetrics())
    cells = [cache.cell(box, forest.model().store, 0, now_s=0.0) for box in boxes]
    assert [cell.text for cell in cells if "…" in cell.text] == []
    section = index_of(forest, "param:min_samples_split")
    assert header.sectionSize(section) < header.title_width(section) + 2 * PADDING
    tip = forest.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "min_samples_split" in tip


def test_that_a_column_sized_by_hand_keeps_its_width(filled, panel):
    section = index_of(filled, "param:depth")
    header = filled.horizontalHeader()
    edge = header.sectionViewportPosition(section) + header.sectionSize(section) - 1
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge, 10))
    QTest.mouseMove(header.viewport(), QPoint(edge + 40, 10))
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge + 40, 10))
    width = header.sectionSize(section)
    panel.resize(1000, 400)
    assert header.sectionSize(section) == width
    filled.columns.fit()
    assert header.length() == filled.viewport().width()


def test_that_sorting_new_rows_in_leaves_the_widths_alone(live, filled):
    click_title(filled, "objective")
    header = filled.horizontalHeader()
    before = [header.sectionSize(section) for section in filled.columns.shown()]
    live.apply([event_of(record(number, depth=1, metric=0.2)) for number in range(30, 50)])
    assert [header.sectionSize(section) for section in filled.columns.shown()] == before
    assert filled.columns.memory().is_fitted


def test_that_the_chooser_shows_and_hides_columns_and_stays_open(filled, qtbot):
    menu = build_column_menu(filled, filled.model(), filled.columns)
    menu.popup(QPoint(0, 0))
    for key in ("worker", "param:depth"):
        at = menu.actionGeometry(menu.findChild(QAction, f"show_{key}")).center()
        QTest.mouseMove(menu, at)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=at)
    assert menu.isVisible()
    assert "worker" in shown_keys(filled)
    assert "param:depth" not in shown_keys(filled)
    menu.close()


def test_that_space_ticks_in_the_chooser(filled):
    menu = build_column_menu(filled, filled.model(), filled.columns)
    menu.popup(QPoint(0, 0))
    menu.setActiveAction(menu.findChild(QAction, "show_worker"))
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    assert "worker" in shown_keys(filled)
    menu.close()


def test_that_the_last_column_cannot_be_hidden(filled):
    menu = build_column_menu(filled, filled.model(), filled.columns)
    for key in shown_keys(filled):
        menu.findChild(QAction, f"show_{key}").trigger()
    assert len(shown_keys(filled)) == 1
    last = menu.findChild(QAction, f"show_{shown_keys(filled)[0]}")
    assert last.isChecked()
    menu.findChild(QAction, "reset_columns").trigger()
    assert shown_keys(filled) == [
        "number", "star", "state", "objective", "param:depth", "param:criterion", "time",
    ]  # fmt: skip
    menu.close()


def test_that_the_menu_of_a_title_sorts_and_hides_its_column(filled):
    section = index_of(filled, "param:depth")
    menu = build_column_menu(filled, filled.model(), filled.columns, section)
    menu.findChild(QAction, "sort_ascending").trigger()
    assert filled.model().sorting == ("param:depth", False)
    menu.findChild(QAction, "hide_column").trigger()
    assert "param:depth" not in shown_keys(filled)
    menu.close()


def test_that_the_button_opens_the_chooser_with_sorting(filled, panel):
    panel.findChild(QToolButton, "trial_columns_button").click()
    (menu,) = panel.findChildren(StayingMenu)
    menu.findChild(QAction, "sort_by_objective").trigger()
    assert filled.model().sorting == ("objective", True)
    menu.close()


def test_that_the_arrangement_is_remembered(filled, live, selection, theme, qtbot, panel):
    header = filled.horizontalHeader()
    header.moveSection(header.visualIndex(index_of(filled, "time")), 1)
    filled.columns.set_shown(index_of(filled, "state"), is_shown=False)
    click_title(filled, "param:depth")
    state = panel.save_state()

    other = TrialsPanel(live, selection, theme)
    qtbot.addWidget(other)
    other.restore_state(state)
    assert shown_keys(other.table) == [
        "number", "time", "star", "objective", "param:depth", "param:criterion",
    ]  # fmt: skip
    assert other.model.sorting == ("param:depth", False)
    assert other.save_state() == state


def test_that_another_sweeps_columns_do_not_confuse(filled, live, panel):
    header = filled.horizontalHeader()
    header.moveSection(header.visualIndex(index_of(filled, "param:depth")), 0)
    filled.columns.set_shown(index_of(filled, "param:criterion"), is_shown=False)
    click_title(filled, "param:depth")

    live.replace(store_of([record(0, rate=0.5), record(1, rate=0.25)]))
    assert shown_keys(filled) == ["number", "star", "state", "objective", "param:rate", "time"]
    assert filled.model().sorting == ("number", True)
    assert header.sortIndicatorSection() == index_of(filled, "number")

    live.replace(store_of([record(0, criterion="gini", depth=1)]))
    assert shown_keys(filled) == [
        "param:depth", "number", "star", "state", "objective", "time",
    ]  # fmt: skip
    assert filled.model().sorting == ("param:depth", False)


def test_that_a_column_that_comes_late_takes_its_remembered_place(live, table, panel):
    order = ("param:rate", "number", "state", "objective", "time", "worker", "started")
    memory = ColumnMemory(order=order, shown={"param:depth": False})
    panel.restore_state(memory.model_dump_json())
    live.apply([event_of(record(0, depth=1))])
    live.apply([event_of(record(1, depth=1, rate=0.5))])
    assert shown_keys(table) == [
        "param:rate", "number", "star", "state", "objective", "time",
    ]  # fmt: skip
