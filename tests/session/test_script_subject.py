"""What `tuner-gui new` makes of scripts: sub-commands, configurations, objectives, metrics."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tuner_gui.core.early_stopping import MedianRule
from tuner_gui.core.errors import TuningError
from tuner_gui.core.objective import Direction
from tuner_gui.core.specs import CommandSpec
from tuner_gui.session.proposal import Proposal, propose
from tuner_gui.session.wishes import SweepWishes

TWO = """
import argparse
parser = argparse.ArgumentParser()
commands = parser.add_subparsers(dest="command")
prepare = commands.add_parser("prepare")
prepare.add_argument("--width", type=int, default=4)
fit = commands.add_parser("fit")
fit.add_argument("--lr", type=float, default=0.001)
parser.parse_args()
print("loss:", 1)
"""
OVERRIDDEN = """
import sys, yaml
values = yaml.safe_load(open("conf/config.yaml"))
for word in sys.argv[1:]:
    name, value = word.split("=", 1)
print("val_loss", 1.0 * len(values))
"""
VALUES = "optim: {lr: 0.001, name: adam}\nmodel: {hidden: 64}\nseed: 1\n"
CONDITIONAL = """
def objective(trial):
    kind = trial.suggest_categorical("kind", ["a", "b"])
    if kind == "a":
        return trial.suggest_float("x", 0.0, 1.0)
    return trial.suggest_int("n", 1, 3)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "two.py").write_text(TWO)
    (tmp_path / "kv.py").write_text(OVERRIDDEN)
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "config.yaml").write_text(VALUES)
    (tmp_path / "cond.py").write_text(CONDITIONAL)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def proposal(folder: Path, target: str, **wishes) -> Proposal:
    return propose(SweepWishes(target, **wishes), "name", folder / "cache")


def refusal(folder: Path, target: str, **wishes) -> str:
    with pytest.raises(TuningError) as caught:
        proposal(folder, target, **wishes)
    return str(caught.value)


@pytest.mark.parametrize(
    ("target", "wishes", "words", "names"),
    [
        ("two.py", {}, "fit", ("lr",)),
        ("two.py prepare", {}, "prepare", ("width",)),
        ("two.py", {"command": ("prepare",)}, "prepare", ("width",)),
    ],
)
def test_that_a_sub_command_is_chosen(folder: Path, target, wishes, words, names):
    config = proposal(folder, target, **wishes).config
    assert isinstance(config.target, CommandSpec)
    assert config.target.argv[:3] == ("{python}", "two.py", words)
    assert config.space.names == names


def test_that_a_sub_command_that_there_is_not_is_said(folder: Path):
    said = refusal(folder, "two.py predict")
    assert said == "There is no sub-command predict. It has prepare, fit."
    (folder / "plain.py").write_text(TWO.replace("fit.add", "parser.add").split("prepare =")[0])
    (folder / "one.py").write_text(
        "import argparse\np = argparse.ArgumentParser()\n"
        "p.add_argument('--lr', type=float, default=0.1)\np.parse_args()\n"
    )
    assert refusal(folder, "one.py fit") == "There is no sub-command fit. one.py has none."
    assert refusal(folder, "two.py --lr 3").startswith("--lr stands in the TARGET, where only")
    assert refusal(folder, "SVC", command=("fit",)) == (
        "--command is for a script, and SVC is none. Leave it out."
    )


def test_that_a_script_takes_the_values_of_a_configuration_over(folder: Path):
    found = proposal(folder, "kv.py", config="conf/config.yaml")
    assert isinstance(found.config.target, CommandSpec)
    assert found.config.target.argv == (
        *("{python}", "kv.py", "optim.lr={optim.lr}", "model.hidden={model.hidden}"),
    )
    assert found.config.target.cwd == str(folder)
    assert found.config.space.names == ("optim.lr", "model.hidden")
    assert found.config.objective.metric == "val_loss"
    assert found.config.objective.direction is Direction.MINIMIZE


def test_that_a_script_without_parameters_is_told_of_the_configuration_near_it(folder: Path):
    said = refusal(folder, "kv.py")
    assert said.endswith(
        "If it takes name=value for what conf/config.yaml holds, add --config conf/config.yaml."
    )
    assert refusal(folder, "conf/config.yaml", config="conf/config.yaml").startswith(
        "config.yaml with --config config.yaml is no script"
    )


@pytest.mark.parametrize("target", ["cond.py", "cond.py:objective"])
def test_that_an_objective_keeps_its_conditions_however_it_is_named(folder: Path, target: str):
    config = proposal(folder, target).config
    assert [each.conditions != () for each in config.space] == [False, True, True]
    assert config.objective.metric == "score"


def test_that_a_metric_that_is_nowhere_is_said(folder: Path):
    (folder / "mute.py").write_text(TWO.replace('print("loss:", 1)', ""))
    (note, _) = proposal(folder, "mute.py").notes[::-1]
    assert note == (
        "The metric was not found in what mute.py prints: name it by --metric NAME. The session "
        "looks for score, which is a guess."
    )
    assert len(proposal(folder, "mute.py", metric="loss").notes) == 1


def test_that_what_setup_has_can_be_wished_for(folder: Path):
    python = sys.executable
    wishes = {"python": python, "trial_timeout_s": 60, "early_stopping": "median"}
    config = proposal(folder, "two.py", **wishes).config
    assert isinstance(config.target, CommandSpec)
    assert config.target.python == python
    assert config.budget.trial_timeout_s == 60
    assert config.early_stopping == MedianRule()
    assert refusal(folder, "two.py", python="no/python").startswith("There is no interpreter no/")
    assert refusal(folder, "two.py", early_stopping="threshold").startswith(
        "There is no early stopping threshold. Choose one of median, asha, hyperband, patience; "
    )
