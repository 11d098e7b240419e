"""Trials that are killed at once, or made to stand still: no process is left, none runs on."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.contracts.executor_contract import job as python_job
from tests.contracts.executor_contract import receive_until
from tests.executors.pool import hosts
from tests.faults.commands import (
    CHECKOUT,
    COMMAND,
    LEAVERS,
    PATIENT,
    assert_that_the_next_trial_runs,
    job,
    left_of,
    next_end,
    pid_in,
    start,
)
from tests.faults.harm import executor_for, is_gone, printed
from tests.waiting import wait_until
from tuner_gui.core.executor import JobLogged
from tuner_gui.executors.local import LocalExecutor

HANGERS = [f"{act}_and_hang" for act in LEAVERS]


@pytest.fixture
def executor() -> Iterator[LocalExecutor]:
    executor = LocalExecutor(COMMAND, workers=1, limits=PATIENT)
    yield executor
    executor.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "place"


def family() -> list[psutil.Process]:
    """Hosts, and all that they started and that has not ended."""
    whole = [each for host in hosts() for each in (host, *host.children(recursive=True))]
    return [each for each in whole if not is_gone(each.pid)]


def states(processes: list[psutil.Process]) -> set[str]:
    return {each.status() for each in processes}


def ms_to_kill(executor: LocalExecutor) -> float:
    begin = time.perf_counter()
    executor.kill(0)
    end = next_end(executor)
    assert (end.error.kind, end.error.message) == ("stopped", "stopped on request")
    return (time.perf_counter() - begin) * 1e3


@pytest.mark.parametrize("act", [*HANGERS, "hang_deaf"])
def test_that_a_killed_command_leaves_nothing_and_its_host_goes_on(executor, act, place) -> None:
    start(executor, act, place)
    (host,) = hosts()
    assert ms_to_kill(executor) < 1000
    wait_until(lambda: left_of(place) == [])
    assert_that_the_next_trial_runs(executor)
    assert hosts() == [host]


@pytest.mark.parametrize("act", HANGERS)
def test_that_a_suspended_command_can_be_killed(executor, act, place) -> None:
    start(executor, act, place)
    pid_in(place)
    executor.suspend()
    ms_to_kill(executor)
    wait_until(lambda: left_of(place) == [])
    assert_that_the_next_trial_runs(executor)


def test_that_a_command_is_killed_whose_host_has_said_nothing_yet(executor, place) -> None:
    assert_that_the_next_trial_runs(executor)
    executor.submit(job(act="leave_escaped_and_hang", given=str(place)))
    pid_in(place)
    executor.kill(0)
    next_end(executor)
    wait_until(lambda: left_of(place) == [])


@pytest.mark.parametrize("escapes", [False, True])
def test_that_a_killed_trial_takes_its_programs_along(escapes) -> None:
    executor = executor_for("Act")
    executor.submit(python_job(act="start_sleeper_and_hold_the_lock", escapes=escapes))
    sleeper = int(printed(receive_until(executor, lambda said: isinstance(said, JobLogged))))
    assert not is_gone(sleeper)
    executor.kill(0)
    next_end(executor)
    wait_until(lambda: is_gone(sleeper))
    executor.close()


@pytest.mark.parametrize("act", HANGERS)
def test_that_no_process_of_a_suspended_command_runs(executor, act, place) -> None:
    start(executor, act, place)
    pid_in(place)
    whole = family()
    assert len(whole) >= 3
    executor.suspend()
    wait_until(lambda: states(whole) == {psutil.STATUS_STOPPED})
    executor.wake()
    wait_until(lambda: psutil.STATUS_STOPPED not in states(whole))
    executor.cancel(0)
    assert next_end(executor).error.kind == "stopped"
    wait_until(lambda: left_of(place) == [])


@pytest.mark.parametrize("escapes", [False, True])
def test_that_no_process_of_a_suspended_trial_runs(escapes) -> None:
    executor = executor_for("Act", workers=2)
    for number in (0, 1):
        executor.submit(python_job(number, act="start_sleeper_and_hang", escapes=escapes))
        receive_until(executor, lambda said: isinstance(said, JobLogged))
    wait_until(lambda: len(family()) == 4)
    whole = family()
    executor.suspend()
    wait_until(lambda: states(whole) == {psutil.STATUS_STOPPED})
    executor.wake()
    wait_until(lambda: psutil.STATUS_STOPPED not in states(whole))
    executor.suspend()
    executor.close()
    wait_until(lambda: all(is_gone(each.pid) for each in whole))


@pytest.mark.parametrize("act", HANGERS)
def test_that_closing_ends_commands_that_stand_still(act, place) -> None:
    executor = LocalExecutor(COMMAND, workers=1)
    start(executor, act, place)
    pid_in(place)
    executor.suspend()
    executor.close()
    wait_until(lambda: left_of(place) == [])


@pytest.mark.parametrize("act", HANGERS)
def test_that_nothing_stands_still_for_ever_once_the_program_is_killed(act, place) -> None:
    driver = (
        "import sys\n"
        "from tests.faults.commands import *\n"
        "executor = LocalExecutor(COMMAND, workers=1)\n"
        "start(executor, *sys.argv[1:])\n"
        "executor.suspend()\n"
        "print('stands', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", driver, act, str(place)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as program:
        assert program.stdout
        assert program.stdout.readline() == b"stands\n"
        whole = psutil.Process(program.pid).children(recursive=True)
        program.kill()
    wait_until(lambda: left_of(place) == [])
    wait_until(lambda: all(is_gone(each.pid) for each in whole))
