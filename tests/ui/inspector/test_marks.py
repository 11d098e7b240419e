"""Stars, tags and notes are given in the inspector, and belong to the trial that was shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTextBrowser,
    QWidget,
)

from tests.ui.trials.scripted import event_of, record, store_of
from tuner_gui.core.marks import UNMARKED, TrialMark
from tuner_gui.core.trial import TrialState
from tuner_gui.ui.inspector.tag_chip import TagChip

LEFT = Qt.MouseButton.LeftButton
FOLLOWED = "Another program runs the session."


@pytest.fixture
def three(live, panel, qtbot):
    """Trials 0 to 2, of which 1 is the best; the inspector is in the active window."""
    live.replace(store_of([record(0, metric=0.9), record(1, metric=0.95), record(2, metric=0.8)]))
    with qtbot.waitActive(panel):
        panel.activateWindow()


@pytest.fixture
def tag_field(panel):
    return panel.findChild(QLineEdit, "trial_tag_field")


@pytest.fixture
def note_field(panel):
    return panel.findChild(QPlainTextEdit, "trial_note_field")


@pytest.fixture
def star(panel):
    return button(panel, "trial_star")


def button(panel, name):
    return panel.findChild(QAbstractButton, name)


def mark(live, number):
    return live.store.marks.of(number)


def tags_shown(panel, name="trial_tags"):
    return panel.findChild(QWidget, name).tags()


def note_shown(panel, name="trial_note_view"):
    view = panel.findChild(QTextBrowser, name)
    return view.toPlainText() if view.isVisible() else None


# star


def test_that_a_click_stars_the_selected_trial_and_another_does_not(live, selection, star, three):
    selection.select(2)
    assert (star.isChecked(), star.toolTip()) == (False, "Star this trial")
    QTest.mouseClick(star, LEFT)
    assert mark(live, 2) == TrialMark(is_starred=True)
    assert (star.isChecked(), star.toolTip()) == (True, "Take the star away")
    selection.select(0)
    assert not star.isChecked()
    selection.select(2)
    QTest.mouseClick(star, LEFT)
    assert mark(live, 2) is UNMARKED


def test_that_the_best_trial_is_starred_where_it_is_shown(live, star, three):
    QTest.keyClick(star, Qt.Key.Key_Space)
    assert mark(live, 1).is_starred
    live.apply([event_of(record(3, metric=0.99))])
    assert not star.isChecked(), "another trial is the best now"


def test_that_without_a_trial_there_is_no_star(live, star, panel):
    assert not star.isVisible()
    live.apply([event_of(record(0))])
    assert star.isVisible()


def test_that_a_star_given_elsewhere_shows(live, star, selection, three):
    selection.select(0)
    live.mark({0: TrialMark(is_starred=True), 2: TrialMark(is_starred=True)})
    assert star.isChecked()


# hidden


@pytest.mark.parametrize(("number", "name"), [(0, "trial_hidden"), (None, "best_hidden")])
def test_that_a_hidden_trial_can_be_shown_again(live, panel, selection, three, number, name):
    selection.select(number)
    hidden = 1 if number is None else number
    line = panel.findChild(QWidget, name)
    assert not line.isVisible()
    live.mark({hidden: TrialMark(is_hidden=True, tags=("slow",))})
    assert line.isVisible()
    assert line.accessibleName() == "Hidden from table and charts"
    QTest.mouseClick(button(panel, f"{name}_show"), LEFT)
    assert mark(live, hidden) == TrialMark(tags=("slow",))
    assert not line.isVisible()


# tags


def test_that_tags_are_added_by_comma_enter_and_leaving(
    live, panel, selection, three, tag_field, star
):
    selection.select(0)
    tag_field.setFocus()
    QTest.keyClicks(tag_field, "slow, high  lr,")
    assert tags_shown(panel) == ("slow", "high lr")
    assert tag_field.text() == ""
    QTest.keyClicks(tag_field, "SLOW")
    QTest.keyClick(tag_field, Qt.Key.Key_Return)
    QTest.keyClicks(tag_field, "deep")
    star.setFocus()
    assert mark(live, 0).tags == ("slow", "high lr", "deep")
    assert tags_shown(panel) == mark(live, 0).tags


def test_that_backspace_in_the_empty_field_takes_the_last_tag_away(
    live, selection, three, tag_field
):
    live.mark({0: TrialMark(tags=("one", "two"))})
    selection.select(0)
    tag_field.setFocus()
    QTest.keyClicks(tag_field, "x")
    QTest.keyClick(tag_field, Qt.Key.Key_Backspace)
    assert mark(live, 0).tags == ("one", "two")
    QTest.keyClick(tag_field, Qt.Key.Key_Backspace)
    assert mark(live, 0).tags == ("one",)


def test_that_a_cross_takes_its_tag_away_by_mouse_and_key(live, panel, selection, three, tag_field):
    live.mark({0: TrialMark(tags=("one", "two", "three"))})
    selection.select(0)
    cross = button(panel, "remove_tag_one")
    assert cross.accessibleName() == "Take the tag one away"
    QTest.mouseClick(cross, LEFT)
    assert mark(live, 0).tags == ("two", "three")
    tag_field.setFocus()
    QTest.keyClick(tag_field, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget().objectName() == "remove_tag_three"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert mark(live, 0).tags == ("two",)
    assert tag_field.hasFocus()


def test_that_tags_in_use_are_proposed(live, panel, selection, three, tag_field):
    live.mark({1: TrialMark(tags=("slow", "low lr")), 2: TrialMark(tags=("low lr", "mine"))})
    live.mark({0: TrialMark(tags=("mine",))})
    selection.select(0)
    tag_field.setFocus()
    QTest.keyClicks(tag_field, "LO")
    popup = tag_field.findChild(QListView, "trial_tag_field_proposals")
    popup = popup or next(
        each
        for each in QApplication.topLevelWidgets()
        if each.objectName() == "trial_tag_field_proposals"
    )
    assert popup.isVisible()
    words = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
    assert words == ["low lr", "slow"]
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert mark(live, 0).tags == ("mine", "low lr")
    assert not popup.isVisible()
    QTest.keyClicks(tag_field, "mi")
    assert not popup.isVisible(), "it has that tag already"


def test_that_a_new_tag_is_taken_though_a_longer_one_is_proposed(live, selection, three, tag_field):
    live.mark({1: TrialMark(tags=("low lr",))})
    selection.select(0)
    tag_field.setFocus()
    QTest.keyClicks(tag_field, "low")
    QTest.keyClick(tag_field, Qt.Key.Key_Return)
    assert mark(live, 0).tags == ("low",)


def test_that_tags_have_room_whenever_they_change(live, panel, selection, three, qtbot):
    row = panel.findChild(QWidget, "trial_tags")

    def has_room():
        chips = [chip for chip in row.findChildren(TagChip) if chip.isVisible()]
        return len(chips) == 2 and all(
            chip.height() == 22 and row.rect().contains(chip.geometry()) for chip in chips
        )

    selection.select(0)
    live.mark({0: TrialMark(tags=("a rather long tag", "another rather long tag"))})
    qtbot.waitUntil(has_room)
    live.set_marking_obstacle(FOLLOWED)
    qtbot.waitUntil(has_room)
    live.set_marking_obstacle("")
    live.mark({0: UNMARKED})
    qtbot.waitUntil(lambda: 15 < row.height() < 30)


def test_that_escape_gives_a_typed_tag_up(live, selection, three, tag_field):
    selection.select(0)
    tag_field.setFocus()
    QTest.keyClicks(tag_field, "wrong")
    QTest.keyClick(tag_field, Qt.Key.Key_Escape)
    assert tag_field.text() == ""
    assert mark(live, 0) is UNMARKED


def test_that_a_tag_is_never_taken_for_html(live, panel, selection, three):
    tag = "<img src='/etc/x'> and some more letters"
    live.mark({0: TrialMark(tags=(tag,))})
    selection.select(0)
    chip = panel.findChild(QWidget, f"tag_{tag}")
    assert "&lt;img" in chip.toolTip()
    assert "<img" not in chip.toolTip()
    assert "<" not in button(panel, f"remove_tag_{tag}").toolTip()


def test_that_tags_and_notes_stay_inside_a_narrow_pane(live, panel, selection, three):
    tags = tuple(f"tag number {number} is long" for number in range(9))
    live.mark({0: TrialMark(True, True, tags, "word " * 40 + "|a" * 30)})
    panel.resize(panel.minimumWidth(), 500)
    selection.select(0)
    QApplication.processEvents()
    page = panel.findChild(QWidget, "trial_page")
    assert panel.width() == 260
    assert page.widget().width() <= page.viewport().width()


# note


def test_that_a_note_is_added_by_its_link_and_kept(live, panel, selection, three, note_field):
    selection.select(0)
    QTest.mouseClick(button(panel, "trial_note_add"), LEFT)
    QTest.keyClicks(note_field, "not **bad**")
    QTest.keyClick(note_field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert mark(live, 0).note == "not **bad**"
    assert note_shown(panel) == "not bad"


def test_that_the_note_is_asked_for_by_number(live, panel, selection, three, note_field):
    panel.edit_note(2)
    assert selection.current == 2
    assert note_field.hasFocus()
    QTest.keyClicks(note_field, "two")
    QTest.keyClick(note_field, Qt.Key.Key_Escape)
    assert mark(live, 2).note == "two"
    panel.edit_note(77)
    assert selection.current == 77
    assert not note_field.isVisible()


def test_that_the_note_of_the_best_is_shown_and_edited_on_its_page(
    live, panel, selection, three, note_field
):
    assert not panel.findChild(QWidget, "best_marks").isVisible()
    live.mark({1: TrialMark(tags=("good",), note="why it is best")})
    assert tags_shown(panel, "best_tags") == ("good",)
    assert note_shown(panel, "best_note_view") == "why it is best"
    QTest.mouseClick(button(panel, "best_note_link"), LEFT)
    assert selection.current == 1
    assert note_field.hasFocus()


def test_that_a_new_best_brings_its_own_marks(live, panel, three):
    live.mark({1: TrialMark(note="of one"), 3: TrialMark(note="of three")})
    live.apply([event_of(record(3, metric=0.99))])
    assert note_shown(panel, "best_note_view") == "of three"


def test_that_a_long_note_is_shown_from_its_beginning(live, panel, selection, three, qtbot):
    live.mark({0: TrialMark(note="# A heading of several words\n" + "word " * 900)})
    selection.select(0)
    view = panel.findChild(QTextBrowser, "trial_note_view")
    qtbot.waitUntil(lambda: view.height() > 200)
    assert view.verticalScrollBar().maximum() > 0
    assert view.verticalScrollBar().value() == 0


# nothing that is typed is lost


@pytest.mark.parametrize("other", [2, None])
def test_that_what_is_typed_goes_to_its_own_trial(
    live, panel, selection, three, note_field, tag_field, other
):
    selection.select(0)
    QTest.keyClicks(tag_field, "half")
    panel.edit_note(0)
    QTest.keyClicks(note_field, "of zero")
    selection.select(other)
    assert mark(live, 0) == TrialMark(tags=("half",), note="of zero")
    assert len(live.store.marks) == 1
    assert tag_field.text() == ""
    selection.select(0)
    assert not note_field.isVisible()
    assert note_shown(panel) == "of zero"


def test_that_batches_leave_what_is_typed(live, panel, selection, note_field, qtbot):
    live.apply([event_of(record(0, TrialState.RUNNING))])
    panel.edit_note(0)
    QTest.keyClicks(note_field, "while it ")
    live.apply([event_of(record(0, metric=0.7)), event_of(record(1, metric=0.9))])
    live.mark({0: TrialMark(is_starred=True)})
    QTest.keyClicks(note_field, "runs")
    panel.settle()
    assert note_field.isVisible()
    assert mark(live, 0) == TrialMark(is_starred=True, note="while it runs")


def test_that_settling_takes_tag_and_note(live, panel, selection, three, note_field, tag_field):
    selection.select(0)
    QTest.keyClicks(tag_field, "half")
    panel.settle()
    panel.edit_note(0)
    QTest.keyClicks(note_field, "whole")
    panel.settle()
    assert mark(live, 0) == TrialMark(tags=("half",), note="whole")


def test_that_closing_the_pane_keeps_what_is_typed(live, panel, three, note_field):
    panel.edit_note(0)
    QTest.keyClicks(note_field, "kept")
    panel.hide()
    assert mark(live, 0).note == "kept"


def test_that_another_session_gets_nothing_of_what_was_typed(live, panel, three, note_field):
    panel.edit_note(0)
    QTest.keyClicks(note_field, "of the first session")
    started = record(0).started_at.replace(year=2020)
    live.replace(store_of([replace(record(0), started_at=started)]))
    assert not note_field.isVisible()
    assert len(live.store.marks) == 0
    panel.settle()
    assert len(live.store.marks) == 0


def test_that_an_empty_session_gets_nothing_of_what_was_typed(live, panel, three, note_field):
    panel.edit_note(0)
    QTest.keyClicks(note_field, "of the first session")
    live.replace(store_of([]))
    panel.settle()
    assert len(live.store.marks) == 0


def test_that_typing_goes_on_where_the_same_trial_is_read_anew(live, panel, three, note_field):
    panel.edit_note(0)
    QTest.keyClicks(note_field, "goes ")
    live.replace(store_of([record(0, metric=0.9)]))
    QTest.keyClicks(note_field, "on")
    panel.settle()
    assert mark(live, 0).note == "goes on"


# obstacles


def test_that_an_obstacle_is_told_and_nothing_changes(
    live, panel, selection, three, star, tag_field, note_field
):
    live.mark({0: TrialMark(is_hidden=True, tags=("slow",), note="a note")})
    selection.select(0)
    live.set_marking_obstacle(FOLLOWED)
    assert (star.isEnabled(), star.toolTip()) == (False, FOLLOWED)
    assert not tag_field.isVisible()
    assert not button(panel, "remove_tag_slow").isVisible()
    for name in ("trial_hidden_show", "trial_note_link"):
        assert (button(panel, name).isEnabled(), button(panel, name).toolTip()) == (False, FOLLOWED)
    panel.edit_note(0)
    assert not note_field.isVisible()
    selection.select(2)
    add = button(panel, "trial_note_add")
    assert (add.isEnabled(), add.toolTip()) == (False, FOLLOWED)
    live.set_marking_obstacle("")
    assert add.isEnabled()
    assert star.isEnabled()
    assert tag_field.isVisible()


def test_that_what_was_typed_before_an_obstacle_waits_for_its_end(
    live, panel, selection, three, note_field
):
    panel.edit_note(0)
    QTest.keyClicks(note_field, "waits")
    live.set_marking_obstacle(FOLLOWED)
    assert mark(live, 0) is UNMARKED
    assert note_shown(panel) == "waits"
    selection.select(2)
    assert note_shown(panel) is None
    live.set_marking_obstacle("")
    assert mark(live, 0).note == "waits"


def test_that_a_refused_star_does_not_show(live, star, three, monkeypatch):
    monkeypatch.setattr(live, "mark", lambda marks: None)
    QTest.mouseClick(star, LEFT)
    assert not star.isChecked()


def test_that_everything_has_a_name(live, panel, selection, three):
    live.mark({0: TrialMark(True, True, ("slow",), "note")})
    selection.select(0)
    section = panel.findChild(QWidget, "trial_marks")
    controls = [
        each
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QTextBrowser)
        for each in section.findChildren(kind)
    ]
    assert len(controls) >= 6
    for each in controls:
        if not each.objectName().startswith("qt_"):
            assert each.objectName()
            assert each.accessibleName(), each.objectName()
