"""What is kept of what may run, and what becomes of it when that is damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tuner_gui.session.trust_content import RunContent
from tuner_gui.session.trust_store import TrustStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "trust.json"


def content(**facts: str) -> RunContent:
    return RunContent((), facts)


def test_that_exactly_what_was_trusted_is(path: Path) -> None:
    store = TrustStore(path)
    assert not store.is_trusted(content(a="1", b="2"))
    store.trust(content(a="1", b="2"))
    for each in (store, TrustStore(path)):
        assert each.is_trusted(content(b="2", a="1"))
        assert not each.is_trusted(content(a="1"))
        assert not each.is_trusted(content(a="1", b="3"))
        assert not each.is_trusted(content(a="1", b="2", c="3"))


def test_that_the_place_of_a_session_does_not_count(path: Path) -> None:
    store = TrustStore(path)
    store.trust(content(a="1"), Path("/x/s.json"))
    assert store.is_trusted(content(a="1"))


def test_that_what_changed_is_told_of_the_same_session_or_of_one_like_it(path: Path) -> None:
    store = TrustStore(path)
    assert store.changes(content(a="1"), Path("/x/s.json")) == ()
    store.trust(content(a="1", b="2"), Path("/x/s.json"))
    assert store.changes(content(a="1", b="3"), Path("/y/s.json")) == ("b",)
    assert store.changes(content(a="9", c="9"), Path("/x/s.json")) == ("a", "c", "b")
    assert store.changes(content(a="9", b="9"), Path("/y/s.json")) == ()


def test_that_what_any_two_sweeps_may_share_makes_them_no_relatives(path: Path) -> None:
    store = TrustStore(path)
    store.trust(content(a="1", **{"the interpreter": "2"}))
    assert store.changes(content(a="9", **{"the interpreter": "2"})) == ()


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"{",
        b"\xff\x00",
        b"[]",
        b'{"format_version": 2, "trusted": []}',
        b'{"format_version": 1, "trusted": [{"facts": {}}]}',
        b'{"format_version": 1, "trusted": [{"facts": {"a": 1}}]}',
        b'{"format_version": 1, "trusted": [{"facts": {"a": "1"}}, 7]}',
        b"[" * 100_000,
    ],
)
def test_that_a_damaged_file_trusts_nothing_and_says_so_once(path: Path, damaged: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damaged)
    store = TrustStore(path)
    assert not store.is_trusted(content(a="1"))
    said = store.take_damage()
    assert said == f"{path} was damaged, so nothing is trusted that was trusted before."
    assert store.take_damage() == TrustStore(path).take_damage() == ""
    assert path.with_name("trust.json.damaged").read_bytes() == damaged
    store.trust(content(a="1"))
    assert TrustStore(path).is_trusted(content(a="1"))


def test_that_a_place_that_cannot_be_written_is_no_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    store = TrustStore(tmp_path / "file" / "trust.json")
    store.trust(content(a="1"))
    assert not store.is_trusted(content(a="1"))
    assert "cannot be written" in caplog.text


def test_that_a_path_that_is_no_text_does_no_damage(path: Path) -> None:
    store = TrustStore(path)
    store.trust(content(a="1"), Path("/x/\udcff.json"))
    assert TrustStore(path).is_trusted(content(a="1"))
    assert store.take_damage() == ""


def test_that_the_latest_thousand_are_kept(path: Path) -> None:
    path.parent.mkdir()
    many = [{"facts": {"a": str(number)}, "session": ""} for number in range(1000)]
    path.write_text(json.dumps({"format_version": 1, "trusted": many}))
    store = TrustStore(path)
    store.trust(content(a="new"))
    assert store.is_trusted(content(a="new"))
    assert store.is_trusted(content(a="998"))
    assert not store.is_trusted(content(a="999"))
