"""What is said of a command and what it passes."""

from __future__ import annotations

from tuner_gui.ui.setup.command_words import (
    coverage_of,
    unknown_words,
    unpassed_words,
    with_passed,
)


def test_that_unknown_placeholders_and_unpassed_parameters_are_told_apart():
    coverage = coverage_of(("{python}", "x.py", "{lr}", "{n?--n}", "{typo}"), ("lr", "n", "depth"))
    assert coverage.unknown == ("typo",)
    assert coverage.unpassed == ("depth",)


def test_that_a_parameter_file_passes_everything():
    assert coverage_of(("x", "{config}"), ("lr", "depth")).unpassed == ()


def test_that_a_near_name_is_proposed():
    assert "Did you mean {momentum}?" in unknown_words("momentun", ("lr", "momentum"))
    assert "add the parameter" in unknown_words("data", ("lr",))


def test_that_parameters_are_added_as_options():
    assert with_passed("x.py ", ["lr", "m.depth"]) == "x.py --lr {lr} --m.depth {m.depth}"


def test_that_many_unpassed_parameters_are_said_in_one_line():
    assert unpassed_words(["a"]) == "Nothing passes a to the command."
    assert unpassed_words(list("abcde")).endswith("a, b, c and 2 more.")
