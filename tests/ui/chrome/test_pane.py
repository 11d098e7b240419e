"""Panes are cards with a title, fill their docks, and can be moved by their title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from tuner_gui.ui.chrome import Pane, PaneDock, PaneGround, SegmentedTabs
from tuner_gui.ui.style.tokens import LIGHT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tuner_gui.ui.style.icons import Icons
    from tuner_gui.ui.style.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a floating window is raised."""


@pytest.fixture
def ground(qtbot: QtBot, icons: Icons) -> PaneGround:
    ground = PaneGround()
    qtbot.addWidget(ground)
    ground.setCentralWidget(Pane("Charts", "charts_pane"))
    for name, area in (
        ("setup", Qt.DockWidgetArea.LeftDockWidgetArea),
        ("inspector", Qt.DockWidgetArea.RightDockWidgetArea),
    ):
        pane = Pane(name.title(), f"{name}_pane")
        ground.addDockWidget(area, PaneDock(pane, f"{name}_dock", icons))
    ground.resize(1200, 600)
    with qtbot.waitExposed(ground):
        ground.show()
    return ground


def docks(ground: PaneGround) -> list[PaneDock]:
    return ground.findChildren(PaneDock)


def test_that_panes_lie_eight_pixels_apart(ground: PaneGround) -> None:
    setup, inspector = docks(ground)
    centre = ground.centralWidget().geometry()
    assert setup.geometry().topLeft() == QPoint(8, 8)
    assert centre.left() - setup.geometry().right() - 1 == 8
    assert inspector.geometry().left() - centre.right() - 1 == 8
    assert ground.width() - inspector.geometry().right() - 1 == 8


def test_that_docked_and_fixed_titles_are_of_one_height(ground: PaneGround) -> None:
    bodies = [pane.body.parentWidget() for pane in ground.findChildren(Pane)]
    assert [body.mapTo(ground, QPoint(0, 0)).y() for body in bodies] == [8 + 36] * 3


def test_that_a_floating_pane_can_be_closed_and_put_back(ground: PaneGround) -> None:
    dock = docks(ground)[0]
    put_back = dock.findChild(QToolButton, "setup_dock_put_back")
    assert put_back.isHidden()
    dock.setFloating(True)
    assert put_back.isVisible()
    put_back.click()
    assert not dock.isFloating()
    assert put_back.isHidden()


def test_that_the_ground_remembers_its_docks(ground: PaneGround) -> None:
    dock = docks(ground)[0]
    state = ground.saveState()
    dock.hide()
    assert ground.restoreState(state)
    assert dock.isVisible()


def test_that_the_ground_shows_between_the_panes(ground: PaneGround, theme: Theme) -> None:
    picture = ground.grab().toImage()
    setup = docks(ground)[0].geometry()
    assert picture.pixelColor(setup.right() + 4, 200).name() == LIGHT.window
    assert picture.pixelColor(3, 200).name() == LIGHT.window
    assert picture.pixelColor(setup.center()).name() == LIGHT.pane


def test_that_a_body_does_not_cover_the_round_corners(qtbot: QtBot, theme: Theme) -> None:
    pane = Pane("Trials", "trials_pane")
    qtbot.addWidget(pane)
    body = QWidget()
    body.setAutoFillBackground(True)
    body.setStyleSheet("background: #ff0000")
    pane.set_body(body)
    pane.resize(300, 200)
    pane.show()
    picture = pane.grab().toImage()
    assert picture.pixelColor(150, 190).name() == "#ff0000"
    assert picture.pixelColor(1, 198).name() != "#ff0000"
    assert picture.pixelColor(298, 198).name() != "#ff0000"


def test_that_title_subtitle_and_actions_are_replaced_in_place(qtbot: QtBot, theme: Theme) -> None:
    pane = Pane("Trials", "trials_pane")
    qtbot.addWidget(pane)
    pane.set_title("All trials")
    pane.set_subtitle("144")
    button = QPushButton("Columns")
    pane.add_action_widget(button)
    assert pane.accessibleName() == "All trials"
    assert [label.text() for label in pane.title_bar.findChildren(QLabel)] == ["All trials", "144"]
    assert button.parentWidget() is pane.title_bar


def test_that_a_second_body_replaces_the_first(qtbot: QtBot, theme: Theme) -> None:
    pane = Pane("Charts", "charts_pane")
    qtbot.addWidget(pane)
    first, second = QLabel("first"), QLabel("second")
    qtbot.addWidget(first)
    pane.set_body(first)
    pane.set_body(second)
    assert pane.body.count() == 1
    assert first.parent() is None


def test_that_tabs_are_known_by_key(qtbot: QtBot, theme: Theme) -> None:
    tabs = SegmentedTabs("chart_tabs", "Charts")
    qtbot.addWidget(tabs)
    for key in ("history", "slices"):
        tabs.add(key, key.title())
    assert tabs.current_key() == "history"
    with qtbot.waitSignal(tabs.chosen) as chosen:
        tabs.choose("slices")
    assert chosen.args == ["slices"]
    tabs.choose("nowhere")
    assert tabs.current_key() == "slices"
