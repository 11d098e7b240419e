"""Studies of Optuna read as sweeps: what Optuna wrote, in both kinds of files."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import warnings
from contextlib import closing
from pathlib import Path

import optuna
import pytest

from tests.session.documents import forest_session
from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.core.errors import TuningError
from tuner_gui.core.kinds import TpeKind
from tuner_gui.core.nesting import flatten
from tuner_gui.core.objective import Direction
from tuner_gui.core.trial import TrialState
from tuner_gui.exchange.studies.files import StudyError, StudyKind, study_kind, study_names
from tuner_gui.exchange.studies.reading import read_study
from tuner_gui.exchange.studies.writing import write_study
from tuner_gui.strategies.factory import TunerFactory


def objective(trial: optuna.Trial) -> float:
    lr = trial.suggest_float("lr", 1e-5, 1, log=True)
    model = trial.suggest_categorical("model", ["svm", "forest", None])
    if model == "forest":
        trial.suggest_int("forest.depth", 1, 9, step=2)
    trial.suggest_categorical("fixed", [3])
    trial.report(lr, 1)
    trial.report(lr / 2, 5)
    trial.set_user_attr("seconds", 0.5)
    trial.set_user_attr("note", "hi")
    if trial.number == 2:
        raise optuna.TrialPruned
    if trial.number == 3:
        raise ValueError("bad")
    return lr


@pytest.fixture
def demo(open_study, study_path: Path):
    sampler = optuna.samplers.RandomSampler(seed=1)  # each model is drawn
    file = open_study(study_path, direction="minimize", sampler=sampler)
    file.study.optimize(objective, 12, catch=(ValueError,))
    return file


def digest(path: Path) -> dict[str, str]:
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in path.parent.iterdir()
    }


def test_that_the_trials_are_those_of_the_study(demo) -> None:
    imported = read_study(demo.path)
    trials = demo.study.trials
    assert [record.number for record in imported.records] == list(range(12))
    for record, trial in zip(imported.records, trials, strict=True):
        assert flatten(record.params) == trial.params
        assert record.metrics["seconds"] == 0.5
        assert record.started_at == trial.datetime_start.astimezone()
        assert record.duration_ms == trial.duration.total_seconds() * 1000
    states = [TrialState.COMPLETE, TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAILED]
    assert [record.state for record in imported.records[:4]] == states
    assert imported.records[0].metric == trials[0].value
    pruned = imported.records[2]
    assert pruned.metric is None
    assert pruned.curve == tuple(trials[2].intermediate_values.items())
    assert imported.records[3].error is not None


def test_that_the_sweep_is_that_of_the_study(demo) -> None:
    config = read_study(demo.path).config
    assert (config.name, config.target) == ("demo", None)
    assert config.objective.direction is Direction.MINIMIZE
    space = config.space
    assert space["lr"].kind == Float(1e-5, 1, log=True)
    assert space["model"].kind == Choice(["svm", "forest", None])
    assert space["forest.depth"].kind == Int(1, 9, step=2)
    assert space["fixed"].kind == Constant(3)
    assert [each.parent for each in space["forest.depth"].conditions] == ["model"]
    assert space["forest.depth"].conditions[0].values == ("forest",)
    assert config.budget.trials == 12 + 50


def test_that_what_is_not_quite_the_same_is_said(demo) -> None:
    demo.study.enqueue_trial({"lr": 0.5})
    notes = read_study(demo.path).notes
    assert "forest.depth: is in trials only where model is forest; here too." in notes
    assert "note: no number in 12 trials, so it is left out." in notes
    assert f"{demo.path.name}: 1 trial that waits to be run is left out." in notes


def test_that_a_sweep_can_go_on_from_all_of_them(demo) -> None:
    imported = read_study(demo.path)
    assert all(imported.config.space.contains(record.params) for record in imported.records)
    strategy = TunerFactory.create(
        TpeKind(seed=3), imported.config.space, imported.config.objective
    )
    strategy.resume(imported.records, 12)
    params = strategy.ask()
    assert imported.config.space.contains(params)


def test_that_reading_changes_nothing(demo) -> None:
    demo.close()
    before = digest(demo.path)
    read_study(demo.path)
    assert digest(demo.path) == before
    demo.path.chmod(0o400)
    read_study(demo.path)
    shutil.copyfile(demo.path, demo.path.with_name("100% of?it#.db"))
    assert len(read_study(demo.path.with_name("100% of?it#.db")).records) == 12


def test_that_a_running_trial_counts_as_stopped(demo) -> None:
    demo.study.ask()
    assert read_study(demo.path).records[-1].state is TrialState.STOPPED


def test_that_one_of_several_studies_is_chosen_by_name(demo, open_study) -> None:
    assert study_names(demo.path) == ("demo",)
    other = open_study(demo.path, "second study", direction="maximize")
    other.study.optimize(lambda trial: trial.suggest_int("k", 1, 3), 2)
    assert study_names(demo.path) == ("demo", "second study")
    imported = read_study(demo.path, "second study")
    assert imported.config.name == "second study"
    assert imported.config.objective.is_maximized
    with pytest.raises(StudyError, match=r"holds 2 studies\. Name one of demo, second study"):
        read_study(demo.path)
    with pytest.raises(StudyError, match="holds no study third"):
        read_study(demo.path, "third")
    optuna.delete_study(study_name="demo", storage=demo.storage)
    assert study_names(demo.path) == ("second study",)


def test_that_of_several_objectives_the_first_decides(open_study, study_path: Path) -> None:
    file = open_study(study_path, directions=["maximize", "minimize"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
        file.study.set_metric_names(["accuracy", "size"])
    file.study.optimize(lambda trial: (trial.suggest_float("x", 0, 1), 3.0), 2)
    imported = read_study(study_path)
    assert imported.config.objective.metric == "accuracy"
    assert imported.records[0].metrics["size"] == 3.0
    assert f"{study_path.name}: accuracy decides; size is a metric beside it." in imported.notes


def test_that_a_range_that_grew_is_all_of_it(open_study, study_path: Path) -> None:
    file = open_study(study_path)
    file.study.optimize(lambda trial: trial.suggest_float("x", 0, 1), 2)
    file.study.optimize(lambda trial: trial.suggest_float("x", -5, 0.5), 2)
    imported = read_study(study_path)
    assert imported.config.space["x"].kind == Float(-5, 1)
    assert any(note.startswith("x: its range differs") for note in imported.notes)


def test_that_a_study_without_trials_is_an_empty_sweep(open_study, study_path: Path) -> None:
    open_study(study_path)
    imported = read_study(study_path)
    assert (len(imported.config.space), imported.records) == (0, ())


def test_that_an_infinite_value_is_no_metric(open_study, study_path: Path) -> None:
    file = open_study(study_path)
    file.study.optimize(lambda trial: trial.suggest_float("x", 0, 1) + float("inf"), 1)
    assert read_study(study_path).records[0].state is TrialState.FAILED


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "f.db is no Optuna study."),
        (b'{"format_version": 1}', "f.db is no Optuna study."),
        (b"SQLite format 3\0 and then nothing", "f.db cannot be read: "),
        (b'{"op_code":0,"worker_id":"x"}\n{torn "study_name"', "f.db is no journal"),
        (b"[" * 60_000, "f.db is no Optuna study."),
    ],
)
def test_that_another_file_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "f.db"
    path.write_bytes(content)
    with pytest.raises(StudyError) as caught:
        read_study(path)
    assert str(caught.value).startswith(sentence)
    assert path.read_bytes() == content


def test_that_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE notes (text)")
        database.commit()
    before = path.read_bytes()
    with pytest.raises(StudyError, match="is a database, but holds no Optuna study"):
        read_study(path)
    assert path.read_bytes() == before
    assert study_kind(path) is StudyKind.SQLITE
    with pytest.raises(StudyError, match="There is no file"):
        read_study(tmp_path / "none.db")


def test_that_a_damaged_file_is_a_value_or_one_sentence(tmp_path: Path, study_path: Path) -> None:
    session = forest_session(3)
    write_study(study_path, session.config, session.records)
    sound = study_path.read_bytes()
    rng = random.Random(5)
    said = []
    for _ in range(40):
        damaged = bytearray(sound)
        for _ in range(rng.randint(1, 8)):
            damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        study_path.write_bytes(damaged[: rng.choice([len(sound), rng.randrange(len(sound))])])
        try:
            read_study(study_path)
        except TuningError as error:
            said.append(str(error))
    assert said
    assert all("\n" not in sentence and len(sentence) < 260 for sentence in said)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_that_nobody_waits_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.db")
    assert study_kind(tmp_path / "pipe.db") is None
    with pytest.raises(StudyError, match=r"pipe\.db is no Optuna study"):
        study_names(tmp_path / "pipe.db")
