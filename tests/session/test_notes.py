"""What a session says of itself, at a glance."""

from __future__ import annotations

import pytest

from tuner_gui.resources import resource_path
from tuner_gui.session.notes import session_notes


def test_that_every_example_says_what_it_shows():
    examples = list(resource_path("examples").glob("*.tuner.json"))
    assert examples
    assert all(session_notes(path).endswith(".") for path in examples)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"notes": 3}', "{", '{"notes": null}'])
def test_that_what_is_no_session_says_nothing(tmp_path, text):
    path = tmp_path / "odd.tuner.json"
    path.write_text(text)
    assert session_notes(path) == ""


def test_that_a_missing_or_a_large_file_is_not_read(tmp_path):
    assert session_notes(tmp_path / "missing.tuner.json") == ""
    large = tmp_path / "large.tuner.json"
    large.write_text(f'{{"notes": "x", "trials": "{"0" * 70_000}"}}')
    assert session_notes(large) == ""
