"""How much memory a trial may hold, with all that it started, and what is done with one's host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.contracts.executor_contract import end_of, job
from tests.executors.pool import HEAD, hosts
from tuner_gui.core.executor import JobDone, JobLost, TrialJob
from tuner_gui.core.specs import CommandSpec
from tuner_gui.executors.local import LocalExecutor

LIMIT_MB = 200.0
HOLDER = f"""{HEAD}
import subprocess, time
kept = []

class Holder(Trial):
    def train(self, dataset):
        held = bytearray(b"x") * (self.params["mb"] * 1_000_000)
        if self.params.get("keeps"):
            kept.append(held)
        if self.params.get("waits"):
            time.sleep(60)

class Starter(Trial):
    def train(self, dataset):
        holds = "held = bytearray(b'x') * 300_000_000; import time; time.sleep(60)"
        subprocess.run([sys.executable, "-c", holds], start_new_session=True)
"""
SCRIPT = """
import subprocess, sys, time
mb, generations = int(sys.argv[1]), int(sys.argv[2])
if generations:
    subprocess.run([sys.executable, "-c", open(__file__).read().replace("__file__", repr(__file__)),
                    str(mb), str(generations - 1)], start_new_session=True)
else:
    held = bytearray(b"x") * (mb * 1_000_000)
    if mb > 100:
        time.sleep(60)
print("score=1")
"""


def limited(number: int = 0, **params) -> TrialJob:
    return replace(job(number, **params), memory_limit_mb=LIMIT_MB)


def assert_too_large(end: object) -> None:
    assert isinstance(end, JobLost), end
    assert end.error.kind == "memory"
    said = re.fullmatch(r"used (\d+) MB of the 200 MB allowed", end.error.message)
    assert said, end.error.message
    assert LIMIT_MB <= int(said[1]) < 500
    assert end.duration_ms < 20_000


def test_that_a_trial_that_holds_too_much_is_killed(make) -> None:
    executor = make(HOLDER, "Holder")
    assert_too_large(end_of(executor, limited(0, mb=300, waits=True)))
    assert isinstance(end_of(executor, limited(1, mb=10)), JobDone)
    assert isinstance(end_of(executor, job(2, mb=300)), JobDone)


def test_that_what_a_trial_started_counts_too(make) -> None:
    executor = make(HOLDER, "Starter")
    assert_too_large(end_of(executor, limited()))
    assert hosts() == []


@pytest.fixture
def command(tmp_path) -> Iterator[LocalExecutor]:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    spec = CommandSpec(argv=("{python}", str(script), "{mb}", "{generations}"), cwd=str(tmp_path))
    executor = LocalExecutor(spec, workers=1)
    yield executor
    executor.close()


@pytest.mark.parametrize("generations", [0, 2])
def test_that_a_command_counts_with_its_descendants_and_leaves_its_host(
    command, generations
) -> None:
    assert isinstance(end_of(command, limited(0, mb=1, generations=generations)), JobDone)
    before = hosts()
    assert_too_large(end_of(command, limited(1, mb=300, generations=generations)))
    assert isinstance(end_of(command, limited(2, mb=1, generations=generations)), JobDone)
    assert hosts() == before


def test_that_a_host_in_which_trials_leave_much_is_replaced_before_one_fails(make) -> None:
    executor = make(HOLDER, "Holder")
    ends = [end_of(executor, limited(number, mb=40, keeps=True)) for number in range(8)]
    pids = [end.metrics["score"] for end in ends if isinstance(end, JobDone)]
    assert len(pids) == 8, ends
    assert 1 < len(set(pids)) < 8
