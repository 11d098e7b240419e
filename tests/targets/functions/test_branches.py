"""The space of an objective, read by running its branches."""

from __future__ import annotations

import signal
from time import monotonic
from typing import Any

import optuna
import pytest

from tuner_gui.core.domains import Choice, Float, Int
from tuner_gui.core.errors import TrainFailure
from tuner_gui.targets.functions import branches, recording
from tuner_gui.targets.functions.branches import BranchReader


def read(objective: Any, seconds: float = 60.0) -> BranchReader:
    reader = BranchReader(objective, monotonic() + seconds)
    reader.read()
    return reader


def rows(reader: BranchReader) -> dict[str, tuple[Any, dict[str, Any]]]:
    return {
        each.name: (each.kind, {item.parent: item.values for item in each.conditions})
        for each in reader.space()
    }


def test_that_each_suggestion_becomes_a_parameter():
    def objective(trial):
        trial.suggest_float("lr", 1e-5, 1e-1, log=True)
        trial.suggest_float("momentum", 0.0, 1.0, step=0.25)
        trial.suggest_int("depth", 2, 32, log=True)
        trial.suggest_int("width", 8, 64, step=8)
        trial.suggest_categorical("mode", ["a", None, True, 1.5, max, (1, 2)])
        return 1.0

    reader = read(objective)
    assert rows(reader) == {
        "lr": (Float(1e-5, 1e-1, log=True), {}),
        "momentum": (Float(0, 1, step=0.25), {}),
        "depth": (Int(2, 32, log=True), {}),
        "width": (Int(8, 64, step=8), {}),
        "mode": (Choice(["a", None, True, 1.5, "max", (1, 2)]), {}),
    }
    assert reader.notes() == []


def many_models(trial):
    model = trial.suggest_categorical("model", ["forest", "svm", "mlp"])
    if model == "forest":
        trial.suggest_int("trees", 10, 500, log=True)
    elif model == "svm":
        if trial.suggest_categorical("kernel", ["rbf", "poly"]) == "poly":
            trial.suggest_int("degree", 2, 5)
    else:
        for layer in range(trial.suggest_int("layers", 1, 3)):
            trial.suggest_int(f"units_{layer}", 4, 128)
    if model != "forest":
        trial.suggest_float("alpha", 0, 1)
    trial.suggest_float("last", 0, 1)
    return 0.0


def test_that_what_only_some_values_bring_about_is_conditional():
    reader = read(many_models)
    assert rows(reader) == {
        "model": (Choice(["forest", "svm", "mlp"]), {}),
        "trees": (Int(10, 500, log=True), {"model": ("forest",)}),
        "kernel": (Choice(["rbf", "poly"]), {"model": ("svm",)}),
        "degree": (Int(2, 5), {"kernel": ("poly",)}),
        "alpha": (Float(0, 1), {"model": ("svm", "mlp")}),
        "layers": (Int(1, 3), {"model": ("mlp",)}),
        "units_0": (Int(4, 128), {"model": ("mlp",)}),
        "units_1": (Int(4, 128), {"layers": (2, 3)}),
        "units_2": (Int(4, 128), {"layers": (3,)}),
        "last": (Float(0, 1), {}),
    }
    assert reader.notes() == []


def test_that_a_condition_of_a_parent_is_not_said_again():
    def objective(trial):
        if trial.suggest_categorical("model", ["svm", "forest"]) == "forest":
            return 0.0
        if trial.suggest_categorical("kernel", ["poly", "rbf"]) == "poly":
            trial.suggest_int("degree", 2, 5)
        return 0.0

    found = rows(read(objective))
    assert found["kernel"][1] == {"model": ("svm",)}
    assert found["degree"][1] == {"kernel": ("poly",)}


def test_that_each_point_of_the_space_answers_the_objective():
    from random import Random

    space = read(many_models).space()
    for seed in range(50):
        flat = space.pick_random(Random(seed))
        many_models(optuna.trial.FixedTrial(dict(flat)))


def test_that_a_range_too_long_to_be_tried_is_no_condition():
    def objective(trial):
        if trial.suggest_int("n", 1, 100) > 50:
            trial.suggest_float("extra", 0, 1)
        return 0.0

    reader = read(objective)
    assert rows(reader)["extra"] == (Float(0, 1), {})
    assert reader.notes() == ["Only some values of n use extra; not all were tried."]


def test_that_a_range_that_changes_is_said():
    def objective(trial):
        low = trial.suggest_categorical("low", [1, 2])
        trial.suggest_int("x", low, 9)
        return 0.0

    reader = read(objective)
    assert rows(reader)["x"] == (Int(1, 9), {})
    assert reader.notes() == ["The range of x changes with other parameters."]


def test_that_an_objective_that_fails_keeps_what_it_suggested():
    def objective(trial):
        trial.suggest_float("x", 0, 1)
        raise ValueError("no data")

    reader = read(objective)
    assert list(rows(reader)) == ["x"]
    assert reader.notes() == ["The objective failed while it was read: ValueError: no data"]


def test_that_giving_the_trial_up_is_no_failure():
    def objective(trial):
        trial.suggest_float("x", 0, 1)
        raise optuna.TrialPruned

    assert read(objective).notes() == []


def test_that_a_suggestion_that_is_no_range_is_said():
    reader = read(lambda trial: trial.suggest_float("x", 1, 0))
    assert rows(reader) == {}
    assert reader.notes()[0].startswith(
        "The objective failed while it was read: The objective suggests x, but: The range ends at 0"
    )


def test_that_a_run_ends_with_its_first_report_whatever_it_catches():
    calls = []

    def objective(trial):
        trial.suggest_float("x", 0, 1)
        try:
            trial.report(1.0, 0)
        except Exception:
            calls.append("caught")
        calls.append("trained")

    assert list(rows(read(objective))) == ["x"]
    assert calls == []


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="there are no alarms here")
def test_that_a_run_that_trains_is_ended(monkeypatch):
    monkeypatch.setattr(recording, "QUIET_S", 0.05)

    def objective(trial):
        if trial.suggest_categorical("model", ["a", "b"]) == "b":
            trial.suggest_float("x", 0, 1)
        while True:
            pass

    reader = read(objective)
    assert rows(reader)["x"] == (Float(0, 1), {"model": ("b",)})
    assert reader.notes()[0].startswith("It was stopped 3 s after its last suggestion")


def test_that_without_time_what_was_not_tried_is_said():
    def objective(trial):
        trial.suggest_categorical("model", ["a", "b"])
        reader._deadline = 0.0
        return 0.0

    reader = BranchReader(objective, monotonic() + 60)
    reader.read()
    assert list(rows(reader)) == ["model"]
    assert reader.notes() == ["There was no time to try each value of model."]


def test_that_the_runs_are_bounded(monkeypatch):
    monkeypatch.setattr(branches, "MOST_RUNS", 5)
    runs = []

    def objective(trial):
        runs.append(None)
        for place in range(4):
            trial.suggest_categorical(f"x{place}", ["a", "b", "c"])
        return 0.0

    reader = read(objective)
    assert len(runs) == 5
    assert reader.notes() == ["There was no time to try each value of x2, x3."]


def test_that_the_run_that_goes_on_can_be_broken_off():
    def objective(trial):
        trial.suggest_float("x", 0, 1)
        reader.break_off()  # as another thread does
        seen.append(list(rows(reader)))
        raise TrainFailure("over")

    seen: list[list[str]] = []
    reader = BranchReader(objective, monotonic() + 60)
    reader.read()
    assert seen == [["x"]]
