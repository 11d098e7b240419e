"""The pool: who gets a job, how hosts start, load, are replaced and end."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.contracts.executor_contract import end_of, job, receive_until, run
from tests.executors.pool import HEAD, hosts
from tests.waiting import wait_until
from tuner_gui.core.errors import Internal
from tuner_gui.core.executor import JobDone, JobLost, JobReported, JobStarted
from tuner_gui.core.specs import ClassSpec
from tuner_gui.executors import limits as limits_module
from tuner_gui.executors.local import LocalExecutor


def pid_of(end) -> int:
    assert isinstance(end, JobDone), end
    return int(end.metrics["score"])


def test_that_an_executor_without_workers_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one worker"):
        LocalExecutor(ClassSpec(path="a:B"), workers=0)


def test_that_no_process_starts_before_the_first_job(make) -> None:
    before = psutil.Process().children()
    executor = make(workers=4)
    assert psutil.Process().children() == before
    run(executor, job())
    assert len(hosts()) == 1


def test_that_an_idle_warm_host_is_preferred(make) -> None:
    executor = make(workers=3)
    assert len({pid_of(end_of(executor, job(number))) for number in range(6)}) == 1


def test_that_as_many_trials_run_as_there_are_workers_and_no_more(make) -> None:
    executor = make(workers=2)
    executor.submit(job(0, waits=True))
    executor.submit(job(1, waits=True))
    with pytest.raises(Internal, match="All 2 workers are busy"):
        executor.submit(job(2))
    seen = {}
    while len(seen) < 2:
        for message in executor.receive(1.0):
            if isinstance(message, JobStarted):
                seen[message.number] = message.worker
    assert seen == {0: "worker 1", 1: "worker 2"}


def test_that_a_place_keeps_its_name_when_its_host_is_replaced(make) -> None:
    executor = make(trials=1)
    started = [run(executor, job(number))[0] for number in range(3)]
    assert [message.worker for message in started] == ["worker 1"] * 3


def test_that_a_host_is_replaced_after_so_many_trials(make) -> None:
    executor = make(trials=2)
    pids = [pid_of(end_of(executor, job(number))) for number in range(6)]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [2, 2, 2]
    wait_until(lambda: executor.receive(0.0) == [] and len(hosts()) <= 1)


def test_that_a_host_that_is_let_go_exits_in_good_order(make, tmp_path) -> None:
    note = tmp_path / "note"
    leaving = f"threading.Event().wait(0.2); pathlib.Path({str(note)!r}).touch()"
    text = f"{HEAD}\nimport atexit, pathlib, threading\n@atexit.register\ndef leave(): {leaving}"
    executor = make(text, trials=1)
    run(executor, job())
    wait_until(lambda: executor.receive(0.0) == [] and note.exists())
    note.unlink()
    executor = make(text)
    run(executor, job())
    executor.close()
    assert note.exists()


def test_that_a_host_that_does_not_leave_is_killed(make) -> None:
    endless = f"{HEAD}\nimport atexit\natexit.register(signal.pause)"
    executor = make(endless, trials=1, leave_s=0.1)
    pid = pid_of(end_of(executor, job(0)))
    wait_until(lambda: executor.receive(0.0) == [] and not psutil.pid_exists(pid))
    pid = pid_of(end_of(executor, job(1)))
    executor.close()
    assert not psutil.pid_exists(pid)


def test_that_a_host_that_has_grown_is_replaced(make, monkeypatch) -> None:
    monkeypatch.setattr(limits_module, "_WEIGH_EVERY_S", 0.0)
    leaky = HEAD.replace("while", "kept.append(bytearray(b'x' * 20_000_000))\n        while")
    executor = make(f"kept = []\n{leaky}", growth_mb=50)
    pids = [pid_of(end_of(executor, job(number))) for number in range(8)]
    assert 1 < len(set(pids)) < 8


def test_that_parameters_that_are_no_data_are_refused_and_harm_nothing(make) -> None:
    executor = make()
    with pytest.raises(TypeError, match="cannot be sent"):
        executor.submit(job(0, bad=object()))
    assert isinstance(end_of(executor, job(1)), JobDone)


@pytest.mark.parametrize("way", ["cancel", "kill"])
def test_that_a_kill_frees_its_place_in_less_than_100_ms(make, way) -> None:
    deaf = HEAD.replace("while", "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n        while")
    deaf = deaf.replace("report(0, loss=1.0)", "signal.pause()")
    executor = make(deaf, cooperative_s=0.0, terminate_s=0.0)
    took_ms = min(ms_to_end(executor, way, number) for number in range(3))
    assert took_ms < 100


def ms_to_end(executor: LocalExecutor, way: str, number: int) -> float:
    executor.submit(job(number, waits=True))
    receive_until(executor, lambda message: isinstance(message, JobStarted))
    start = time.perf_counter()
    getattr(executor, way)(number)
    receive_until(executor, lambda message: isinstance(message, JobLost))
    return (time.perf_counter() - start) * 1e3


def test_that_closing_kills_what_runs_and_leaves_no_process(make) -> None:
    before = psutil.Process().children()
    executor = make(workers=3)
    run(executor, job(0), job(1), job(2))
    executor.submit(job(3, waits=True))
    receive_until(executor, lambda message: isinstance(message, JobReported))
    start = time.perf_counter()
    executor.close()
    assert psutil.Process().children() == before
    assert time.perf_counter() - start < 5


def test_that_closing_returns_every_file_descriptor(make) -> None:
    def cycle() -> None:
        executor = make(workers=2, trials=1)
        run(executor, *(job(number) for number in range(4)))
        executor.submit(job(4, waits=True))
        executor.close()

    cycle()
    before = psutil.Process().num_fds()
    cycle()
    assert psutil.Process().num_fds() == before


SIBLING_FORK = """
import os, signal, sys
from tests.contracts.executor_contract import job, run
from tuner_gui.core.specs import ClassSpec
from tuner_gui.executors.local import LocalExecutor

executor = LocalExecutor(ClassSpec(path=sys.argv[1]), workers=1)
run(executor, job())
fork = os.fork()
if fork == 0:
    signal.alarm(20)  # should the parent never come to kill it
    signal.pause()
executor.close()
os.kill(fork, signal.SIGKILL)
"""


def test_that_a_sibling_fork_cannot_keep_an_executor_from_closing(tmp_path) -> None:
    """A fork without exec, as older multiprocessing code makes it, holds a copy of all pipes."""
    file = tmp_path / "target.py"
    file.write_text(HEAD)
    checkout = Path(__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", SIBLING_FORK, f"{file}:Trial"], cwd=checkout, check=True, timeout=30
    )
