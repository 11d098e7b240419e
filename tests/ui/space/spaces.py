"""Hypothesis strategies for values and spaces, conditions included."""

from __future__ import annotations

from hypothesis import strategies as st

from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.core.errors import InvalidSpace
from tuner_gui.core.parameter import Condition, Parameter
from tuner_gui.core.space import HyperParamSpace

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
CHOICES = _valid(lambda draw: Choice(draw(st.lists(VALUES, min_size=1, max_size=5))))
KINDS = FLOATS | INTS | CHOICES | VALUES.map(Constant)


@st.composite
def spaces(draw) -> HyperParamSpace:
    """Spaces of up to six parameters, some active only under a value of an earlier choice."""
    parameters: list[Parameter] = []
    for name in draw(st.lists(NAMES, max_size=6, unique_by=lambda name: name.split(".")[0])):
        conditions = []
        for earlier in parameters:
            if isinstance(earlier.kind, Choice) and draw(st.booleans()):
                some = st.lists(st.sampled_from(earlier.kind.values), min_size=1, max_size=2)
                conditions.append(Condition(earlier.name, tuple(draw(some))))
        parameters.append(Parameter(name, draw(KINDS), tuple(conditions)))
    return HyperParamSpace(parameters)
