"""The space of an objective, from runs of its branches; only in the child that reads it.

The first run answers each suggestion with a small value. Then each list's other values, and the
values of short whole ranges, are tried one at a time: a parameter that only some of them bring
about becomes conditional.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from tuner_gui.core.domains import Choice, Int
from tuner_gui.core.parameter import Condition, Parameter
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.values import value_key
from tuner_gui.targets.functions.recording import QUIET_S, Recording, record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.values import ParamValue
    from tuner_gui.targets.functions.recording import Objective

MOST_RUNS = 60
_MOST_VALUES = 12


@dataclass(slots=True)
class _Fork:
    """A parameter whose values may decide which others there are.

    Args:
        name: of the parameter.
        base: the run that first suggested it.
        values: all that it can have; or the ends, where there are too many.
        is_whole: whether these are all.
        runs: by value; None for one that was not tried.
    """

    name: str
    base: Recording
    values: tuple[ParamValue, ...]
    is_whole: bool
    runs: list[Recording | None] = field(default_factory=list)

    def tells(self, name: str) -> bool:
        """Says whether some of its values bring a parameter about, and others do not."""
        found = {name in run.kinds for run in self.runs if run is not None}
        return len(found) > 1

    def values_with(self, name: str) -> tuple[ParamValue, ...]:
        """Returns the values that bring a parameter about."""
        return tuple(
            value
            for value, run in zip(self.values, self.runs, strict=True)
            if run is not None and name in run.kinds
        )

    @property
    def is_tried(self) -> bool:
        """Says whether there is a run of each of the values."""
        return len(self.runs) == len(self.values) and None not in self.runs

    @property
    def is_complete(self) -> bool:
        """Says whether all that it can have was tried."""
        return self.is_whole and self.is_tried


class BranchReader:
    """Runs an objective in its branches; `space` and `notes` say what was found so far.

    Args:
        objective: takes a trial.
        deadline: no run begins after it, by `time.monotonic`.
    """

    def __init__(self, objective: Objective, deadline: float) -> None:
        self._objective = objective
        self._deadline = deadline
        self._count = 0
        self._forks: dict[str, _Fork] = {}
        self._kinds: dict[str, ParameterKind] = {}
        self._varying: dict[str, None] = {}
        self._running: Recording | None = None
        self.first: Recording | None = None

    def read(self) -> None:
        """Runs the objective until nothing new is found, or the time is over."""
        self.first = self._run({})
        if self.first is None:
            return
        self._learn(self.first, "")
        done: set[str] = set()
        while open_ := [fork for name, fork in self._forks.items() if name not in done]:
            fork = min(open_, key=lambda each: isinstance(self._kinds[each.name], Int))
            done.add(fork.name)
            self._try(fork)

    def space(self) -> HyperParamSpace:
        """Returns the parameters in the order of their suggestion, each below its parents."""
        return HyperParamSpace(
            Parameter(name, kind, tuple(self._conditions(name)))
            for name, kind in self._kinds.items()
        )

    def notes(self) -> list[str]:
        """Returns what a person should know of the reading, a sentence each."""
        said = []
        if self.first is not None and self.first.problem:
            said.append(f"The objective failed while it was read: {self.first.problem}")
        if self.first is not None and self.first.is_cut:
            said.append(
                f"It was stopped {QUIET_S:g} s after its last suggestion; "
                "what it would suggest later is not there."
            )
        said += [f"The range of {name} changes with other parameters." for name in self._varying]
        for fork in self._forks.values():
            loose = [name for name in self._kinds if fork.tells(name) and not fork.is_complete]
            if loose:
                listed = ", ".join(loose)
                said.append(f"Only some values of {fork.name} use {listed}; not all were tried.")
        untried = [name for name, fork in self._forks.items() if not fork.is_tried]
        if untried:
            said.append(f"There was no time to try each value of {', '.join(untried)}.")
        return said

    def break_off(self) -> None:
        """Keeps what the run suggested that is still going on, on another thread."""
        if self.first is None and self._running is not None:
            self.first = self._running
            self.first.is_cut = True
            self._learn(self.first, "")

    def _run(self, wanted: dict[str, ParamValue]) -> Recording | None:
        if self._count == MOST_RUNS or monotonic() > self._deadline:
            return None
        self._count += 1
        self._running = Recording()
        record(self._objective, wanted, self._running)
        return self._running

    def _learn(self, run: Recording, fork: str) -> None:
        """Keeps the new parameters of a run, each after those that the run suggested before it.

        Those that follow the fork itself go behind the other branches.
        """
        order = list(self._kinds)
        place = 0
        for name, kind in run.kinds.items():
            if name in self._kinds:
                place = order.index(name) + 1
                while name == fork and place < len(order) and order[place] not in run.kinds:
                    place += 1
                if self._kinds[name] != kind:
                    self._varying[name] = None
                continue
            order.insert(place, name)
            place += 1
            self._kinds[name] = kind
            if found := _fork_of(name, kind, run):
                self._forks[name] = found
        self._kinds = {name: self._kinds[name] for name in order}

    def _try(self, fork: _Fork) -> None:
        own = value_key(fork.base.values[fork.name])
        runs: dict[object, Recording | None] = {own: fork.base}
        # the last value first: where it changes nothing in a range, neither do those between
        for value in reversed(fork.values):
            key = value_key(value)
            if key in runs:
                continue
            is_plain = isinstance(self._kinds[fork.name], Int) and len(runs) > 1
            if is_plain and all(
                run is not None and run.kinds.keys() == fork.base.kinds.keys()
                for run in runs.values()
            ):
                runs[key] = fork.base
                continue
            runs[key] = self._run({**fork.base.values, fork.name: value})
        fork.runs = [runs[value_key(value)] for value in fork.values]
        for run in fork.runs:
            if run is not None:
                self._learn(run, fork.name)

    def _conditions(self, name: str) -> Iterator[Condition]:
        """What has to hold for a parameter, without what its parents' conditions say already."""
        earlier = list(self._kinds)[: list(self._kinds).index(name)]
        telling = {
            fork.name: Condition(fork.name, fork.values_with(name))
            for fork in self._forks.values()
            if fork.name in earlier and fork.is_complete and fork.tells(name)
        }
        implied = {
            inner
            for parent in telling
            for condition in self._conditions(parent)
            if telling.get(inner := condition.parent) == condition
        }
        yield from (each for parent, each in telling.items() if parent not in implied)


def _fork_of(name: str, kind: ParameterKind, run: Recording) -> _Fork | None:
    size = kind.size if isinstance(kind, Choice | Int) else None
    if size is None or size < 2:
        return None
    is_whole = size <= _MOST_VALUES
    places = range(size) if is_whole else (0, size - 1)
    return _Fork(name, run, tuple(kind.value_at(place) for place in places), is_whole)
