"""What every test gets: no display, settings of its own, a check that it leaves nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from system_libraries import APT, XVFB, missing
from x_server import virtual_display

pytest_plugins = ["pytester", "tests.leaks"]


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The arguments of the one QApplication: its name is what the settings are filed under."""
    return ["tuner-gui-tests"]


@pytest.fixture(scope="session")
def estimator_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder with the list of estimators, read once for all tests that need it."""
    from tuner_gui.targets.catalogue import load_catalogue

    cache = tmp_path_factory.mktemp("cache")
    load_catalogue(cache / "tuner-gui")
    return cache


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for this test's settings, caches and documents: it sees nobody else's."""
    home = tmp_path_factory.mktemp("home")
    for kind in ("config", "data", "cache", "state"):
        (home / kind).mkdir()
        monkeypatch.setenv(f"XDG_{kind.upper()}_HOME", str(home / kind))
    (home / "documents").mkdir()
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(home / "documents"))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(home / "documents"))
    point_qsettings_at(home / "config")
    return home


def point_qsettings_at(folder: Path) -> None:
    """QSettings reads the environment once per process: it has to be told again for each test."""
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QSettings

        for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
            QSettings.setPath(kind, QSettings.Scope.UserScope, str(folder))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs an X server where there can be none, and say what is missing."""
    waiting = [item for item in items if item.get_closest_marker("xvfb")]
    if waiting and (lacking := missing(XVFB)):
        names = ", ".join(need.name for need in lacking)
        reason = f"a virtual X server needs {names}: {APT.line(lacking)}"
        for item in waiting:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def x_display() -> Iterator[str]:
    """The name (":7") of a virtual display, for programs that a test marked `xvfb` starts."""
    with virtual_display() as display:
        yield display
