"""Lines of equal rank stay apart in both themes, and for the colour-blind."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from tests.ui.style.test_tokens import contrast_ratio
from tuner_gui.ui.style.series import SERIES_COUNT, series_colour, series_pen
from tuner_gui.ui.style.tokens import DARK, LIGHT, SERIES, Tokens

THEMES = pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda tokens: tokens.name)

_SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    # Machado, Oliveira and Fernandes 2009, severity 1
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}


def oklab(colour: str, sight: str) -> tuple[float, float, float]:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    r, g, b = (sum(m * c for m, c in zip(row, linear, strict=True)) for row in _SIGHTS[sight])
    long = max(0, 0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = max(0, 0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = max(0, 0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


@THEMES
@pytest.mark.parametrize(("sight", "apart"), [("normal", 0.15), ("no green", 0.1), ("no red", 0.1)])
def test_that_any_two_colours_are_far_apart(tokens: Tokens, sight: str, apart: float) -> None:
    for one, other in combinations(SERIES[tokens.name], 2):
        assert math.dist(oklab(one, sight), oklab(other, sight)) >= apart, (one, other)


@THEMES
def test_that_lines_can_be_seen_on_a_pane(tokens: Tokens) -> None:
    assert all(contrast_ratio(each, tokens.pane) >= 3 for each in SERIES[tokens.name])


@THEMES
def test_that_no_two_of_a_dozen_look_the_same(tokens: Tokens) -> None:
    looks = set()
    for slot in range(SERIES_COUNT):
        colour = series_colour(tokens, slot)
        looks.add((colour, tuple(series_pen(colour, slot, 2).dashPattern())))
    assert len(looks) == SERIES_COUNT == 12
