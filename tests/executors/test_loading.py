"""Targets that load, load slowly or not at all, and hosts that do not start."""

from __future__ import annotations

import sys

import pytest

from tests.contracts.executor_contract import end_of, job, run
from tests.executors.pool import HEAD, hosts
from tuner_gui.core.executor import JobDone, JobFailed, JobLost, JobStarted
from tuner_gui.core.specs import BundledSpec, ClassSpec
from tuner_gui.executors.local import LocalExecutor

BAD_TARGETS = {
    "no file": (None, "Trial", "There is no file"),
    "no class": (HEAD, "Trail", "There is no class Trail in"),
    "syntax": ("def f(:\n", "Trial", "There is a syntax error in line 1"),
    "import": ("import nothing_of_this_name\n", "Trial", "there is no module nothing_of_this"),
    "raises": ("raise OSError('no disk')\n", "Trial", "failed: OSError: no disk"),
    "exits": ("raise SystemExit(2)\n", "Trial", "ended the program"),
}


@pytest.mark.parametrize("case", BAD_TARGETS)
def test_that_a_target_that_cannot_be_loaded_fails_each_trial_and_ends_no_host(case, make) -> None:
    text, name, sentence = BAD_TARGETS[case]
    executor = make(text or "", name)
    if text is None:
        executor = LocalExecutor(ClassSpec(path="/nowhere/target.py:Trial"), workers=1)
    ends = [end_of(executor, job(number)) for number in range(3)]
    for end in ends:
        assert isinstance(end, JobFailed)
        assert sentence in end.error.message
        assert "\n" not in end.error.message
    assert len(hosts()) == 1
    executor.close()


def test_that_a_target_dying_at_import_costs_one_trial_at_a_time(make) -> None:
    executor = make("import os; os._exit(4)")
    for number in range(2):
        started, end = run(executor, job(number))
        assert isinstance(started, JobStarted)
        assert isinstance(end, JobLost)
        assert end.error.message == "the worker exited with status 4"
    assert hosts() == []


def test_that_loading_has_its_own_time_limit(make) -> None:
    executor = make("import signal; signal.pause()", load_s=1.0, cooperative_s=0.01)
    *_, end = run(executor, job(timeout_s=0.001))
    assert isinstance(end, JobLost)
    assert end.error.kind == "timeout"
    assert end.error.message == "the target was not loaded after 1 s"


def test_that_a_slow_import_does_not_count_as_time_of_the_trial(make) -> None:
    executor = make(f"import threading; threading.Event().wait(0.5)\n{HEAD}")
    *_, end = run(executor, job(timeout_s=0.3))
    assert isinstance(end, JobDone)
    assert end.duration_ms < 300


def test_that_a_host_that_cannot_be_started_says_so(make, monkeypatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    executor = make()
    for number in range(2):
        started, end = run(executor, job(number))
        assert isinstance(started, JobStarted)
        assert isinstance(end, JobLost)
        assert end.error.message.startswith("the worker cannot be started: ")
        assert "/nowhere/python" in end.error.message


def test_that_an_interpreter_that_fails_at_once_costs_one_trial_at_a_time(
    make, monkeypatch, tmp_path
) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho broken >&2\nexit 9\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    executor = make()
    started, logged, end = run(executor, job())
    assert isinstance(started, JobStarted)
    assert logged.data == b"broken\n"
    assert end.error.message == "the worker exited with status 9"


def test_that_modules_of_the_working_folder_can_be_targets(tmp_path, monkeypatch) -> None:
    package = tmp_path / "models" / "deep"
    package.mkdir(parents=True)
    (package / "net.py").write_text(HEAD)
    monkeypatch.chdir(tmp_path)
    for path in ("models.deep.net:Trial", "models/deep/net.py:Trial"):
        executor = LocalExecutor(ClassSpec(path=path), workers=1)
        assert isinstance(end_of(executor, job()), JobDone)
        executor.close()


def test_that_a_trial_opens_its_dataset(make, tmp_path) -> None:
    file = tmp_path / "target.py"
    file.write_text(f"{HEAD}\nTrial.validate = lambda self, dataset: dataset.open().target.size")
    executor = LocalExecutor(ClassSpec(path=f"{file}:Trial"), BundledSpec(name="iris"), workers=1)
    assert end_of(executor, job()).metrics == {"score": 150.0}
    executor.close()
