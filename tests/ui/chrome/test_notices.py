"""Messages appear in the window, offer their actions and go away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from tuner_gui.ui.chrome import Banner, EmptyState, NoticeCard, NoticeLink

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tuner_gui.ui.style.icons import Icons


def test_that_a_banner_is_there_only_with_a_message(qtbot: QtBot, icons: Icons) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    banner = Banner(icons, parent=window)
    window.show()
    assert not banner.isVisible()
    banner.show_message("The disk is full; the results are kept in memory.", "error")
    assert banner.isVisible()
    assert banner.accessibleDescription() == banner.text()
    with qtbot.waitSignal(banner.dismissed):
        qtbot.mouseClick(banner.findChild(QToolButton, "banner_close"), Qt.MouseButton.LeftButton)
    assert not banner.isVisible()
    assert banner.text() == ""


def test_that_a_banner_answers_with_the_key_of_its_link(qtbot: QtBot, icons: Icons) -> None:
    banner = Banner(icons)
    qtbot.addWidget(banner)
    banner.show_message("Disk full.", "error", [NoticeLink("save_as", "Save as…")])
    with qtbot.waitSignal(banner.link_activated) as activated:
        banner.findChild(QPushButton, "save_as_link").click()
    assert activated.args == ["save_as"]


def test_that_a_second_message_replaces_the_first(qtbot: QtBot, icons: Icons) -> None:
    banner = Banner(icons)
    qtbot.addWidget(banner)
    banner.show_message("One.", "info", [NoticeLink("undo", "Undo")])
    banner.show_message("Two.", "good")
    assert banner.text() == "Two."
    shown = [link for link in banner.findChildren(QPushButton) if not link.isHidden()]
    assert shown == []


def test_that_a_card_answers_with_the_key_of_its_link(qtbot: QtBot) -> None:
    card = NoticeCard("edge_card")
    qtbot.addWidget(card)
    card.show_notice("Near the edge", "Widen?", "advice", [NoticeLink("widen", "Widen")])
    assert card.accessibleName() == "Near the edge"
    assert card.property("tone") == "advice"
    with qtbot.waitSignal(card.link_activated) as activated:
        card.findChild(QPushButton, "widen_link").click()
    assert activated.args == ["widen"]


def test_that_a_card_without_tint_colours_only_its_title(qtbot: QtBot) -> None:
    card = NoticeCard("failures_card")
    qtbot.addWidget(card)
    card.show_notice("9 failed", "", "error", is_tinted=False)
    assert card.property("tone") == "plain"
    assert card.findChild(QLabel, "failures_card_title").property("tone") == "error"


def test_that_an_empty_state_offers_the_next_step(qtbot: QtBot, icons: Icons) -> None:
    state = EmptyState(icons, "chart", "Press Run to start.", "Run", name="empty_chart")
    qtbot.addWidget(state)
    assert state.accessibleName() == "Press Run to start."
    with qtbot.waitSignal(state.activated):
        state.findChild(QPushButton, "empty_chart_button").click()
    state.set_sentence("No trials match the filter.")
    assert state.accessibleName() == "No trials match the filter."
