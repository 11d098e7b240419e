"""What was just noted and marked is saved before the window leaves its session."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.conftest import Person
from tuner_gui.core.marks import TrialMark
from tuner_gui.session.file import read_session
from tuner_gui.ui.window import file_desk

STAR = TrialMark(is_starred=True)


@pytest.fixture
def path(person: Person) -> Path:
    """The file of a sweep that is shown, with a mark of a moment ago."""
    person.run_quick_sweep(3)
    person.wait(lambda: not person.workbench.session.is_modified)
    path = person.workbench.session.path
    assert path is not None
    person.workbench.services.live.mark({2: STAR})
    assert read_session(path).marks == {}
    return path


def test_that_a_new_session_is_begun_without_a_question(
    person: Person, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(file_desk, "ask_to_keep_changes")  # to ask would fail
    person.workbench.files.new_sweep()
    assert person.workbench.session.path is None
    assert read_session(path).marks == {2: STAR}


def test_that_a_window_that_closes_without_a_question_saves_it(person: Person, path: Path) -> None:
    person.workbench.closing.close_now()
    assert not person.window.isVisible()
    assert read_session(path).marks == {2: STAR}
