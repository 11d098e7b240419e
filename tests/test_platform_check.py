"""The refusal to start where PySide6 would kill the interpreter."""

from __future__ import annotations

import pytest

from tuner_gui.platform_check import refusal


@pytest.mark.parametrize("pyside", ["6.12.0", "6.12.1", "6.13.0a1", "7.0.0"])
def test_that_the_lethal_pyside_is_refused_on_python_3_11_with_a_way_out(pyside: str) -> None:
    sentence = refusal(python=(3, 11), pyside=pyside)
    assert sentence is not None
    assert pyside in sentence
    assert "'PySide6-Essentials<6.12'" in sentence
    assert sentence.count(". ") == 0
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("python", "pyside"),
    [((3, 11), "6.11.3"), ((3, 12), "6.12.0"), ((3, 13), "6.12.1"), ((4, 0), "7.0")],
)
def test_that_sound_pairs_may_start(python: tuple[int, int], pyside: str) -> None:
    assert refusal(python=python, pyside=pyside) is None


def test_that_an_old_python_is_refused_whatever_the_pyside() -> None:
    assert refusal(python=(3, 10), pyside="6.11.3") == (
        "tuner-gui needs Python 3.11 or later, and this is Python 3.10."
    )


def test_that_the_machine_these_tests_run_on_may_start() -> None:
    assert refusal() is None
