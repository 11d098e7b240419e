"""Commands that hang, flood, or leave programs behind: each costs its own trial only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.contracts.executor_contract import ENDS, end_of, receive_until, run
from tests.executors.pool import hosts
from tests.faults.commands import (
    CHECKOUT,
    COMMAND,
    LEAVERS,
    PATIENT,
    QUICK,
    assert_that_the_next_trial_runs,
    job,
    left_of,
    next_end,
    pid_in,
    start,
)
from tests.faults.harm import is_gone, printed
from tests.waiting import wait_until
from tuner_gui.core.executor import JobDone, JobLogged, JobLost, JobReported, TrialJob
from tuner_gui.core.specs import CommandSpec
from tuner_gui.executors.local import LocalExecutor


@pytest.fixture
def executor() -> Iterator[LocalExecutor]:
    executor = LocalExecutor(COMMAND, workers=1, limits=QUICK)
    yield executor
    executor.close()


@pytest.fixture
def patient() -> Iterator[LocalExecutor]:
    executor = LocalExecutor(COMMAND, workers=1, limits=PATIENT)
    yield executor
    executor.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "place"


@pytest.mark.parametrize("act", LEAVERS)
def test_that_what_a_command_leaves_behind_ends_with_its_trial(executor, act, place) -> None:
    end = end_of(executor, job(act=act, given=str(place)))
    assert isinstance(end, JobDone), end
    assert pid_in(place)
    assert left_of(place) == []
    assert_that_the_next_trial_runs(executor)


@pytest.mark.parametrize("act", LEAVERS)
def test_that_a_cancelled_command_takes_its_grandchildren_along(executor, act, place) -> None:
    start(executor, f"{act}_and_hang", place)
    assert not is_gone(pid_in(place))
    executor.cancel(0)
    end = next_end(executor)
    assert isinstance(end, JobLost)
    assert end.error.kind == "stopped"
    wait_until(lambda: left_of(place) == [])
    assert_that_the_next_trial_runs(executor)


@pytest.mark.parametrize("act", LEAVERS)
def test_that_a_command_that_takes_too_long_is_killed_whole(executor, act, place) -> None:
    end = end_of(executor, job(act=f"{act}_and_hang", given=str(place), timeout_s=1.0))
    assert isinstance(end, JobLost)
    assert (end.error.kind, end.error.message) == ("timeout", "timed out after 1 s")
    wait_until(lambda: left_of(place) == [])
    assert_that_the_next_trial_runs(executor)


@pytest.mark.parametrize("act", LEAVERS)
def test_that_closing_ends_what_runs(act, place) -> None:
    before = set(psutil.Process().children(recursive=True))
    executor = LocalExecutor(COMMAND, workers=1)
    start(executor, f"{act}_and_hang", place)
    family = set(psutil.Process().children(recursive=True)) - before
    executor.close()
    assert left_of(place) == []
    wait_until(lambda: all(is_gone(each.pid) for each in family))


def test_that_a_command_that_is_deaf_is_killed(executor) -> None:
    start(executor, "hang_deaf", "")
    begin = time.monotonic()
    executor.cancel(0)
    end = next_end(executor)
    assert end.error.kind == "stopped"
    assert time.monotonic() - begin < 5
    assert_that_the_next_trial_runs(executor)


def test_that_a_command_is_told_before_it_is_killed(patient, place) -> None:
    start(patient, "end_in_order", place)
    patient.cancel(0)
    next_end(patient)
    assert place.read_text() == "told"


def test_that_a_host_lives_on_after_a_cancelled_command(patient) -> None:
    start(patient, "hang", "")
    (host,) = hosts()
    patient.cancel(0)
    next_end(patient)
    assert_that_the_next_trial_runs(patient)
    assert not is_gone(host.pid)


def test_that_a_script_may_stop_by_itself(patient, place) -> None:
    patient.submit(job(act="stop_when_asked", given=str(place)))
    receive_until(patient, lambda message: isinstance(message, JobReported))
    patient.cancel(0)
    end = next_end(patient)
    assert isinstance(end, JobLost)
    assert end.error.kind == "stopped"
    assert end.metrics == {"acc": 1.0}, "what it told in the end"
    assert place.read_text() == "stopped by itself"


def test_that_a_script_that_asks_and_does_not_stop_is_killed(executor, place) -> None:
    script = "from tuner_gui.report import should_stop; should_stop(); import signal; print(1); "
    spec = CommandSpec(argv=("{python}", "-uc", script + "signal.pause()"))
    own = LocalExecutor(spec, workers=1, limits=QUICK)
    own.submit(TrialJob(0, {}, 1, "acc"))
    receive_until(own, lambda message: isinstance(message, JobLogged))
    own.cancel(0)
    end = receive_until(own, lambda message: isinstance(message, ENDS))[-1]
    own.close()
    assert end.error.kind == "stopped"


def test_that_a_command_that_signals_its_own_group_costs_itself_only(executor) -> None:
    messages = run(executor, job(act="kill_own_group"))
    assert isinstance(messages[-1], JobDone)
    assert messages[-1].metrics == {"acc": 1}


@pytest.mark.parametrize("act", ["print_much", "print_one_line"])
def test_that_100_mb_of_output_are_kept_whole_and_grow_no_memory(executor, act, tmp_path) -> None:
    end_of(executor, job(8, act=act, given="1"))
    (host,) = hosts()
    before = {each.pid: each.memory_info().rss for each in (psutil.Process(), host)}
    most = dict(before)
    executor.submit(job(act=act, given="100"))
    seen, begin, ended = 0, time.monotonic(), False
    with (tmp_path / "log").open("wb") as log:
        while not ended:
            batch = executor.receive(1.0)
            seen += log.write(printed(list(batch)))
            for each in (psutil.Process(), host):
                most[each.pid] = max(most[each.pid], each.memory_info().rss)
            ended = any(isinstance(message, ENDS) for message in batch)
    assert isinstance(batch[-1], JobDone)
    assert seen == 100_000_000 + len("acc=1\n")
    assert max(most[pid] - before[pid] for pid in before) < 20_000_000
    assert time.monotonic() - begin < 60


def test_that_a_command_that_prints_for_ever_is_timed_out(executor) -> None:
    end = end_of(executor, job(act="print_for_ever", timeout_s=0.5))
    assert isinstance(end, JobLost)
    assert end.error.kind == "timeout"
    assert_that_the_next_trial_runs(executor)


def test_that_a_command_ends_with_a_host_that_is_killed(executor, place) -> None:
    start(executor, "leave_and_hang", place)
    (host,) = hosts()
    family = host.children(recursive=True)
    assert len(family) == 2
    os.kill(host.pid, signal.SIGKILL)
    receive_until(executor, lambda message: isinstance(message, JobLost))
    wait_until(lambda: all(is_gone(each.pid) for each in family))
    assert_that_the_next_trial_runs(executor)


@pytest.mark.parametrize("act", LEAVERS)
def test_that_nothing_is_left_of_a_program_that_is_killed(act, place) -> None:
    driver = (
        "import sys\n"
        "from tests.faults.commands import *\n"
        "executor = LocalExecutor(COMMAND, workers=1)\n"
        "start(executor, *sys.argv[1:])\n"
        "print('runs', flush=True)\n"
        "while True: executor.receive(1.0)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", driver, f"{act}_and_hang", str(place)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
    ) as program:
        assert program.stdout
        assert program.stdout.readline() == b"runs\n"
        family = psutil.Process(program.pid).children(recursive=True)
        program.kill()
    wait_until(lambda: left_of(place) == [])
    wait_until(lambda: all(is_gone(each.pid) for each in family))
