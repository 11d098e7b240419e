"""From what was read, and the ticks, to a sweep."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner_gui.core.config import SweepConfig
from tuner_gui.core.errors import TuningError
from tuner_gui.core.kinds import RandomKind
from tuner_gui.core.objective import Direction, Objective
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import CommandSpec, FunctionSpec
from tuner_gui.session.script_answer import ScriptAnswer, read_script
from tuner_gui.session.script_draft import ScriptDraft
from tuner_gui.targets.reading import read_space

BLANK = SweepConfig("", None, HyperParamSpace(), RandomKind())
ARGPARSE = """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("data")
parser.add_argument("--lr", type=float, default=0.01)
parser.add_argument("--layers", type=int, default=3)
parser.add_argument("--seed", type=int, default=0)
args = parser.parse_args()
"""
FUNCTION = """
def objective(lr: float = 0.01, depth: int = 3) -> float:
    return lr * depth
"""


def draft_of(path: Path, text: str, metrics: tuple[str, ...] = ()) -> ScriptDraft:
    path.write_text(text)
    return ScriptDraft.of(path, ScriptAnswer(read_space(path), metrics=metrics))


@pytest.fixture
def draft(tmp_path: Path) -> ScriptDraft:
    return draft_of(tmp_path / "train.py", ARGPARSE, ("val_loss", "acc"))


def test_that_the_command_runs_the_script_in_its_folder(draft: ScriptDraft, tmp_path: Path):
    config = draft.config(BLANK)
    assert config.target == CommandSpec(
        argv=("{python}", "train.py", "--lr", "{lr}", "--layers", "{layers}", "{data}"),
        cwd=str(tmp_path),
    )
    assert config.space.names == ("lr", "layers")
    assert config.objective == Objective("val_loss", Direction.MINIMIZE)


def test_that_what_is_not_ticked_is_not_passed(draft: ScriptDraft):
    config = draft.with_ticks(["layers"], is_ticked=False).config(BLANK)
    assert config.space.names == ("lr",)
    assert "--layers" not in config.target.argv
    assert draft.with_ticks(["seed"], is_ticked=True).config(BLANK).space.names[-1] == "seed"


def test_that_a_required_parameter_without_a_tick_is_named(draft: ScriptDraft):
    assert draft.missing() == ("data",)
    assert draft.with_ticks(["data"], is_ticked=True).missing() == ()


def test_that_a_metric_brings_its_direction_until_one_is_chosen(draft: ScriptDraft):
    assert draft.with_metric("acc").direction is Direction.MAXIMIZE
    assert draft.with_metric("train/loss").direction is Direction.MINIMIZE
    chosen = draft.with_direction(Direction.MAXIMIZE)
    assert chosen.with_metric("train/loss").direction is Direction.MAXIMIZE
    assert draft.with_metric("  ").config(BLANK).objective.metric == "score"


def test_that_a_study_says_its_direction_whatever_the_metric_is_called(tmp_path: Path):
    text = "def objective(trial):\n    return trial.suggest_float('x', 0.0, 1.0)\n"
    text += "import optuna\noptuna.create_study(direction='maximize').optimize(objective)\n"
    draft = draft_of(tmp_path / "study.py", text)
    assert draft.with_metric("loss").direction is Direction.MAXIMIZE


def test_that_no_metric_is_guessed(tmp_path: Path):
    assert draft_of(tmp_path / "train.py", ARGPARSE).metric == ""


def test_that_what_a_function_returns_is_the_metric(tmp_path: Path):
    path = tmp_path / "mine.py"
    path.write_text("def train(lr: float = 0.1):\n    return {'loss': lr}\n")
    assert read_script(path).metrics == ("loss",)
    path.write_text("def train(lr: float = 0.1):\n    return lr * 2\n")
    assert read_script(path).metrics == ("score",)


def test_that_what_another_sub_command_needs_is_not_missing(tmp_path: Path):
    text = """
import argparse
parser = argparse.ArgumentParser()
commands = parser.add_subparsers()
train = commands.add_parser("train")
train.add_argument("--lr", type=float, default=0.1)
evaluate = commands.add_parser("evaluate")
evaluate.add_argument("ckpt")
evaluate.add_argument("--path", required=True)
parser.parse_args()
"""
    assert draft_of(tmp_path / "two.py", text).missing() == ()
    answer = read_script(tmp_path / "two.py", ("evaluate",))
    draft = ScriptDraft.of(tmp_path / "two.py", answer)
    assert draft.missing() == ("ckpt", "path")
    assert draft.target().argv[2] == "evaluate"


def test_that_reading_again_keeps_ticks_and_takes_the_proposals_of_what_is_new(
    draft: ScriptDraft, tmp_path: Path
):
    draft = draft.with_ticks(["lr"], is_ticked=False).with_ticks(["seed"], is_ticked=True)
    more = ARGPARSE.replace('parser.add_argument("--seed"', _WITH_DROPOUT)
    (tmp_path / "train.py").write_text(more)
    again = draft.read_again(ScriptAnswer(read_space(tmp_path / "train.py"), is_exact=True))
    assert again.ticked == {"layers", "seed", "dropout"}
    assert again.metric == "val_loss"


_WITH_DROPOUT = (
    'parser.add_argument("--dropout", type=float, default=0.1)\nparser.add_argument("--seed"'
)


def test_that_a_function_is_called_and_not_started(tmp_path: Path):
    draft = draft_of(tmp_path / "mine.py", FUNCTION)
    assert draft.target() == FunctionSpec(path=f"{tmp_path / 'mine.py'}:objective")
    assert not draft.needs_command


def test_that_a_configuration_file_asks_for_the_command_that_reads_it(tmp_path: Path):
    (tmp_path / "main.py").touch()
    draft = draft_of(tmp_path / "settings.yaml", "lr: 0.01\nmodel: {depth: 3}\n")
    assert draft.needs_command
    assert draft.command == "{python} main.py --config {config}"
    assert draft.config(BLANK).space.names == ("lr", "model.depth")
    assert draft.target().argv == ("{python}", "main.py", "--config", "{config}")


@pytest.mark.parametrize("command", ["", "'' x"])
def test_that_no_command_is_no_target(tmp_path: Path, command: str):
    draft = draft_of(tmp_path / "settings.yaml", "lr: 0.01\n")
    assert ScriptDraft(draft.path, draft.read, command=command).target() is None
    with pytest.raises(TuningError, match="not closed"):
        ScriptDraft(draft.path, draft.read, command="x 'y").target()


@pytest.mark.parametrize(
    ("name", "argv"),
    [
        ("train.py", ("{python}", "train.py")),
        ("{odd}.py", ("{python}", "{{odd}}.py")),
        ("solver", ("/somewhere/solver",)),
    ],
)
def test_that_a_program_that_was_not_read_is_started_as_it_is(name: str, argv: tuple[str, ...]):
    draft = ScriptDraft.of(Path("/somewhere") / name, ScriptAnswer(None, "nothing"))
    assert draft.target() == CommandSpec(argv=argv, cwd="/somewhere")
    assert draft.config(BLANK).space.names == ()
