"""The grammar of the command line."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from tuner_gui.arguments import COMMANDS, parse_arguments


def doing(name: str) -> Callable[[Namespace], int]:
    return lambda _arguments: list(COMMANDS).index(name)


DOING = {name: doing(name) for name in COMMANDS}


def parsed(*words: str) -> tuple[str, Namespace]:
    arguments = parse_arguments(words, DOING)
    return list(COMMANDS)[arguments.command(arguments)], arguments


@pytest.mark.parametrize(
    ("words", "sessions", "is_demo"),
    [
        ([], [], False),
        (["--demo"], [], True),
        (["s.tuner.json"], [Path("s.tuner.json")], False),
        (["--debug"], [], False),
        (["./run"], [Path("run")], False),
    ],
)
def test_that_no_command_opens_the_window(
    words: list[str], sessions: list[Path], is_demo: bool
) -> None:
    command, arguments = parsed(*words)
    assert (command, arguments.sessions, arguments.demo) == ("open", sessions, is_demo)


@pytest.mark.parametrize("words", [["--debug", "run", "s"], ["run", "s", "--debug"]])
def test_that_debug_may_stand_before_or_after_the_command(words: list[str]) -> None:
    command, arguments = parsed(*words)
    assert command == "run"
    assert arguments.debug
    assert not parsed("run", "s")[1].debug


def test_that_a_run_overrides_nothing_by_itself() -> None:
    _, arguments = parsed("run", "s")
    assert (arguments.trials, arguments.workers, arguments.seed) == (None, None, None)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["run"], "tuner-gui run: the following arguments are required: SESSION."),
        (["new", "SVC"], "tuner-gui new: the following arguments are required: --out."),
        (
            ["run", "s", "--trials", "0"],
            "tuner-gui run: argument --trials: 0 is not a whole number",
        ),
        (["run", "s", "--seed", "-1"], "tuner-gui run: argument --seed: -1 is not a whole number"),
        (["run", "s", "--workers", "²"], "tuner-gui run: argument --workers: ² is not a whole"),
        (["run", "s", "--trials", "9" * 5000], "tuner-gui run: argument --trials: 999"),
        (["run", "s", "--bogus"], "tuner-gui run: unrecognized arguments: --bogus."),
        (["--bogus"], "tuner-gui: unrecognized arguments: --bogus."),
        (
            ["new", "SVC", "--out", "s", "--direction", "up"],
            "tuner-gui new: argument --direction: invalid choice: 'up'",
        ),
    ],
)
def test_that_wrong_use_is_one_sentence_and_exit_code_2(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        parsed(*words)
    assert caught.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(sentence)
    assert err.count("\n") == 1
    named = next((word for word in words if word in COMMANDS), "")
    assert err.endswith(f" See tuner-gui {named} --help.\n".replace("  ", " "))


def test_that_help_lists_the_commands_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parsed("--help")
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    for name, command in COMMANDS.items():
        assert (f"\n    {name} " in shown) == bool(command.summary)
    assert "--demo" in shown


@pytest.mark.parametrize("command", [name for name, each in COMMANDS.items() if each.summary])
def test_that_each_command_explains_itself(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        parsed(command, "--help")
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"usage: tuner-gui {command} ")
    assert COMMANDS[command].summary.split(",")[0] in " ".join(shown.split())


def test_that_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parsed("--version")
    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith("tuner-gui")
