"""The template of a command line: what becomes of each element with a trial's values."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.core.errors import TrainFailure
from tuner_gui.targets.command.template import expand, expand_argv, names_in

RESERVED = {"python": "/bin/py", "config": "/tmp/c.json", "folder": "/tmp"}


def words(*argv: str, **params) -> list[str]:
    return expand_argv(argv, params, RESERVED)


def test_that_placeholders_are_filled_in() -> None:
    assert words("{python}", "t.py", "--lr={lr}", "{config}", "a{x}b{x}", lr=0.01, x=3) == [
        *("/bin/py", "t.py", "--lr=0.01", "/tmp/c.json", "a3b3")
    ]


def test_that_a_dotted_name_finds_its_group() -> None:
    assert words("--lr={optimizer.lr}", optimizer={"lr": 1e-5}) == ["--lr=1e-05"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("text", "text"),
        ("", ""),
        (True, "True"),
        (None, "None"),
        (7, "7"),
        (1e-05, "1e-05"),
        (0.1, "0.1"),
        ((64, (32, "ä")), '[64, [32, "ä"]]'),
    ],
)
def test_that_a_value_is_written_so_that_a_program_can_read_it(value, text: str) -> None:
    assert words("{x}", x=value) == [text]


def test_that_braces_are_written_twice() -> None:
    assert words("{{lr}}", "{{{lr}}}", "}}{{", lr=1) == ["{lr}", "{1}", "}{"]


def test_that_an_inactive_parameter_takes_its_element_along() -> None:
    assert words("a", "--gone={x}", "x{x}y", "b") == ["a", "b"]


def test_that_the_option_before_a_lone_inactive_value_goes_too() -> None:
    assert words("t", "--x", "{x}", "-n", "{n}", "end", n=2) == ["t", "-n", "2", "end"]
    assert words("t", "--x", "a{x}", "end") == ["t", "--x", "end"]


@pytest.mark.parametrize("before", ["--", "-", "-1", "--y=3", "y", "{flag?--y}", "--{flag}"])
def test_that_what_is_no_option_waiting_for_its_value_stays(before: str) -> None:
    kept = {"{flag?--y}": "--y", "--{flag}": "--True"}.get(before, before)
    assert words("t", before, "{x}", flag=True) == ["t", kept]


def test_that_an_option_goes_only_once() -> None:
    assert words("--a", "--b", "{x}", "{y}") == ["--a"]


def test_that_a_flag_is_there_or_not() -> None:
    switch = ("t", "{f?--nesterov}", "{f?--x:--no-x}", "opt={f?on:off}")
    assert words(*switch, f=True) == ["t", "--nesterov", "--x", "opt=on"]
    assert words(*switch, f=False) == ["t", "--no-x", "opt=off"]
    assert words(*switch) == ["t"]


def test_that_an_element_that_is_empty_by_itself_stays() -> None:
    assert words("t", "", "{x}", x="") == ["t", "", ""]


@pytest.mark.parametrize(
    ("element", "sentence"),
    [
        ("--x={lr", "The command has a lone { in “--x={lr”."),
        ("lr}", "The command has a lone } in “lr}”."),
        ("{}", "The placeholder {} in “{}” names nothing."),
        ("a{?b}", "The placeholder {?b} in “a{?b}” names nothing."),
    ],
)
def test_that_what_is_no_template_is_said(element: str, sentence: str) -> None:
    with pytest.raises(TrainFailure) as caught:
        words(element, lr=1)
    assert caught.value.message == sentence
    assert caught.value.hint


def test_that_a_switch_of_something_else_names_its_placeholder() -> None:
    with pytest.raises(TrainFailure) as caught:
        words("{depth?--deep}", depth=3)
    assert str(caught.value) == (
        "The placeholder {depth?…} needs true or false; depth is 3. "
        "Write {depth} for the value itself."
    )


def test_that_all_names_are_found() -> None:
    assert names_in(["{a}", "{{b}}", "x{c?d:e}{f.g}", "{config}"]) == {"a", "c", "f.g", "config"}


def test_that_a_text_is_expanded_or_left_out() -> None:
    assert expand("", {}, RESERVED) == ""
    assert expand("{folder}/m.csv", {}, RESERVED) == "/tmp/m.csv"
    assert expand("{lr}", {}, RESERVED) is None


AWKWARD = [
    "two words",
    "quote'\"`",
    "; rm -rf x",
    "$(touch x) ${HOME} $HOME",
    "line\nbreak\r\n",
    "-rf",
    "--lr=2",
    "",
    "{x} {{ }}",
    "*?[a]~ \\ | & > <",
    "ünï ☃",
    "\t\x1b[0m",
]


@pytest.mark.parametrize("value", AWKWARD)
def test_that_an_awkward_value_reaches_a_program_unchanged(value: str) -> None:
    program = "import sys, json; print(json.dumps(sys.argv[1:]))"
    argv = words(sys.executable, "-c", program, "--v={v}", "{v}", v=value)
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [f"--v={value}", value]


@given(st.lists(st.text(), max_size=5))
def test_that_a_value_never_becomes_a_second_argument(values: list[str]) -> None:
    params = {f"p{place}": value for place, value in enumerate(values)}
    argv = [f"{{{name}}}" for name in params]
    assert expand_argv(argv, params, RESERVED) == values


@given(st.text())
def test_that_any_text_is_a_template_or_one_clear_error(text: str) -> None:
    with contextlib.suppress(TrainFailure):
        expand(text, {"x": 1}, RESERVED)


@given(st.text())
def test_that_any_text_can_be_written_with_double_braces(text: str) -> None:
    assert expand(text.replace("{", "{{").replace("}", "}}"), {}, {}) == text
