"""Each version of the format is read for ever: a document of it is kept here as it was written."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.session.documents import MORNING, complete, forest_session, marked
from tuner_gui.core.early_stopping import AshaRule
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.trial import TrialOrigin, TrialRecord, TrialState
from tuner_gui.session.document import FORMAT_VERSION, Session
from tuner_gui.session.faults import SessionError
from tuner_gui.session.file import read_session, write_session
from tuner_gui.sweep.control import ControlEntry

FOLDER = Path(__file__).with_name("versions")


def everything() -> Session:
    """What the document of version 1 holds: something of all that it can say."""
    session = forest_session(3)
    again = replace(
        complete(3, 0.875), origin=TrialOrigin.AGAIN, source=0, space_revision=2, curve=((1, 0.5),)
    )
    running = TrialRecord(4, {"n_estimators": 21, "criterion": None}, TrialState.RUNNING)
    config = replace(
        session.config,
        space_revision=2,
        space_revisions={1: HyperParamSpace().add_int("n_estimators", 20, 100)},
        early_stopping=AshaRule(reduction=3),
    )
    return replace(
        session,
        config=config,
        records=(*session.records, again, running),
        history=(ControlEntry(MORNING, "Queued the parameters of trial 0 again."),),
    )


def everything_marked() -> Session:
    """What the document of version 2 holds."""
    return marked(everything())


def test_that_there_is_a_document_of_each_version() -> None:
    names = {path.name for path in FOLDER.iterdir()}
    assert names == {f"{version}.tuner.json" for version in range(1, FORMAT_VERSION + 1)}


def test_that_a_document_of_version_1_is_read_as_it_was_meant() -> None:
    assert read_session(FOLDER / "1.tuner.json") == everything()


def test_that_a_document_of_version_2_is_read_as_it_was_meant() -> None:
    assert read_session(FOLDER / "2.tuner.json") == everything_marked()


@pytest.mark.parametrize(
    ("session", "version"),
    [(everything(), 1), (everything_marked(), 2)],
    ids=["without marks", "with marks"],
)
def test_that_a_session_is_written_in_the_lowest_version_that_can_say_it(
    tmp_path: Path, session: Session, version: int
) -> None:
    path = tmp_path / "s.tuner.json"
    write_session(path, session)
    frozen = (FOLDER / f"{version}.tuner.json").read_text()
    assert path.read_text() == frozen


def test_that_a_field_of_a_later_version_is_not_known_before(tmp_path: Path) -> None:
    path = tmp_path / "early.tuner.json"
    text = (FOLDER / "2.tuner.json").read_text()
    path.write_text(text.replace('"format_version": 2', '"format_version": 1'))
    with pytest.raises(
        SessionError, match=r"^early\.tuner\.json: marks is not known in format 1\."
    ):
        read_session(path)


@pytest.mark.parametrize("version", range(1, FORMAT_VERSION + 1))
def test_that_an_unknown_field_is_named_and_the_file_left_alone(
    tmp_path: Path, version: int
) -> None:
    document = json.loads((FOLDER / f"{version}.tuner.json").read_text())
    document["config"]["mood"] = "good"
    path = tmp_path / "odd.tuner.json"
    path.write_text(json.dumps(document))
    before = path.read_bytes()
    with pytest.raises(SessionError, match=r"^odd\.tuner\.json: config\.mood is not known here\."):
        read_session(path)
    assert path.read_bytes() == before


def test_that_the_next_version_is_refused_with_its_number(tmp_path: Path) -> None:
    document = json.loads((FOLDER / f"{FORMAT_VERSION}.tuner.json").read_text())
    document["format_version"] = FORMAT_VERSION + 1
    path = tmp_path / "new.tuner.json"
    path.write_text(json.dumps(document))
    sentence = rf"^new\.tuner\.json: .* newer tuner-gui \(format {FORMAT_VERSION + 1}; this one"
    with pytest.raises(SessionError, match=sentence):
        read_session(path)
