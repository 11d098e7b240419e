"""Every colour that carries words can be read on every ground it may lie on."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest

from tuner_gui.ui.style.tokens import COLOUR_NAMES, DARK, LIGHT, Tokens, blend

THEMES = pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda tokens: tokens.name)
GROUNDS = ("window", "pane", "raised")
WORDS = ("text", "text_second", "accent", "good", "running", "pruned", "warn", "bad")


def contrast_ratio(one: str, other: str) -> float:
    """Contrast of two colours after WCAG 2: 1 (none) to 21 (black on white)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_that_black_on_white_has_the_contrast_the_standard_says() -> None:
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("words", WORDS)
def test_that_words_are_readable(tokens: Tokens, words: str, ground: str) -> None:
    assert contrast_ratio(tokens.colour(words), tokens.colour(ground)) >= 4.5


@THEMES
@pytest.mark.parametrize("words", ["text", "text_second"])
@pytest.mark.parametrize("ground", ["selection", "hover", "row_hover", "pressed"])
def test_that_words_stay_readable_on_rows_and_buttons_in_use(
    tokens: Tokens, words: str, ground: str
) -> None:
    assert contrast_ratio(tokens.colour(words), tokens.colour(ground)) >= 4.5


@THEMES
@pytest.mark.parametrize("ground", [*GROUNDS, "selection"])
def test_that_hints_keep_three_to_one(tokens: Tokens, ground: str) -> None:
    assert contrast_ratio(tokens.text_third, tokens.colour(ground)) >= 3


@THEMES
@pytest.mark.parametrize("tone", ["accent", "good", "running", "pruned", "warn", "bad"])
def test_that_state_marks_show_on_selected_rows(tokens: Tokens, tone: str) -> None:
    assert contrast_ratio(tokens.colour(tone), tokens.selection) >= 3


@THEMES
@pytest.mark.parametrize("tone", ["accent", "good", "warn", "bad"])
def test_that_messages_are_readable_on_their_tint(tokens: Tokens, tone: str) -> None:
    ground = tokens.colour(f"{tone}_soft")
    assert contrast_ratio(tokens.colour(tone), ground) >= 4.5
    assert contrast_ratio(tokens.text, ground) >= 4.5
    assert contrast_ratio(tokens.accent, ground) >= 4.5


@THEMES
@pytest.mark.parametrize("ground", ["accent", "accent_hover", "accent_pressed"])
def test_that_the_primary_button_is_readable(tokens: Tokens, ground: str) -> None:
    assert contrast_ratio(tokens.on_accent, tokens.colour(ground)) >= 4.5


@THEMES
def test_that_check_boxes_can_be_seen(tokens: Tokens) -> None:
    assert contrast_ratio(tokens.outline, tokens.pane) >= 3
    assert contrast_ratio(tokens.outline, tokens.raised) >= 3


@THEMES
def test_that_every_colour_is_six_hex_digits(tokens: Tokens) -> None:
    colours = {name: value for name, value in asdict(tokens).items() if name != "name"}
    assert set(colours) == COLOUR_NAMES
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours.values())


def test_that_an_unknown_colour_is_refused() -> None:
    with pytest.raises(KeyError, match="mauve"):
        LIGHT.colour("mauve")


def test_that_blending_goes_from_one_colour_to_the_other() -> None:
    assert blend("#000000", "#ffffff", 0) == "#000000"
    assert blend("#000000", "#ffffff", 0.5) == "#808080"
    assert blend("#102030", "#ffffff", 1) == "#ffffff"
