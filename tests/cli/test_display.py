"""Whether a display answers, asked before Qt does."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tuner_gui.commands.display import has_display

STALE = {"DISPLAY": ":59999", "WAYLAND_DISPLAY": "nobody", "XDG_RUNTIME_DIR": "/nowhere"}


@pytest.mark.parametrize(
    ("platform", "environment", "has"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", STALE, False),
        ("linux", {"DISPLAY": "no display"}, False),
        ("linux", {"WAYLAND_DISPLAY": "nobody"}, False),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen:size=1x1"}, True),
        ("linux", {"QT_QPA_PLATFORM": "xcb"}, False),
        ("linux", {"QT_QPA_PLATFORM": "wayland;xcb", **STALE}, False),
        ("linux", {"QT_QPA_PLATFORM": "xcb;offscreen", **STALE}, True),
        ("darwin", STALE, True),
        ("win32", {}, True),
    ],
)
def test_that_a_display_is_looked_for(
    platform: str, environment: dict[str, str], has: bool
) -> None:
    assert has_display(platform, environment) is has


@pytest.fixture
def wayland(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a compositor that lets clients in."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        yield {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}


def test_that_a_compositor_is_found_by_name_and_by_path(
    wayland: dict[str, str], tmp_path: Path
) -> None:
    assert has_display("linux", wayland)
    assert has_display("linux", {"WAYLAND_DISPLAY": str(tmp_path / "wayland-7")})
    assert has_display("linux", wayland | {"DISPLAY": ":59999"})
    assert has_display("linux", wayland | {"QT_QPA_PLATFORM": "wayland-egl"})
    assert not has_display("linux", wayland | {"QT_QPA_PLATFORM": "xcb"})


@pytest.mark.xvfb
def test_that_a_display_that_answers_is_found_quickly(x_display: str) -> None:
    start = time.perf_counter()
    assert has_display("linux", {"DISPLAY": x_display})
    assert time.perf_counter() - start < 0.1
    assert has_display("linux", {**STALE, "DISPLAY": x_display, "QT_QPA_PLATFORM": ""})
    assert not has_display("linux", {"DISPLAY": x_display, "QT_QPA_PLATFORM": "wayland"})
