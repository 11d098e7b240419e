"""What the painted rows say where there is little room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QImage, QPainter

from tests.ui.space.trees import SVM, named
from tuner_gui.ui.space.draft import SpaceDraft
from tuner_gui.ui.space.row_delegate import shortened_group
from tuner_gui.ui.space.row_guides import indent_of, paint_guides
from tuner_gui.ui.space.row_views import shown_draft

DRAFT = SpaceDraft.from_space(SVM)


def briefs(name: str) -> tuple[str, ...]:
    views = {view.key: view for view in shown_draft(DRAFT, {}).views}
    return views[named(DRAFT, name)].briefs


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("seed", ("0 – 9",)),
        (
            "svm.gamma",
            (
                "when kernel = rbf, poly · 1e-5 – 0.01 · log",
                "when rbf, poly · 1e-5 – 0.01 · log",
            ),
        ),
        (
            "coef",
            (
                "when gamma = 0.001 and model = svm · 0.0 – 1.0",
                "when 0.001 and model = svm · 0.0 – 1.0",
            ),
        ),
    ],
)
def test_that_a_child_says_its_condition_shorter_right_below_its_parent(name, words):
    assert briefs(name) == words


def test_that_a_row_that_stands_elsewhere_names_its_parent_in_full():
    rows = (DRAFT.row(named(DRAFT, name)) for name in ("model", "svm.kernel", "seed", "svm.gamma"))
    views = shown_draft(SpaceDraft(tuple(rows)), {}).views
    assert views[-1].depth == 0
    assert views[-1].briefs == ("when svm.kernel = rbf, poly · 1e-5 – 0.01 · log",)


def test_that_the_outer_groups_of_a_name_give_way_first(theme):
    metrics = QFontMetrics(theme.ui_font())
    width = metrics.horizontalAdvance
    assert shortened_group("a.long.group.", metrics, width("a.long.group.") + 1) == "a.long.group."
    assert shortened_group("a.long.group.", metrics, width("…group.") + 1) == "…group."
    assert shortened_group("a.long.group.", metrics, width("…") + 1) == "…"
    assert shortened_group("a.long.group.", metrics, 2) == ""
    assert shortened_group("", metrics, 99) == ""


def test_that_deeper_rows_stand_farther_in_and_leave_room_for_words():
    indents = [indent_of(depth) for depth in range(12)]
    assert indents[:9] == sorted(set(indents))
    assert indents[-1] < 100


def test_that_lines_lead_from_the_rows_above(theme):
    tokens = theme.tokens

    def column(guides: tuple[bool, ...], level: int) -> int:
        """How many pixels the line of a level has in a row of 46."""
        image = QImage(200, 46, QImage.Format.Format_RGB32)
        image.fill(tokens.pane)
        painter = QPainter(image)
        paint_guides(painter, QRect(0, 0, 200, 46), guides, tokens)
        painter.end()
        x = 12 + indent_of(level) + 3
        ground = image.pixelColor(199, 0)
        return sum(image.pixelColor(x, y) != ground for y in range(46))

    assert column((), 0) == 0
    assert column((True,), 0) == 46
    assert 5 < column((False,), 0) < 20
    assert column((True, False), 0) == 46
    assert column((False, True), 0) == 0
    assert column((False, True), 1) == 46
