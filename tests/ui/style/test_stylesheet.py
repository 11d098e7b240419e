"""The style sheet asks for nothing that does not exist, and Qt understands all of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from tuner_gui.resources import resource_path
from tuner_gui.ui.style.artwork import Artwork, recoloured
from tuner_gui.ui.style.roles import Role
from tuner_gui.ui.style.stylesheet import build_style_sheet
from tuner_gui.ui.style.tokens import DARK, LIGHT, Tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

DRAWINGS = sorted(path.stem for path in resource_path("icons").glob("*.svg"))


@pytest.fixture
def artwork() -> Artwork:
    return Artwork()


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda tokens: tokens.name)
def test_that_every_name_is_filled_in_and_every_picture_exists(
    tokens: Tokens, artwork: Artwork, qapp: QApplication
) -> None:
    sheet = build_style_sheet(tokens, lambda name, tone: artwork.path(name, tokens.colour(tone)))
    assert "$" not in sheet
    paths = re.findall(r'url\("(.+?)"\)', sheet)
    assert paths
    assert all(Path(path).is_file() for path in paths)
    assert sheet.count("{") == sheet.count("}")


def test_that_every_role_asked_for_can_be_given(qapp: QApplication) -> None:
    sheet = build_style_sheet(LIGHT, lambda name, _tone: name)
    assert set(re.findall(r'role="([a-z-]+)"', sheet)) <= set(get_args(Role))


@pytest.mark.parametrize("name", [name for name in DRAWINGS if name != "app"])
def test_that_a_drawing_takes_any_colour(name: str) -> None:
    source = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 20 20"' in source
    assert set(re.findall(r'(?:stroke|fill)="([^"]+)"', source)) <= {"none", "currentColor"}
    assert "currentColor" not in recoloured(source, "#123456")


def test_that_pictures_go_with_the_theme_that_made_them() -> None:
    artwork = Artwork()
    path = Path(artwork.path("play", "#123456"))
    assert path.is_file()
    del artwork
    assert not path.exists()
