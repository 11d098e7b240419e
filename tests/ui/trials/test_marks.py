"""Stars, tags, notes and hidden trials in the table: clicks, keys, menu, painting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton, QToolTip

from tests.ui.trials.scripted import event_of, record, store_of
from tests.ui.trials.test_columns import shown_keys
from tests.ui.trials.test_trial_table_view import (
    CTRL,
    LEFT,
    NO_KEY,
    click_row,
    click_title,
    feed,
    selected_numbers,
    shown_numbers,
    visible_numbers,
)
from tests.ui.trials.test_trials_panel import counts, page, write
from tuner_gui.core.marks import TrialMark
from tuner_gui.ui.trials.row_painter import ROW

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

STARRED, HIDDEN = TrialMark(is_starred=True), TrialMark(is_hidden=True)
FOLLOWED = "This session is written by another program, so trials cannot be marked here."


@pytest.fixture
def filled(live, table, qtbot):
    feed(live, range(40), depth=3, criterion="gini")
    table.window().activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    return table


def mark_of(live, number):
    return live.store.marks.of(number)


def star_place(table, number):
    """Where the star of a trial is in the viewport."""
    (box,) = (each for each in table.columns.boxes() if each.column.key == "star")
    position = shown_numbers(table).index(number)
    top = position * ROW - table.verticalScrollBar().value()
    return QPoint(box.left + box.width // 2, top + ROW // 2)


def click_star(table, number, modifiers=NO_KEY):
    QTest.mouseClick(table.viewport(), LEFT, modifiers, star_place(table, number))


def open_menu(table, number):
    at = star_place(table, number)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at), NO_KEY
    )
    QApplication.sendEvent(table.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def texts(menu):
    found = (menu.findChild(QAction, f"mark_{name}") for name in ("star", "tag", "note", "hide"))
    return [action.text() for action in found]


def hidden_button(panel):
    return panel.findChild(QToolButton, "trial_hidden_button")


# stars


def test_that_a_click_on_a_star_sets_it_and_selects_nothing(live, filled, selection):
    click_row(filled, 0)
    click_star(filled, 36)
    assert mark_of(live, 36).is_starred
    assert (selection.current, selected_numbers(filled)) == (39, [39])
    click_star(filled, 36, CTRL)
    assert not mark_of(live, 36).is_starred
    assert selected_numbers(filled) == [39]


def test_that_a_double_click_on_a_star_is_two_clicks(live, filled):
    click_star(filled, 38)
    QTest.mouseDClick(filled.viewport(), LEFT, NO_KEY, star_place(filled, 38))
    assert not mark_of(live, 38).is_starred
    click_row(filled, 3)
    assert selected_numbers(filled) == [36]


def test_that_a_drag_from_a_star_selects_nothing(live, filled):
    viewport = filled.viewport()
    QTest.mousePress(viewport, LEFT, NO_KEY, star_place(filled, 38))
    QTest.mouseMove(viewport, star_place(filled, 34))
    QTest.mouseRelease(viewport, LEFT, NO_KEY, star_place(filled, 34))
    assert mark_of(live, 38).is_starred
    assert selected_numbers(filled) == []


def test_that_s_stars_all_selected_trials_and_then_none(live, filled):
    live.mark({38: STARRED})
    click_row(filled, 0)
    click_row(filled, 1, CTRL)
    QTest.keyClick(filled, Qt.Key.Key_S)
    assert [mark_of(live, number).is_starred for number in (39, 38, 37)] == [True, True, False]
    QTest.keyClick(filled, Qt.Key.Key_S)
    assert len(live.store.marks) == 0


def test_that_keys_mark_the_trial_where_the_keyboard_is(live, filled, selection):
    filled.setCurrentIndex(filled.model().index(2, 0))
    filled.selectionModel().clearSelection()
    QTest.keyClick(filled, Qt.Key.Key_S)
    assert mark_of(live, 37) == STARRED
    assert selection.current is None


def test_that_a_first_click_on_the_stars_title_puts_the_starred_on_top(live, filled):
    live.mark({3: STARRED, 30: STARRED})
    click_title(filled, "star")
    assert shown_numbers(filled)[:3] == [3, 30, 0]
    click_title(filled, "star")
    assert shown_numbers(filled)[-2:] == [3, 30]


def test_that_a_star_moves_only_its_own_trial_and_keeps_selection_and_place(live, filled, qtbot):
    click_title(filled, "star")
    click_row(filled, 6)
    filled.verticalScrollBar().setValue(4 * ROW + 5)
    before = visible_numbers(filled)
    with qtbot.assertNotEmitted(filled.model().modelReset):
        live.mark({35: STARRED})
    assert shown_numbers(filled) == [35, *(each for each in range(40) if each != 35)]
    assert visible_numbers(filled) == before
    assert selected_numbers(filled) == [6]


def test_that_a_star_is_filled_and_an_outline_invites_under_the_pointer(live, filled, theme):
    live.mark({38: STARRED})
    filled.clearFocus()
    QTest.mouseMove(filled.viewport(), QPoint(300, 3 * ROW + 10))
    picture = filled.viewport().grab().toImage()
    middle = [picture.pixelColor(star_place(filled, number)) for number in (39, 38, 36)]
    assert middle == [QColor(colour) for colour in (
        theme.tokens.pane, theme.tokens.accent, theme.tokens.row_hover,
    )]  # fmt: skip
    assert has_ink(filled, picture, 36)
    assert not has_ink(filled, picture, 39)


def has_ink(table, picture, number):
    """Whether anything is painted where a trial's star would be."""
    at = star_place(table, number)
    around = [QPoint(at.x() + dx, at.y() + dy) for dx in range(-7, 8) for dy in range(-7, 8)]
    return len({picture.pixelColor(each).rgb() for each in around}) > 1


def test_that_the_title_of_the_stars_is_a_glyph_with_a_name(filled):
    model = filled.model()
    section = model.column_index("star")
    horizontal, role = Qt.Orientation.Horizontal, Qt.ItemDataRole
    assert model.headerData(section, horizontal, role.AccessibleTextRole) == "Star"
    assert model.headerData(section, horizontal, role.ToolTipRole) == "Trials worth coming back to"
    left = filled.horizontalHeader().sectionViewportPosition(section)
    assert filled.horizontalHeader().sectionSize(section) == 32
    picture = filled.horizontalHeader().viewport().grab().toImage()
    glyph = {picture.pixelColor(left + x, y).rgb() for x in range(8, 24) for y in range(6, 22)}
    edge = {picture.pixelColor(left + x, y).rgb() for x in range(2, 6) for y in range(6, 22)}
    assert len(glyph) > 1 == len(edge)


# hiding


def test_that_h_hides_and_the_head_says_how_many(live, filled, panel):
    assert not hidden_button(panel).isVisible()
    click_row(filled, 1)
    click_row(filled, 2, CTRL)
    QTest.keyClick(filled, Qt.Key.Key_H)
    assert mark_of(live, 38) == mark_of(live, 37) == HIDDEN
    assert shown_numbers(filled)[:2] == [39, 36]
    assert hidden_button(panel).text() == "2 hidden"
    assert counts(panel) == "38 of 40"


def test_that_the_window_keeps_a_hidden_trial_and_the_keyboard_goes_to_the_next(
    live, filled, selection
):
    click_row(filled, 1)
    QTest.keyClick(filled, Qt.Key.Key_H)
    assert selection.current == 38
    assert selected_numbers(filled) == []
    assert shown_numbers(filled)[filled.currentIndex().row()] == 37
    QTest.keyClick(filled, Qt.Key.Key_H)
    assert mark_of(live, 37) == HIDDEN
    QTest.keyClick(filled, Qt.Key.Key_Down)
    assert selection.current == 35


def test_that_the_keyboard_goes_up_when_the_last_trial_is_hidden(filled):
    QTest.keyClick(filled, Qt.Key.Key_End)
    QTest.keyClick(filled, Qt.Key.Key_H)
    assert shown_numbers(filled)[filled.currentIndex().row()] == 1


def test_that_hiding_keeps_the_place_of_who_has_scrolled_away(live, filled):
    filled.verticalScrollBar().setValue(9 * ROW + 4)
    before = visible_numbers(filled)
    live.mark(dict.fromkeys(range(35, 40), HIDDEN))
    assert visible_numbers(filled) == before


def test_that_the_toggle_shows_hidden_trials_dimmed(live, filled, panel, theme):
    live.mark({38: HIDDEN})
    QTest.mouseClick(hidden_button(panel), LEFT)
    assert shown_numbers(filled)[:3] == [39, 38, 37]
    assert counts(panel) == "40"
    filled.clearFocus()
    (box,) = (each for each in filled.columns.boxes() if each.column.key == "param:criterion")
    picture = filled.viewport().grab().toImage()

    def darkest(row):
        inside = (
            picture.pixelColor(box.left + x, row * ROW + y).lightness()
            for x in range(6, 40)
            for y in range(4, 22)
        )
        return min(inside)

    assert darkest(0) == darkest(2) < 60
    assert darkest(1) > 100
    QTest.mouseClick(hidden_button(panel), LEFT)
    assert shown_numbers(filled)[:2] == [39, 37]


def test_that_a_hidden_trial_can_be_shown_again(live, filled, panel):
    live.mark({38: TrialMark(is_hidden=True, tags=("a",)), 39: HIDDEN})
    QTest.mouseClick(hidden_button(panel), LEFT)
    filled.setFocus()
    click_row(filled, 0)
    click_row(filled, 1, CTRL)
    QTest.keyClick(filled, Qt.Key.Key_H)
    assert mark_of(live, 38) == TrialMark(tags=("a",))
    assert not hidden_button(panel).isVisible()
    live.mark({39: HIDDEN})
    assert not hidden_button(panel).isChecked()
    assert 39 not in shown_numbers(filled)


def test_that_all_trials_hidden_is_a_state_that_shows_them(live, filled, panel):
    live.mark(dict.fromkeys(range(40), HIDDEN))
    assert page(panel) == "all_trials_hidden"
    assert panel.findChild(QPushButton, "all_trials_hidden_button").text() == "Show hidden trials"
    QTest.mouseClick(panel.findChild(QPushButton, "all_trials_hidden_button"), LEFT)
    assert page(panel) == "trial_table"
    assert len(shown_numbers(filled)) == 40


def test_that_matches_that_are_hidden_are_not_told_as_none(live, filled, panel):
    live.mark({7: HIDDEN, 8: HIDDEN})
    write(panel, "number == 7 or number == 8")
    assert page(panel) == "all_trials_hidden"
    told = panel.findChild(QPushButton, "all_trials_hidden_button").parent().accessibleName()
    assert told == "The 2 trials that match the filter are hidden."
    write(panel, "number == 77")
    assert page(panel) == "no_matching_trials"


def test_that_a_filter_that_names_hidden_looks_at_hidden_trials(live, filled, panel):
    live.mark({7: HIDDEN, 8: TrialMark(is_hidden=True, is_starred=True), 9: STARRED})
    for text, expected in [
        ("hidden", [8, 7]),
        ("starred", [9]),
        ("starred and (hidden or number > 8)", [9, 8]),
        ("number in (6, 7, 8) and not hidden", [6]),
    ]:
        write(panel, text)
        assert shown_numbers(filled) == expected


def test_that_a_filter_by_marks_follows_them(live, filled, panel):
    write(panel, 'starred or "lr" in tag')
    assert shown_numbers(filled) == []
    live.mark({3: STARRED, 5: TrialMark(tags=("LR sweep",))})
    assert shown_numbers(filled) == [5, 3]
    live.mark({3: TrialMark()})
    assert shown_numbers(filled) == [5]


def test_that_new_trials_that_were_hidden_before_stay_out_of_sight(live, filled, panel):
    live.store.marks.put({41: HIDDEN})
    feed(live, range(40, 43), depth=3, criterion="gini")
    assert shown_numbers(filled)[:3] == [42, 40, 39]
    assert hidden_button(panel).text() == "1 hidden"


def test_that_another_session_does_not_show_what_is_hidden_in_it(live, filled, panel):
    live.mark({38: HIDDEN})
    hidden_button(panel).click()
    other = store_of([record(number) for number in range(5)])
    other.marks.put({1: HIDDEN, 2: HIDDEN})
    live.replace(other)
    assert shown_numbers(filled) == [4, 3, 0]
    assert (hidden_button(panel).text(), hidden_button(panel).isChecked()) == ("2 hidden", False)


def test_that_a_narrow_pane_leaves_the_word_to_the_icon(live, filled, panel):
    live.mark({38: HIDDEN})
    panel.resize(300, 200)
    QGuiApplication.processEvents()
    assert hidden_button(panel).text() == "1"
    assert hidden_button(panel).accessibleName() == "1 hidden"
    assert panel.minimumSizeHint().width() < 320
    panel.resize(760, 400)
    assert hidden_button(panel).text() == "1 hidden"


# tags and notes


def test_that_tags_and_notes_have_columns_once_there_are_any(live, filled):
    plain = ["number", "star", "state", "objective", "param:depth", "param:criterion", "time"]
    assert shown_keys(filled) == plain
    click_row(filled, 2)
    live.mark({37: TrialMark(tags=("a",)), 36: TrialMark(note="b")})
    assert shown_keys(filled) == [*plain[:4], "tags", *plain[4:], "note"]
    assert selected_numbers(filled) == [37]
    click_title(filled, "tags")
    assert shown_numbers(filled)[0] == 37
    live.mark({37: TrialMark(), 36: TrialMark()})
    assert shown_keys(filled) == plain
    assert filled.model().sorting == ("number", True)
    assert shown_numbers(filled)[:3] == [39, 38, 37]
    assert selected_numbers(filled) == [37]


def test_that_tags_and_notes_sort_by_the_alphabet_with_none_last(live, filled):
    live.mark(
        {5: TrialMark(tags=("b",), note="y"), 7: TrialMark(tags=("A", "z")), 9: TrialMark(note="X")}
    )
    click_title(filled, "tags")
    assert shown_numbers(filled)[:2] == [7, 5]
    live.mark({11: TrialMark(tags=("aa",))})
    assert shown_numbers(filled)[:3] == [7, 11, 5]
    filled.columns.sort_by(filled.model().column_index("note"), Qt.SortOrder.DescendingOrder)
    assert shown_numbers(filled)[:2] == [5, 9]


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("one\ntwo", "one"),
        ("\n\n## **Leak**? see [here](http://x)\nmore", "Leak? see here"),
        ("- [x] max_depth is `None`", "max_depth is None"),
        ("> 2 * 3 * 4", "2 * 3 * 4"),
        ("<b>not bold</b>", "<b>not bold</b>"),
        ("---\n***\ntext", "text"),
        ("***", "***"),
        ("", ""),
    ],
)
def test_that_a_note_shows_its_first_line_as_plain_text(live, filled, note, line):
    live.mark({39: TrialMark(note=note), 38: TrialMark(note="other")})
    model = filled.model()
    assert model.index(0, model.column_index("note")).data() == line


def test_that_the_tip_of_a_note_is_the_whole_note_and_never_rich(live, filled):
    live.mark({39: TrialMark(note="<img src=x>\nsecond")})
    model = filled.model()
    tip = model.index(0, model.column_index("note")).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img src=x&gt;\nsecond" in tip


def test_that_tags_are_painted_and_cut_where_the_column_ends(live, filled, panel):
    live.mark({39: TrialMark(tags=("baseline", "a tag with many words in it", "x"))})
    chips = filled._painter.chips
    whole = chips.placed(("baseline", "x"), 400)
    assert [chip.text for chip in whole] == ["baseline", "x"]
    assert [chip.text for chip in chips.placed(("baseline", "other", "x"), 100)] == [
        "baseline", "+2",
    ]  # fmt: skip
    for room in range(20, 300, 7):
        placed = chips.placed(mark_of(live, 39).tags, room)
        assert all(chip.width > 0 for chip in placed)
        assert placed[-1].left + placed[-1].width <= room
    (box,) = (each for each in filled.columns.boxes() if each.column.key == "tags")
    picture = filled.viewport().grab().toImage()
    row = {picture.pixelColor(box.left + x, 13).rgb() for x in range(10, 60)}
    other = {picture.pixelColor(box.left + x, ROW + 13).rgb() for x in range(10, 60)}
    assert len(row) > 2 > len(other)


def test_that_n_selects_the_trial_and_asks_for_its_note(filled, panel, selection, qtbot):
    filled.setCurrentIndex(filled.model().index(2, 0))
    filled.selectionModel().clearSelection()
    with qtbot.waitSignal(panel.note_requested) as asked:
        QTest.keyClick(filled, Qt.Key.Key_N)
    assert asked.args == [37]
    assert selection.current == 37
    click_row(filled, 5)
    click_row(filled, 4, CTRL)
    with qtbot.waitSignal(panel.note_requested) as asked:
        QTest.keyClick(filled, Qt.Key.Key_N)
    assert asked.args == [35]


def test_that_tags_and_note_are_copied_while_they_are_shown(live, table):
    feed(live, [0, 1], depth=3)
    live.mark({1: TrialMark(tags=("a", "b c"), note="one\ntwo")})
    table.selectAll()
    table.columns.set_shown(table.model().column_index("time"), is_shown=False)
    table.copy_rows()
    assert QGuiApplication.clipboard().text() == (
        "number\tstate\taccuracy\ttags\tdepth\tnote\n"
        '1\tcomplete\t0.001\ta, b c\t3\t"one\ntwo"\n'
        "0\tcomplete\t0.0\t\t3\t\n"
    )
    table.columns.set_shown(table.model().column_index("note"), is_shown=False)
    live.mark({0: STARRED})
    table.copy_rows()
    assert QGuiApplication.clipboard().text().splitlines() == [
        "number\tstarred\tstate\taccuracy\ttags\tdepth",
        "1\tFalse\tcomplete\t0.001\ta, b c\t3",
        "0\tTrue\tcomplete\t0.0\t\t3",
    ]


# menu, obstacle, screen readers


def test_that_the_menu_says_what_it_would_do(live, filled):
    click_row(filled, 1)
    menu = open_menu(filled, 38)
    assert texts(menu) == ["Star", "Tag…", "Note…", "Hide"]
    menu.findChild(QAction, "mark_star").trigger()
    menu.close()
    menu = open_menu(filled, 38)
    assert texts(menu)[0] == "Unstar"
    menu.close()
    click_row(filled, 2, CTRL)
    menu = open_menu(filled, 37)
    assert texts(menu) == ["Star 2 trials", "Tag 2 trials…", "Note on trial 37…", "Hide 2 trials"]
    menu.findChild(QAction, "mark_hide").trigger()
    menu.close()
    assert shown_numbers(filled)[:2] == [39, 36]


def test_that_what_cannot_be_marked_says_why(live, filled, theme):
    live.mark({38: STARRED})
    live.set_marking_obstacle(FOLLOWED)
    click_star(filled, 37)
    assert QToolTip.text() == FOLLOWED
    QToolTip.hideText()
    click_row(filled, 0)
    for key in (Qt.Key.Key_S, Qt.Key.Key_T, Qt.Key.Key_N, Qt.Key.Key_H):
        QTest.keyClick(filled, key)
        assert QToolTip.text() == FOLLOWED
        QToolTip.hideText()
    assert len(live.store.marks) == 1
    menu = open_menu(filled, 39)
    found = [menu.findChild(QAction, f"mark_{name}") for name in ("star", "tag", "note", "hide")]
    assert [(each.isEnabled(), each.toolTip()) for each in found] == [(False, FOLLOWED)] * 4
    assert menu.toolTipsVisible()
    menu.close()
    assert not has_ink(filled, filled.viewport().grab().toImage(), 39)
    tip = filled.model().index(1, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == FOLLOWED
    live.set_marking_obstacle("")
    assert has_ink(filled, filled.viewport().grab().toImage(), 39)


def test_that_a_screen_reader_is_told_the_marks_of_a_row(live, filled, panel):
    mark = TrialMark(is_starred=True, is_hidden=True, tags=("a", "b"), note="c")
    live.mark({39: mark})
    hidden_button(panel).click()
    model, text = filled.model(), Qt.ItemDataRole.AccessibleTextRole
    spoken = "starred, tagged a, b, with a note, hidden"
    assert model.index(0, 0).data(text) == f"39, {spoken}"
    assert model.index(1, 0).data(text) == "38"
    assert model.index(0, 1).data(text) == "starred"
    assert model.index(1, 1).data(text) == "not starred"
    described = model.index(0, 3).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert described == spoken


def test_that_marks_far_away_repaint_nothing(live, filled):
    live.mark({39: STARRED})
    filled.viewport().grab()
    before = filled.viewport().grab().toImage()
    live.mark({2: STARRED})
    assert filled.viewport().grab().toImage() == before


def test_that_marking_a_trial_that_ends_meanwhile_keeps_its_mark(live, filled):
    live.apply([event_of(record(40, metric=0.3, depth=3, criterion="gini"))])
    click_star(filled, 40)
    live.apply([event_of(record(40, metric=0.4, depth=3, criterion="gini"))])
    assert mark_of(live, 40).is_starred
