"""Hypothesis strategies for values and spaces, conditions included."""

from __future__ import annotations

from hypothesis import strategies as st

from tuner_gui.core.constraints import Constraint, quoted_name
from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal
from tuner_gui.core.errors import InvalidSpace
from tuner_gui.core.parameter import Condition, Parameter
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.space.proposals import is_numeric

NAMES = st.from_regex(r"[A-Za-z_][\w-]{0,6}(\.[\w-]{1,4})?", fullmatch=True)

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.sampled_from(
        ["true", "None", "16", "1e-5", "a,b", " a", "", "'", '"', "[", "\\", "…", "-"]
    )
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=5)


def _valid(make):
    """Draws again where the kind refuses the combination."""

    @st.composite
    def drawn(draw):
        from hypothesis import reject

        try:
            return make(draw)
        except InvalidSpace:
            reject()

    return drawn()


NUMBERS = st.floats(-1e9, 1e9) | st.integers(-1000, 1000).map(float)
FLOATS = _valid(
    lambda draw: Float(
        *sorted(draw(st.tuples(NUMBERS, NUMBERS))),
        draw(st.booleans()),
        draw(st.none() | st.floats(1e-3, 1e3)),
        points=draw(st.none() | st.integers(1, 50)),
    )
)
INTS = _valid(
    lambda draw: Int(
        *sorted(draw(st.tuples(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6)))),
        draw(st.booleans()),
        draw(st.none() | st.integers(1, 100)),
    )
)
WEIGHTS = st.floats(0, 1e9) | st.integers(0, 9).map(float)


@_valid
def _choice(draw):
    values = draw(st.lists(VALUES, min_size=1, max_size=5))
    weights = st.lists(WEIGHTS, min_size=len(values), max_size=len(values))
    return Choice(values, ordered=draw(st.booleans()), weights=draw(st.none() | weights))


@_valid
def _bell(draw):
    kind = draw(st.sampled_from([Normal, LogNormal]))
    low, high = sorted(draw(st.tuples(NUMBERS, NUMBERS)))
    mean = draw(st.floats(-50, 50) | st.integers(-3, 3).map(float))
    bounds = draw(st.sampled_from([(None, None), (low, None), (None, high), (low, high)]))
    return kind(mean, draw(st.floats(1e-3, 1e3)), *bounds)


KINDS = FLOATS | INTS | _choice | _bell | VALUES.map(Constant)


@st.composite
def spaces(draw) -> HyperParamSpace:
    """Spaces of up to six parameters of every kind, some of them held, some under constraints.

    Some are active only under a value of an earlier choice.
    """
    parameters: list[Parameter] = []
    for name in draw(st.lists(NAMES, max_size=6, unique_by=lambda name: name.split(".")[0])):
        conditions = []
        for earlier in parameters:
            kind = earlier.set_aside or earlier.kind
            if isinstance(kind, Choice) and draw(st.booleans()):
                some = st.lists(st.sampled_from(kind.values), min_size=1, max_size=2)
                conditions.append(Condition(earlier.name, tuple(draw(some))))
        kind, set_aside = draw(KINDS), None
        if draw(st.integers(0, 3)) == 0:
            kind, set_aside = Constant(draw(VALUES)), kind
        parameters.append(Parameter(name, kind, tuple(conditions), set_aside))
    return HyperParamSpace(parameters, draw(_constraints(parameters)))


def _constraints(parameters: list[Parameter]) -> st.SearchStrategy[list[Constraint]]:
    names = [quoted_name(each.name) for each in parameters if is_numeric(each.kind)]
    if not names:
        return st.just([])
    relation = st.tuples(st.sampled_from(names), st.sampled_from(["<", ">=", "!="]), NUMBERS)
    texts = relation.map(lambda each: f"{each[0]}  {each[1]} {each[2]!r}")
    return st.lists(texts, max_size=2, unique=True).map(lambda some: [*map(Constraint, some)])
