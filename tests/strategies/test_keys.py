"""Keys of parameters, and the set that holds millions of them."""

from __future__ import annotations

import random
import tracemalloc

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.spaces import SCALARS
from tuner_gui.core.values import value_key
from tuner_gui.strategies.keys import KeySet, params_key


@given(SCALARS, SCALARS)
def test_that_values_have_the_same_key_where_they_are_the_same(left: object, right: object) -> None:
    are_same = value_key(left) == value_key(right)
    assert (params_key({"x": left}) == params_key({"x": right})) == are_same
    assert (params_key({"x": (left, 1)}) == params_key({"x": (right, 1.0)})) == are_same


def test_that_order_groups_and_numpy_make_no_difference() -> None:
    key = params_key({"a": {"b": 1, "c": 0.5}, "d": "x"})
    assert params_key({"d": "x", "a": {"c": np.float64(0.5), "b": np.int64(1)}}) == key
    assert params_key({"d": "x", "a": {"c": 0.5}}) != key
    assert params_key({"x": -1}) != params_key({"x": -2})
    assert params_key({"x": True}) != params_key({"x": 1})


def test_that_parameters_which_their_owner_changes_are_others() -> None:
    params: dict = {"x": 1, "group": {"y": 2}}
    before = params_key(params)
    params["group"]["y"] = 3
    changed = params_key(params)
    params["x"] = 2
    assert len({before, changed, params_key(params)}) == 3


@given(st.lists(st.integers(1, 2**64 - 1) | st.integers(2**64 - 99, 2**64 - 1), max_size=300))
def test_that_it_is_a_set(keys: list[int]) -> None:
    found, plain = KeySet(bits=2), set()
    for key in keys:
        assert found.add(key) == (key not in plain)
        plain.add(key)
        assert key in found
    assert len(found) == len(plain)
    assert all(key in found for key in keys)


def test_that_a_key_takes_about_two_words() -> None:
    rng = random.Random(1)
    keys = [rng.getrandbits(64) or 1 for _ in range(200_000)]
    tracemalloc.start()
    found = KeySet()
    for key in keys:
        found.add(key)
    grown, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown < 25 * len(keys)
