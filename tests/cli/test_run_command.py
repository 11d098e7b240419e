"""`tuner-gui run` and `validate` of a session whose target is a command."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import DOCUMENT
from tests.cli.program import run
from tuner_gui.core.trial import TrialState
from tuner_gui.session.file import read_session
from tuner_gui.session.naming import logs_folder

SCRIPT = """
import pathlib, sys
pathlib.Path("canary").touch()
for step in (1, 2):
    print(f"step {step}: score: {float(sys.argv[1].partition('=')[2]) * step}")
"""


@pytest.fixture
def session(folder: Path) -> Path:
    """A session beside its script."""
    place = folder / "sweeps"
    place.mkdir()
    (place / "train.py").write_text(SCRIPT)
    target = {"kind": "command", "argv": ["{python}", "train.py", "--x={x}"]}
    document = DOCUMENT | {"config": DOCUMENT["config"] | {"target": target}}
    (place / "line.tuner.json").write_text(json.dumps(document))
    return place / "line.tuner.json"


def test_that_a_command_is_shown_and_not_run_before_it_is_trusted(session: Path) -> None:
    refused = run("run", str(session))
    assert refused.returncode == 2
    assert refused.stderr == (
        f"line.tuner.json runs the command {sys.executable} train.py '--x={{x}}' "
        f"(working folder {session.parent}). If you trust it, say so with --yes.\n"
    )
    assert not (session.parent / "canary").exists()


def test_that_a_command_runs_in_the_folder_of_its_session(session: Path) -> None:
    done = run("run", str(session), "--yes", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("best score = ")
    assert (session.parent / "canary").exists()
    read = read_session(session)
    assert [record.state for record in read.records] == [TrialState.COMPLETE] * 4
    for record in read.records:
        assert record.metric == pytest.approx(record.params["x"] * 2)
    log = (logs_folder(session) / "trial-000000.log").read_text()
    assert log.startswith("step 1: score: ")


def test_that_what_each_trial_would_stumble_over_is_said_before(session: Path) -> None:
    session.write_text(session.read_text().replace("--x={x}", "--x={y}"))
    refused = run("run", str(session), "--yes")
    assert refused.returncode == 2
    assert refused.stderr.startswith(
        "The command has the placeholder {y}, but there is no parameter y."
    )
    checked = run("validate", str(session))
    assert checked.returncode == 0
    assert "valid, but it cannot run: The command has the placeholder {y}" in checked.stderr


def test_that_failing_commands_are_told_with_their_last_words(session: Path) -> None:
    (session.parent / "train.py").write_text("raise ValueError('no data')")
    done = run("run", str(session), "--yes", "--quiet")
    assert done.returncode == 1
    assert "The command exited with status 1: ValueError: no data" in done.stderr
