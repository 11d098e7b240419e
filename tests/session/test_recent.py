"""The list of recent sessions."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tuner_gui.session.folders import (
    cache_folder,
    config_folder,
    recent_file,
    sweeps_folder,
    window_file,
)
from tuner_gui.session.recent import RecentFiles


@pytest.fixture
def recent(tmp_path: Path) -> RecentFiles:
    return RecentFiles(tmp_path / "settings" / "recent.json")


def made(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).touch()
    return [folder / name for name in names]


def test_that_the_latest_stands_first_and_each_once(recent: RecentFiles, tmp_path: Path) -> None:
    a, b, c = made(tmp_path, "a.tuner.json", "b.tuner.json", "c.tuner.json")
    for path in (a, b, c, a):
        recent.add(path)
    assert recent.paths() == [a, c, b]
    recent.remove(c)
    assert recent.paths() == [a, b]
    recent.clear()
    assert recent.paths() == []


def test_that_ten_are_kept(recent: RecentFiles, tmp_path: Path) -> None:
    paths = made(tmp_path, *(f"{number}.json" for number in range(12)))
    for path in paths:
        recent.add(path)
    assert recent.paths() == paths[:1:-1]


def test_that_a_session_that_is_gone_is_left_out_until_it_is_back(
    recent: RecentFiles, tmp_path: Path
) -> None:
    a, b = made(tmp_path, "a.json", "b.json")
    recent.add(a)
    recent.add(b)
    b.unlink()
    assert recent.paths() == [a]
    b.touch()
    assert recent.paths() == [b, a]


def test_that_a_relative_path_is_found_from_another_folder(
    recent: RecentFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (a,) = made(tmp_path, "a.json")
    monkeypatch.chdir(tmp_path)
    recent.add(Path("a.json"))
    monkeypatch.chdir("/")
    assert recent.paths() == [a]


@pytest.mark.parametrize(
    "damage",
    [
        *(b"", b"{", b"\xff\xfe", b"3", b'{"a": 1}', b"[" * 9999),
        b'[1, null, "", "a\\u0000b", "relative"]',
    ],
)
def test_that_a_damaged_list_reads_as_empty_and_is_replaced(
    recent: RecentFiles, tmp_path: Path, damage: bytes
) -> None:
    (a,) = made(tmp_path, "a.json")
    recent.add(a)
    (tmp_path / "settings" / "recent.json").write_bytes(damage)
    assert recent.paths() == []
    recent.add(a)
    assert recent.paths() == [a]


def test_that_a_list_that_cannot_be_written_is_logged_and_let_be(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "settings").touch()
    recent = RecentFiles(tmp_path / "settings" / "recent.json")
    with caplog.at_level(logging.WARNING):
        recent.add(tmp_path / "a.json")
    assert "cannot be written" in caplog.text
    assert recent.paths() == []


def test_that_the_files_of_the_user_lie_in_folders_of_their_own(own_settings: Path) -> None:
    assert cache_folder().parent == own_settings / "cache"
    assert recent_file().parent == window_file().parent == config_folder()
    assert config_folder().parent == own_settings / "config"
    assert sweeps_folder().is_relative_to(own_settings)
