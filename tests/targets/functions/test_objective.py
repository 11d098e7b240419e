"""Objectives of Optuna's: what they are answered, what is kept of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import optuna
import pytest

from tuner_gui.core.dataset import DatasetView
from tuner_gui.core.errors import TrainFailure
from tuner_gui.targets.functions.objective import ObjectiveFactory
from tuner_gui.targets.functions.signature import read_signature
from tuner_gui.targets.functions.stand_in import StandInTrial
from tuner_gui.targets.running import run_trial

NOTHING = DatasetView("nothing")


def run(objective: Any, params: Mapping[str, Any] = {}, **options: Any) -> dict[str, float]:
    signature = read_signature(objective)
    assert signature is not None
    assert signature.trial
    factory = ObjectiveFactory(objective, signature)
    given = {"metric": "loss", "report": None, **options}
    return run_trial(factory, params, NOTHING, **given)


def test_that_suggestions_are_answered_with_the_parameters():
    def objective(trial):
        lr = trial.suggest_float("lr", 1e-5, 1.0, log=True)
        depth = trial.suggest_int("depth", 1, 9, step=2)
        kind = trial.suggest_categorical("svm.kind", ["a", "b"])
        assert (lr, depth, kind) == (0.5, 3, "b")
        assert isinstance(depth, int)
        assert trial.params == {"lr": 0.5, "depth": 3, "svm.kind": "b"}
        assert trial.number == 7
        assert not trial.should_prune()
        return lr * depth

    params = {"lr": 0.5, "depth": 3, "svm": {"kind": "b"}}
    assert run(objective, params, number=7) == {"loss": 1.5}


def test_that_the_former_suggestions_are_answered_too():
    def objective(trial):
        trial.suggest_int("count", 1, 2)
        return (
            trial.suggest_uniform("a", 0, 1)
            + trial.suggest_loguniform("b", 1, 100)
            + trial.suggest_discrete_uniform("c", 0, 1, 0.5)
        )

    assert run(objective, {"a": 0.5, "b": 10, "c": 0.5, "count": 1}) == {"loss": 11}


def test_that_a_choice_of_anything_is_made_by_its_name():
    def objective(trial):
        function = trial.suggest_categorical("norm", [max, min, None])
        assert trial.suggest_categorical("layers", [[1, 2], [3]]) == [3]
        return function([1, 2])

    assert run(objective, {"norm": "max", "layers": (3,)}) == {"loss": 2}


def test_that_a_name_that_no_space_can_have_is_found():
    assert run(lambda trial: trial.suggest_float("lr (log)", 0, 1), {"lr__log_": 0.5}) == {
        "loss": 0.5
    }


def test_that_the_same_question_has_the_same_answer():
    def objective(trial):
        first = trial.suggest_categorical("x", [[1], [2]])
        return first is trial.suggest_categorical("x", [[1], [2]])

    with pytest.raises(TrainFailure, match="The trial returned True"):
        run(objective, {"x": (1,)})


def test_that_its_reports_are_ours_and_numeric_attributes_are_metrics():
    reports = []

    def report(step: int, **metrics: float) -> None:
        reports.append((step, metrics))

    def objective(trial):
        trial.report(0.25, step=1)
        trial.set_user_attr("accuracy", 0.9)
        trial.set_user_attr("note", "fine")
        trial.set_user_attr("flag", True)
        trial.set_user_attr("worst", float("nan"))
        trial.set_user_attr("loss", 99)
        trial.set_system_attr("x", 1)
        assert trial.user_attrs["note"] == "fine"
        return 0.5

    assert run(objective, report=report) == {"accuracy": 0.9, "loss": 0.5}
    assert reports == [(1, {"loss": 0.25})]


def test_that_it_may_take_data_and_a_reporter_besides():
    def objective(trial: optuna.Trial, dataset: DatasetView, extra: int = 3) -> float:
        assert dataset is NOTHING
        return extra

    assert run(objective) == {"loss": 3}


def pruned(trial):
    raise optuna.TrialPruned


def test_that_it_may_take_the_seed_of_the_trial():
    def objective(trial: optuna.Trial, seed: int = 0) -> float:
        return seed

    factory = ObjectiveFactory(objective, read_signature(objective))
    given = {"metric": "loss", "report": None}
    assert run_trial(factory, {}, NOTHING, **given, seed=1234) == {"loss": 1234}
    assert run_trial(factory, {}, NOTHING, **given) == {"loss": 0}


def test_that_it_gives_a_trial_up_in_its_own_words():
    with pytest.raises(optuna.TrialPruned):
        run(pruned)


@pytest.mark.parametrize(
    ("objective", "sentence"),
    [
        (
            lambda trial: trial.suggest_float("lrate", 0, 1),
            r"^The objective asks for lrate, which this trial does not have\. .*mean rate\?",
        ),
        (
            lambda trial: trial.suggest_int("rate", 0, 1),
            r"^The objective asks for a whole number as rate, not 0\.5\.",
        ),
        (
            lambda trial: trial.suggest_float("name", 0, 1),
            r"^The objective asks for a number as name, not 'rbf'\.",
        ),
        (
            lambda trial: trial.suggest_categorical("name", ["linear", "poly"]),
            r"^The objective does not know 'rbf' as name\. It chooses from linear, poly\.",
        ),
        (lambda trial: (1.0, 2.0), r"^The objective returned 2 values; a sweep has one metric\."),
        (lambda trial: None, r"^The trial returned None, which is not a number"),
        (lambda trial: trial.study.best_value, r"^The objective uses trial\.study, which is only"),
    ],
)
def test_that_what_does_not_fit_is_said_in_one_sentence(objective, sentence):
    with pytest.raises(TrainFailure, match=sentence):
        run(objective, {"rate": 0.5, "name": "rbf"})


def test_that_what_the_objective_raises_stays_what_it_is():
    with pytest.raises(ZeroDivisionError):
        run(lambda trial: 1 / 0)


def test_that_the_stand_in_has_all_that_a_trial_of_optuna_has():
    theirs = {
        name for name in dir(optuna.Trial) if not name.startswith("_") and name != "distributions"
    }
    assert theirs - set(dir(StandInTrial(0))) == set()
    assert not hasattr(StandInTrial(0), "study")
