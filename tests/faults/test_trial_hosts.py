"""Trials that kill, hang, flood or corrupt their host: each costs its own trial only."""

from __future__ import annotations

import os
import signal
import time

import psutil
import pytest

from tests.contracts.executor_contract import ENDS, end_of, job, receive_until, run
from tests.faults.harm import assert_that_the_next_trial_runs, executor_for, is_gone, printed
from tests.waiting import wait_until
from tuner_gui.core.executor import JobDone, JobFailed, JobLogged, JobLost, JobStarted
from tuner_gui.executors.limits import HostLimits
from tuner_gui.targets.surroundings import threads_per_trial

DEATHS = {
    "segfault": "the worker died (signal 11)",
    "kill_itself": "the worker died (signal 9)",
    "exit_at_once": "the worker exited with status 3",
}


@pytest.mark.parametrize("act", DEATHS)
def test_that_a_death_costs_its_own_trial_and_says_how(acting, act) -> None:
    started, *_, end = run(acting, job(act=act))
    assert started == JobStarted(0, "worker 1")
    assert isinstance(end, JobLost)
    assert (end.error.kind, end.error.message) == ("died", DEATHS[act])
    assert_that_the_next_trial_runs(acting)


def test_that_a_death_leaves_its_neighbour_alone() -> None:
    executor = executor_for("Act", workers=2)
    executor.submit(job(0, act="hang"))
    executor.submit(job(1, act="segfault"))
    messages = receive_until(executor, lambda message: isinstance(message, JobLost))
    assert messages[-1].number == 1
    assert isinstance(end_of(executor, job(2, act="print_everywhere")), JobDone)
    executor.cancel(0)
    assert receive_until(executor, lambda message: isinstance(message, JobLost))[-1].number == 0
    executor.close()


def test_that_a_host_killed_from_outside_costs_its_trial(acting) -> None:
    acting.submit(job(0, act="start_sleeper_and_hang"))
    receive_until(acting, lambda message: isinstance(message, JobLogged))
    host = next(child for child in psutil.Process().children() if "--parent" in child.cmdline())
    host.kill()
    messages = receive_until(acting, lambda message: isinstance(message, JobLost))
    assert messages[-1].error.message == "the worker died (signal 9)"
    assert_that_the_next_trial_runs(acting)


def test_that_a_host_that_dies_idle_is_replaced_in_silence() -> None:
    executor = executor_for("Pid")
    first = int(end_of(executor, job(0)).metrics["score"])
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: psutil.Process(first).status() == psutil.STATUS_ZOMBIE)
    second = end_of(executor, job(1))
    assert isinstance(second, JobDone)
    assert int(second.metrics["score"]) != first
    os.kill(int(second.metrics["score"]), signal.SIGKILL)
    assert list(executor.receive(0.3)) == []
    assert isinstance(end_of(executor, job(2)), JobDone)
    executor.close()


@pytest.mark.parametrize("act", ["hang", "hang_with_the_lock", "hang_deaf"])
def test_that_a_trial_that_hangs_is_killed_after_its_timeout(acting, act) -> None:
    run(acting, job(9, act="print_everywhere"))
    start = time.monotonic()
    end = end_of(acting, job(act=act, timeout_s=0.3))
    assert isinstance(end, JobLost)
    assert (end.error.kind, end.error.message) == ("timeout", "timed out after 0.3 s")
    assert end.duration_ms >= 300
    assert time.monotonic() - start < 10
    assert_that_the_next_trial_runs(acting)


@pytest.mark.parametrize("act", ["hang", "hang_with_the_lock", "hang_deaf"])
def test_that_a_cancelled_trial_that_hears_nothing_is_killed(acting, act) -> None:
    acting.submit(job(act=act))
    receive_until(acting, lambda message: isinstance(message, JobStarted))
    acting.cancel(0)
    acting.cancel(0)
    end = receive_until(acting, lambda message: isinstance(message, JobLost))[-1]
    assert (end.error.kind, end.error.message) == ("stopped", "stopped on request")
    assert_that_the_next_trial_runs(acting)


def test_that_a_trial_cancelled_before_its_host_is_up_never_counts_as_done(acting) -> None:
    acting.submit(job(act="hang"))
    acting.cancel(0)
    messages = receive_until(acting, lambda message: isinstance(message, ENDS))
    assert [type(message) for message in messages] == [JobStarted, JobLost]
    assert messages[-1].error.kind == "stopped"


def test_that_a_trial_that_ends_by_itself_while_it_is_cancelled_is_done() -> None:
    executor = executor_for("Pid", limits=HostLimits(cooperative_s=60))
    executor.submit(job())
    executor.cancel(0)
    messages = receive_until(executor, lambda message: isinstance(message, ENDS))
    assert isinstance(messages[-1], JobDone)
    executor.close()


@pytest.mark.parametrize("escapes", [False, True])
@pytest.mark.parametrize("act", ["start_sleeper", "start_sleeper_and_hang"])
def test_that_what_a_trial_leaves_behind_ends_with_its_host(act, escapes) -> None:
    executor = executor_for("Act")
    executor.submit(job(act=act, escapes=escapes))
    messages = receive_until(executor, lambda message: isinstance(message, JobLogged))
    sleeper = int(printed(messages))
    assert not is_gone(sleeper)
    if act == "start_sleeper_and_hang":
        executor.cancel(0)
        receive_until(executor, lambda message: isinstance(message, JobLost))
    else:
        executor.close()
    wait_until(lambda: is_gone(sleeper))
    executor.close()


def test_that_what_a_dying_trial_leaves_behind_ends_with_it(acting) -> None:
    messages = run(acting, job(act="start_sleeper_and_die"))
    wait_until(lambda: is_gone(int(printed(messages))))


def test_that_a_death_is_noticed_while_a_fork_of_the_host_lives_on(acting) -> None:
    end = end_of(acting, job(act="fork_a_sleeper_and_die"))
    assert isinstance(end, JobLost)
    assert end.error.message == "the worker died (signal 9)"
    assert end.duration_ms < 5_000
    assert_that_the_next_trial_runs(acting)


def test_that_a_fork_that_comes_back_is_no_second_host(acting) -> None:
    messages = run(acting, job(act="fork_and_come_back"))
    assert isinstance(messages[-1], JobDone)
    assert_that_the_next_trial_runs(acting)


def test_that_memory_that_cannot_be_had_costs_its_trial(acting) -> None:
    end = end_of(acting, job(act="allocate"))
    assert isinstance(end, JobFailed)
    assert end.error.kind == "MemoryError"
    assert_that_the_next_trial_runs(acting)


def test_that_there_is_nothing_to_read_on_stdin(acting) -> None:
    end = end_of(acting, job(act="read_stdin"))
    assert isinstance(end, JobFailed)
    assert end.error.kind == "EOFError"


NONSENSE = {
    "text": {"said": "no json\n"},
    "too short": {"said": '["done"]\n'},
    "text for a number": {"said": '["done", 0, {"score": "much"}, 1.0]\n'},
    "a number too large": {"said": f'["done", 0, {{"score": {"9" * 400}}}, 1.0]\n'},
    "a list for a mapping": {"said": '["report", 0, 0, [1]]\n'},
    "brackets": {"said": "[" * 100_000 + "\n"},
    "bytes": {"said": "\xff\n"},
    "no end of line": {"said": "x" * 1000, "times": 5_000},
}


@pytest.mark.parametrize("kind", NONSENSE)
def test_that_a_host_that_talks_nonsense_is_replaced(acting, kind) -> None:
    end = end_of(acting, job(act="garble_the_wire", **NONSENSE[kind]))
    assert isinstance(end, JobLost)
    assert end.error.message == "the worker said something that cannot be read"
    assert_that_the_next_trial_runs(acting)


def test_that_a_host_that_closes_its_wire_is_replaced(acting) -> None:
    end = end_of(acting, job(act="close_everything"))
    assert isinstance(end, JobLost)
    assert end.error.kind == "died"
    assert_that_the_next_trial_runs(acting)


def test_that_a_thread_that_outlives_its_trial_reports_no_more(acting) -> None:
    assert isinstance(end_of(acting, job(0, act="report_from_a_thread_for_ever")), JobDone)
    messages = run(acting, job(1, act="print_everywhere"))
    assert {type(message) for message in messages} <= {JobStarted, JobLogged, JobDone}


def test_that_a_host_finds_what_it_was_promised(monkeypatch) -> None:
    for name in ("OMP", "OPENBLAS", "MKL"):
        monkeypatch.delenv(f"{name}_NUM_THREADS", raising=False)
    executor = executor_for("Surroundings")
    found = dict(end_of(executor, job(7)).metrics)
    executor.close()
    assert found.pop("started") > 0
    assert found == {
        "seed": 1007,
        "threads": 3 * threads_per_trial(1),
        "arguments": 1,
        "qt": 0,
        "alone": 1,
        "leads": 1,
    }
