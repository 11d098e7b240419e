"""Whole sweeps over functions, objectives and pipelines, in processes of their own."""

from __future__ import annotations

from pathlib import Path

from tuner_gui import (
    Budget,
    DatasetView,
    FunctionSpec,
    HyperParamSpace,
    InMemoryObserver,
    Objective,
    PipelineSpec,
    RandomKind,
    TpeKind,
    TrialFailed,
    TrialReported,
    tune,
)
from tuner_gui.core.specs import BundledSpec
from tuner_gui.datasets.views import dataset_view

MODULE = """
import os
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

def bowl(x, y=0.0, dataset=None):
    for step in range(2):
        yield step, {"loss": x * x + y * y, "pid": os.getpid()}

def objective(trial):
    trial.report(1.0, 0)
    return trial.suggest_float("x", -1, 1) ** 2 + trial.number

ready = make_pipeline(StandardScaler(), SVC())
"""
SPACE = HyperParamSpace().add_float("x", -1, 1)


def module(folder: Path) -> Path:
    path = folder / "own.py"
    path.write_text(MODULE)
    return path


def sweep(spec: FunctionSpec | PipelineSpec, space: HyperParamSpace, **options):
    observer = InMemoryObserver()
    data: DatasetView | None = options.pop("data", None)
    budget = Budget(trials=4, concurrency=2)
    best = tune(RandomKind(), space, data, [observer], trainable=spec, budget=budget, **options)
    assert best is not None
    return best, observer


def test_that_a_function_is_swept_outside_this_process(tmp_path: Path) -> None:
    import os

    spec = FunctionSpec(path=f"{module(tmp_path)}:bowl")
    best, observer = sweep(spec, SPACE, objective=Objective("loss", "minimize"))
    assert best.metric == best.params["x"] ** 2
    assert best.metrics["pid"] != os.getpid()
    reported = [event for event in observer.events if isinstance(event, TrialReported)]
    assert len(reported) == 8


def test_that_an_objective_learns_from_tpe(tmp_path: Path) -> None:
    spec = FunctionSpec(path=f"{module(tmp_path)}:objective")
    observer = InMemoryObserver()
    best = tune(
        TpeKind(),
        SPACE,
        None,
        [observer],
        trainable=spec,
        budget=Budget(trials=4),
        objective=Objective("score", "minimize"),
    )
    assert best is not None
    assert best.number == 0
    assert best.metric == best.params["x"] ** 2


def test_that_a_name_that_the_space_lacks_fails_each_trial_with_its_name(tmp_path: Path) -> None:
    spec = FunctionSpec(path=f"{module(tmp_path)}:objective")
    observer = InMemoryObserver()
    other = HyperParamSpace().add_float("z", 0, 1)
    budget = Budget(trials=2)
    assert tune(RandomKind(), other, None, [observer], trainable=spec, budget=budget) is None
    failed = [event for event in observer.events if isinstance(event, TrialFailed)]
    messages = {event.record.error.message for event in failed if event.record.error}
    (message,) = messages
    assert message.startswith("The objective asks for x, which this trial does not have.")


def test_that_a_pipeline_is_scored_by_cross_validation(tmp_path: Path) -> None:
    spec = PipelineSpec(path=f"{module(tmp_path)}:ready", folds=2)
    space = HyperParamSpace().add_float("svc.C", 0.1, 10, log=True)
    data = dataset_view(BundledSpec(name="iris"))
    best, _ = sweep(spec, space, data=data, objective=Objective("accuracy"))
    assert best.metric > 0.9
