"""Numbers as people type them, read and stepped without surprises."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.ui.chrome.numbers import number_text, parse_number, scaled, stepped

NO_NUMBERS = (
    "| |-|.|e5|-.e3|0,5|1,00|1,0000|1,,000|1 000|1_|_1|0x10|nan|inf|1e999|1e|1.2.3|ten|1e5.5|--1"
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("50", 50),
        (" 50 ", 50),
        ("+7", 7),
        ("-3", -3),
        ("\N{MINUS SIGN}3", -3),
        ("1e-5", 1e-5),
        ("1E3", 1000.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1,000", 1000),
        ("12,345,678.5", 12345678.5),
        ("1_000_000", 1000000),
    ],
)
def test_that_a_number_is_read_as_it_is_meant(text: str, number: float) -> None:
    value = parse_number(text)
    assert value == number
    assert type(value) is type(number)


@pytest.mark.parametrize("text", NO_NUMBERS.split("|"))
def test_that_what_is_no_number_is_not_guessed(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_that_a_written_number_reads_back_the_same(value: float) -> None:
    assert parse_number(number_text(value)) == value


@given(st.text(max_size=12))
def test_that_any_text_ends_in_a_finite_number_or_none(text: str) -> None:
    value = parse_number(text)
    assert value is None or math.isfinite(value)


def test_that_texts_are_short() -> None:
    texts = [number_text(value) for value in (50, 50.0, 0.1, 1e-5, 1e22, -2.5e-7)]
    assert texts == ["50", "50", "0.1", "1e-5", "1e22", "-2.5e-7"]


def test_that_steps_bring_no_binary_noise() -> None:
    assert stepped(0.1, 0.2, 1) == 0.3
    assert stepped(0.3, 0.1, -3) == 0
    assert stepped(7, 1, -10) == -3
    assert isinstance(stepped(7, 1, 1), int)


def test_that_factors_keep_the_kind_and_always_move() -> None:
    assert scaled(1e-4, 10, 1) == 1e-3
    assert scaled(3, 2, 1) == 6
    assert scaled(1, 1.1, 1) == 2
    assert scaled(1, 1.1, -1) == 0
    assert isinstance(scaled(50, 2, 1), int)
