"""The variables of a trial: its share of the cores, and nothing that the person has set."""

from __future__ import annotations

import os

import pytest

from tuner_gui.targets.surroundings import thread_variables, threads_per_trial, trial_variables


@pytest.mark.parametrize(
    ("cores", "concurrency", "threads"), [(8, 1, 8), (8, 2, 4), (8, 3, 2), (8, 9, 1), (1, 1, 1)]
)
def test_that_trials_share_the_cores(monkeypatch, cores, concurrency, threads) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert threads_per_trial(concurrency) == threads


def test_that_every_library_is_limited_alike() -> None:
    found = trial_variables({}, 3)
    found.pop("PYTHONPATH", None)
    assert set(found.values()) == {"3"}
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
    assert set(found) == {*names, "VECLIB_MAXIMUM_THREADS"}


def test_that_what_the_person_has_set_stays() -> None:
    assert "MKL_NUM_THREADS" not in thread_variables({"MKL_NUM_THREADS": "7"})
    assert thread_variables({"OMP_NUM_THREADS": "7"}) == (), "it is meant for all"
