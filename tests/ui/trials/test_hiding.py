"""Hidden trials: left out of the table, counted, shown dimmed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.ui.trials.marking import (
    HIDDEN,
    STARRED,
    box_of,
    hidden_button,
    mark_of,
)
from tests.ui.trials.scripted import record, store_of
from tests.ui.trials.test_trial_table_view import (
    CTRL,
    LEFT,
    click_row,
    feed,
    selected_numbers,
    shown_numbers,
    visible_numbers,
)
from tests.ui.trials.test_trials_panel import counts, page, write
from tuner_gui.core.marks import TrialMark
from tuner_gui.ui.trials.row_painter import ROW

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_that_h_hides_and_the_head_says_how_many(live, ready, panel):
    assert not hidden_button(panel).isVisible()
    click_row(ready, 1)
    click_row(ready, 2, CTRL)
    QTest.keyClick(ready, Qt.Key.Key_H)
    assert mark_of(live, 38) == mark_of(live, 37) == HIDDEN
    assert shown_numbers(ready)[:2] == [39, 36]
    assert hidden_button(panel).text() == "2 hidden"
    assert counts(panel) == "38 of 40"


def test_that_hidden_trials_ask_for_no_more_room_than_their_number(live, ready, panel):
    before = panel.title_bar.minimumSizeHint().width()
    live.mark({38: HIDDEN, 37: HIDDEN})
    assert panel.title_bar.minimumSizeHint().width() - before < 75


def test_that_the_window_keeps_a_hidden_trial_and_the_keyboard_goes_to_the_next(
    live, ready, selection
):
    click_row(ready, 1)
    QTest.keyClick(ready, Qt.Key.Key_H)
    assert selection.current == 38
    assert selected_numbers(ready) == []
    assert shown_numbers(ready)[ready.currentIndex().row()] == 37
    QTest.keyClick(ready, Qt.Key.Key_H)
    assert mark_of(live, 37) == HIDDEN
    QTest.keyClick(ready, Qt.Key.Key_Down)
    assert selection.current == 35


def test_that_the_keyboard_goes_up_when_the_last_trial_is_hidden(ready):
    QTest.keyClick(ready, Qt.Key.Key_End)
    QTest.keyClick(ready, Qt.Key.Key_H)
    assert shown_numbers(ready)[ready.currentIndex().row()] == 1


def test_that_hiding_keeps_the_place_of_who_has_scrolled_away(live, ready):
    ready.verticalScrollBar().setValue(9 * ROW + 4)
    before = visible_numbers(ready)
    live.mark(dict.fromkeys(range(35, 40), HIDDEN))
    assert visible_numbers(ready) == before


def test_that_the_toggle_shows_hidden_trials_dimmed(live, ready, panel, theme):
    live.mark({38: HIDDEN})
    QTest.mouseClick(hidden_button(panel), LEFT)
    assert shown_numbers(ready)[:3] == [39, 38, 37]
    assert counts(panel) == "40"
    ready.clearFocus()
    box = box_of(ready, "param:criterion")
    picture = ready.viewport().grab().toImage()

    def darkest(row):
        inside = (
            picture.pixelColor(box.left + x, row * ROW + y).lightness()
            for x in range(6, 40)
            for y in range(4, 22)
        )
        return min(inside)

    assert darkest(0) == darkest(2) < 60
    assert 100 < darkest(1) < 125  # dimmed, and still to be read
    QTest.mouseClick(hidden_button(panel), LEFT)
    assert shown_numbers(ready)[:2] == [39, 37]


def test_that_a_hidden_trial_can_be_shown_again(live, ready, panel):
    live.mark({38: TrialMark(is_hidden=True, tags=("a",)), 39: HIDDEN})
    QTest.mouseClick(hidden_button(panel), LEFT)
    ready.setFocus()
    click_row(ready, 0)
    click_row(ready, 1, CTRL)
    QTest.keyClick(ready, Qt.Key.Key_H)
    assert mark_of(live, 38) == TrialMark(tags=("a",))
    assert not hidden_button(panel).isVisible()
    live.mark({39: HIDDEN})
    assert not hidden_button(panel).isChecked()
    assert 39 not in shown_numbers(ready)


def test_that_all_trials_hidden_is_a_state_that_shows_them(live, ready, panel):
    live.mark(dict.fromkeys(range(40), HIDDEN))
    assert page(panel) == "all_trials_hidden"
    assert panel.findChild(QPushButton, "all_trials_hidden_button").text() == "Show hidden trials"
    QTest.mouseClick(panel.findChild(QPushButton, "all_trials_hidden_button"), LEFT)
    assert page(panel) == "trial_table"
    assert len(shown_numbers(ready)) == 40


def test_that_matches_that_are_hidden_are_not_told_as_none(live, ready, panel):
    live.mark({7: HIDDEN, 8: HIDDEN})
    write(panel, "number == 7 or number == 8")
    assert page(panel) == "all_trials_hidden"
    told = panel.findChild(QPushButton, "all_trials_hidden_button").parent().accessibleName()
    assert told == "The 2 trials that match the filter are hidden."
    write(panel, "number == 77")
    assert page(panel) == "no_matching_trials"


def test_that_a_filter_that_names_hidden_looks_at_hidden_trials(live, ready, panel):
    live.mark({7: HIDDEN, 8: TrialMark(is_hidden=True, is_starred=True), 9: STARRED})
    for text, expected in [
        ("hidden", [8, 7]),
        ("starred", [9]),
        ("starred and (hidden or number > 8)", [9, 8]),
        ("number in (6, 7, 8) and not hidden", [6]),
    ]:
        write(panel, text)
        assert shown_numbers(ready) == expected


def test_that_a_filter_by_marks_follows_them(live, ready, panel):
    write(panel, 'starred or "lr" in tag')
    assert shown_numbers(ready) == []
    live.mark({3: STARRED, 5: TrialMark(tags=("LR sweep",))})
    assert shown_numbers(ready) == [5, 3]
    live.mark({3: TrialMark()})
    assert shown_numbers(ready) == [5]


def test_that_new_trials_that_were_hidden_before_stay_out_of_sight(live, ready, panel):
    live.store.marks.put({41: HIDDEN})
    feed(live, range(40, 43), depth=3, criterion="gini")
    assert shown_numbers(ready)[:3] == [42, 40, 39]
    assert hidden_button(panel).text() == "1 hidden"


def test_that_another_session_does_not_show_what_is_hidden_in_it(live, ready, panel):
    live.mark({38: HIDDEN})
    hidden_button(panel).click()
    other = store_of([record(number) for number in range(5)])
    other.marks.put({1: HIDDEN, 2: HIDDEN})
    live.replace(other)
    assert shown_numbers(ready) == [4, 3, 0]
    assert (hidden_button(panel).text(), hidden_button(panel).isChecked()) == ("2 hidden", False)


def test_that_a_narrow_pane_leaves_the_word_to_the_icon(live, ready, panel):
    live.mark({38: HIDDEN})
    panel.resize(300, 200)
    QGuiApplication.processEvents()
    assert hidden_button(panel).text() == "1"
    assert hidden_button(panel).accessibleName() == "1 hidden"
    assert panel.minimumSizeHint().width() < 320
    panel.resize(760, 400)
    assert hidden_button(panel).text() == "1 hidden"
