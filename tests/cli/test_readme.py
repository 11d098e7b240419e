"""What the README shows of code of one's own can be typed as it stands."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import DOCUMENT
from tests.cli.program import CHECKOUT
from tuner_gui.cli import main
from tuner_gui.core.domains import Float, Int
from tuner_gui.session.file import read_session

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
CLASS, OTHERS, REPORTING, FROM_PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
(COMMAND,) = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
NEW, RUN, NEW_OF_SCRIPT, RUN_OF_SCRIPT, INSPECT = re.findall(
    r"^    tuner-gui (.*)$", README, re.MULTILINE
)


def test_that_the_class_of_the_readme_states_its_space_and_gets_its_data(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "train.py").write_text(CLASS)
    assert main([*NEW.split(), "--trials", "2"]) == 0
    session = read_session(folder / "model.tuner.json")
    assert {item.name: item.kind for item in session.config.space} == {
        "lr": Float(1e-4, 1e-1, log=True),
        "depth": Int(2, 8),
    }
    assert main([*RUN.split(), "--yes", "--quiet"]) == 0, capsys.readouterr().err
    assert capsys.readouterr().out.splitlines()[-3].startswith("best score = 0.9")


@pytest.mark.parametrize(
    ("name", "words", "names"),
    [
        ("fit", ("--metric", "accuracy", "--data", "iris"), ("lr", "penalty")),
        ("objective", ("--direction", "minimize"), ("x", "shape", "power")),
        ("pipeline", ("--data", "iris"), None),
    ],
)
def test_that_the_other_targets_of_the_readme_run(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, words: Any, names: Any
) -> None:
    (folder / "train.py").write_text(OTHERS)
    made = ["new", f"train.py:{name}", "--out", "model.tuner.json", "--trials", "2", *words]
    assert main(made) == 0
    session = read_session(folder / "model.tuner.json")
    if names is None:
        assert "svc.C" in session.config.space
    else:
        assert session.config.space.names == names
    assert main([*RUN.split(), "--yes", "--quiet"]) == 0, capsys.readouterr().err


def test_that_the_command_of_the_readme_runs_a_script_that_reports(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"name": "lr", "kind": "float", "low": 0, "high": 1},
        {"name": "opt", "kind": "choice", "values": ["sgd", "adam"]},
        {"name": "nesterov", "kind": "choice", "values": [True, False], "when": {"opt": ["sgd"]}},
    ]
    config = DOCUMENT["config"] | {
        "target": json.loads(COMMAND),
        "objective": {"metric": "loss", "direction": "minimize"},
        "space": {"revision": 1, "parameters": rows},
    }
    (folder / "train.py").write_text(REPORTING)
    (folder / "s.tuner.json").write_text(json.dumps(DOCUMENT | {"config": config}))
    assert main(["run", "s.tuner.json", "--yes", "--quiet"]) == 0, capsys.readouterr().err
    assert capsys.readouterr().out.startswith("best loss = 0.1")


def test_that_the_sweep_from_python_runs() -> None:
    names: dict[str, Any] = {}
    exec(CLASS, names)
    exec(FROM_PYTHON, names)
    assert names["best"].metric > 0.95


def test_that_the_commands_of_the_readme_run_a_script(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "train.py").write_text(
        "import argparse\n"
        "parser = argparse.ArgumentParser()\n"
        "parser.add_argument('--lr', type=float, default=0.1)\n"
        "print(f'acc={parser.parse_args().lr}')\n"
    )
    assert main([*NEW_OF_SCRIPT.split(), "--trials", "2"]) == 0
    assert main([*RUN_OF_SCRIPT.split(), "--yes", "--quiet"]) == 0, capsys.readouterr().err
    capsys.readouterr()
    assert main(INSPECT.split()) == 0
    assert [each["name"] for each in json.loads(capsys.readouterr().out)["parameters"]] == ["lr"]
