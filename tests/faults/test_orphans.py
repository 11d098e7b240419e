"""No process outlives the program that started it, however that one ends."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.contracts.executor_contract import end_of, job
from tests.faults.harm import executor_for, is_gone
from tests.waiting import wait_until
from tuner_gui.core.executor import JobDone

CHECKOUT = Path(__file__).parents[2]
ACTS = ["start_sleeper_and_hang", "start_sleeper_and_hold_the_lock"]


@contextmanager
def program_with_two_trials(act: str) -> Iterator[subprocess.Popen[str]]:
    """Runs it until both trials are under way, each with a program of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.sweep_driver", act],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as program:
        assert program.stdout
        assert program.stdout.readline() == "both trials run\n"
        yield program


@pytest.mark.parametrize("act", ACTS)
def test_that_nothing_is_left_of_a_program_that_is_killed(act) -> None:
    with program_with_two_trials(act) as program:
        family = psutil.Process(program.pid).children(recursive=True)
        assert [each.name() for each in family].count("sleep") == 2
        program.kill()
    wait_until(lambda: all(is_gone(each.pid) for each in family))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_that_hosts_end_with_the_program_even_where_their_guard_was_killed() -> None:
    with program_with_two_trials("start_sleeper_and_hold_the_lock") as program:
        family = psutil.Process(program.pid).children(recursive=True)
        (guard,) = (each for each in family if each.name() == "sh")
        hosts = [each for each in family if each.name().startswith("python")]
        assert len(hosts) == 2
        guard.kill()
        program.kill()
    wait_until(lambda: all(is_gone(each.pid) for each in hosts))
    for each in family:
        if each.name() == "sleep":
            each.kill()


@pytest.mark.parametrize("ending", ["return", "raise", "abort"])
@pytest.mark.parametrize("act", ACTS)
def test_that_nothing_is_left_of_a_program_that_ends_without_closing(act, ending) -> None:
    with program_with_two_trials(act) as program:
        family = psutil.Process(program.pid).children(recursive=True)
        assert [each.name() for each in family].count("sleep") == 2
        program.communicate(ending)
    wait_until(lambda: all(is_gone(each.pid) for each in family))


def test_that_an_executor_outlives_the_thread_that_used_it_first() -> None:
    executor = executor_for("Pid")
    pids = []
    thread = threading.Thread(target=lambda: pids.append(pid_of_a_trial(executor, 0)))
    thread.start()
    thread.join()
    wait_until(lambda: is_gone(pids[0]))
    assert not is_gone(pid_of_a_trial(executor, 1))
    executor.close()


def pid_of_a_trial(executor, number: int) -> int:
    end = end_of(executor, job(number))
    assert isinstance(end, JobDone)
    return int(end.metrics["score"])
