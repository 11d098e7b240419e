"""The table as a person meets it: keys, clicks, scrolling, copying, painting."""

from __future__ import annotations

import json
import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest

from tests.ui.trials.scripted import event_of, record, store_of
from tuner_gui.core.trial import TrialState
from tuner_gui.ui.trials.cell_cache import PADDING
from tuner_gui.ui.trials.row_painter import ROW

LEFT = Qt.MouseButton.LeftButton
NO_KEY, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def feed(live, numbers, **params):
    live.apply([event_of(record(number, metric=number / 1000, **params)) for number in numbers])


def numbers_of(table, rows):
    return table.model().store.numbers[rows].tolist()


def shown_numbers(table):
    return numbers_of(table, table.model().rows)


def selected_numbers(table):
    return numbers_of(table, table.link.selected_rows())


def visible_numbers(table):
    first = -(-table.verticalScrollBar().value() // ROW)
    return shown_numbers(table)[first : first + table.viewport().height() // ROW]


def click_row(table, position, modifiers=NO_KEY):
    at = QPoint(30, position * ROW + ROW // 2 - table.verticalScrollBar().value())
    QTest.mouseClick(table.viewport(), LEFT, modifiers, at)


def click_title(table, key):
    header = table.horizontalHeader()
    section = table.model().column_index(key)
    left = header.sectionViewportPosition(section)
    at = QPoint(left + header.sectionSize(section) // 2, header.height() // 2)
    QTest.mouseClick(header.viewport(), LEFT, NO_KEY, at)


@pytest.fixture
def filled(live, table):
    feed(live, range(40), depth=3, criterion="gini")
    QGuiApplication.processEvents()
    return table


def test_that_the_newest_trials_are_on_top(filled):
    assert visible_numbers(filled)[:3] == [39, 38, 37]


def test_that_who_is_at_the_top_sees_what_comes(live, filled):
    feed(live, range(40, 45))
    assert visible_numbers(filled)[0] == 44


def test_that_nothing_jumps_for_who_has_scrolled_away(live, filled):
    filled.verticalScrollBar().setValue(5 * ROW + 11)
    before = visible_numbers(filled)
    feed(live, range(40, 60))
    assert visible_numbers(filled) == before
    assert filled.verticalScrollBar().value() == 25 * ROW + 11


def test_that_nothing_jumps_while_rows_are_sorted_in(live, filled):
    click_title(filled, "objective")
    filled.verticalScrollBar().setValue(9 * ROW)
    before = visible_numbers(filled)
    live.apply([event_of(record(number, metric=0.9 - number / 1000)) for number in range(40, 47)])
    assert visible_numbers(filled) == before


def test_that_the_bottom_is_followed_where_new_trials_are_added_there(live, filled):
    click_title(filled, "number")
    bar = filled.verticalScrollBar()
    bar.setValue(bar.maximum())
    feed(live, range(40, 60))
    assert visible_numbers(filled)[-1] == 59


def test_that_a_click_on_a_title_sorts_and_another_turns_the_order(filled):
    click_title(filled, "objective")
    assert shown_numbers(filled)[0] == 39
    click_title(filled, "objective")
    assert shown_numbers(filled)[0] == 0
    assert filled.model().sorting == ("objective", False)


def test_that_a_click_selects_the_trial_for_the_whole_window(filled, selection):
    click_row(filled, 2)
    assert selection.current == 37
    filled.clearSelection()
    assert selection.current is None


def test_that_the_focus_alone_selects_nothing(live, filled, selection, qtbot):
    filled.window().activateWindow()
    filled.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(filled.hasFocus)
    assert filled.currentIndex().isValid()
    feed(live, range(40, 43))
    assert selection.current is None
    assert selected_numbers(filled) == []
    assert shown_numbers(filled)[filled.currentIndex().row()] == 39
    QTest.keyClick(filled, Qt.Key.Key_Down)
    assert selection.current == 38


def test_that_a_trial_selected_elsewhere_is_selected_and_brought_into_view(filled, selection):
    selection.select(1)
    assert selected_numbers(filled) == [1]
    assert 1 in visible_numbers(filled)
    selection.select(None)
    assert selected_numbers(filled) == []
    assert not filled.currentIndex().isValid()


def test_that_a_visible_trial_selected_elsewhere_scrolls_nothing(filled, selection):
    filled.verticalScrollBar().setValue(3 * ROW + 5)
    selection.select(33)
    assert filled.verticalScrollBar().value() == 3 * ROW + 5


def test_that_the_selection_survives_sorting_and_new_rows(live, filled, selection):
    click_row(filled, 4)
    click_row(filled, 7, CTRL)
    chosen = sorted(selected_numbers(filled))
    click_title(filled, "objective")
    click_title(filled, "objective")
    live.apply([event_of(record(number, metric=0.0345 + number / 1e6)) for number in range(40, 50)])
    assert sorted(selected_numbers(filled)) == chosen
    assert selection.current == 32
    assert shown_numbers(filled)[filled.currentIndex().row()] == 32


def test_that_a_range_can_be_extended_after_rows_came(live, filled):
    click_row(filled, 4)
    feed(live, range(40, 43))
    click_row(filled, 9, SHIFT)
    assert selected_numbers(filled) == [35, 34, 33]


def test_that_a_filter_hides_the_selected_trial_but_the_window_keeps_it(panel, filled, selection):
    click_row(filled, 0)
    panel.filter_field.setText("number < 10")
    panel.filter_field.returnPressed.emit()
    assert selection.current == 39
    assert selected_numbers(filled) == []
    panel.filter_field.empty()
    assert selected_numbers(filled) == [39]


def test_that_keys_move_through_the_trials(filled, selection):
    filled.setFocus()
    click_row(filled, 0)
    for key, expected in [
        (Qt.Key.Key_Down, 38),
        (Qt.Key.Key_End, 0),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_Home, 39),
    ]:
        QTest.keyClick(filled, key)
        assert selection.current == expected
    QTest.keyClick(filled, Qt.Key.Key_PageDown)
    assert selection.current < 35
    QTest.keyClick(filled, Qt.Key.Key_Escape)
    assert selection.current is None


def test_that_typing_letters_searches_nothing(filled, selection):
    click_row(filled, 3)
    QTest.keyClicks(filled, "1")
    assert selection.current == 36


def test_that_all_can_be_selected_and_stay_so_while_trials_come(live, filled):
    filled.setFocus()
    QTest.keySequence(filled, QKeySequence(QKeySequence.StandardKey.SelectAll))
    assert len(selected_numbers(filled)) == 40
    feed(live, range(40, 43))
    assert selected_numbers(filled) == list(range(39, -1, -1))


def test_that_selecting_many_trials_asks_nothing_of_each_row(live, table, selection):
    """A header that shares the table's selection takes a second for these."""
    live.replace(store_of([record(number) for number in range(20_000)]))
    began = time.perf_counter()
    table.selectAll()
    assert time.perf_counter() - began < 0.2
    assert len(selected_numbers(table)) == 20_000


def test_that_copying_gives_a_table_with_all_digits(live, table):
    live.apply(
        [
            event_of(record(0, metric=0.123456789, depth=3, rate=1 / 3, note="a\tb")),
            event_of(record(1, TrialState.FAILED, depth=None)),
        ]
    )
    table.setFocus()
    table.selectAll()
    QTest.keySequence(table, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text().splitlines() == [
        "number\tstate\taccuracy\tdepth\trate\tnote\ttime_s",
        "1\tfailed\t\tNone\t\t\t0.2",
        '0\tcomplete\t0.123456789\t3\t0.3333333333333333\t"a\tb"\t0.1',
    ]


def test_that_only_visible_columns_are_copied_in_the_order_shown(live, table):
    feed(live, [0], depth=3)
    header, model = table.horizontalHeader(), table.model()
    header.moveSection(header.visualIndex(model.column_index("param:depth")), 0)
    table.columns.set_shown(model.column_index("state"), is_shown=False)
    table.columns.set_shown(model.column_index("started"), is_shown=True)
    table.selectAll()
    table.copy_rows()
    heading, row = QGuiApplication.clipboard().text().splitlines()
    assert heading == "depth\tnumber\taccuracy\ttime_s\tstarted_at"
    assert row == "3\t0\t0.0\t0.1\t2026-11-23T08:00:00+00:00"


def test_that_parameters_are_copied_as_json(live, table):
    live.apply([event_of(record(0, svm={"C": 0.5})), event_of(record(1, depth=3))])
    click_row(table, 1)
    table.copy_parameters()
    assert json.loads(QGuiApplication.clipboard().text()) == {"svm": {"C": 0.5}}
    table.selectAll()
    table.copy_parameters()
    assert json.loads(QGuiApplication.clipboard().text()) == [{"depth": 3}, {"svm": {"C": 0.5}}]


def test_that_the_best_trial_can_be_selected(live, filled, selection):
    filled.select_best()
    assert selection.current == 39


def test_that_a_row_is_painted_with_its_dot_and_the_bar_of_its_metric(live, table, theme):
    states = [TrialState.COMPLETE, TrialState.FAILED, TrialState.COMPLETE]
    live.apply(
        [event_of(record(number, state, metric)) for number, state, metric in
         zip(range(3), states, [0.2, None, 0.9], strict=True)]
    )  # fmt: skip
    picture = table.viewport().grab().toImage()
    boxes = {box.column.key: box for box in table.columns.boxes()}

    def dot(row):
        return picture.pixelColor(boxes["state"].left + PADDING + 4, row * ROW + ROW // 2)

    def bar(row, share):
        box = boxes["objective"]
        left, length = box.left + PADDING + 1, box.width - 2 * PADDING - 2
        return picture.pixelColor(left + int(length * share), row * ROW + 22)

    good, bad = QColor(theme.tokens.good), QColor(theme.tokens.bad)
    assert (dot(0), dot(1), dot(2)) == (good, bad, good)
    assert bar(0, 0.95) == good
    assert bar(1, 0.0) != good
    assert bar(2, 0.5) != good


def test_that_the_selected_row_and_the_focus_show(filled, theme, qtbot):
    filled.window().activateWindow()
    filled.setFocus()
    qtbot.waitUntil(filled.hasFocus)
    click_row(filled, 1)
    picture = filled.viewport().grab().toImage()
    assert picture.pixelColor(200, ROW + 13) == QColor(theme.tokens.selection)
    assert picture.pixelColor(200, ROW) == QColor(theme.tokens.accent)
    filled.clearFocus()
    picture = filled.viewport().grab().toImage()
    assert picture.pixelColor(200, ROW) == QColor(theme.tokens.selection)


def test_that_a_theme_change_repaints_the_table(filled, theme):
    theme.set_preference("dark")
    filled.selectAll()
    picture = filled.viewport().grab().toImage()
    assert picture.pixelColor(200, 4) == QColor(theme.tokens.selection)


def test_that_the_clock_runs_only_while_a_trial_runs_and_shows(live, table):
    live.apply([event_of(record(0, TrialState.RUNNING))])
    assert table._clock.is_ticking()
    live.apply([event_of(record(0))])
    assert not table._clock.is_ticking()
    live.apply([event_of(record(1, TrialState.RUNNING))])
    table.window().hide()
    assert not table._clock.is_ticking()
    table.window().show()
    assert table._clock.is_ticking()
    live.replace(store_of([]))
    assert not table._clock.is_ticking()


def test_that_only_visible_rows_are_written(live, table, monkeypatch):
    from tuner_gui.ui.trials import cell_cache

    written = set()
    original = cell_cache.cell_text

    def spy(column, store, row, now_s):
        written.add(row)
        return original(column, store, row, now_s)

    feed(live, range(2_000))
    monkeypatch.setattr(cell_cache, "cell_text", spy)
    table.viewport().repaint()
    click_title(table, "objective")
    table.viewport().repaint()
    assert 0 < len(written) <= 2 * (table.viewport().height() // ROW + 2)


def test_that_a_trial_that_changed_is_painted_anew(live, table):
    running = [record(number, TrialState.RUNNING, depth=number) for number in range(1, 5)]
    live.apply([event_of(each) for each in (record(0, depth=0), *running)])
    before = table.viewport().grab().toImage()
    live.apply([event_of(record(each.number, metric=0.1, depth=each.number)) for each in running])
    changed = table.viewport().grab().toImage()
    table._painter.cells.clear()
    assert table.viewport().grab().toImage() == changed != before
