"""Sessions of somebody who means harm, opened in the window: nothing of them runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.foreign import TARGETS, entries, foreign_session
from tests.faults.test_impossible_names import NAMES, configs
from tests.flows.conftest import Person
from tests.flows.test_closing import answer


def test_that_opening_a_session_runs_nothing_of_it(person: Person, tmp_path: Path) -> None:
    for name, target in TARGETS.items():
        home = tmp_path / name
        home.mkdir()
        session = foreign_session(home / "theirs", target)
        before = entries(home)
        person.workbench.files.open(session)
        person.wait(lambda path=session: person.workbench.session.path == path)
        person.workbench.services.selection.select(0)
        person.wait(lambda: person.workbench.is_settled)
        assert entries(home) == before


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_that_a_session_with_names_that_no_file_can_have_is_opened(
    person: Person, tmp_path: Path, name: str
) -> None:
    for place, config in configs(name).items():
        session = foreign_session(tmp_path / place, **config)
        person.workbench.files.open(session)
        person.wait(lambda path=session: person.workbench.session.path == path)
        assert person.store.finished == 1
        person.wait(lambda: person.workbench.is_settled)


def test_that_the_question_shows_what_would_run_and_no_is_no(
    person: Person, tmp_path: Path
) -> None:
    session = foreign_session(tmp_path / "theirs", TARGETS["script"])
    person.workbench.files.open(session)
    person.wait(lambda: person.workbench.session.path == session)
    shown: list[str] = []
    asked: list[str] = []
    answer("Cancel", asked, shown)
    person.click("run_button")
    assert asked == ["trust_question"]
    assert "Run the code of foreign.tuner.json on this computer?" in shown
    assert any(text.endswith("evil.py '{config}' '{folder}'") for text in shown)
    assert str(session.parent) in shown
    assert not (tmp_path / "canary").exists()
    assert not person.phase.is_active


def test_that_reading_its_code_is_asked_about_like_running_it(
    person: Person, tmp_path: Path
) -> None:
    session = foreign_session(tmp_path / "theirs", TARGETS["function"])
    person.workbench.files.open(session)
    person.wait(lambda: person.workbench.session.path == session)
    asked: list[str] = []
    answer("Cancel", asked)
    person.click("setup_python_read")
    assert asked == ["trust_question"]
    assert not (tmp_path / "canary").exists()
    answer("Run it", asked)
    person.click("setup_python_read")
    person.wait((tmp_path / "canary").exists)
