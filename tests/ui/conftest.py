"""What tests of the window share: an application in the program's own dress."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tuner_gui.ui.style.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

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
