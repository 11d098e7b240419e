"""The grid of a space by index: exact count and the n-th point, without listing the points.

Parameters are decided one after the other. Those *open* are neither decided nor known to be
inactive: what a decided value switches off is closed at once, with all that depends on it. So
every condition of an open parameter either holds already or looks at another open one, and how
many combinations are left follows from the set of open parameters alone.

Open parameters that no condition links, directly or through others, multiply. A linked set is
counted by deciding one of its parameters that depends on no other: each run of values that
switches off the same others leaves a smaller set, which mostly falls apart or is known already.

Parameters that constraints link are listed as a table of the points that keep them, as long as
that is small; constraints of larger sets are left over: their points are numbered all the same,
and whoever walks the grid passes by those that break one.

The n-th point decides in declared order: each value's share of the index range is the number of
combinations that it leaves. Sets are bit masks: bit i stands for the i-th declared parameter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from tuner_gui.core.condition_links import ConditionLinks, Run, members, place_of
from tuner_gui.core.domains import LogNormal, Normal
from tuner_gui.core.errors import InvalidSpace, SpaceProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.constraints import Constraint
    from tuner_gui.core.feasible import FeasibleTable, TableWalk
    from tuner_gui.core.parameter import Parameter
    from tuner_gui.core.values import ParamValue

_MOST_KEPT = 4_000
"""So many results are kept; a listing that needs more starts anew without any."""


@dataclass(frozen=True, slots=True)
class _Share:
    """What a run of a parameter's values takes of the points of its linked set.

    Args:
        run: the values.
        each: how many points each value takes.
        end: how many points this run and those before it take.
        linked: the linked sets that the values leave, by their first places.
    """

    run: Run
    each: int
    end: int
    linked: dict[int, int]


class GridIndex:
    """Counts and numbers the grid points of some parameters; the last one varies fastest.

    Attributes:
        size: how many numbers there are; None where a range is continuous.
        leftover: the constraints that some of the numbered points break.
    """

    def __init__(
        self, parameters: Sequence[Parameter], constraints: Sequence[Constraint] = ()
    ) -> None:
        self._parameters = parameters
        self._links = ConditionLinks(parameters)
        self._sizes = [parameter.kind.size or 0 for parameter in parameters]
        self._counts: dict[int, int] = {}
        self._shares: dict[int, list[_Share]] = {}
        self._free = (1 << len(parameters)) - 1
        self._linked: tuple[int, ...] = ()
        self._tables: list[tuple[int, FeasibleTable]] = []
        self.leftover: tuple[Constraint, ...] = ()
        self._continuous = self._first_continuous()
        if not self._continuous:
            self._make_tables(constraints)
        self.size = None if self._continuous else self._count_all()
        if self.size == 0:
            self.leftover = ()

    def require_size(self) -> int:
        """Returns the number of points; raises InvalidSpace where a range is continuous."""
        if self.size is None:
            raise self._no_grid()
        return self.size

    def _no_grid(self) -> InvalidSpace:
        name = self._continuous
        kind = next(each.kind for each in self._parameters if each.name == name)
        field, message = "points", "A grid needs a step or grid points for this continuous range."
        if isinstance(kind, Normal | LogNormal):
            field, message = "kind", "A grid cannot take a bell; choose another strategy or kind."
        return InvalidSpace(f"{name}: {message}", "", [SpaceProblem(name, field, message)])

    def point(self, index: int) -> list[tuple[str, ParamValue]]:
        """Returns names and values of the active parameters of a point, in declared order."""
        left = self.require_size()
        if not 0 <= index < left:
            raise IndexError(f"grid point {index} of {self.size}")
        values: list[tuple[str, ParamValue]] = []
        open_set = self._free
        linked = {place_of(part): part for part in self._linked}
        walks = self._new_walks()
        for place, parameter in enumerate(self._parameters):
            first_value = 0
            if walk := walks.get(place):
                others = left // walk.rows
                value_index, before = walk.decide(index // others)
                index -= others * before
                left = others * walk.rows
                if value_index >= 0:
                    values.append((parameter.name, parameter.kind.value_at(value_index)))
                continue
            if not open_set >> place & 1:
                continue
            if part := linked.pop(place, 0):
                shares = self._shares_of(part)
                others = left // shares[-1].end
                share = shares[bisect_right(shares, index // others, key=lambda each: each.end)]
                index -= others * (share.end - share.each * share.run.length)
                left = others * share.each
                first_value = share.run.start
                open_set &= ~share.run.closed
                linked |= share.linked
            else:
                left //= self._sizes[place]
            value_index, index = divmod(index, left)
            values.append((parameter.name, parameter.kind.value_at(first_value + value_index)))
        return values

    def _make_tables(self, constraints: Sequence[Constraint]) -> None:
        if not constraints:
            return
        from tuner_gui.core.feasible import FeasibleTable, TooLarge

        places = {parameter.name: place for place, parameter in enumerate(self._parameters)}
        masks = [sum(1 << places[name] for name in each.names) for each in constraints]
        leftover: set[Constraint] = set()
        for part in self._parts_of(masks):
            own = [each for each, mask in zip(constraints, masks, strict=True) if mask & part]
            try:
                table = FeasibleTable([self._parameters[at] for at in members(part)], own)
            except TooLarge:
                leftover.update(own)
                continue
            self._tables.append((part, table))
            self._free &= ~part
        self.leftover = tuple(each for each in constraints if each in leftover)

    def _parts_of(self, masks: Sequence[int]) -> list[int]:
        """Returns the sets of parameters that constraints and conditions link, none in two."""
        parts: list[int] = []
        for mask in masks:
            whole = 0
            for place in members(mask):
                whole |= self._links.reached_from(place)
            apart = [part for part in parts if not part & whole]
            for part in parts:
                whole |= part if part & whole else 0
            parts = [*apart, whole]
        return parts

    def _new_walks(self) -> dict[int, TableWalk]:
        walks: dict[int, TableWalk] = {}
        for part, table in self._tables:
            walks |= dict.fromkeys(members(part), table.walk())
        return walks

    def _first_continuous(self) -> str:
        """Returns the first parameter without a grid that some values switch on, if any.

        An ancestor of it that is continuous itself would come first.
        """
        return next(
            (
                parameter.name
                for place, parameter in enumerate(self._parameters)
                if parameter.kind.size is None and self._links.can_be_active(place)
            ),
            "",
        )

    def _count_all(self) -> int:
        count, self._linked = self._apart(self._free)
        count *= prod(table.size for _, table in self._tables)
        return count * prod(map(self._count, self._linked))

    def _apart(self, open_set: int) -> tuple[int, tuple[int, ...]]:
        """Returns how many combinations the unlinked members have, and the linked sets."""
        count, linked = 1, []
        while open_set:
            part = self._links.reached(open_set)
            open_set ^= part
            if part & (part - 1):
                linked.append(part)
            else:
                count *= self._sizes[place_of(part)]
        return count, tuple(linked)

    def _count(self, linked_set: int) -> int:
        """Counts the combinations of a linked set; on a list, for chains of any length."""
        counts = self._counts
        terms: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
        waiting = [linked_set]
        while waiting:
            part = waiting.pop()
            if part in counts:
                continue
            if part not in terms:
                terms[part] = self._terms(part)
            missing = [inner for _, left in terms[part] for inner in left if inner not in counts]
            if missing:
                waiting += [part, *missing]
            else:
                counts[part] = sum(
                    times * prod(counts[inner] for inner in left) for times, left in terms[part]
                )
        return counts[linked_set]

    def _terms(self, part: int) -> list[tuple[int, tuple[int, ...]]]:
        """Returns the sum whose terms are a number and the linked sets to multiply it with."""
        root = self._links.busiest_root(part)
        rest = part & ~(1 << root)
        lengths: dict[int, int] = defaultdict(int)
        for run in self._links.runs[root]:
            lengths[rest & ~run.closed] += run.length
        apart = ((length, *self._apart(open_set)) for open_set, length in lengths.items())
        return [(length * count, linked) for length, count, linked in apart]

    def _shares_of(self, part: int) -> list[_Share]:
        """Returns what the runs of the first member's values take."""
        shares = self._shares.get(part)
        if shares is None:
            if len(self._counts) + len(self._shares) > _MOST_KEPT:
                self._counts, self._shares = {}, {}  # new ones: another thread may read the old
            shares = self._shares[part] = self._new_shares(part)
        return shares

    def _new_shares(self, part: int) -> list[_Share]:
        shares: list[_Share] = []
        rest, end = part & (part - 1), 0
        for run in self._links.runs[place_of(part)]:
            each, linked = self._apart(rest & ~run.closed)
            each *= prod(map(self._count, linked))
            end += each * run.length
            shares.append(_Share(run, each, end, {place_of(inner): inner for inner in linked}))
        return shares
