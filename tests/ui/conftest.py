"""What tests of the window share: an application in the program's own dress."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.foreign_texts import Watch, red_picture
from tuner_gui.ui.style.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from tuner_gui.ui.style.icons import Icons


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """A light theme, applied; the application is undressed afterwards."""
    made = Theme("light")
    made.apply(qapp)
    yield made
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.fixture
def icons(theme: Theme) -> Icons:
    """The icons of the theme."""
    return theme.icons


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Whether anybody looks at the picture that `HARM` names."""
    if not sys.platform.startswith("linux"):
        pytest.skip("inotify is Linux's")
    monkeypatch.chdir(tmp_path)
    made = Watch(red_picture(tmp_path / "canary"))
    yield made
    made.close()
