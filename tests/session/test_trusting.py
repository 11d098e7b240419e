"""When a window asks before code runs, and when it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tuner_gui.core.config import SweepConfig
from tuner_gui.core.kinds import RandomKind
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import CommandSpec
from tuner_gui.session.trust_store import TrustStore
from tuner_gui.session.trusting import CodeTrust


@pytest.fixture
def store(tmp_path: Path) -> TrustStore:
    return TrustStore(tmp_path / "config" / "trust.json")


@pytest.fixture
def trust(store: TrustStore) -> CodeTrust:
    return CodeTrust(store)


@pytest.fixture
def session(tmp_path: Path) -> Path:
    (tmp_path / "train.py").write_text("print(1)")
    return tmp_path / "s.tuner.json"


@pytest.fixture
def config(tmp_path: Path, session: Path) -> SweepConfig:
    target = CommandSpec(argv=("{python}", "train.py"), cwd=str(tmp_path))
    return SweepConfig("s", target, HyperParamSpace(), RandomKind())


def edited(config: SweepConfig) -> SweepConfig:
    return replace(config, target=config.target.model_copy(update={"environment": {"A": "1"}}))


def test_that_what_was_made_here_is_not_asked_about_now_or_later(
    trust: CodeTrust, store: TrustStore, config: SweepConfig, session: Path
) -> None:
    assert trust.question(config, None) is None
    trust.note_saved(config, session)
    trust.note_opened(config, session)
    assert trust.question(config, session) is None


def test_that_what_a_file_brought_is_asked_about_until_it_is_granted(
    trust: CodeTrust, config: SweepConfig, session: Path
) -> None:
    trust.note_opened(config, session)
    trust.note_saved(config, session)
    question = trust.question(config, session)
    assert question is not None
    assert question.file_name == "s.tuner.json"
    assert dict(question.rows)["Working folder"] == str(session.parent)
    assert question.notes == ""
    trust.grant(config, session)
    assert trust.question(config, session) is None


def test_that_an_edit_of_what_is_not_trusted_is_asked_about(
    trust: CodeTrust, config: SweepConfig, session: Path
) -> None:
    trust.note_opened(config, session)
    assert trust.question(edited(config), session) is not None
    trust.note_saved(edited(config), session)
    assert trust.question(edited(config), session) is not None


def test_that_an_edit_of_what_is_trusted_is_the_persons_own(
    trust: CodeTrust, config: SweepConfig, session: Path
) -> None:
    trust.note_opened(config, session)
    trust.grant(config, session)
    assert trust.question(edited(config), session) is None
    trust.note_saved(edited(config), session)
    trust.note_opened(edited(config), session)
    assert trust.question(edited(config), session) is None


def test_that_a_script_that_changed_is_asked_about_again(
    trust: CodeTrust, config: SweepConfig, session: Path
) -> None:
    trust.note_opened(config, session)
    trust.grant(config, session)
    (session.parent / "train.py").write_text("print(2)")
    for sweep in (config, edited(config)):
        question = trust.question(sweep, session)
        assert question is not None
        assert question.notes.startswith("Changed since you trusted it:")
        assert "the file train.py" in question.notes


def test_that_a_damaged_list_is_said_in_the_question(
    trust: CodeTrust, store: TrustStore, config: SweepConfig, session: Path
) -> None:
    path = session.parent / "config" / "trust.json"
    path.parent.mkdir()
    path.write_text("{")
    trust.note_opened(config, session)
    question = trust.question(config, session)
    assert question is not None
    assert question.notes.startswith(str(path))
