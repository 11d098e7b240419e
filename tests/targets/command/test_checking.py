"""What keeps a command from running, found before it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner_gui.core.errors import TuningError
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import CommandSpec, MetricRules
from tuner_gui.targets.command.checking import require_command

SPACE = (
    HyperParamSpace()
    .add_float("lr", 0.1, 1)
    .add_choice("flag", [True, False])
    .add_int("optimizer.depth", 1, 3)
)


@pytest.fixture
def refusal(tmp_path: Path):
    (tmp_path / "train.py").touch()

    def refusal(*argv: str, space: HyperParamSpace = SPACE, **rest) -> str:
        spec = CommandSpec(argv=argv, **{"cwd": str(tmp_path), **rest})
        try:
            require_command(spec, space)
        except TuningError as error:
            return str(error)
        return ""

    return refusal


def test_that_a_sound_command_may_run(refusal) -> None:
    words = ("--lr={lr}", "{flag?--x}", "{optimizer.depth}", "{config}", "{{x}}")
    assert refusal("{python}", "train.py", *words) == ""
    assert refusal("{python}", "-m", "train") == ""
    assert refusal("sh", "{folder}") == ""
    assert refusal("./train.py", environment={"A": "{lr}"}) == ""


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (
            ("sh", "{le}"),
            (
                "The command has the placeholder {le}, but there is no parameter le. "
                "Add a parameter le, or write {{le}} if the braces are meant."
            ),
        ),
        (
            ("sh", "{optimizer}"),
            (
                "The command has the placeholder {optimizer}, but there is no parameter optimizer. "
                "Did you mean {optimizer.depth}?"
            ),
        ),
        (
            ("sh", "{lr?--a}"),
            (
                "The placeholder {lr?…} needs a parameter that is true or false. "
                "Write {lr} for the value itself."
            ),
        ),
        (("nowhere", "x"), "There is no program nowhere. Check its name and its path."),
        (("./nowhere",), "There is no program ./nowhere. Check its name and its path."),
        (
            ("sh", "{lr"),
            "The command has a lone { in “{lr”. Write {{ or }} where a brace is meant.",
        ),
    ],
)
def test_that_what_each_trial_would_stumble_over_is_said(refusal, argv, sentence: str) -> None:
    assert refusal(*argv) == sentence


def test_that_files_that_are_not_there_are_said(refusal, tmp_path: Path) -> None:
    assert refusal("{python}", "gone.py") == (
        f"There is no file gone.py in {tmp_path}. The command should run it."
    )
    assert refusal("sh", cwd=f"{tmp_path}/gone").startswith(f"There is no folder {tmp_path}/gone.")
    assert refusal("{python}", "train.py", python=".venv/bin/python") == (
        "There is no interpreter .venv/bin/python. Check its name and its path."
    )


def test_that_names_in_the_environment_and_in_the_metrics_file_are_looked_at(refusal) -> None:
    assert "{no}" in refusal("sh", environment={"A": "{no}"})
    assert "{no}" in refusal("sh", metrics=MetricRules(file="{no}.csv"))


def test_that_a_parameter_cannot_hide_behind_a_placeholder(refusal) -> None:
    space = HyperParamSpace().add_choice("config", ["a", "b"])
    assert refusal("sh", "{config}", space=space) == (
        "The placeholder {config} of the command means the file with all parameters. "
        "Give the parameter config another name."
    )
    assert refusal("sh", space=space) == ""
