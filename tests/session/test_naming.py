"""What a session's files are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner_gui.session.naming import lock_file, logs_folder, name_of, with_ending


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.tuner.json", "a"), ("a.json", "a"), ("a.b.tuner.json", "a.b"), ("plain", "plain")],
)
def test_that_logs_lie_beside_the_session_under_its_name(file: str, name: str) -> None:
    assert name_of(Path("x") / file) == name
    assert logs_folder(Path("x") / file) == Path("x") / f"{name}.tuner.d"
    assert lock_file(Path("x") / file) == Path("x") / f"{file}.lock"


def test_that_a_session_file_gets_its_ending_once() -> None:
    for name in ("x.tuner.json", "x.tuner", "x.json", "x"):
        assert with_ending(Path(name)).name == "x.tuner.json"
