"""Sweeps in MLflow, read back by MLflow's own client from its own stores."""

from __future__ import annotations

import logging
import os
import shutil
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.session.documents import complete, failed, forest_session
from tuner_gui.core.budget import Budget
from tuner_gui.core.errors import TuningError
from tuner_gui.core.events import (
    FinishReason,
    TrialCompleted,
    TrialReported,
    TrialStarted,
    TuningFinished,
)
from tuner_gui.core.kinds import RandomKind
from tuner_gui.core.objective import Objective
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.trial import TrialState
from tuner_gui.exchange.errors import ExportError
from tuner_gui.exchange.tracking.observer import MlflowObserver, log_trials
from tuner_gui.exchange.tracking.place import client_for, place_of
from tuner_gui.sweep.tuning import tune

CONFIG = forest_session(0).config

# of what MLflow itself uses; its SQLite store leaves connections to the collector
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning"
)


@pytest.fixture(autouse=True, scope="module")
def _mlflow_imported() -> None:
    with warnings.catch_warnings():  # MLflow's own, of what it imports
        warnings.simplefilter("ignore")
        import mlflow  # noqa: F401


class Runs:
    """What MLflow says of a place."""

    def __init__(self, place: str | Path, experiment: str = "forest") -> None:
        self.client = client_for(place)
        found = self.client.get_experiment_by_name(experiment)
        runs = self.client.search_runs([found.experiment_id], order_by=["attributes.start_time"])
        self.parents = [run for run in runs if "mlflow.parentRunId" not in run.data.tags]
        self.parent = self.parents[0]
        inner = [run for run in runs if "mlflow.parentRunId" in run.data.tags]
        self.trials = sorted(inner, key=lambda run: int(run.data.tags["trial"]))

    def curve(self, run: Any, name: str) -> list[tuple[int, float]]:
        history = self.client.get_metric_history(run.info.run_id, name)
        return sorted((each.step, each.value) for each in history)


@pytest.fixture(params=["mlruns", "mlflow.db"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / request.param


def test_that_a_finished_sweep_is_a_parent_with_its_trials(tmp_path: Path) -> None:
    pruned = replace(
        complete(4, 0.5), state=TrialState.PRUNED, metric=None, curve=((1, 0.25), (3, 0.5))
    )
    records = [*forest_session(4).records, pruned]
    run_id = log_trials(CONFIG, records, tmp_path / "mlruns")
    runs = Runs(tmp_path / "mlruns")
    assert runs.parent.info.run_id == run_id
    assert {run.data.tags["mlflow.parentRunId"] for run in runs.trials} == {run_id}
    assert [run.info.status for run in runs.trials] == [
        *("FINISHED", "FAILED", "FINISHED", "FINISHED", "KILLED")
    ]
    assert [run.data.tags["state"] for run in runs.trials][-1] == "pruned"
    assert runs.trials[0].data.params == {
        "n_estimators": "20",
        "criterion": "gini",
        "min.impurity": "1e-05",
    }
    assert runs.trials[0].data.metrics == {"accuracy": 0.9, "fit_s": 0.5}
    assert runs.trials[1].data.tags["error"] == failed(1).error.sentence
    assert runs.curve(runs.trials[4], "accuracy")[:2] == [(1, 0.25), (3, 0.5)]
    first = runs.trials[0].info
    assert first.start_time == int(records[0].started_at.timestamp() * 1000)
    assert first.end_time - first.start_time == int(records[0].duration_ms)


def test_that_the_parent_has_the_best_so_far_and_the_best_parameters(tmp_path: Path) -> None:
    records = [complete(0, 0.5), complete(1, 0.25), complete(2, 0.75)]
    log_trials(CONFIG, records, tmp_path / "mlruns")
    runs = Runs(tmp_path / "mlruns")
    assert runs.curve(runs.parent, "best accuracy") == [(0, 0.5), (2, 0.75)]
    assert runs.parent.data.tags["best trial"] == "2"
    params = runs.parent.data.params
    assert params["best n_estimators"] == "22"
    assert params["best min.impurity"] == "1e-05"
    assert (params["target"], params["data"]) == ("RandomForestClassifier", "iris")
    assert (params["direction"], params["seed"]) == ("maximize", "7")
    assert runs.parent.info.status == "FINISHED"


class Quadratic:
    def __init__(self, params) -> None:
        self.x = params["x"]

    def train(self, dataset, report) -> None:
        for step in range(3):
            report(step, loss=self.x + step)

    def validate(self, dataset) -> dict[str, float]:
        return {"loss": self.x**2, "other": 1.0}


def test_that_a_sweep_is_logged_while_it_runs(place: Path) -> None:
    space = HyperParamSpace().add_float("x", -1, 1)
    config = replace(CONFIG, name="live", space=space, objective=Objective("loss", "minimize"))
    with MlflowObserver(config, place) as observer:
        best = tune(
            RandomKind(seed=1),
            space,
            None,
            [observer],
            trainable=Quadratic,
            budget=Budget(trials=4),
            objective=config.objective,
        )
    runs = Runs(place, "live")
    assert len(runs.trials) == 4
    for run in runs.trials:
        x = float(run.data.params["x"])
        assert runs.curve(run, "loss")[:3] == [(0, x), (1, x + 1), (2, x + 2)]
        assert run.data.metrics == {"loss": x**2, "other": 1.0}
    assert float(runs.parent.data.params["best x"]) == best.params["x"]
    assert runs.parent.data.metrics["best loss"] == best.metric


def test_that_each_sweep_is_a_run_of_its_own(tmp_path: Path) -> None:
    for _ in range(2):
        log_trials(CONFIG, [complete(0, 0.5)], tmp_path / "mlruns")
    assert len(Runs(tmp_path / "mlruns").parents) == 2


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        (FinishReason.BUDGET, "FINISHED"),
        (FinishReason.ABORTED, "KILLED"),
        (FinishReason.ERROR, "FAILED"),
    ],
)
def test_that_the_end_of_the_sweep_is_that_of_its_run(
    tmp_path: Path, reason: FinishReason, status: str
) -> None:
    running = replace(complete(3, 0.5), state=TrialState.RUNNING, metric=None, metrics={})
    with MlflowObserver(CONFIG, tmp_path / "mlruns") as observer:
        observer.on_event(TrialStarted(running))
        observer.on_event(TuningFinished(None, reason, "It ended."))
    runs = Runs(tmp_path / "mlruns")
    assert (runs.parent.info.status, runs.parent.data.tags["end"]) == (status, "It ended.")
    assert runs.trials[0].info.status == "KILLED"


def test_that_odd_names_and_values_arrive(tmp_path: Path) -> None:
    params = {"a/../b": "x\ny", "größe": (1, "z"), "%$": 5e-324, "none": None, "long": "v" * 9_000}
    metrics = {"accuracy": 0.5, "loss/val": 1.0, "odd": float("nan")}
    record = replace(complete(0, 0.5), params=params, metrics=metrics)
    log_trials(replace(CONFIG, name="../x: y"), [record], tmp_path / "mlruns")
    run = Runs(tmp_path / "mlruns", "_x: y").trials[0]
    assert run.data.params["größe"] == '[1, "z"]'
    assert run.data.params["a_.._b"] == "x\ny"
    assert float(run.data.params["__"]) == 5e-324
    assert len(run.data.params["long"]) == 6_000
    assert run.data.metrics == {"accuracy": 0.5, "loss_val": 1.0}
    assert [path.name for path in tmp_path.iterdir()] == ["mlruns"]


def test_that_a_store_that_vanishes_does_not_end_the_sweep(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with MlflowObserver(CONFIG, tmp_path / "mlruns") as observer:
        shutil.rmtree(tmp_path / "mlruns")
        with caplog.at_level(logging.WARNING):
            for number in range(3):
                observer.on_event(TrialStarted(complete(number, 0.5)))
                observer.on_event(TrialReported(number, 1, {"accuracy": 0.5}))
                observer.on_event(TrialCompleted(complete(number, 0.5)))
            observer.on_event(TuningFinished(None, FinishReason.BUDGET))
            observer.close()
    own = [each for each in caplog.messages if "MLflow cannot be written to" in each]
    assert len(own) == 1


def test_that_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ExportError, match="MLflow cannot write to"):
        MlflowObserver(CONFIG, tmp_path / "file" / "mlruns")


def test_that_mlflow_is_told_to_send_nothing(tmp_path: Path) -> None:
    before = os.environ.get("MLFLOW_ALLOW_FILE_STORE")
    log_trials(CONFIG, [], tmp_path / "mlruns")
    assert os.environ["MLFLOW_DISABLE_TELEMETRY"] == "true"
    assert os.environ.get("MLFLOW_ALLOW_FILE_STORE") == before


def test_that_an_experiment_can_be_named(tmp_path: Path) -> None:
    log_trials(CONFIG, [complete(0, 0.5)], tmp_path / "mlruns", " mine ")
    with MlflowObserver(CONFIG, tmp_path / "mlruns", "mine") as observer:
        observer.on_event(TuningFinished(None, FinishReason.BUDGET))
    runs = Runs(tmp_path / "mlruns", "mine")
    assert [run.info.run_name for run in runs.parents] == ["forest", "forest"]


def test_that_a_place_that_is_opened_later_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    observer = MlflowObserver(CONFIG, tmp_path / "file" / "mlruns", opens_later=True)
    assert (observer.trouble, observer.is_writing) == ("", True)
    observer.on_event(TrialStarted(complete(0, 0.5)))
    observer.on_event(TuningFinished(None, FinishReason.BUDGET))
    observer.close()
    assert observer.trouble.startswith("MLflow cannot write to")
    assert not observer.is_writing


def test_that_a_sweep_that_never_began_leaves_no_run(tmp_path: Path) -> None:
    observer = MlflowObserver(CONFIG, tmp_path / "mlruns", opens_later=True)
    observer.end()
    observer.close()
    assert (observer.trouble, observer.is_writing) == ("", False)
    assert not (tmp_path / "mlruns").exists()


def test_that_a_server_that_is_not_there_is_said_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    with pytest.raises(ExportError) as caught:
        MlflowObserver(CONFIG, "http://127.0.0.1:9")
    assert caught.value.message == (
        "MLflow cannot write to http://127.0.0.1:9: no server answers there."
    )
    with pytest.raises(ExportError, match="MLflow knows no such kind of address"):
        MlflowObserver(CONFIG, "htp://127.0.0.1:9")


def test_that_mlflow_tries_for_a_minute_at_most_all_through_a_sweep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mlflow.environment_variables import (
        MLFLOW_HTTP_REQUEST_MAX_RETRIES as RETRIES,
    )
    from mlflow.environment_variables import (
        MLFLOW_HTTP_REQUEST_TIMEOUT as TIMEOUT,
    )

    client_for(tmp_path / "mlruns")  # what is set once and for all
    for variable in (RETRIES, TIMEOUT):
        monkeypatch.delenv(variable.name, raising=False)
    before, seen = dict(os.environ), []
    records = [complete(number, 0.5) for number in range(2)]

    def before_each() -> None:
        seen.append((RETRIES.get(), TIMEOUT.get()))
        assert dict(os.environ) == before, "a trial that starts now would inherit it"

    log_trials(CONFIG, records, tmp_path / "mlruns", before_each=before_each)
    assert seen == [(2, 20)] * 2
    monkeypatch.setenv(RETRIES.name, "5")
    client_for(tmp_path / "mlruns")
    assert RETRIES.get() == 5


def test_that_an_older_mlflow_needs_no_leave_for_its_file_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_for(tmp_path / "mlruns")
    monkeypatch.delattr("mlflow.environment_variables.MLFLOW_ALLOW_FILE_STORE")
    client_for(tmp_path / "mlruns")


def test_that_the_environment_is_left_alone_while_a_client_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mlflow import MlflowClient

    client_for(tmp_path / "mlruns")
    before, seen = dict(os.environ), []

    def made(*words: Any, **more: Any) -> MlflowClient:
        seen.append(dict(os.environ))
        return MlflowClient(*words, **more)

    monkeypatch.setattr("mlflow.MlflowClient", made)
    client_for(tmp_path / "mlruns")
    assert seen == [before]


def test_that_logging_can_be_stopped_between_two_trials(tmp_path: Path) -> None:
    calls = iter([None, TuningError("It was stopped.")])

    def before_each() -> None:
        if error := next(calls):
            raise error

    records = [complete(number, 0.5) for number in range(3)]
    with pytest.raises(TuningError, match="It was stopped"):
        log_trials(CONFIG, records, tmp_path / "mlruns", before_each=before_each)
    runs = Runs(tmp_path / "mlruns")
    assert (runs.parent.info.status, len(runs.trials)) == ("KILLED", 1)


@pytest.mark.parametrize("name", ["a?b.db", "a#b.db", "a%20b.db", "a?b/c.db"])
def test_that_a_file_that_mlflow_would_take_for_another_is_refused(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(ExportError, match=r"MLflow takes the “.” in .* for a part of an address"):
        place_of(name, tmp_path)
    with pytest.raises(ExportError, match="for a part of an address"):
        log_trials(CONFIG, [], tmp_path / name)
    assert list(tmp_path.iterdir()) == []
    assert place_of("a?b#c%20d", tmp_path) == tmp_path / "a?b#c%20d"
