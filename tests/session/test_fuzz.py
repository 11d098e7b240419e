"""Any bytes given to the reader end in a session or in one sentence."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.session.documents import forest_session, marked, written
from tuner_gui.session.document import Session
from tuner_gui.session.faults import SessionError
from tuner_gui.session.file import read_session, write_session

TOKENS = [b"NaN", b"1e999", b"-1", b"null", b'"', b"{", b"]", b",", b"\\ud800", b"9" * 400, b"\xff"]
TOKENS += [b'"a": 1, ', b"true", b"[[[[", b"1.5", b'"kind": "grid"', b"\x00", b"[" * 3000]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz")
    write_session(folder / "sound.json", marked(forest_session(3)))
    return folder


def mutated(data: bytes, source: random.Random) -> bytes:
    for _ in range(source.choice([1, 1, 1, 2, 5])):
        start = source.randrange(len(data) + 1)
        end = min(len(data), start + source.choice([0, 1, 2, 10, 200]))
        match source.randrange(4):
            case 0:
                data = data[:start]
            case 1:
                data = data[:start] + source.choice(TOKENS) + data[end:]
            case 2:
                data = data[:start] + data[end:]
            case _:
                data = data[:start] + bytes([source.randrange(256)]) + data[start + 1 :]
    return data


def require_session_or_sentence(path: Path) -> None:
    outcome = session_or_sentence(path)
    if isinstance(outcome, str):
        assert outcome.startswith("mutated.json: ")
        assert len(outcome) <= 200
        assert "\n" not in outcome
    else:
        assert written(outcome, path.with_name("again.json")) == outcome


def session_or_sentence(path: Path) -> Session | str:
    try:
        return read_session(path)
    except SessionError as error:
        return error.message


VALUES = [None, True, -1, 0, 1, 2**70, 0.5, -1e308, "", "x", "grid", [], [[1], {}], {}, {"": 1}]
VALUES += [{"kind": "float"}, {"kind": "extension"}, 10**4000, "2026-11-23T08:00:00+14:00"]


def transplanted(document: Any, source: random.Random) -> Any:
    """The document with one of its values, at any depth, replaced, dropped, moved or renamed."""
    path: list[tuple[Any, Any]] = []
    value = document
    while isinstance(value, dict | list) and value and (not path or source.random() < 0.9):
        key = source.choice(list(value) if isinstance(value, dict) else range(len(value)))
        path.append((value, key))
        value = value[key]
    parent, key = path[-1]
    match source.randrange(4):
        case 0:
            parent[key] = source.choice(VALUES)
        case 1:
            del parent[key]
        case 2 if isinstance(parent, dict):
            parent[source.choice(["kind", "self", "params", "x.y", "__class__"])] = parent.pop(key)
        case _:
            container, place = source.choice(path)
            parent[key] = json.loads(json.dumps(container[place]))
    return document


@settings(max_examples=200)
@given(st.randoms(use_true_random=False))
def test_that_documents_with_a_wrong_value_end_in_a_session_or_in_one_sentence(
    folder: Path, source: random.Random
) -> None:
    document = json.loads((folder / "sound.json").read_text())
    path = folder / "mutated.json"
    path.write_text(json.dumps(transplanted(document, source)))
    require_session_or_sentence(path)


@settings(max_examples=200)
@given(st.randoms(use_true_random=False))
def test_that_mutated_documents_end_in_a_session_or_in_one_sentence(
    folder: Path, source: random.Random
) -> None:
    path = folder / "mutated.json"
    path.write_bytes(mutated((folder / "sound.json").read_bytes(), source))
    require_session_or_sentence(path)


@given(st.binary(max_size=60))
def test_that_any_bytes_end_in_one_sentence(folder: Path, data: bytes) -> None:
    path = folder / "any.json"
    path.write_bytes(data)
    with pytest.raises(SessionError, match=r"any\.json: "):
        read_session(path)
