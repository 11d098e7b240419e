"""Normal and log-normal kinds: drawn as they say, cut exactly, and turned back."""

from __future__ import annotations

import math
import random
from statistics import NormalDist, fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui import Choice, InvalidSpace, LogNormal, Normal


def draws(kind: Normal | LogNormal, count: int = 20_000) -> list[float]:
    rng = random.Random(7)
    return [kind.sample(rng.random()) for _ in range(count)]


def test_that_a_normal_has_its_mean_and_deviation() -> None:
    drawn = draws(Normal(3, 2))
    assert fmean(drawn) == pytest.approx(3, abs=0.05)
    assert stdev(drawn) == pytest.approx(2, abs=0.05)


def test_that_a_log_normal_is_normal_in_the_logarithm() -> None:
    logs = [math.log(value) for value in draws(LogNormal(-7, 1.5))]
    assert fmean(logs) == pytest.approx(-7, abs=0.05)
    assert stdev(logs) == pytest.approx(1.5, abs=0.05)


@pytest.mark.parametrize(("low", "high"), [(None, 1.0), (2.5, None), (-1.0, 0.5), (3.0, 5.0)])
def test_that_bounds_cut_the_bell_and_keep_its_shape(low: float | None, high: float | None) -> None:
    drawn = draws(Normal(0, 1, low, high))
    bell = NormalDist()
    start, end = bell.cdf(-9 if low is None else low), bell.cdf(9 if high is None else high)
    median = bell.inv_cdf((start + end) / 2)
    assert min(drawn) >= (-9 if low is None else low)
    assert max(drawn) <= (9 if high is None else high)
    assert sum(value < median for value in drawn) / len(drawn) == pytest.approx(0.5, abs=0.02)


@given(
    st.sampled_from([Normal, LogNormal]),
    st.floats(-20, 20),
    st.floats(0.01, 20),
    st.none() | st.floats(0.01, 5),
    st.none() | st.floats(5.1, 50),
    st.floats(0, 1, exclude_max=True),
)
def test_that_a_draw_is_contained_and_turned_back(
    kind: type[Normal | LogNormal],
    mean: float,
    deviation: float,
    low: float | None,
    high: float | None,
    uniform: float,
) -> None:
    try:
        made = kind(mean, deviation, low, high)
    except InvalidSpace:
        return
    value = made.sample(uniform)
    assert made.contains(value)
    assert made.sample(made.uniform_of(value)) == pytest.approx(value, rel=1e-3, abs=1e-3)


@pytest.mark.parametrize("kind", [Normal, LogNormal])
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"deviation": 0}, "deviation"),
        ({"deviation": -1}, "deviation"),
        ({"mean": math.nan}, "mean"),
        ({"mean": True}, "mean"),
        ({"mean": "1"}, "mean"),
        ({"low": 2, "high": 1}, "high"),
        ({"low": 1, "high": 1}, "high"),
        ({"low": math.inf}, "low"),
        ({"mean": 0, "deviation": 0.01, "low": 9}, "low"),
    ],
)
def test_that_what_makes_no_bell_is_refused_at_its_field(
    kind: type[Normal | LogNormal], fields: dict, field: str
) -> None:
    with pytest.raises(InvalidSpace) as caught:
        kind(**{"mean": 1, "deviation": 1} | fields)
    assert caught.value.problems[0].field == field


def test_that_a_log_normal_has_no_bound_at_zero() -> None:
    with pytest.raises(InvalidSpace, match="lies above 0"):
        LogNormal(0, 1, low=0)


def test_that_weights_say_how_often_a_value_is_drawn() -> None:
    kind = Choice(["a", "b", "c"], weights=[3, 0, 1])
    rng = random.Random(3)
    drawn = [kind.sample(rng.random()) for _ in range(8_000)]
    assert drawn.count("a") / len(drawn) == pytest.approx(0.75, abs=0.02)
    assert "b" not in drawn
    assert Choice([1, 2], weights=[1, 0]).sample(1 - 2**-53) == 1


@pytest.mark.parametrize("weights", [[1], [1, -1], [0, 0], ["a", 1], "12", 3, [1, math.inf]])
def test_that_weights_which_are_none_are_refused(weights: object) -> None:
    with pytest.raises(InvalidSpace) as caught:
        Choice([1, 2], weights=weights)
    assert caught.value.problems[0].field == "weights"
