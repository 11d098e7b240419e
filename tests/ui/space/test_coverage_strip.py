"""A row shows at a glance which part of its range has been tried and where the best are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QListView

from tests.ui.space.test_draft import FOREST
from tuner_gui.insight.coverage import Coverage
from tuner_gui.ui.space.coverage_strip import STRIP_HEIGHT, coverage_words, paint_coverage
from tuner_gui.ui.style.tokens import DARK, LIGHT

if TYPE_CHECKING:
    from tests.ui.space.conftest import FormHands
    from tuner_gui.ui.style.tokens import Tokens

SOME = Coverage((0.0, 0.5, 1.0), (False, False, True))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_that_untried_tried_and_best_cells_look_different(tokens: Tokens) -> None:
    picture = QPixmap(60, STRIP_HEIGHT)
    picture.fill(QColor(tokens.pane))
    painter = QPainter(picture)
    paint_coverage(painter, QRectF(0, 0, 60, STRIP_HEIGHT), SOME, tokens)
    painter.end()
    image = picture.toImage()
    bottom = [image.pixelColor(at, STRIP_HEIGHT - 1).name() for at in (5, 25, 42, 49)]
    assert bottom[0] == tokens.border
    assert len(set(bottom)) == 4
    top = [image.pixelColor(at, 0).name() for at in (9, 29, 49)]
    assert top == [tokens.pane, tokens.pane, tokens.good]


def test_that_the_strip_is_told_in_words() -> None:
    assert coverage_words(SOME) == "tried in 2 of 3 parts, the best in 1"
    assert coverage_words(Coverage((1.0,), (False,))) == "tried in 1 of 1 parts"


def test_that_the_list_shows_what_has_been_tried(hands: FormHands) -> None:
    before = hands.list.viewport().grab().toImage()
    hands.form.set_coverage({FOREST.names[0]: SOME})
    after = hands.list.viewport().grab().toImage()
    first = hands.find(QListView, "space_list").visualRect(hands.list.model().index(0, 0))
    changed = [
        y
        for y in range(before.height())
        if any(before.pixel(x, y) != after.pixel(x, y) for x in range(before.width()))
    ]
    assert changed
    assert first.top() + 30 < min(changed) <= max(changed) < first.bottom()
