"""The pane around the table: counts, filter field, empty states."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QWidget

from tests.ui.trials.scripted import event_of, record, store_of
from tests.ui.trials.test_trial_table_view import click_row, shown_numbers
from tuner_gui.core.trial import TrialState
from tuner_gui.ui.chrome.pane import PaneTitleBar


def page(panel):
    return panel.findChild(QStackedWidget).currentWidget().objectName()


def counts(panel):
    bar = panel.findChild(PaneTitleBar)
    labels = [label for label in bar.findChildren(QLabel) if label.property("role") == "subtitle"]
    return labels[0].full_text()


def problem(panel):
    return panel.findChild(QWidget, "trial_filter_problem")


def write(panel, text):
    panel.filter_field.setFocus()
    panel.filter_field.clear()
    QTest.keyClicks(panel.filter_field, text)
    QTest.keyClick(panel.filter_field, Qt.Key.Key_Return)


@pytest.fixture
def filled(live, panel):
    states = [TrialState.RUNNING, TrialState.FAILED] + [TrialState.COMPLETE] * 8
    live.apply([event_of(record(at, state, depth=at)) for at, state in enumerate(states)])
    return panel


def test_that_an_empty_table_says_what_will_be_there(live, panel):
    assert page(panel) == "no_trials"
    assert counts(panel) == ""
    live.apply([event_of(record(0, TrialState.RUNNING))])
    assert page(panel) == "trial_table"


def test_that_the_title_bar_counts(live, filled):
    assert counts(filled) == "10 · 1 running · 1 failed"
    live.apply([event_of(record(0, depth=0))])
    assert counts(filled) == "10 · 1 failed"
    write(filled, "depth < 4")
    assert counts(filled) == "4 of 10 · 1 failed"


def test_that_with_other_pages_each_tab_says_its_own_number(live, filled):
    filled.add_page("failures", "Failures 1", "", QWidget())
    assert counts(filled) == "1 running"
    live.apply([event_of(record(0, depth=0))])
    assert [filled.tabs.tabText(at) for at in (0, 1)] == ["Trials 10", "Failures 1"]
    assert counts(filled) == ""


def test_that_a_narrow_head_leaves_out_what_others_say_too(filled, qtbot):
    filled.add_page("failures", "Failures 1", "", QWidget())
    write(filled, "depth > 7")
    assert (filled.tabs.tabText(0), counts(filled)) == ("Trials 2 of 10", "1 running")
    filled.resize(360, 300)
    assert (filled.tabs.tabText(0), counts(filled)) == ("Trials 2", "")
    filled.resize(760, 300)
    assert (filled.tabs.tabText(0), counts(filled)) == ("Trials 2 of 10", "1 running")


def test_that_large_counts_are_grouped(live, panel):
    live.replace(store_of([record(number) for number in range(1_234)]))
    assert counts(panel) == "1,234"


def test_that_a_filter_takes_effect_a_moment_after_the_last_key(filled, qtbot):
    with qtbot.waitSignal(filled.filter_field.edited) as edited:
        QTest.keyClicks(filled.filter_field, "depth > 7")
    assert edited.args == ["depth > 7"]
    assert shown_numbers(filled.table) == [9, 8]


def test_that_a_filter_that_cannot_be_read_keeps_the_last_one_and_says_why(filled):
    filled.window().activateWindow()
    write(filled, "depth > 7")
    write(filled, "dept > 8")
    assert shown_numbers(filled.table) == [9, 8]
    assert filled.filter_field.property("invalid") == "true"
    assert problem(filled).text() == "There is no column dept. Did you mean depth?"
    assert problem(filled).isVisible()
    click_row(filled.table, 0)
    assert not problem(filled).isVisible()
    write(filled, "depth > 8")
    assert problem(filled).text() == ""
    assert filled.filter_field.property("invalid") == "false"


def test_that_what_is_wrong_with_a_filter_stays_below_the_field(filled, qtbot):
    filled.window().activateWindow()
    write(filled, "dept > 8")
    for width in (1_200, 500):
        filled.resize(width, 400)
        qtbot.waitUntil(lambda width=width: abs(right_of(filled.filter_field) - width) < 60)
        assert right_of(problem(filled)) == right_of(filled.filter_field)


def right_of(widget):
    return widget.mapTo(widget.window(), widget.rect().topRight()).x()


def test_that_a_filter_without_matches_offers_to_clear_it(filled):
    write(filled, "depth > 70")
    assert page(filled) == "no_matching_trials"
    filled.findChild(QPushButton, "no_matching_trials_button").click()
    assert page(filled) == "trial_table"
    assert filled.filter_field.text() == ""
    assert len(shown_numbers(filled.table)) == 10


def test_that_a_match_that_comes_later_shows(live, filled):
    write(filled, "depth > 70")
    live.apply([event_of(record(10, depth=71))])
    assert page(filled) == "trial_table"
    assert shown_numbers(filled.table) == [10]


def test_that_a_filter_for_a_parameter_to_come_takes_effect_when_it_comes(live, filled):
    write(filled, "rate > 0.5")
    assert problem(filled).text()
    live.apply([event_of(record(10, rate=0.6)), event_of(record(11, rate=0.4))])
    assert problem(filled).text() == ""
    assert shown_numbers(filled.table) == [10]


def test_that_the_filter_stays_for_another_sweep_where_it_can_be_read(live, filled):
    write(filled, "depth > 7")
    live.replace(store_of([record(0, depth=8), record(1, depth=1)]))
    assert shown_numbers(filled.table) == [0]
    live.replace(store_of([record(0, rate=0.5)]))
    assert shown_numbers(filled.table) == [0]
    assert problem(filled).text() == "There is no column depth."


def test_that_down_leads_from_the_filter_to_the_table_and_escape_empties_it(filled, qtbot):
    filled.window().activateWindow()
    filled.focus_filter()
    qtbot.waitUntil(filled.filter_field.hasFocus)
    QTest.keyClicks(filled.filter_field, "depth > 7")
    QTest.keyClick(filled.filter_field, Qt.Key.Key_Down)
    assert filled.table.hasFocus()
    assert shown_numbers(filled.table) == [9, 8]
    filled.focus_filter()
    QTest.keyClick(filled.filter_field, Qt.Key.Key_Escape)
    assert len(shown_numbers(filled.table)) == 10


def test_that_a_narrow_pane_keeps_title_filter_and_button(filled, qtbot):
    filled.resize(300, 200)
    field = filled.filter_field
    assert field.isVisible()
    assert 100 <= field.width() < 232
    assert filled.minimumSizeHint().width() <= 300
