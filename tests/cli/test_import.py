"""`tuner-gui import`, and `export` of a space."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import run
from tuner_gui import Budget, Choice, Direction, Float, GridKind, Objective, RandomKind, TpeKind
from tuner_gui.cli import main
from tuner_gui.session.file import read_session

WANDB = """
method: bayes
name: sketches
description: tried on Friday
metric: {name: loss}
run_cap: 30
early_terminate: {type: hyperband, min_iter: 3}
parameters:
  lr: {distribution: log_uniform_values, min: 0.0001, max: 0.1}
  kernel: {values: [rbf, linear]}
"""


def test_that_a_sweep_of_another_tool_becomes_a_session(folder: Path) -> None:
    (folder / "sweep.yaml").write_text(WANDB)
    made = run("import", "sweep.yaml", "--out", "mine.tuner.json")
    assert made.returncode == 0, made.stderr
    assert made.stdout == "mine.tuner.json: 2 parameters, 30 trials\n"
    assert made.stderr.splitlines() == [
        "method: bayes is a Gaussian process in W&B; here it is TPE.",
        "early_terminate: is left out; every trial runs to its end.",
        "It has no target yet; choose one in the window.",
    ]
    session = read_session(folder / "mine.tuner.json")
    config = session.config
    assert config.name == "sketches"
    assert config.target is None
    assert config.space["lr"].kind == Float(0.0001, 0.1, log=True)
    assert config.space["kernel"].kind == Choice(["rbf", "linear"])
    assert config.strategy == TpeKind()
    assert config.objective == Objective("loss", Direction.MINIMIZE)
    assert config.budget == Budget(trials=30)
    assert session.notes == "tried on Friday"
    assert session.environment.versions["python"]


@pytest.mark.parametrize(
    ("text", "strategy", "trials"),
    [
        ("{'C': [1, 10]}", GridKind(), None),
        ("{'C': uniform(0, 1)}", RandomKind(), 48),
        ('{"x": {"_type": "uniform", "_value": [0, 1]}}', RandomKind(), 48),
    ],
)
def test_that_what_a_file_leaves_open_is_proposed(
    folder: Path, text: str, strategy: GridKind | RandomKind, trials: int | None
) -> None:
    (folder / "space.txt").write_text(text)
    assert main(["import", "space.txt", "--out", "mine.tuner.json"]) == 0
    config = read_session(folder / "mine.tuner.json").config
    assert (config.name, config.strategy, config.budget.trials) == ("mine", strategy, trials)


def test_that_an_existing_file_is_only_replaced_by_force(
    forest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = forest.read_bytes()
    forest.with_name("sweep.yaml").write_text(WANDB)
    words = ["import", "sweep.yaml", "--out", forest.name]
    assert main(words) == 2
    assert capsys.readouterr().err == "forest.tuner.json is there already. --force replaces it.\n"
    assert forest.read_bytes() == before
    assert main([*words, "--force"]) == 0
    assert read_session(forest).records == ()


def test_that_a_file_that_is_wrong_makes_no_session(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "sweep.yaml").write_text(WANDB.replace("max: 0.1", "max: much"))
    assert main(["import", "sweep.yaml", "--out", "mine.tuner.json"]) == 2
    assert capsys.readouterr().err == (
        "sweep.yaml: parameters.lr.max is the text “much”, but must be a number.\n"
    )
    assert not (folder / "mine.tuner.json").exists()


def test_that_a_space_is_printed_for_another_tool(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "sweep.yaml").write_text(WANDB)
    main(["import", "sweep.yaml", "--out", "mine.tuner.json"])
    capsys.readouterr()
    assert main(["export", "mine.tuner.json", "--format", "wandb"]) == 0
    printed = capsys.readouterr()
    assert printed.err == "method: TPE is bayes in W&B, which is a Gaussian process.\n"
    (folder / "again.yaml").write_text(printed.out)
    assert main(["import", "again.yaml", "--out", "again.tuner.json"]) == 0
    first, second = (read_session(folder / f"{name}.tuner.json") for name in ("mine", "again"))
    assert first.config == second.config


def test_that_a_space_is_written_for_another_tool(
    forest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["export", forest.name, "--format", "Optuna", "--out", "suggest.py"]
    assert main(words) == 0
    assert capsys.readouterr() == ("suggest.py: 3 parameters\n", "")
    assert "def suggest_parameters(trial):" in forest.with_name("suggest.py").read_text()
    assert main(words) == 2
    assert capsys.readouterr().err == "suggest.py is there already. --force replaces it.\n"
    assert main(["export", forest.name, "--format", "nni", "--trial", "1"]) == 2
    assert capsys.readouterr().err == "nni is a format of the space, not of a trial.\n"
