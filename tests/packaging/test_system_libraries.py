"""What Qt lacks is installed where that can be done, and named with its package line elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import system_libraries
from system_libraries import APT, DNF, OFFSCREEN, PACMAN, WINDOW, XVFB, Need, main, missing, needs

TRACE = '#!/bin/sh\necho "$(basename "$0") $*" >> "$TRACE"\n'


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with an apt-get that only notes how it was called, and one library too few."""
    commands = tmp_path / "bin"
    commands.mkdir()
    monkeypatch.setenv("PATH", str(commands))
    monkeypatch.setenv("TRACE", str(tmp_path / "trace"))
    (commands / "apt-get").write_text(TRACE.replace("basename", "/usr/bin/basename"))
    (commands / "apt-get").chmod(0o755)
    absent = Need("libabsent.so.1", "libabsent1", "absent-libs", "absent")
    monkeypatch.setattr(system_libraries, "OFFSCREEN", (absent,))
    monkeypatch.setattr(system_libraries, "XVFB", (absent,))
    return tmp_path


def calls(machine: Path) -> list[str]:
    trace = machine / "trace"
    return trace.read_text().splitlines() if trace.exists() else []


def test_that_root_on_debian_has_the_package_installed(machine, monkeypatch, capsys) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert main("offscreen") == 1, "this apt-get installs nothing"
    update, install = calls(machine)
    assert update.startswith("apt-get update")
    assert install.startswith("apt-get install -y")
    assert "--no-install-recommends" in install
    assert install.endswith(" libabsent1")
    assert capsys.readouterr().err == (
        "Qt needs libabsent.so.1; to install: apt-get install libabsent1\n"
    )


def test_that_anyone_else_is_told_the_package_line(machine, monkeypatch, capsys) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert main("offscreen") == 1
    assert calls(machine) == []
    assert capsys.readouterr().err == (
        "Qt needs libabsent.so.1; to install: sudo apt-get install libabsent1\n"
    )


def test_that_tests_start_without_an_x_server_and_say_what_they_skip(
    machine, monkeypatch, capsys
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system_libraries, "OFFSCREEN", ())
    assert main("test") == 0
    assert "sudo apt-get install libabsent1" in capsys.readouterr().out


def test_that_nothing_is_said_or_done_where_nothing_is_missing(
    machine, monkeypatch, capsys
) -> None:
    monkeypatch.setattr(system_libraries, "OFFSCREEN", ())
    assert main("offscreen") == 0
    assert calls(machine) == []
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, OFFSCREEN),
        ({"DISPLAY": ""}, OFFSCREEN),
        ({"DISPLAY": ":0"}, WINDOW),
        ({"WAYLAND_DISPLAY": "wayland-0"}, WINDOW),
    ],
)
def test_that_a_run_asks_for_a_window_only_where_there_is_a_display(environment, expected) -> None:
    assert needs("run", environment) == (expected, expected)


def test_that_a_package_is_named_once_per_line_in_the_words_of_each_distribution() -> None:
    for manager in (APT, DNF, PACMAN):
        packages = manager.packages(XVFB)
        assert len(packages) == len(set(packages))
    assert "libxcb-cursor0" in APT.line(XVFB)
    assert "xcb-util-cursor" in DNF.line(XVFB)
    assert "xorg-server-xvfb" in PACMAN.line(XVFB)


def test_that_the_dynamic_linker_is_asked() -> None:
    libc = Need("libc.so.6", "", "", "")
    nonsense = Need("libno-such-thing.so.9", "", "", "")
    assert missing([libc, nonsense]) == [nonsense]
