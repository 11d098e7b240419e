"""The cost of a trial that does nothing, in other processes: our pool, against the standard one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import partial
from multiprocessing import get_context

from tests.benchmarks.figures import Figure, seconds
from tests.benchmarks.noop import evaluate

TRIALS = 2_000
ROUNDS = 3
WORKERS = 2
GOAL = 1.0


def params(number: int) -> dict[str, float]:
    return {"x": number / TRIALS, "depth": number % 20}


class Ours:
    def __init__(self) -> None:
        from tuner_gui import ClassSpec, LocalExecutor

        target = ClassSpec(path="tests.benchmarks.noop:Noop")
        self._executor = LocalExecutor(target, workers=WORKERS)

    def run(self, trials: int) -> None:
        """As the pipeline does: a new trial as soon as one has ended."""
        from tuner_gui import TrialJob
        from tuner_gui.core.executor import JobDone

        done = submitted = 0
        while done < trials:
            while submitted < trials and submitted - done < self._executor.capacity:
                self._executor.submit(TrialJob(submitted, params(submitted), submitted, "score"))
                submitted += 1
            messages = self._executor.receive(1.0)
            done += sum(isinstance(message, JobDone) for message in messages)

    def close(self) -> None:
        self._executor.close()


class Theirs:
    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn"))

    def run(self, trials: int) -> None:
        """Likewise: what a tuner asks next depends on what it was told."""
        open_trials: set[Future[dict[str, float]]] = set()
        for number in range(trials):
            if len(open_trials) == WORKERS:
                ended, open_trials = wait(open_trials, return_when=FIRST_COMPLETED)
                assert all(future.result() for future in ended)
            open_trials.add(self._pool.submit(evaluate, params(number)))
        wait(open_trials)

    def run_ahead(self, trials: int) -> None:
        """All at once, as only a grid could."""
        futures = [self._pool.submit(evaluate, params(number)) for number in range(trials)]
        assert all(future.result() for future in futures)

    def close(self) -> None:
        self._pool.shutdown()


def measure() -> Iterator[Figure]:
    ours, theirs = Ours(), Theirs()
    try:
        runs = {
            "our pool": ours.run,
            "ProcessPoolExecutor, asked one by one": theirs.run,
            "ProcessPoolExecutor, all handed in at once": theirs.run_ahead,
        }
        for run in runs.values():
            run(100)
        best = dict.fromkeys(runs, float("inf"))
        for _ in range(ROUNDS):
            for name, run in runs.items():
                best[name] = min(best[name], seconds(partial(run, TRIALS)))
    finally:
        ours.close()
        theirs.close()
    for name, total in best.items():
        yield Figure(f"{name}, a trial", total * 1e6 / TRIALS, "µs")
    own, one_by_one, ahead = best.values()
    yield Figure("ours : theirs, one by one", own / one_by_one, "×", GOAL)
    yield Figure("ours one by one : theirs all at once", own / ahead, "×")
