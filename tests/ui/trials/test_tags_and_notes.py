"""Tags and notes in the trial table: their columns, keys, and the clipboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.ui.trials.marking import (
    STARRED,
    box_of,
    mark_of,
)
from tests.ui.trials.test_columns import shown_keys
from tests.ui.trials.test_trial_table_view import (
    CTRL,
    click_row,
    click_title,
    feed,
    selected_numbers,
    shown_numbers,
)
from tuner_gui.core.marks import TrialMark
from tuner_gui.ui.trials.cell_cache import PADDING
from tuner_gui.ui.trials.row_painter import ROW

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_that_tags_and_notes_have_columns_once_there_are_any(live, ready):
    plain = ["number", "star", "state", "objective", "param:depth", "param:criterion", "time"]
    assert shown_keys(ready) == plain
    click_row(ready, 2)
    live.mark({37: TrialMark(tags=("a",)), 36: TrialMark(note="b")})
    assert shown_keys(ready) == [*plain[:4], "tags", *plain[4:], "note"]
    assert selected_numbers(ready) == [37]
    click_title(ready, "tags")
    assert shown_numbers(ready)[0] == 37
    live.mark({37: TrialMark(), 36: TrialMark()})
    assert shown_keys(ready) == plain
    header = ready.horizontalHeader()
    assert ready.model().sorting == ("number", True)
    assert header.sortIndicatorSection() == ready.model().column_index("number")
    assert header.length() == ready.viewport().width()
    assert shown_numbers(ready)[:3] == [39, 38, 37]
    assert selected_numbers(ready) == [37]


def test_that_tags_and_notes_sort_by_the_alphabet_with_none_last(live, ready):
    live.mark(
        {5: TrialMark(tags=("b",), note="y"), 7: TrialMark(tags=("A", "z")), 9: TrialMark(note="X")}
    )
    click_title(ready, "tags")
    assert shown_numbers(ready)[:2] == [7, 5]
    live.mark({11: TrialMark(tags=("aa",))})
    assert shown_numbers(ready)[:3] == [7, 11, 5]
    ready.columns.sort_by(ready.model().column_index("note"), Qt.SortOrder.DescendingOrder)
    assert shown_numbers(ready)[:2] == [5, 9]


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
def test_that_a_note_shows_its_first_line_as_plain_text(live, ready, note, line):
    live.mark({39: TrialMark(note=note), 38: TrialMark(note="other")})
    model = ready.model()
    assert model.index(0, model.column_index("note")).data() == line


def test_that_the_tip_of_a_note_is_the_whole_note_and_never_rich(live, ready):
    live.mark({39: TrialMark(note="<img src=x>\nsecond")})
    model = ready.model()
    tip = model.index(0, model.column_index("note")).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img src=x&gt;\nsecond" in tip


def test_that_tags_are_painted_and_cut_where_the_column_ends(live, ready, panel):
    live.mark({39: TrialMark(tags=("baseline", "a tag with many words in it", "x"))})
    chips = ready._painter.chips
    whole = chips.placed(("baseline", "x"), 400)
    assert [chip.text for chip in whole] == ["baseline", "x"]
    assert [chip.text for chip in chips.placed(("baseline", "other", "x"), 100)] == [
        "baseline", "+2",
    ]  # fmt: skip
    for room in range(20, 300, 7):
        placed = chips.placed(mark_of(live, 39).tags, room)
        assert all(chip.width > 0 for chip in placed)
        assert placed[-1].left + placed[-1].width <= room
    box = box_of(ready, "tags")
    picture = ready.viewport().grab().toImage()
    row = {picture.pixelColor(box.left + x, 13).rgb() for x in range(10, 60)}
    other = {picture.pixelColor(box.left + x, ROW + 13).rgb() for x in range(10, 60)}
    assert len(row) > 2 > len(other)


def test_that_a_tag_that_is_cut_begins_where_others_do(live, ready, theme):
    long = ("baseline of as many words as a tag holds", "another of as many as a tag can hold")
    live.mark({39: TrialMark(tags=("baseline",)), 38: TrialMark(tags=long)})
    ready.clearFocus()
    box = box_of(ready, "tags")
    (cut, *_) = ready._painter.chips.placed(long, box.width - 2 * PADDING)
    assert cut.text.endswith("…")
    picture = ready.viewport().grab().toImage()
    ground = picture.pixelColor(box.left + 10, ROW // 2).lightness()

    def first_ink(row):
        for x in range(box.left + 9, box.left + 40):
            inside = (picture.pixelColor(x, row * ROW + y) for y in range(6, 20))
            if any(colour.lightness() < ground - 60 for colour in inside):
                return x
        return None

    assert first_ink(0) == first_ink(1) is not None


def test_that_the_column_of_tags_grows_with_them(live, ready, panel):
    panel.resize(1200, 400)
    live.mark({39: TrialMark(tags=("a",))})
    before = box_of(ready, "tags").width
    live.mark({39: TrialMark(tags=("a", "one of many words", "and one more"))})
    assert box_of(ready, "tags").width > before + 50
    assert ready.horizontalHeader().length() == ready.viewport().width()


def test_that_n_selects_the_trial_and_asks_for_its_note(ready, panel, selection, qtbot):
    ready.setCurrentIndex(ready.model().index(2, 0))
    ready.selectionModel().clearSelection()
    with qtbot.waitSignal(panel.note_requested) as asked:
        QTest.keyClick(ready, Qt.Key.Key_N)
    assert asked.args == [37]
    assert selection.current == 37
    click_row(ready, 5)
    click_row(ready, 4, CTRL)
    with qtbot.waitSignal(panel.note_requested) as asked:
        QTest.keyClick(ready, Qt.Key.Key_N)
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
