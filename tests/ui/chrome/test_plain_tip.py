"""Tool tips of other people's texts: the letters, and nothing that Qt makes of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from tests.foreign_texts import HARM, Watch, is_rich, letters
from tuner_gui.ui.chrome.plain_tip import plain_tip

PIECES = ["<b>", "</b>", "<s", "<img src='x'>", "<!--", "&lt;", "&amp;", "<", ">", "\n", "  ", "é"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/home/me/sweep.tuner.json",
        "1 < 2 & 3 > 2",
        'Traceback:\n  File "<string>", line 1, in <module>\n<b>',
        '  File "<string>", line 1, in <lambda>',
    ],
)
def test_that_a_text_that_qt_leaves_alone_is_its_own_tip(text: str) -> None:
    assert plain_tip(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "<b>x",
        HARM,
        "&lt;b&gt;",
        "<!DOCTYPE html>",
        '  File "x.py", line 1, in <s>\nValueError: <string>\n    is bad',
    ],
)
def test_that_a_text_that_qt_would_render_keeps_its_letters(text: str) -> None:
    assert is_rich(text)
    assert letters(plain_tip(text)) == text


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_that_every_letter_of_every_text_is_told(text: str) -> None:
    assert letters(plain_tip(text)).strip("\n") == text.strip("\n")


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QWidget]:
    """Whose tool tips are shown."""
    made = QWidget()
    qtbot.addWidget(made)
    yield made
    QToolTip.hideText()


def test_that_the_watch_sees_a_careless_tip(owner: QWidget, watch: Watch) -> None:
    QToolTip.showText(QPoint(0, 0), HARM, owner)
    assert watch.was_touched()


def test_that_a_picture_is_not_looked_at(owner: QWidget, watch: Watch) -> None:
    QToolTip.showText(QPoint(0, 0), plain_tip(HARM), owner)
    assert letters(QToolTip.text()) == HARM
    assert not watch.was_touched()


@pytest.mark.parametrize("text", ["many words " * 30, "/no/spaces" * 40, "x" * 400])
def test_that_a_long_line_is_wrapped(owner: QWidget, text: str) -> None:
    assert letters(plain_tip(text)) == text
    QToolTip.showText(QPoint(0, 0), plain_tip(text), owner)
    [tip] = [each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel")]
    assert tip.width() < 640


def test_that_an_endless_text_ends() -> None:
    assert letters(plain_tip("<b>" * 10_000)) == "<b>" * 666 + "<b…"
    assert len(plain_tip("x\n" * 10_000)) < 2_100
