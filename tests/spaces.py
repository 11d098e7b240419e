"""Random search spaces for property tests: conditions, nesting, steps, logarithms."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tuner_gui import Choice, Constant, Float, HyperParamSpace, Int
from tuner_gui.core.domains import ParameterKind

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
    match draw(st.sampled_from(["choice", "int", "float", "points", "constant", "continuous"])):
        case "choice":
            values = draw(st.lists(SCALARS, min_size=1, max_size=4, unique_by=_identity))
            return Choice(values)
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
        case _:
            return Constant(draw(SCALARS))


def _identity(value: Any) -> tuple[bool, Any]:
    return (isinstance(value, bool), value)


@st.composite
def spaces(draw: st.DrawFn, *, finite: bool = True) -> HyperParamSpace:
    """A space of one to six parameters; later ones may depend on earlier ones."""
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
        space = space.add(f"{group}p{index}", draw(kinds(finite=finite)), when=when)
    return space
