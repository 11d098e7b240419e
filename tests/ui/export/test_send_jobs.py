"""What the export dialog says and does of other tools, without a dialog; files of Optuna itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import optuna
import pytest

from tests.session.documents import complete, failed, forest_session
from tuner_gui.core.errors import TuningError
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.exchange.errors import ExportError
from tuner_gui.exchange.studies.reading import read_study
from tuner_gui.exchange.tracking import place
from tuner_gui.ui.export.send_jobs import SendProgress, StudyJob, TrackingJob, send_offers

CONFIG = forest_session(0).config
RUNNING = replace(complete(3, 0.5), state=TrialState.RUNNING, metric=None, metrics={})
STORE = TrialStore.of(CONFIG.objective, [complete(0, 0.5), failed(1), complete(2, 0.75), RUNNING])


@pytest.fixture(params=["s.db", "s.log"])
def job(request: pytest.FixtureRequest, tmp_path: Path) -> StudyJob:
    optuna.logging.set_verbosity(optuna.logging.CRITICAL)
    return StudyJob(STORE, CONFIG, tmp_path / request.param)


def test_that_a_study_is_told_before_it_is_written(job: StudyJob) -> None:
    preview = job.preview()
    lines = preview.text.splitlines()
    assert lines[:4] == [
        "study       forest",
        "objective   accuracy, to maximize",
        "trials      2 complete, 1 failed",
        "left out    1 still running",
    ]
    assert lines[5].startswith("n_estimators   IntDistribution(")
    assert "Not quite" not in preview.text
    assert preview.note == f"{job.path.name} is made, with this study in it."
    assert not job.path.exists()
    assert job.count == 3


def test_that_what_optuna_cannot_say_is_told(job: StudyJob) -> None:
    space = CONFIG.space.add_normal("bell", 0.0, 1.0)
    text = replace(job, config=replace(CONFIG, space=space)).preview().text
    assert "Not quite the same in Optuna:\n\nbell: a bell;" in text


def test_that_a_study_is_written_once(job: StudyJob) -> None:
    progress = SendProgress()
    assert job.send(progress) == f"3 trials added to the study forest in {job.path.name}."
    assert progress.done == 3
    assert [each.number for each in read_study(job.path).records] == [0, 1, 2]
    again = job.send(SendProgress())
    assert again == f"The study forest in {job.path.name} has all 3 trials already."
    more = TrialStore.of(CONFIG.objective, [*map(STORE.record, range(3)), complete(4, 0.25)])
    said = replace(job, store=more).send(SendProgress())
    assert said == f"1 trial added to the study forest in {job.path.name}; 3 were there."


def test_that_a_file_with_studies_says_what_becomes_of_them(job: StudyJob) -> None:
    job.send(SendProgress())
    note = job.preview().note
    assert note.startswith(f"{job.path.name} has a study forest already: the trials that it lacks")
    other = replace(job, name="mine")
    assert other.preview().note == (
        f"{job.path.name} has a study that stays as it is; this one comes beside."
    )
    other.send(SendProgress())
    third = replace(job, name="third").preview().note
    assert third == f"{job.path.name} has 2 studies that stay as they are; this one comes beside."


def test_that_no_other_file_is_offered_to_be_overwritten(job: StudyJob, tmp_path: Path) -> None:
    job.path.write_text("mine")
    with pytest.raises(TuningError, match=r"is no Optuna study\. Name another file"):
        job.preview()
    with pytest.raises(TuningError, match="is no Optuna study"):
        replace(job, path=tmp_path).preview()


def test_that_a_stopped_job_says_how_far_it_came(job: StudyJob) -> None:
    progress = SendProgress()
    progress.step()
    progress.stop()
    with pytest.raises(TuningError, match=r"^Stopped after 1 trial\.$"):
        job.send(progress)
    assert not job.path.exists()


def test_that_a_sweep_without_parameters_and_trials_is_said_too(tmp_path: Path) -> None:
    config = replace(CONFIG, name="", space=HyperParamSpace())
    job = StudyJob(TrialStore(CONFIG.objective), config, tmp_path / "s.db")
    assert job.preview().text.splitlines()[0] == "study       sweep"
    assert "none has ended yet" in job.preview().text


def test_that_mlflow_is_told_what_it_will_get(tmp_path: Path) -> None:
    job = TrackingJob(STORE, CONFIG, "mlruns", tmp_path, " mine ")
    assert job.preview().text.splitlines() == [
        "experiment   mine",
        "run          forest",
        "objective    accuracy, to maximize",
        "trials       2 complete, 1 failed",
        "left out     1 still running",
        "best         trial 2, accuracy 0.7500",
    ]
    assert not (tmp_path / "mlruns").exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "It is not said where MLflow keeps its runs."),
        ("http://me:secret@host:5000", "An address with a password in it is neither shown nor"),
    ],
)
def test_that_a_place_that_cannot_be_is_said(tmp_path: Path, typed: str, sentence: str) -> None:
    with pytest.raises(ExportError) as caught:
        TrackingJob(STORE, CONFIG, typed, tmp_path).preview()
    assert str(caught.value).startswith(sentence)
    assert "secret" not in str(caught.value)


def test_that_a_place_is_an_address_or_a_path(tmp_path: Path) -> None:
    assert place.place_of(" http://me@host:5000/x ", tmp_path) == "http://me@host:5000/x"
    assert place.place_of("runs", tmp_path) == tmp_path / "runs"
    assert place.place_of("~/runs", tmp_path) == Path.home() / "runs"
    assert place.place_of("/else/runs", tmp_path) == Path("/else/runs")


def test_that_a_missing_mlflow_is_said_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "find_spec", lambda _name: None)
    with pytest.raises(ExportError, match=r"pip install 'tuner-gui\[mlflow\]'"):
        TrackingJob(STORE, CONFIG, "mlruns", tmp_path).preview()


def test_that_all_formats_go_into_no_clipboard() -> None:
    assert [(each.title, each.can_copy) for each in send_offers()] == [
        ("Optuna study", False),
        ("MLflow", False),
    ]
