"""Each fault of a session file: one sentence that names the file and the place."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.session.documents import forest_session
from tuner_gui.session.faults import SessionError
from tuner_gui.session.file import read_session, write_session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "s.tuner.json"
    write_session(path, forest_session(3))
    return path


def fault_of(path: Path) -> str:
    """The sentence, after the file's name; the file is untouched by the reading."""
    before = path.read_bytes()
    with pytest.raises(SessionError) as caught:
        read_session(path)
    assert path.read_bytes() == before
    assert caught.value.message.startswith("s.tuner.json: ")
    assert caught.value.__suppress_context__, "a traceback would show how it was found"
    return caught.value.message.removeprefix("s.tuner.json: ")


def changed(path: Path, change: Callable[[dict[str, Any]], object]) -> str:
    """The fault of the document after a change to it."""
    document = json.loads(path.read_text())
    change(document)
    path.write_text(json.dumps(document))
    return fault_of(path)


def put(place: str, value: object) -> Callable[[dict[str, Any]], None]:
    """A change: the value goes to a place like `config.space.parameters.2.low`."""
    *groups, last = [int(part) if part.isdecimal() else part for part in place.split(".")]

    def change(document: Any) -> None:
        for group in groups:
            document = document[group]
        document[last] = value

    return change


def drop(place: str) -> Callable[[dict[str, Any]], None]:
    *groups, last = place.split(".")

    def change(document: Any) -> None:
        for group in groups:
            document = document[group]
        del document[last]

    return change


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the file is empty."),
        (" \n\t", "the file is empty."),
        ("[1, 2]", "the file is no session: its JSON is not an object."),
        ("hello", "the file is not JSON: expecting value in line 1, column 1."),
        ("{}", "the file is no session: it has no format_version."),
        ('{"a": 1}', "the file is no session: it has no format_version."),
        ('{"a": 1,\n "b" 2}', "the file is not JSON: expecting a colon in line 2, column 6."),
        ('{"a": 1} x', "the file is not JSON: expecting nothing more in line 1, column 10."),
        ("{1: 2}", "the file is not JSON: expecting a name in double quotes in line 1, column 2."),
        ('{"a": 1', "the file ends in the middle (line 1, column 8): it was cut off."),
        (
            '{"trials": [{"number',
            "the file ends in the middle (line 1, column 14): it was cut off.",
        ),
        ('{"a": tru', "the file ends in the middle (line 1, column 7): it was cut off."),
        ('{"a": 1, "a": 2}', "a stands there twice."),
        ('{"a": [NaN]}', "a holds NaN, which is no number in JSON."),
        ('{"trials": [1, -Infinity]}', "trials[1] holds -Infinity, which is no number in JSON."),
        ('{"a": ' + "9" * 5000 + "}", "a holds a number with too many digits."),
        ('{"a": ' + "[" * 90_000 + "]" * 90_000 + "}", "a is nested too deeply."),
        ('{"a": "\\ud800"}', "a holds half a character (a lone surrogate)."),
        (
            '{"a": 1,\n "\\ud800": 2}',
            "line 2, column 2 holds half a character (a lone surrogate).",
        ),
    ],
)
def test_that_text_that_is_no_session_is_refused(path: Path, text: str, sentence: str) -> None:
    path.write_text(text)
    assert fault_of(path) == sentence


@pytest.mark.parametrize(
    ("version", "sentence"),
    [
        ("1", "format_version is the text “1”, but must be a whole number from 1 to 2."),
        (True, "format_version is true, but must be a whole number from 1 to 2."),
        (0, "format_version is 0, but must be a whole number from 1 to 2."),
        (1.0, "format_version is 1.0, but must be a whole number from 1 to 2."),
        (
            7,
            (
                "the file was written by a newer tuner-gui (format 7; this one reads up to 2); "
                "it is left untouched."
            ),
        ),
    ],
)
def test_that_another_version_is_refused(path: Path, version: object, sentence: str) -> None:
    assert changed(path, put("format_version", version)) == sentence


def test_that_a_newer_version_is_named_before_what_else_is_strange(path: Path) -> None:
    def newer(document: dict[str, Any]) -> None:
        document["trials"] = [{"shape": "new"}]
        document["config"] = "elsewhere"
        document["format_version"] = document.pop("format_version") + 2  # now it stands last

    assert changed(path, newer).startswith("the file was written by a newer tuner-gui (format 3;")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (drop("config"), "config is missing."),
        (drop("notes"), "notes is missing."),
        (drop("trials"), "trials is missing."),
        (drop("config.objective"), "config.objective is missing."),
        (put("config.colour", "red"), "config.colour is not known here."),
        (put("extra", 1), "extra is not known here."),
        (put("config", [1]), "config is a list, but must be an object."),
        (put("trials", {}), "trials is an object, but must be a list."),
        (put("notes", None), "notes is null, but must be text."),
        (put("config.seed", -1), "config.seed is -1, but must be at least 0."),
        (put("config.seed", "1"), "config.seed is the text “1”, but must be a whole number."),
        (
            put("config.space.parameters.2.low", "1e-5"),
            "config.space.parameters[2].low is the text “1e-5”, but must be a number.",
        ),
        (
            put("config.space.parameters.0.low", 1.5),
            "config.space.parameters[0].low is 1.5, but must be a whole number.",
        ),
        (
            put("config.space.parameters.0.log", 1),
            "config.space.parameters[0].log is 1, but must be true or false.",
        ),
        (
            put("config.space.parameters.0.kind", "gaussian"),
            "config.space.parameters[0] is of the kind “gaussian”, which is not known here.",
        ),
        (
            put("config.space.parameters.0.high", 3),
            "config.space.parameters[0].high: The range ends at 3, below its start 20.",
        ),
        (
            put("config.space.parameters.1.values", [{}]),
            "config.space.parameters[1].values: {} is not a value that a parameter can take.",
        ),
        (
            put("config.space.parameters.1.name", "n_estimators"),
            "config.space.parameters[0].name: The name n_estimators stands there twice.",
        ),
        (drop("config.target.kind"), "config.target has no kind."),
        (
            put("config.target.kind", "script"),
            "config.target is of the kind “script”, which is not known here.",
        ),
        (put("config.target.folds", 1), "config.target.folds is 1, but must be at least 2."),
        (drop("config.target.estimator"), "config.target.estimator is missing."),
        (
            put("config.target", {"kind": "class", "path": "x"}),
            (
                "config.target.path is the text “x”, but must be like package.module:Class "
                "or folder/file.py:Class."
            ),
        ),
        (
            put("config.objective.direction", "up"),
            "config.objective.direction is the text “up”, but must be 'maximize' or 'minimize'.",
        ),
        (put("config.objective.metric", ""), "config.objective.metric is empty."),
        (put("config.objective.self", 1), "config.objective.self is not known here."),
        (put("config.strategy", {}), "config.strategy.kind is missing."),
        (
            put("config.strategy.kind", ["grid"]),
            "config.strategy.kind is a list, but must be text.",
        ),
        (put("config.strategy.trial", 1), "config.strategy.trial is not known here."),
        (put("config.budget.trials", 0), "config.budget.trials is 0, but must be at least 1."),
        (
            put("environment.versions.numpy", 2),
            "environment.versions.numpy is 2, but must be text.",
        ),
    ],
)
def test_that_a_fault_in_the_setup_is_named(
    path: Path, change: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    assert changed(path, change) == sentence


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (drop("number"), "trials[2].number is missing."),
        (put("number", 1), "trials[2].number is 1, which another trial has too."),
        (put("number", -1), "trials[2].number is -1, but must be at least 0."),
        (put("number", 2**70), f"trials[2].number is {2**70}, but must be less than {2**63}."),
        (put("number", 1.0), "trials[2].number is 1.0, but must be a whole number."),
        (put("colour", 1), "trials[2].colour is not known here."),
        (put("metric", None), "trials[2] is complete, but has no metric."),
        (put("metric", "0.9"), "trials[2].metric is the text “0.9”, but must be a number."),
        (put("metric", True), "trials[2].metric is true, but must be a number."),
        (
            put("state", "done"),
            (
                "trials[2].state is the text “done”, but must be "
                "'running', 'complete', 'pruned', 'failed' or 'stopped'."
            ),
        ),
        (
            put("metrics.fit_s", "much"),
            "trials[2].metrics.fit_s is the text “much”, but must be a number.",
        ),
        (put("error", "broken"), "trials[2].error is the text “broken”, but must be an object."),
        (
            put("started_at", 3),
            "trials[2].started_at must be a time like 2026-11-23T08:00:00+00:00.",
        ),
        (
            put("started_at", "2026-11-23T08:00:00"),
            "trials[2].started_at must be a time like 2026-11-23T08:00:00+00:00.",
        ),
        (put("params", [1]), "trials[2].params must be an object of names and values."),
        (
            put("params", {"a.b": 1}),
            "trials[2].params has the name a.b, but groups must be nested objects.",
        ),
        (
            put("params", {"a": [{}]}),
            "trials[2].params has no usable value of the parameter a.",
        ),
        (
            put("params", {"g": {"a": json.loads("[" * 40 + "]" * 40)}}),
            "trials[2].params has no usable value of the parameter g.a.",
        ),
    ],
)
def test_that_a_fault_in_a_trial_is_named(
    path: Path, change: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    assert changed(path, lambda document: change(document["trials"][2])) == sentence


def test_that_a_trial_that_is_no_object_is_named(path: Path) -> None:
    assert changed(path, put("trials.1", 5)) == "trials[1] is 5, but must be an object."


def test_that_a_fault_far_down_the_list_has_its_own_number(path: Path) -> None:
    write_session(path, forest_session(2500))
    assert (
        changed(path, put("trials.2345.worker", 1)) == "trials[2345].worker is 1, but must be text."
    )


@pytest.mark.parametrize("place", ["metric", "duration_ms", "params"])
def test_that_a_number_beyond_floats_is_refused(path: Path, place: str) -> None:
    text = path.read_text()
    huge = {"metric": '"metric": 1e999', "duration_ms": '"duration_ms": 1e999'}
    old = {"metric": '"metric": 0.9', "duration_ms": '"duration_ms": 123.5'}
    path.write_text(
        text.replace('"impurity": 1e-05', '"impurity": 1e999')
        if place == "params"
        else text.replace(old[place], huge[place])
    )
    assert fault_of(path).startswith(f"trials[0].{place} ")


def test_that_a_huge_number_in_the_setup_is_refused(path: Path) -> None:
    path.write_text(path.read_text().replace('"high": 0.1', '"high": 1e999'))
    assert fault_of(path) == "config holds a number that is too large."


@pytest.mark.parametrize("depth", [300, 900])
def test_that_a_part_that_is_nested_too_deeply_is_named(path: Path, depth: int) -> None:
    nested: object = 1
    for _ in range(depth):
        nested = [nested]
    assert changed(path, put("config.seed", nested)) == "config is nested too deeply."


def test_that_a_bound_beyond_floats_is_refused(path: Path) -> None:
    sentence = changed(path, put("config.space.parameters.0.high", 10**400))
    assert sentence.startswith("config.space.parameters[0].high: ")
    assert sentence.endswith(" is larger than a trial can take.")


def test_that_long_names_and_values_are_shortened(path: Path) -> None:
    sentence = changed(path, put(f"config.{'colour' * 50}", 1))
    assert len(sentence) < 120
    assert sentence.startswith("config.colour")
    assert "…" in sentence
    assert len(changed(path, put("config.seed", "1" * 500))) < 120


def test_that_bytes_that_are_no_text_are_refused(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    assert fault_of(path) == "the file is not text in UTF-8 (byte 0), so it is no session."


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a mark"])
@pytest.mark.parametrize(("before", "end"), [(0, b"\xff}"), (300_000, b"\xff}"), (9, b"\xc3")])
def test_that_the_byte_that_is_no_text_is_named(
    path: Path, start: bytes, before: int, end: bytes
) -> None:
    path.write_bytes(start + b"\xc3\xa4" * before + end)
    at = len(start) + 2 * before
    sentence = f"the file is not text in UTF-8 (byte {at:,}), so it is no session."
    assert fault_of(path) == sentence


def test_that_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="there is no such file"):
        read_session(tmp_path / "absent.tuner.json")
    with pytest.raises(SessionError, match="a folder or a device"):
        read_session(tmp_path)
    with pytest.raises(SessionError, match="cannot be read"):
        read_session(tmp_path / "zero\0byte")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_that_a_file_without_permission_is_refused(path: Path) -> None:
    path.chmod(0)
    with pytest.raises(SessionError, match="cannot be read: Permission denied"):
        read_session(path)


def test_that_a_failed_write_keeps_the_old_session(path: Path) -> None:
    before = path.read_bytes()
    (record,) = forest_session(1).records
    object.__setattr__(record, "metric", float("nan"))
    with pytest.raises(SessionError, match="Trial 0 cannot be written"):
        write_session(path, forest_session(0), [record])
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_that_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SessionError, match=r"file/s\.json cannot be written: "):
        write_session(tmp_path / "file" / "s.json", forest_session(1))
    with pytest.raises(SessionError, match="cannot be written: Is a directory"):
        write_session(tmp_path, forest_session(1))


def test_that_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "s.json"
    write_session(path, forest_session(1))
    assert read_session(path) == forest_session(1)


def test_that_a_trial_that_is_marked_twice_is_named(path: Path) -> None:
    twice = [{"trial": 0, "star": True}, {"trial": 1, "star": True}, {"trial": 0, "hide": True}]
    sentence = changed(path, lambda document: document.update(format_version=2, marks=twice))
    assert sentence == "marks holds trial 0 more than once."
