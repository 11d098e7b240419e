"""Random search spaces for property tests: every kind, conditions, nesting, constraints."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tuner_gui import (
    Choice,
    Constant,
    Float,
    HyperParamSpace,
    Int,
    LogNormal,
    Normal,
    Parameter,
)
from tuner_gui.core.constraints import quoted_name
from tuner_gui.core.domains import ParameterKind
from tuner_gui.core.parameter import conditions_from
from tuner_gui.core.ranges import is_finite_number

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-50, 50),
    st.floats(-5, 5, allow_nan=False).map(lambda value: round(value, 3)),
    st.text("abc", min_size=1, max_size=3),
)


@st.composite
def kinds(draw: st.DrawFn, *, finite: bool = True) -> ParameterKind:
    """A kind of any sort; `finite` ones have a grid of a few points."""
    sorts = ["choice", "numbers", "int", "float", "points", "constant", "continuous", "bell"]
    match draw(st.sampled_from(sorts)):
        case "choice":
            values = draw(st.lists(SCALARS, min_size=1, max_size=4, unique_by=_identity))
            parts = st.lists(st.integers(1, 9), min_size=len(values), max_size=len(values))
            return Choice(values, ordered=draw(st.booleans()), weights=draw(st.none() | parts))
        case "numbers":
            return Choice(draw(st.lists(st.integers(-4, 9), min_size=1, max_size=4, unique=True)))
        case "int":
            low = draw(st.integers(1, 5))
            step = draw(st.sampled_from([None, 1, 2]))
            return Int(low, low + draw(st.integers(0, 4)), step=step)
        case "float":
            low = draw(st.integers(-3, 3)) / 2
            return Float(low, low + draw(st.integers(0, 3)) / 2, step=0.5)
        case "points":
            return Float(0.001, 1.0, log=draw(st.booleans()), points=draw(st.integers(1, 4)))
        case "continuous" if not finite:
            return Float(0.001, 1.0, log=draw(st.booleans()))
        case "bell" if not finite:
            bell = draw(st.sampled_from([Normal, LogNormal]))
            low, high = draw(st.sampled_from([(None, None), (0.5, None), (None, 2.0), (0.5, 2.0)]))
            return bell(draw(st.integers(-2, 2)), draw(st.sampled_from([0.5, 1, 3])), low, high)
        case _:
            return Constant(draw(SCALARS))


def _identity(value: Any) -> tuple[bool, Any]:
    return (isinstance(value, bool), value)


@st.composite
def spaces(draw: st.DrawFn, *, finite: bool = True) -> HyperParamSpace:
    """A space of one to six parameters; later ones may depend on earlier ones.

    Some parameters are disabled; some spaces have constraints, which may leave nothing.
    """
    space = HyperParamSpace()
    for index in range(draw(st.integers(1, 6))):
        group = draw(st.sampled_from(["", "model.", "model.inner."]))
        when: dict[str, list[Any]] = {}
        for parent in space:
            size = parent.kind.size
            if size is None or draw(st.integers(0, 3)) != 0:
                continue
            places = draw(st.sets(st.integers(0, size - 1), min_size=1, max_size=2))
            when[parent.name] = [parent.kind.value_at(place) for place in sorted(places)]
        kind = draw(kinds(finite=finite))
        set_aside = None
        if not isinstance(kind, Constant) and draw(st.integers(0, 5)) == 0:
            kind, set_aside = Constant(kind.sample(0.5)), kind
        added = Parameter(f"{group}p{index}", kind, conditions_from(when), set_aside)
        space = HyperParamSpace([*space, added])
    for _ in range(draw(st.sampled_from([0, 0, 1, 1, 2]))):
        space = draw(_constrained(space))
    return space


_RELATIONS = [
    "{a} < {b}",
    "{a} * {b} <= {n}",
    "{a} + {n} >= {b}",
    "{a} % {b} == 0",
    "not ({a} > {b} and {a} > {n})",
    "max({a}, {b}) >= abs({n})",
    "log({a}) < {b} or {a} ** 2 > {b}",
    "{a} / {b} != {n}",
]


@st.composite
def _constrained(draw: st.DrawFn, space: HyperParamSpace) -> HyperParamSpace:
    names = [parameter.name for parameter in space if _is_numeric(parameter.kind)]
    if not names:
        return space
    a, b = (draw(st.sampled_from(names)) for _ in range(2))
    relation = draw(st.sampled_from(_RELATIONS))
    if "==" in relation and None in (space[a].kind.size, space[b].kind.size):
        return space
    n = draw(st.integers(-3, 6))
    return space.add_constraint(relation.format(a=quoted_name(a), b=quoted_name(b), n=n))


def _is_numeric(kind: ParameterKind) -> bool:
    match kind:
        case Choice(values=values):
            return all(is_finite_number(value) for value in values)
        case Constant(value=value):
            return is_finite_number(value)
        case _:
            return True
