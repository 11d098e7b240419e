"""The copied line runs the same trial again in a terminal."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.targets.command.test_trial import AWKWARD
from tuner_gui.core.specs import CommandSpec
from tuner_gui.targets.command.reproduction import command_line_of
from tuner_gui.targets.surroundings import threads_per_trial

TELL = """
import json, os, sys
told = {"argv": sys.argv[1:], "cwd": os.getcwd(), "seed": os.environ.get("TUNER_SEED")}
told["own"] = os.environ.get("OWN")
told["threads"] = os.environ["OMP_NUM_THREADS"]
for word in sys.argv[1:]:
    if word.endswith(("json", "yaml", "toml")):
        told["config"] = open(word.partition("=")[2] or word).read()
print(json.dumps(told))
"""


@pytest.fixture
def told(tmp_path: Path):
    """What the program of a copied line finds around it."""
    folder = tmp_path / "a 'folder"
    folder.mkdir()
    (folder / "tell.py").write_text(TELL)

    def told(*arguments: str, params=None, **rest) -> dict:
        spec = CommandSpec(argv=("{python}", "tell.py", *arguments), cwd=str(folder), **rest)
        line = command_line_of(spec, params or {}, seed=7)
        done = subprocess.run(
            ["sh", "-c", line], cwd="/", capture_output=True, text=True, check=True, env=os.environ
        )
        assert "\n" not in line or any("\n" in str(value) for value in (params or {}).values())
        return json.loads(done.stdout)

    return told


@pytest.mark.parametrize("value", AWKWARD)
def test_that_values_reach_the_program_unchanged(told, value: str) -> None:
    found = told("{v}", "--v={v}", params={"v": value}, environment={"OWN": "x {v}"})
    assert found["argv"] == [value, f"--v={value}"]
    assert found["own"] == f"x {value}"


def test_that_it_runs_where_and_as_the_trial_did(told, tmp_path: Path) -> None:
    found = told("--x", "{gone}", "{f?--flag}", params={"f": True})
    assert found["argv"] == ["--flag"]
    assert found["cwd"] == str(tmp_path / "a 'folder")
    assert (found["seed"], found["own"]) == ("7", None)
    assert found["threads"] == os.environ.get("OMP_NUM_THREADS", str(threads_per_trial(1)))


@pytest.mark.parametrize("config_format", ["json", "yaml", "toml"])
@pytest.mark.parametrize("word", ["{config}", "--config={config}"])
def test_that_the_parameter_file_is_made_anew(told, config_format: str, word: str) -> None:
    params = {"lr": 1e-05, "net": {"act": "it's $(x)"}}
    found = told(word, params=params, config_format=config_format)
    match config_format:
        case "json":
            read = json.loads(found["config"])
        case "yaml":
            import yaml

            read = yaml.safe_load(found["config"])
        case _:
            import tomllib

            read = tomllib.loads(found["config"])
    assert read == params


def test_that_the_folder_of_the_trial_is_one_that_is_there(told) -> None:
    (folder,) = told("{folder}")["argv"]
    assert Path(folder).is_dir()


def test_that_a_plain_line_is_plain(tmp_path: Path) -> None:
    spec = CommandSpec(argv=("./go", "--lr={lr}"), cwd=str(tmp_path))
    environment = {"OMP_NUM_THREADS": "4", "PYTHONPATH": str(Path(__file__).parents[3])}
    line = command_line_of(spec, {"lr": 0.1}, environment=environment)
    assert line.endswith("./go --lr=0.1")
    assert line.startswith(f"cd {tmp_path} && ")


def test_that_what_a_script_reports_is_printed_by_the_line(tmp_path: Path) -> None:
    (tmp_path / "go.py").write_text(
        "from tuner_gui.report import report, should_stop\n"
        "report(1, loss=0.5)\nprint(should_stop())\n"
    )
    spec = CommandSpec(argv=("{python}", "go.py"), cwd=str(tmp_path))
    line = command_line_of(spec, {})
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True)
    assert done.stdout == "step=1 loss=0.5\nFalse\n"
    (tmp_path / "go.py").write_text("print(1)\n")
    assert "TUNER_GUI_REPORT" not in command_line_of(spec, {})


def test_that_a_package_that_is_found_already_is_not_named_again(tmp_path: Path) -> None:
    home = str(Path(__file__).parents[3])
    spec = CommandSpec(argv=("./go",), cwd=str(tmp_path))
    line = command_line_of(spec, {}, environment={"PYTHONPATH": f"/somewhere:{home}"})
    assert "PYTHONPATH" not in line
