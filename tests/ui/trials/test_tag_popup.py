"""The popup that tags trials: typing, ticking, and trials that differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton

from tests.ui.trials.marking import mark_of
from tests.ui.trials.scripted import record, store_of
from tests.ui.trials.test_trial_table_view import CTRL, click_row
from tuner_gui.core.marks import TrialMark
from tuner_gui.ui.trials.tag_popup import TagChange, TagPopup

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def open_popup(table, *positions):
    for at in positions:
        click_row(table, at, *([CTRL] if at != positions[0] else []))
    QTest.keyClick(table, Qt.Key.Key_T)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, TagPopup)
    return popup


def field(popup):
    return popup.findChild(QLineEdit, "trial_new_tag")


def ticks(popup):
    return {box.accessibleName(): box for box in popup.findChildren(QCheckBox)}


def seen(popup):
    return [name for name, box in ticks(popup).items() if box.isVisible()]


def accept(popup):
    QTest.keyClick(field(popup), Qt.Key.Key_Return)
    assert not popup.isVisible()


def test_that_t_asks_and_return_sets_what_was_typed(live, ready):
    popup = open_popup(ready, 1)
    assert popup.accessibleName() == "Tags of trial 38"
    assert field(popup).hasFocus()
    QTest.keyClicks(field(popup), " to  check, lr ,")
    accept(popup)
    assert mark_of(live, 38).tags == ("to check", "lr")


def test_that_a_tick_sets_and_takes_a_tag_of_all_selected(live, ready):
    live.mark(
        {39: TrialMark(tags=("a", "b")), 38: TrialMark(tags=("a",)), 1: TrialMark(tags=("c",))}
    )
    popup = open_popup(ready, 0, 1)
    states = {name: box.checkState() for name, box in ticks(popup).items()}
    assert states == {
        "a": Qt.CheckState.Checked,
        "b": Qt.CheckState.PartiallyChecked,
        "c": Qt.CheckState.Unchecked,
    }
    ticks(popup)["a"].click()
    ticks(popup)["c"].click()
    popup.findChild(QPushButton, "trial_tags_set").click()
    assert mark_of(live, 39).tags == ("b", "c")
    assert mark_of(live, 38).tags == ("c",)
    assert mark_of(live, 1).tags == ("c",)


def test_that_typing_finds_tags_and_takes_them_as_they_are_written(live, ready):
    live.mark({1: TrialMark(tags=("Baseline", "lr sweep", "leak"))})
    popup = open_popup(ready, 0)
    assert seen(popup) == ["Baseline", "leak", "lr sweep"]
    QTest.keyClicks(field(popup), "new, l")
    assert seen(popup) == ["Baseline", "leak", "lr sweep"]
    QTest.keyClicks(field(popup), "r")
    assert seen(popup) == ["lr sweep"]
    field(popup).setText("baseline")
    accept(popup)
    assert mark_of(live, 39).tags == ("Baseline",)


def test_that_the_keyboard_alone_ticks(live, ready):
    live.mark({1: TrialMark(tags=("a", "b"))})
    popup = open_popup(ready, 0)
    QTest.keyClick(field(popup), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert mark_of(live, 39).tags == ("b",)


def test_that_tab_goes_from_the_field_through_the_ticks_to_the_buttons(live, ready):
    live.mark({1: TrialMark(tags=("a", "b"))})
    open_popup(ready, 0)
    walked = []
    for _ in range(5):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget().objectName())
    assert walked == [
        "trial_tag_0",
        "trial_tag_1",
        "trial_tags_cancel",
        "trial_tags_set",
        "trial_new_tag",
    ]


def test_that_return_on_cancel_leaves_all_as_it_was(live, ready):
    popup = open_popup(ready, 0)
    QTest.keyClicks(field(popup), "new")
    cancel = popup.findChild(QPushButton, "trial_tags_cancel")
    cancel.setFocus()
    QTest.keyClick(cancel, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert mark_of(live, 39) == TrialMark()


def test_that_escape_leaves_all_as_it_was(live, ready):
    live.mark({39: TrialMark(tags=("a",))})
    popup = open_popup(ready, 0)
    ticks(popup)["a"].click()
    QTest.keyClicks(field(popup), "b")
    QTest.keyClick(field(popup), Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert mark_of(live, 39).tags == ("a",)
    assert field(open_popup(ready, 0)).text() == ""


def test_that_nothing_is_asked_any_more_once_trials_cannot_be_marked(live, ready):
    popup = open_popup(ready, 0)
    live.set_marking_obstacle("No.")
    assert not popup.isVisible()
    live.set_marking_obstacle("")
    popup = open_popup(ready, 0)
    live.replace(store_of([record(0)]))
    assert not popup.isVisible()


def test_that_a_tag_is_never_taken_for_a_shortcut_and_a_long_one_is_cut(live, ready):
    live.mark({1: TrialMark(tags=("R&D", "w" * 40))})
    popup = open_popup(ready, 0)
    assert ticks(popup)["R&D"].text() == "R&&D"
    box = ticks(popup)["w" * 40]
    assert box.text().endswith("…")
    assert box.sizeHint().width() < popup.width()


tags = st.lists(st.sampled_from(["a", "A", "b", "c d"]), unique_by=str.casefold).map(tuple)


@given(tags, tags, tags)
def test_that_a_change_puts_and_takes_and_leaves_the_rest(before, put, taken):
    after = TagChange(put, taken).of(before)
    folded = {tag.casefold() for tag in after}
    gone = {tag.casefold() for tag in taken} - {tag.casefold() for tag in put}
    assert len(folded) == len(after)
    assert folded == ({t.casefold() for t in before} | {t.casefold() for t in put}) - gone
