"""The tool bar says whose session it shows, and how its note begins, letter by letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.foreign_texts import HARM, Watch, hover, letters
from tuner_gui.ui.style.theme import Theme
from tuner_gui.ui.window.actions import WindowActions
from tuner_gui.ui.window.run_bar import RunBar


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> RunBar:
    made = RunBar(WindowActions(theme.icons, theme), theme.icons)
    qtbot.addWidget(made)
    made.show()
    return made


def test_that_a_note_that_begins_as_html_is_told_by_its_letters(bar: RunBar, watch: Watch) -> None:
    bar.set_note(f"{HARM}\nsecond line")
    assert letters(hover(bar.note)) == f"Note of this sweep: {HARM}"
    assert not watch.was_touched()


def test_that_a_file_with_a_name_like_html_is_told_by_its_letters(
    bar: RunBar, watch: Watch
) -> None:
    path = Path("/data") / f"{HARM}.tuner.json"
    bar.set_file(path, is_modified=True)
    assert letters(hover(bar.file)) == f"{path}\nChanged since it was saved"
    bar.grab()
    assert not watch.was_touched()
