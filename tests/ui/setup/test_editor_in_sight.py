"""A click on a row brings its fields into sight, and a second one there hits the same row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QScrollArea, QWidget

from tests.ui.setup.test_setup_reading import READY
from tuner_gui.core.space import HyperParamSpace

if TYPE_CHECKING:
    from tests.ui.setup.conftest import PanelHands

LEFT = Qt.MouseButton.LeftButton
SMALL, MIDDLE, LARGE = 420, 560, 760
"""How high the pane is in a very low window, and in one of 1024 x 700 and of 1440 x 900."""


def rows_of(hands: PanelHands, count: int, height: int) -> QListView:
    space = HyperParamSpace()
    for place in range(count):
        space = space.add_int(f"p{place}", 1, 9)
    hands.panel.set_config(replace(READY, space=space))
    hands.panel.resize(360, height)
    hands.qtbot.wait(20)
    return hands.find(QListView, "space_list")


def center(rows: QListView, place: int) -> QPoint:
    return rows.visualRect(rows.model().index(place, 0)).center()


def is_seen(hands: PanelHands, name: str) -> bool:
    widget = hands.find(QWidget, name)
    return widget.visibleRegion().boundingRect() == widget.rect()


def is_brought_to_the_edge(hands: PanelHands, scroll: QScrollArea, name: str) -> bool:
    """Slides until the whole field is just seen; again while the pane is still laid out."""
    field = hands.field(name)
    end = field.mapTo(scroll.widget(), field.rect().bottomRight())
    scroll.verticalScrollBar().setValue(end.y() + 1 - scroll.viewport().height())
    return is_seen(hands, name)


def seen_rows(rows: QListView) -> list[int]:
    seen = rows.viewport().visibleRegion().boundingRect()
    places = range(rows.model().rowCount())
    return [place for place in places if seen.contains(center(rows, place))]


@pytest.mark.parametrize("height", [SMALL, MIDDLE, LARGE])
@pytest.mark.parametrize("count", [2, 5, 40])
def test_that_a_click_brings_name_low_and_high_into_sight(hands, height: int, count: int):
    rows = rows_of(hands, count, height)
    for place in (seen_rows(rows)[-1], seen_rows(rows)[0]):
        QTest.mouseClick(rows.viewport(), LEFT, pos=center(rows, place))
        for name in ("space_name", "space_low", "space_high"):
            hands.qtbot.waitUntil(lambda name=name: is_seen(hands, name))
        assert hands.panel.model.space.current_row.name == f"p{place}"


@pytest.mark.parametrize("height", [SMALL, MIDDLE, LARGE])
@pytest.mark.parametrize("count", [5, 40])
def test_that_a_second_click_at_the_same_place_hits_the_same_row(hands, height: int, count: int):
    rows = rows_of(hands, count, height)
    place = seen_rows(rows)[-1]
    spot = rows.viewport().mapTo(hands.panel, center(rows, place))
    QTest.mouseClick(rows.viewport(), LEFT, pos=center(rows, place))
    hands.qtbot.wait(QApplication.doubleClickInterval() // 2)
    assert hands.panel.childAt(spot) is rows.viewport()
    again = rows.viewport().mapFrom(hands.panel, spot)
    assert rows.indexAt(again).row() == place


def test_that_nothing_slides_while_the_button_is_down(hands):
    rows = rows_of(hands, 5, SMALL)
    bar = hands.find(QScrollArea, "setup_scroll").verticalScrollBar()
    place = seen_rows(rows)[-1]
    before = bar.value()
    QTest.mousePress(rows.viewport(), LEFT, pos=center(rows, place))
    hands.qtbot.wait(QApplication.doubleClickInterval() * 3 // 2)
    assert bar.value() == before
    QTest.mouseRelease(rows.viewport(), LEFT, pos=center(rows, place))
    hands.qtbot.waitUntil(lambda: is_seen(hands, "space_high"))
    assert bar.value() > before


def test_that_a_row_in_a_list_that_can_slide_stays_where_it_is(hands):
    rows = rows_of(hands, 40, SMALL)
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum() // 2)
    place = seen_rows(rows)[0]
    spot = rows.viewport().mapTo(hands.panel, center(rows, place))
    QTest.mouseClick(rows.viewport(), LEFT, pos=center(rows, place))
    hands.qtbot.waitUntil(lambda: is_seen(hands, "space_high"))
    moved = rows.viewport().mapTo(hands.panel, center(rows, place))
    bar = hands.find(QScrollArea, "setup_scroll").verticalScrollBar()
    list_room = QRect(QPoint(0, 0), rows.viewport().size())
    assert moved == spot or list_room.bottom() - center(rows, place).y() < 60
    assert bar.value() > 0


def test_that_keys_bring_the_fields_into_sight_at_once(hands):
    rows = rows_of(hands, 5, SMALL)
    hands.panel.model.space.select(hands.panel.model.space.draft.rows[0].key)
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Down)
    hands.qtbot.waitUntil(lambda: is_seen(hands, "space_high"), timeout=300)


def test_that_a_field_stays_in_sight_when_the_bar_of_changes_comes(hands):
    rows_of(hands, 5, MIDDLE)
    hands.panel.set_config(READY)
    hands.panel.set_running(hands.panel.config())
    hands.qtbot.wait(20)
    scroll = hands.find(QScrollArea, "setup_scroll")
    hands.field("setup_trials").setFocus()
    bar = scroll.verticalScrollBar()
    bar.setValue(0)
    hands.qtbot.waitUntil(lambda: is_brought_to_the_edge(hands, scroll, "setup_trials"))
    before = bar.value()
    hands.type_into("setup_trials", "96")
    assert hands.find(QWidget, "setup_changes").isVisible()
    hands.qtbot.waitUntil(lambda: bar.value() > before)
    hands.qtbot.waitUntil(lambda: is_seen(hands, "setup_trials"))
