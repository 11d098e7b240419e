"""Relative files of a session are found from its folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tuner_gui.core.config import SweepConfig
from tuner_gui.core.kinds import RandomKind
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import (
    BundledSpec,
    ClassSpec,
    CommandSpec,
    CsvSpec,
    EstimatorSpec,
    FunctionSpec,
    PipelineSpec,
)
from tuner_gui.targets.located import located

SPACE = HyperParamSpace().add_int("depth", 1, 9)


def test_that_files_beside_the_session_become_absolute(tmp_path: Path) -> None:
    (tmp_path / "model.py").touch()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rows.csv").touch()
    config = SweepConfig(
        "beside",
        ClassSpec(path="model.py:Model"),
        SPACE,
        RandomKind(),
        CsvSpec(path="data/rows.csv", target_column="y"),
    )
    found = located(config, tmp_path)
    assert found.target == ClassSpec(path=f"{tmp_path / 'model.py'}:Model")
    assert found.dataset == CsvSpec(path=str(tmp_path / "data/rows.csv"), target_column="y")
    assert located(found, tmp_path / "data") == found
    for kind in (FunctionSpec, PipelineSpec):
        other = located(replace(config, target=kind(path="model.py:it")), tmp_path)
        assert other.target == kind(path=f"{tmp_path / 'model.py'}:it")


def test_that_what_is_no_file_there_is_left_as_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "package").touch()
    for target in (
        ClassSpec(path="gone.py:Model"),
        ClassSpec(path="package:Model"),
        EstimatorSpec(estimator="SVC"),
        None,
    ):
        config = SweepConfig("else", target, SPACE, RandomKind(), BundledSpec(name="iris"))
        assert located(config, tmp_path) == config


def test_that_a_command_runs_in_the_folder_of_its_session(tmp_path: Path) -> None:
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").touch()
    target = CommandSpec(argv=("{python}", "train.py"), python=".venv/bin/python")
    config = SweepConfig("command", target, SPACE, RandomKind())
    found = located(config, tmp_path).target
    assert isinstance(found, CommandSpec)
    assert (found.cwd, found.python) == (str(tmp_path), str(tmp_path / ".venv/bin/python"))
    assert found.argv == target.argv
    deeper = CommandSpec(argv=("ls",), cwd="sub", python="python3.12")
    found = located(SweepConfig("command", deeper, SPACE, RandomKind()), tmp_path).target
    assert isinstance(found, CommandSpec)
    assert (found.cwd, found.python) == (str(tmp_path / "sub"), "python3.12")
