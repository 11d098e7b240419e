"""What is known again of what a sweep runs: its content, wherever that lies."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tuner_gui.core.config import SweepConfig
from tuner_gui.core.kinds import RandomKind
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import (
    BundledSpec,
    ClassSpec,
    CommandSpec,
    EstimatorSpec,
    FunctionSpec,
    NoDataSpec,
    TargetSpec,
)
from tuner_gui.core.table_specs import FlightSpec
from tuner_gui.session.trust_content import RunContent, content_of
from tuner_gui.session.trust_files import MOST_FILES
from tuner_gui.targets.located import located

SESSION = "s.tuner.json"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a script, a module that it imports, and a program."""
    home = tmp_path / "home"
    (home / "nets").mkdir(parents=True)
    (home / "train.py").write_text("import numpy\nfrom nets import (\n    small,\n)\n")
    (home / "nets" / "__init__.py").touch()
    (home / "nets" / "small.py").write_text("from . import layers\n")
    (home / "nets" / "layers.py").write_text("print(1)\n")
    (home / "other.py").write_text("print(1)\n")
    (home / "go.sh").write_text("echo 1\n")
    return home


def config(target: TargetSpec | None, space: HyperParamSpace | None = None) -> SweepConfig:
    return SweepConfig("s", target, space or HyperParamSpace(), RandomKind())


def content(
    home: Path, target: TargetSpec | None, space: HyperParamSpace | None = None
) -> RunContent:
    found = content_of(located(config(target, space), home), home / SESSION)
    assert found is not None
    return found


PYTHON = CommandSpec(argv=("{python}", "-u", "train.py", "--lr={lr}"))
TARGETS = {
    "command": PYTHON,
    "module": CommandSpec(argv=("{python}", "-m", "nets.small")),
    "class": ClassSpec(path="train.py:Net"),
    "function": FunctionSpec(path="train.py:f"),
}


def test_that_libraries_on_data_of_this_computer_are_nothing_to_ask_about() -> None:
    for target in (None, EstimatorSpec(estimator="SVC")):
        assert content_of(config(target), None) is None


def test_that_a_server_is_asked_about() -> None:
    data = FlightSpec(location="grpc://h:1", path="t", target_column="y")
    sweep = SweepConfig(
        "s", EstimatorSpec(estimator="SVC"), HyperParamSpace(), RandomKind(), dataset=data
    )
    found = content_of(sweep, None)
    assert found is not None
    assert found.rows == (("Server", "grpc://h:1"),)
    assert list(found.facts) == ["the server"]


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_that_a_copy_elsewhere_is_the_same(home: Path, target: TargetSpec) -> None:
    before = content(home, target)
    copied = Path(shutil.copytree(home, home.parent / "copy"))
    assert content(copied, target).facts == before.facts


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_that_the_text_of_each_file_that_runs_counts(home: Path, target: TargetSpec) -> None:
    before = content(home, target)
    (home / "other.py").write_text("print(2)\n")
    assert content(home, target).facts == before.facts
    (home / "nets" / "layers.py").write_text("print(2)\n")
    after = content(home, target)
    assert {name for name in after.facts if after.facts[name] != before.facts[name]} == {
        "the file nets/layers.py"
    }


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"argv": ("{python}", "train.py", "--lr={lr}", "-x")}, "the command"),
        ({"environment": {"A": "1"}}, "the environment"),
        ({"python": "/usr/bin/python3"}, "the interpreter"),
        ({"cwd": "/"}, "the working folder"),
    ],
)
def test_that_each_part_of_a_command_counts(home: Path, change: dict, name: str) -> None:
    before, after = content(home, PYTHON), content(home, PYTHON.model_copy(update=change))
    assert after.facts.get(name) != before.facts.get(name)


def test_that_an_interpreter_of_the_session_counts_by_what_it_holds(home: Path) -> None:
    spec = PYTHON.model_copy(update={"python": "python"})
    (home / "python").write_text("#!/bin/sh\n")
    before = content(home, spec)
    (home / "python").write_text("#!/bin/sh\nrm -r ~\n")
    assert content(home, spec).facts["the interpreter"] != before.facts["the interpreter"]


@pytest.mark.parametrize(
    "argv",
    [
        ("sh", "go.sh"),
        ("./go.sh",),
        ("{python}", "-c", "import other"),
        ("{python}", "-uc", "import other", "train.py"),
        ("{python}", "{script}"),
        ("{python}", "-m", "no_such_module"),
        ("{program}", "train.py"),
    ],
)
def test_that_a_program_that_may_read_anything_is_bound_to_its_folder(
    home: Path, argv: tuple[str, ...]
) -> None:
    spec = CommandSpec(argv=argv)
    before = content(home, spec)
    copied = Path(shutil.copytree(home, home.parent / "copy"))
    after = content(copied, spec)
    assert after.facts["the working folder"] != before.facts["the working folder"]


def test_that_the_files_that_a_program_is_given_count(home: Path) -> None:
    spec = CommandSpec(argv=("sh", "go.sh"))
    before = content(home, spec)
    (home / "go.sh").write_text("echo 2\n")
    assert content(home, spec).facts["the file go.sh"] != before.facts["the file go.sh"]


def test_that_texts_of_the_space_that_fill_a_program_are_shown_and_count(home: Path) -> None:
    spec = CommandSpec(argv=("sh", "-c", "{what}"))
    tame = HyperParamSpace().add_choice("what", ["ls", 1])
    wild = HyperParamSpace().add_choice("what", ["rm -r ~", 1])
    shown = dict(content(home, spec, wild).rows)
    assert "rm -r ~" in shown["{what}"]
    assert content(home, spec, tame).facts != content(home, spec, wild).facts
    argument = CommandSpec(argv=("{python}", "train.py", "{what}"))
    assert content(home, argument, tame).facts == content(home, argument, wild).facts


def test_that_texts_of_trials_count_too_since_each_may_be_run_again(home: Path) -> None:
    spec = CommandSpec(argv=("sh", "-c", "{what}"))
    sweep = located(config(spec, HyperParamSpace().add_choice("what", ["ls", 1])), home)
    before = content_of(sweep, None)
    assert before is not None
    same = content_of(sweep, None, lambda _name: ["ls", 1, 2.0, None])
    assert same == before
    other = content_of(sweep, None, lambda name: ["rm -r ~"] if name == "what" else [])
    assert other is not None
    assert "rm -r ~" in dict(other.rows)["{what}"]
    assert other.facts != before.facts


def test_that_a_program_of_too_many_files_is_bound_to_its_folder(home: Path) -> None:
    names = [f"m{number}" for number in range(MOST_FILES)]
    for name in names:
        (home / f"{name}.py").touch()
    (home / "train.py").write_text("\n".join(f"import {name}" for name in names))
    before = content(home, PYTHON)
    copied = Path(shutil.copytree(home, home.parent / "copy"))
    after = content(copied, PYTHON)
    assert {name for name in after.facts if after.facts[name] != before.facts[name]} == {
        "the folder of the code"
    }


def test_that_what_takes_the_place_of_a_library_counts(home: Path) -> None:
    before = content(home, PYTHON)
    (home / "json.py").write_text("print(1)\n")
    after = content(home, PYTHON)
    assert set(after.facts) - set(before.facts) == {"the file json.py"}


def test_that_a_module_of_the_working_folder_counts_by_its_text(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    spec = ClassSpec(path="nets.small:Net")
    before = content(home, spec)
    assert ("Module", "nets.small") in before.rows
    assert "the file nets/layers.py" in before.facts
    (home / "nets" / "__init__.py").write_text("print(1)\n")
    assert content(home, spec).facts != before.facts


def test_that_an_installed_module_is_found_without_importing_it(home: Path) -> None:
    found = content(home, ClassSpec(path="xml.dom.minidom:Node"))
    assert "the module xml.dom.minidom" in found.facts
    found = content(home, ClassSpec(path="no_such_module_at_all.x:Node"))
    assert "the working folder" in found.facts


def test_that_no_row_can_hide_part_of_itself(home: Path) -> None:
    spec = CommandSpec(argv=("sh", "x\x1b[2K\r\n\u202e"), environment={"A": "\n\nharmless"})
    assert all(text.isprintable() for _, text in content(home, spec).rows)


def test_that_neither_devices_nor_missing_files_hold_it_up(home: Path) -> None:
    for path in ("/dev/zero", "no-such.py", "."):
        assert content(home, CommandSpec(argv=("{python}", path))).facts
        assert content(home, ClassSpec(path=f"{path}.py:x")).facts


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_that_a_pipe_or_a_device_in_the_place_of_an_import_holds_nothing_up(home: Path) -> None:
    (home / "train.py").write_text("import pipe, device\n")
    os.mkfifo(home / "pipe.py")
    (home / "device.py").symlink_to("/dev/zero")
    names = set(content(home, PYTHON).facts)
    assert {"the file pipe.py", "the file device.py"} <= names


def test_that_data_of_this_computer_do_not_count(home: Path) -> None:
    sweep = located(config(PYTHON), home)
    others = SweepConfig(
        "s", sweep.target, sweep.space, RandomKind(), dataset=BundledSpec(name="iris")
    )
    assert isinstance(sweep.dataset, NoDataSpec)
    assert content_of(sweep, None) == content_of(others, None)
