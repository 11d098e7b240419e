"""How many threads a trial gets: its share, also once there are more or fewer workers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.contracts.executor_contract import end_of, job
from tests.executors.pool import HEAD
from tuner_gui.core.executor import JobDone
from tuner_gui.core.specs import CommandSpec
from tuner_gui.executors.local import LocalExecutor
from tuner_gui.targets.surroundings import threads_per_trial

TELLING = f"""{HEAD}
import numpy, threadpoolctl

class Telling(Trial):
    def validate(self, dataset):
        pools = threadpoolctl.threadpool_info()
        omp, mkl = (float(os.environ[f"{{name}}_NUM_THREADS"]) for name in ("OMP", "MKL"))
        return {{"omp": omp, "mkl": mkl, "pools": max(each["num_threads"] for each in pools)}}
"""
FOUR_CORES = "tuner_gui.targets.surroundings.os.sched_getaffinity"


@pytest.fixture(autouse=True)
def four_cores(monkeypatch) -> None:
    monkeypatch.setattr(FOUR_CORES, lambda _: {0, 1, 2, 3}, raising=False)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)


def told(executor: LocalExecutor, number: int = 0) -> Mapping[str, float]:
    end = end_of(executor, job(number))
    assert isinstance(end, JobDone), end
    return end.metrics


def test_that_trials_share_the_cores_and_warm_hosts_follow(make) -> None:
    executor = make(TELLING, "Telling", workers=4)
    assert told(executor) == {"omp": 1, "mkl": 1, "pools": 1}
    executor.resize(2)
    assert threads_per_trial(2) == 2
    changed = told(executor, 1)
    assert (changed["omp"], changed["mkl"]) == (2, 2)
    executor.resize(4)
    assert told(executor, 2) == {"omp": 1, "mkl": 1, "pools": 1}


def test_that_what_the_person_has_set_stays(make, monkeypatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.setenv("MKL_NUM_THREADS", "2")
    found = told(make(TELLING, "Telling", workers=4))
    assert (found["omp"], found["mkl"]) == (3, 2)


def test_that_commands_get_their_share_too() -> None:
    script = "import os; print('score=' + os.environ['OMP_NUM_THREADS'])"
    executor = LocalExecutor(CommandSpec(argv=("{python}", "-c", script)), workers=2)
    assert told(executor) == {"score": 2}
    executor.resize(1)
    assert told(executor, 1) == {"score": 4}
    executor.close()
