"""Whether the sweep is logged to MLflow: a switch with two fields in the Setup pane."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QScrollArea, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.setup.conftest import PanelHands
from tuner_gui.ui.setup.tracking_section import TrackingSection
from tuner_gui.ui.setup.tracking_wish import TrackingWish
from tuner_gui.ui.style.icons import Icons

OFF = TrackingWish("/runs")
ON = TrackingWish("/runs", "mine", is_on=True)


@pytest.fixture
def section(hands: PanelHands) -> TrackingSection:
    shown = hands.panel.tracking
    shown.show_wish(OFF, "forest")
    return shown


def heard(section: TrackingSection) -> list[TrackingWish]:
    wishes: list[TrackingWish] = []
    section.edited.connect(lambda: wishes.append(section.wish()))
    return wishes


def test_that_it_is_off_and_says_nothing_then(hands: PanelHands, section: TrackingSection) -> None:
    assert section.wish() == OFF
    assert not hands.field("setup_mlflow_place").isVisibleTo(section)
    assert not hands.find(QLabel, "setup_mlflow_news").isVisibleTo(section)


def test_that_switching_it_on_brings_the_fields_into_sight(
    hands: PanelHands, section: TrackingSection
) -> None:
    wishes = heard(section)
    changes: list[bool] = []
    hands.panel.changed.connect(lambda: changes.append(True))
    hands.panel.resize(hands.panel.width(), 320)
    scroll = hands.find(QScrollArea, "setup_scroll")
    hands.qtbot.waitUntil(lambda: scroll.viewport().height() < 320)
    scroll.ensureWidgetVisible(section)
    bar = scroll.verticalScrollBar()
    before = bar.maximum()
    hands.click("setup_mlflow")
    assert wishes == [TrackingWish("/runs", is_on=True)]
    field = hands.field("setup_mlflow_place")
    assert field.isVisibleTo(section)
    hands.qtbot.waitUntil(lambda: bar.maximum() > before)
    hands.qtbot.waitUntil(
        lambda: (
            field.mapTo(scroll.viewport(), QPoint(0, field.height())).y()
            <= scroll.viewport().height()
        )
    )
    hands.type_into("setup_mlflow_place", "http://host:5000")
    hands.type_into("setup_mlflow_experiment", " mine ")
    assert wishes[-1] == TrackingWish("http://host:5000", "mine", is_on=True)
    assert changes == [], "the session is as it was"


def test_that_emptied_fields_are_what_was_proposed(
    hands: PanelHands, section: TrackingSection
) -> None:
    section.show_wish(ON, "forest")
    hands.type_into("setup_mlflow_place", "")
    hands.type_into("setup_mlflow_experiment", "")
    assert section.wish() == TrackingWish("/runs", "", is_on=True)
    assert hands.field("setup_mlflow_experiment").placeholderText() == "forest"


def test_that_a_folder_is_chosen(qtbot: QtBot, icons: Icons, tmp_path: Path) -> None:
    answers = [str(tmp_path), ""]
    section = TrackingSection(icons, lambda *_: answers.pop(0))
    qtbot.addWidget(section)
    section.show_wish(ON, "forest")
    for _ in range(2):
        button = section.findChild(QToolButton, "setup_mlflow_browse")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert section.wish().place == str(tmp_path)


def test_that_a_missing_mlflow_keeps_it_off(hands: PanelHands, section: TrackingSection) -> None:
    section.set_missing("Install it.")
    switch = hands.find(QCheckBox, "setup_mlflow")
    assert (switch.isEnabled(), switch.toolTip()) == (False, "Install it.")
    section.show_wish(ON, "forest")
    assert not section.wish().is_on
    section.set_locked(is_locked=True, reason="It runs.")
    section.set_locked(is_locked=False)
    assert (switch.isEnabled(), switch.toolTip()) == (False, "Install it.")
    section.set_missing("")
    assert switch.isEnabled()


def test_that_nothing_is_changed_while_it_is_locked(
    hands: PanelHands, section: TrackingSection
) -> None:
    section.show_wish(ON, "forest")
    section.set_locked(is_locked=True, reason="It runs.")
    assert not hands.find(QCheckBox, "setup_mlflow").isEnabled()
    assert not hands.find(QToolButton, "setup_mlflow_browse").isEnabled()
    for name in ("setup_mlflow_place", "setup_mlflow_experiment"):
        field = hands.find(QLineEdit, name)
        hands.qtbot.keyClick(field, Qt.Key.Key_X)
        assert field.toolTip() == "It runs."
    assert section.wish() == ON


def test_that_news_and_trouble_are_lines_of_their_own(
    hands: PanelHands, section: TrackingSection
) -> None:
    news, trouble = (
        hands.find(QLabel, name) for name in ("setup_mlflow_news", "setup_mlflow_trouble")
    )
    section.show_news("Logging…")
    assert (news.text(), trouble.isVisibleTo(section)) == ("Logging…", False)
    section.show_news("", "It broke.")
    assert (news.isVisibleTo(section), trouble.text()) == (False, "It broke.")
