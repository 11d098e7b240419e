"""Which Python runs a script."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tuner_gui.core.specs import CommandSpec
from tuner_gui.targets.command.interpreters import find_interpreters, interpreter_of


def make_environment(home: Path) -> Path:
    (home / "bin").mkdir(parents=True)
    (home / "pyvenv.cfg").touch()
    (home / "bin/python").touch()
    return home / "bin/python"


def test_that_environments_beside_and_above_a_script_are_found(tmp_path: Path) -> None:
    scripts = tmp_path / "project/scripts"
    scripts.mkdir(parents=True)
    (scripts / "empty").mkdir()
    beside = make_environment(scripts / "env")
    above = [make_environment(tmp_path / f"project/{name}") for name in (".venv", "venv-3.12")]
    (tmp_path / "project/broken").mkdir()
    (tmp_path / "project/broken/pyvenv.cfg").touch()
    assert find_interpreters(scripts) == (beside, *above)
    assert find_interpreters(scripts, levels_up=0) == (beside,)


def test_that_a_folder_that_is_not_there_has_none_of_its_own(tmp_path: Path) -> None:
    assert find_interpreters(tmp_path / "gone") == ()


def test_that_the_chosen_interpreter_goes_before_the_own() -> None:
    assert interpreter_of(CommandSpec(argv=("{python}",))) == sys.executable
    assert interpreter_of(CommandSpec(argv=("{python}",), python="python3.13")) == "python3.13"


def test_that_a_frozen_program_takes_the_first_python_there_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    python = tmp_path / "python3"
    python.write_text("#!/bin/sh\n")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert interpreter_of(CommandSpec(argv=("{python}",))) == str(python)
