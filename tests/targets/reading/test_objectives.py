"""What a study says of its objective: which function it is, and which way is better."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner_gui.targets.reading import read_space

STUDY = """
import optuna

def size(trial, most):
    return trial.suggest_int("size", 1, most)

def objective(trial, data):
    return trial.suggest_float("other", 0, 1)

def score(trial):
    return size(trial, 8) * trial.suggest_float("x", 0.5, 2.0)

if __name__ == "__main__":
"""


@pytest.mark.parametrize(
    ("study", "named", "direction"),
    [
        ("create_study().optimize(score)", "score", "minimize"),
        ("create_study(direction='maximize').optimize(func=score)", "score", "maximize"),
        (
            "create_study(direction=optuna.study.StudyDirection.MAXIMIZE).optimize(score)",
            "score",
            "maximize",
        ),
        ("create_study().optimize(lambda trial: objective(trial, []))", "", "minimize"),
    ],
)
def test_that_the_function_of_the_study_is_the_target(
    tmp_path: Path, study: str, named: str, direction: str
) -> None:
    path = tmp_path / "study.py"
    path.write_text(f"{STUDY}    optuna.{study}\n")
    read = read_space(path)
    assert read.target == (f"{path}:{named}" if named else str(path))
    assert (read.style, read.direction) == ("optuna", direction)


def test_that_what_one_of_several_calls_tells_is_taken(tmp_path: Path) -> None:
    (tmp_path / "study.py").write_text(f"{STUDY}    optuna.create_study().optimize(score)\n")
    size = read_space(tmp_path / "study.py")["size"]
    assert (size.low, size.high, size.selected) == (1, 8, True)


def test_that_a_named_function_has_only_its_own_suggestions(tmp_path: Path) -> None:
    (tmp_path / "study.py").write_text(f"{STUDY}    pass\ndef fit(lr=0.1): return lr\n")
    assert read_space(f"{tmp_path}/study.py:fit").selected == ("lr",)
    assert read_space(f"{tmp_path}/study.py:score").selected == ("size", "x")
    assert read_space(f"{tmp_path}/study.py:objective").selected == ("other",)


def test_that_what_a_trial_gives_a_function_is_no_parameter(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text("def train(lr: float = 0.1, seed: int = 3, *, report, dataset): return lr\n")
    assert [each.name for each in read_space(f"{path}:train").parameters] == ["lr", "seed"]
    path.write_text("def train(lr: float = 0.1, *, report, seed): return lr\n")
    assert [each.name for each in read_space(path).parameters] == ["lr"]
