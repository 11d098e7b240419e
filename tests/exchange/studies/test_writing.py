"""Sweeps written as studies of Optuna: Optuna reads them, and they come back as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import optuna
import pytest

from tests.session.documents import MORNING, complete, failed, forest_session
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.errors import TuningError
from tuner_gui.core.kinds import RandomKind
from tuner_gui.core.nesting import flatten
from tuner_gui.core.objective import Objective
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.trial import TrialError, TrialRecord, TrialState
from tuner_gui.exchange.studies.files import StudyError
from tuner_gui.exchange.studies.reading import read_study
from tuner_gui.exchange.studies.writing import write_study

SESSION = forest_session(4)
PRUNED = replace(
    complete(4, 0.5), state=TrialState.PRUNED, metric=None, metrics={}, curve=((1, 0.25), (3, 0.5))
)
STOPPED = replace(failed(5), state=TrialState.STOPPED, error=TrialError("stopped", "It was."))
RECORDS = [*SESSION.records, PRUNED, STOPPED]


def test_that_optuna_reads_what_was_written(study_path: Path, open_study) -> None:
    written = write_study(study_path, SESSION.config, RECORDS)
    assert (written.name, written.added, written.known) == ("forest", 6, 0)
    study = open_study(study_path, "forest", direction="maximize").study
    assert [trial.number for trial in study.trials] == list(range(6))
    assert study.best_value == max(record.metric or 0 for record in RECORDS)
    assert study.metric_names == ["accuracy"]
    for trial, record in zip(study.trials, RECORDS, strict=True):
        assert trial.params == flatten(record.params)
        assert trial.datetime_start.astimezone() == record.started_at
    names = [trial.state.name for trial in study.trials]
    assert names == ["COMPLETE", "FAIL", "COMPLETE", "COMPLETE", "PRUNED", "FAIL"]
    assert study.trials[4].intermediate_values == {1: 0.25, 3: 0.5}


def test_that_optuna_goes_on_with_it(study_path: Path, open_study) -> None:
    write_study(study_path, SESSION.config, RECORDS)
    study = open_study(study_path, "forest", direction="maximize").study

    def objective(trial: optuna.Trial) -> float:
        trial.suggest_int("n_estimators", 20, 200, log=True)
        trial.suggest_categorical("criterion", ["gini", "entropy", None])
        return trial.suggest_float("min.impurity", 1e-5, 0.1, log=True)

    study.optimize(objective, 3)
    assert len(study.trials) == 9
    assert len(optuna.importance.get_param_importances(study)) > 0


def test_that_a_sweep_comes_back_as_it_was(study_path: Path) -> None:
    write_study(study_path, SESSION.config, RECORDS)
    imported = read_study(study_path)
    config = imported.config
    assert (config.name, config.objective) == ("forest", SESSION.config.objective)
    assert config.space["n_estimators"] == SESSION.config.space["n_estimators"]
    assert config.space["criterion"] == SESSION.config.space["criterion"]
    for back, record in zip(imported.records, RECORDS, strict=True):
        same = ("number", "params", "state", "metric", "seed", "worker", "curve")
        assert [getattr(back, name) for name in same] == [getattr(record, name) for name in same]
        assert back.duration_ms == pytest.approx(record.duration_ms, abs=0.01)
        assert back.started_at == record.started_at
    assert imported.records[0].metrics == RECORDS[0].metrics
    assert imported.records[1].error.kind == RECORDS[1].error.kind


def test_that_writing_again_adds_only_what_is_new(study_path: Path) -> None:
    write_study(study_path, SESSION.config, RECORDS[:3])
    again = write_study(study_path, SESSION.config, RECORDS)
    assert (again.added, again.known) == (3, 3)
    last = write_study(study_path, SESSION.config, RECORDS)
    assert (last.added, last.known) == (0, 6)
    twins = [*RECORDS, replace(RECORDS[0], number=6)]
    assert write_study(study_path, SESSION.config, twins).added == 1
    assert len(read_study(study_path).records) == 7


def test_that_a_study_that_was_opened_is_written_back(study_path: Path, open_study) -> None:
    file = open_study(study_path, direction="minimize")
    file.study.optimize(lambda trial: trial.suggest_float("x", 0, 1), 3)
    imported = read_study(study_path)
    new = TrialRecord(3, {"x": 0.25}, TrialState.COMPLETE, 0.25, {"value": 0.25}, 5.0, MORNING)
    written = write_study(study_path, imported.config, [*imported.records, new])
    assert (written.added, written.known) == (1, 3)
    fresh = optuna.load_study(study_name="demo", storage=file.storage)
    assert [trial.number for trial in fresh.trials] == [0, 1, 2, 3]
    assert fresh.trials[3].params == {"x": 0.25}


def config_of(space: HyperParamSpace) -> SweepConfig:
    return SweepConfig("s", None, space, RandomKind(), objective=Objective("loss", "minimize"))


def done(number: int, **params: Any) -> TrialRecord:
    return TrialRecord(number, params, TrialState.COMPLETE, 0.5, {"loss": 0.5}, 1.0, MORNING)


def test_that_any_values_come_back_exactly(study_path: Path) -> None:
    texts = ["it's", "a b", "ä\n", "", "null", "1", "日本"]
    space = (
        HyperParamSpace()
        .add_float("tiny", 5e-312, 1.0)
        .add_float("step", 0.0, 1.0, step=0.1)
        .add_int("whole", -9, 2**40, step=3)
        .add_choice("mixed", [*texts, True, 1, 2.5, None])
        .add_constant("fixed", "x y")
    )
    values = [*texts, True, 2.5, None]
    records = [
        done(n, tiny=5e-312, step=0.1 * 3, whole=-9 + 3 * n, mixed=value, fixed="x y")
        for n, value in enumerate(values)
    ]
    written = write_study(study_path, config_of(space), records)
    assert written.losses == ()
    imported = read_study(study_path)
    assert [repr(dict(each.params)) for each in imported.records] == [
        repr(each.params) for each in records
    ]
    assert imported.config.space["whole"].kind.low == -9
    assert imported.config.space["fixed"] == space["fixed"]


def test_that_what_optuna_cannot_say_is_listed(study_path: Path) -> None:
    space = (
        HyperParamSpace()
        .add_normal("bell", 0.0, 1.0)
        .add_log_normal("steep", 0.0, 1.0)
        .add_choice("size", [(1, 2), (3,)])
        .add_choice("weighted", ["a", "b"], weights=[1, 3])
        .add_constraint("bell < steep")
    )
    records = [done(0, bell=-0.5, steep=2.0, size=(1, 2), weighted="a")]
    written = write_study(study_path, config_of(space), records)
    assert [loss.split(":")[0] for loss in written.losses] == [
        *("bell", "steep", "size", "weighted"),
        "The constraints of the space",
    ]
    assert dict(read_study(study_path).records[0].params) == {
        "bell": -0.5,
        "steep": 2.0,
        "size": "[1, 2]",
        "weighted": "a",
    }


def test_that_trials_of_an_earlier_space_are_held_too(study_path: Path) -> None:
    space = HyperParamSpace().add_float("x", 0.0, 1.0, step=0.5).add_int("k", 1, 9, step=2)
    records = [done(0, x=7.25, k=4, gone="a"), done(1, x=0.5, k=20, gone="b", n=3)]
    write_study(study_path, config_of(space), records)
    assert [dict(each.params) for each in read_study(study_path).records] == [
        {"x": 7.25, "k": 4, "gone": "a"},
        {"x": 0.5, "k": 20, "gone": "b", "n": 3},
    ]


def test_that_a_study_of_the_other_direction_is_refused(study_path: Path, open_study) -> None:
    open_study(study_path, "forest", direction="minimize")
    with pytest.raises(StudyError, match="is to minimize, but the sweep maximizes"):
        write_study(study_path, SESSION.config, RECORDS)


@pytest.mark.parametrize("params", [{"n_estimators": "many"}, {"n_estimators": 0.5}])
def test_that_another_sweep_is_not_mixed_with_a_study(study_path: Path, params: Any) -> None:
    write_study(study_path, SESSION.config, RECORDS)
    space = HyperParamSpace().add_choice("n_estimators", [*params.values()])
    other = replace(SESSION.config, space=space)
    record = replace(complete(9, 0.5), params=params)
    with pytest.raises(StudyError) as caught:
        write_study(study_path, other, [record])
    assert str(caught.value) == (
        f"n_estimators of this sweep does not fit n_estimators of the study forest in "
        f"{study_path.name}. Name another study."
    )
    assert len(read_study(study_path).records) == 6
    assert write_study(study_path, other, [record], " of its own ").name == "of its own"


def test_that_tables_refuse_other_choices_and_a_journal_takes_them(study_path: Path) -> None:
    write_study(study_path, SESSION.config, RECORDS)
    space = HyperParamSpace().add_choice("criterion", ["gini", "other"])
    record = replace(complete(9, 0.5), params={"criterion": "other"})
    if study_path.suffix == ".log":
        assert write_study(study_path, replace(SESSION.config, space=space), [record]).added == 1
        return
    with pytest.raises(StudyError, match="criterion of this sweep does not fit"):
        write_study(study_path, replace(SESSION.config, space=space), [record])


def test_that_writing_can_be_stopped_between_two_trials(study_path: Path) -> None:
    def stop() -> None:
        raise TuningError("It was stopped.")

    with pytest.raises(TuningError, match="It was stopped"):
        write_study(study_path, SESSION.config, RECORDS, before_each=stop)
    assert list(study_path.parent.iterdir()) == []
    write_study(study_path, SESSION.config, RECORDS[:2])
    with pytest.raises(TuningError, match="It was stopped"):
        write_study(study_path, SESSION.config, RECORDS, before_each=stop)
    assert len(read_study(study_path).records) == 2


def test_that_no_other_file_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    path.write_text("mine")
    with pytest.raises(StudyError, match=r"mine\.db is no Optuna study"):
        write_study(path, SESSION.config, RECORDS)
    assert path.read_text() == "mine"
    with pytest.raises(StudyError, match="cannot be written"):
        write_study(path / "s.db", SESSION.config, RECORDS)


def test_that_running_trials_wait(study_path: Path) -> None:
    running = replace(complete(9, 0.5), state=TrialState.RUNNING, metric=None)
    assert write_study(study_path, SESSION.config, [running]).added == 0
    started = replace(complete(0, 0.5), started_at=MORNING + timedelta(seconds=1), duration_ms=None)
    assert write_study(study_path, SESSION.config, [started]).added == 1
