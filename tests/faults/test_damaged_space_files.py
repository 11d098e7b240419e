"""Damaged files of other tools end in a space or in one sentence; `make faults` tries thousands."""

from __future__ import annotations

import json
import os
import random
import time
from collections import Counter
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.exchange.spaces.test_param_grid import SCRIPT, UNION
from tuner_gui.exchange.spaces.exporting import SPACE_FORMATS, export_space
from tuner_gui.exchange.spaces.importing import import_space
from tuner_gui.exchange.spaces.result import ImportedSpace, SpaceFileError

MUTATIONS = int(os.environ.get("TUNER_GUI_MUTATIONS", "300"))
PARTS = 10
LONGEST_S = 5.0

FILES = Path(__file__).parents[1] / "exchange" / "spaces" / "files"
OPTUNA = {
    "lr": {"name": "FloatDistribution", "attributes": {"low": 0.1, "high": 1.0, "log": True}},
    "n": {"name": "IntDistribution", "attributes": {"low": 1, "high": 9, "step": 2}},
    "k": {"name": "CategoricalDistribution", "attributes": {"choices": ["a", None]}},
}
SOUND: list[tuple[str, bytes]] = [
    *((path.suffix, path.read_bytes()) for path in sorted(FILES.glob("*/*"))),
    (".py", SCRIPT.encode()),
    (".py", UNION.encode()),
    (".json", json.dumps(OPTUNA).encode()),
    (
        ".json",
        json.dumps({"trials": [{"distributions": OPTUNA}, {"distributions": OPTUNA}]}).encode(),
    ),
]

TOKENS = [b"NaN", b".inf", b"1e999", b"-1", b"0", b"null", b'"', b"{", b"]", b",", b": ", b"- "]
TOKENS += [b"9" * 400, b"\xff", b"\x00", b"\\ud800", b"[" * 3000, b"(" * 300, b"  ", b"\n", b"\t"]
TOKENS += [b"&a ", b"*a", b"<<: ", b"!!python/object:os.system ", b"**", b"range(10**9)", b"q: 0"]
TOKENS += [b"distribution: normal", b"_name", b"_type", b"1e-5", b"true", b"parameters:\n"]

VALUES: list[Any] = [None, True, -1, 0, 1, 2**70, 10**400, 0.5, -1e308, 1e308, 5e-324, "", "x", []]
VALUES += [{}, [[1], {}], {"": 1}, "1e-5", float("nan"), float("inf"), {"_name": "a"}, [1] * 300]
VALUES += [{"min": 1, "max": 0}, {"_type": "choice", "_value": [{"_name": [1]}]}, "a\nb", "größe"]
KEYS = [
    "_type",
    "_value",
    "_name",
    "min",
    "max",
    "q",
    "values",
    "value",
    "parameters",
    "a.b",
    "",
    "é",
]
KEYS += [
    "distribution",
    "probabilities",
    "name",
    "attributes",
    "x" * 500,
    "a..b",
    "método",
    "\ud800",
]


def damaged(data: bytes, source: random.Random) -> bytes:
    """The bytes with pieces cut out, replaced, or put in."""
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


def transplanted(value: Any, source: random.Random) -> Any:
    """The value with one of its parts, at any depth, replaced, dropped, moved or renamed."""
    path: list[tuple[Any, Any]] = []
    here = value
    while isinstance(here, dict | list) and here and (not path or source.random() < 0.9):
        key = source.choice(list(here) if isinstance(here, dict) else range(len(here)))
        path.append((here, key))
        here = here[key]
    parent, key = path[-1]
    match source.randrange(4):
        case 0:
            parent[key] = deepcopy(source.choice(VALUES))
        case 1:
            del parent[key]
        case 2 if isinstance(parent, dict):
            parent[source.choice(KEYS)] = parent.pop(key)
        case _:
            container, place = source.choice(path)
            parent[key] = deepcopy(container[place])
    return value


def mutant(source: random.Random) -> tuple[str, bytes]:
    ending, data = source.choice(SOUND)
    if ending == ".py" or source.random() < 0.5:
        return ending, damaged(data, source)
    value = yaml.safe_load(data)
    for _ in range(source.choice([1, 1, 2, 4])):
        if not isinstance(value, dict | list) or not value:
            break
        value = transplanted(value, source)
    text = json.dumps(value) if ending == ".json" else yaml.safe_dump(value, sort_keys=False)
    return ending, text.encode("utf-8", "surrogatepass")


def outcome(path: Path) -> ImportedSpace | str:
    try:
        return import_space(path)
    except SpaceFileError as error:
        return str(error)


def require_sound(found: ImportedSpace) -> None:
    """The space can be drawn from and written, and each note is one line."""
    params = found.space.pick_random(random.Random(1))
    assert found.space.contains(params)
    assert all("\n" not in note and ": " in note for note in found.notes), found.notes
    for name in SPACE_FORMATS:
        losses = export_space(found.space, name, found.hints).losses
        assert all(": " in loss for loss in losses)


@pytest.mark.parametrize("part", range(PARTS))
def test_that_a_damaged_file_ends_in_a_space_or_in_one_sentence(tmp_path: Path, part: int) -> None:
    counts: Counter[str] = Counter()
    for number in range(part, MUTATIONS, PARTS):
        ending, data = mutant(random.Random(number))
        path = tmp_path / f"mutant{ending}"
        path.write_bytes(data)
        began = time.monotonic()
        try:
            found = outcome(path)
            if isinstance(found, str):
                assert found.startswith("mutant."), found
                assert len(found) <= 500, found
                assert found.isprintable(), found
            else:
                require_sound(found)
        except Exception as error:
            pytest.fail(f"mutation {number}: {type(error).__name__}: {error}\n{data[:3000]!r}")
        assert time.monotonic() - began < LONGEST_S, f"mutation {number}"
        counts["sentence" if isinstance(found, str) else "space"] += 1
    assert counts["sentence"]
    assert counts["space"]


def nested(name: str, line: str) -> str:
    """Nine lines, each with the one before it nine times over."""
    lines = [f"{name}a: &a {{x: 1}}"]
    for before, anchor in pairwise("abcdefghij"):
        lines.append(f"{name}{anchor}: &{anchor} " + line.format(", ".join([f"*{before}"] * 9)))
    return "\n".join(lines)


def uniforms(count: int) -> str:
    return json.dumps({f"x{at}": {"_type": "uniform", "_value": [0, 1]} for at in range(count)})


MANY_VALUES = json.dumps({"x": {"_type": "choice", "_value": list(range(20_000))}})
HOSTILE = {
    "bomb.yaml": (nested("", "[{}]"), "the file has more than 200,000 values."),
    "merge.yaml": (nested("", "{{<<: [{}]}}"), "the file has more than 200,000 values."),
    "loop.yaml": ("&a [*a]", "line 1 contains itself."),
    "tag.yaml": ("parameters: !!python/object/apply:os.system ['x']", "line 1 has the tag "),
    "deep.yaml": ("[" * 5_000, "the file is nested too deeply."),
    "deep.json": ("[" * 50_000, "the file is nested too deeply."),
    "folded.json": ('{"a":' * 60 + "1" + "}" * 60, "is nested too deeply."),
    "deep.py": ("x = " + "(" * 5_000, "line 1 is not Python."),
    "long.json": (uniforms(3_000), "the space has more than 2,000 parameters."),
    "values.json": (MANY_VALUES, "x._value has more than 10,000 values."),
    "digits.json": ("[" + "9" * 5_000 + "]", "the file has a number of thousands of digits."),
    "twice.json": ('{"x": 1, "x": 2}', "x stands there twice in one object."),
    "big.yaml": ("#" * 1_000_001, "the file has more than 1,000,000 bytes."),
    "slow.yaml": ("[" + "1, " * 100_000, "the file has more than 250,000 characters of YAML."),
    "bytes.yaml": ("\udcff", "the file is not text in UTF-8."),
    "empty.yaml": (" \n", "the file is empty."),
    "session.json": ('{"format_version": 1, "config": {}}', "this is a session of tuner-gui."),
    "other.json": ("[1, 2]", "the file holds no search space that is known here. Known are"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_that_a_hostile_file_is_refused_quickly_in_one_sentence(tmp_path: Path, name: str) -> None:
    text, sentence = HOSTILE[name]
    (tmp_path / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    began = time.monotonic()
    found = outcome(tmp_path / name)
    assert time.monotonic() - began < LONGEST_S
    assert isinstance(found, str)
    assert sentence in found
    assert found.startswith(f"{name}: ")


def test_that_what_is_no_file_is_one_sentence(tmp_path: Path) -> None:
    assert outcome(tmp_path / "gone.yaml") == "gone.yaml: there is no such file."
    sentence = f"{tmp_path.name}: this is a folder or a device, not a file."
    assert outcome(tmp_path) == sentence
