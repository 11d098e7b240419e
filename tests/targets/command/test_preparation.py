"""The files of a trial are made in its own folder, whatever a session names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.specs import CommandSpec, MetricRules
from tuner_gui.targets.command.parameter_file import parameter_file_name
from tuner_gui.targets.command.preparation import prepare

PARAMS = {"lr": 0.1, "../../victim": "../../victim", "/tmp/x": 1}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The trial's own; two levels above it is what must not be touched."""
    (tmp_path / "victim").write_text("mine")
    (tmp_path / "scratch").mkdir()
    return tmp_path / "s.tuner.d" / "trial-000000"


def prepared(folder: Path, *argv: str, file: str = ""):
    spec = CommandSpec(argv=("prog", *argv), cwd=str(folder), metrics=MetricRules(file=file))
    return prepare(spec, PARAMS, folder, folder.parents[1] / "scratch")


def test_that_parameters_name_no_files(folder: Path) -> None:
    prepared(folder, "{config}")
    assert [each.name for each in folder.iterdir()] == [parameter_file_name("json")]
    assert (folder.parents[1] / "victim").read_text() == "mine"


def test_that_a_parameter_file_is_never_written_through_a_link(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / parameter_file_name("json")).symlink_to(folder.parents[1] / "victim")
    prepared(folder, "{config}")
    assert (folder.parents[1] / "victim").read_text() == "mine"
    assert not (folder / parameter_file_name("json")).is_symlink()


@pytest.mark.parametrize("level", [0, 1])
def test_that_a_folder_that_is_a_link_is_refused(folder: Path, level: int) -> None:
    elsewhere = folder.parents[1] / "elsewhere"
    elsewhere.mkdir()
    link = [folder, folder.parent][level]
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(elsewhere)
    with pytest.raises(TrainFailure, match="it is a link to another place"):
        prepared(folder, "{config}")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("file", ["{folder}/../../victim", "{folder}/{../../victim}", "../victim"])
def test_that_no_metrics_file_outside_the_folder_is_removed(folder: Path, file: str) -> None:
    folder.mkdir(parents=True)
    prepared(folder, "{folder}", file=file)
    assert (folder.parents[1] / "victim").read_text() == "mine"


def test_that_the_metrics_file_of_an_earlier_trial_is_removed(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "m.json").write_text("{}")
    prepared(folder, "{folder}", file="{folder}/m.json")
    assert not (folder / "m.json").exists()
