"""Sorting and merging agree with a plain sort."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.ui.trials.row_order import Place, arranged, merged

KEYS = st.sampled_from([-1.0, 0.0, 0.5, 0.5, 2.0, math.inf, -math.inf, math.nan])


def plain_sort(rows, keys):
    present = [row for row in rows if not math.isnan(keys[row])]
    return sorted(present, key=lambda row: keys[row]) + [
        row for row in rows if math.isnan(keys[row])
    ]


@given(st.lists(st.tuples(KEYS, st.booleans())))
def test_that_an_arrangement_is_a_stable_sort_with_missing_values_last(drawn):
    keys = np.array([key for key, _ in drawn], np.float64)
    rows = [row for row, (_, is_shown) in enumerate(drawn) if is_shown]
    found = arranged(np.array(rows, np.intp), keys)
    assert found.rows.tolist() == plain_sort(rows, keys)
    np.testing.assert_array_equal(found.keys, keys[found.rows])


before_and_after = st.tuples(KEYS, st.booleans(), KEYS, st.booleans(), st.booleans())


@given(st.lists(before_and_after, max_size=30), st.lists(st.tuples(KEYS, st.booleans())))
def test_that_a_merge_equals_sorting_anew(drawn, new):
    """Each old row: key and shown before, key and shown after, and whether it changed at all."""
    old_keys = np.array([each[0] for each in drawn], np.float64)
    was_shown = [row for row, each in enumerate(drawn) if each[1]]
    old = arranged(np.array(was_shown, np.intp), old_keys)
    keys = np.array(
        [each[2] if each[4] else each[0] for each in drawn] + [key for key, _ in new], np.float64
    )
    is_shown = [each[3] if each[4] else each[1] for each in drawn] + [flag for _, flag in new]
    candidates = [row for row, each in enumerate(drawn) if each[4]]
    candidates += range(len(drawn), len(keys))
    passes = np.array([is_shown[row] for row in candidates], np.bool_)

    found = merged(old, keys, np.array(candidates, np.intp), passes)

    expected = [row for row in range(len(keys)) if is_shown[row]]
    assert found.arrangement.rows.tolist() == plain_sort(expected, keys)
    np.testing.assert_array_equal(found.arrangement.keys, keys[found.arrangement.rows])
    assert sorted(found.added.tolist()) == sorted(set(expected) - set(was_shown))
    assert sorted(found.removed.tolist()) == sorted(set(was_shown) - set(expected))
    rows, before = found.arrangement.rows.tolist(), old.rows.tolist()
    match found.place:
        case Place.NOWHERE:
            assert rows == before
        case Place.TOP:
            assert rows[len(found.added) :] == before
        case Place.BOTTOM:
            assert rows[: len(before)] == before


def test_that_rows_added_at_an_end_are_told_so():
    old = arranged(np.arange(3), np.array([3.0, 2.0, 1.0]))
    keys = np.array([3.0, 2.0, 1.0, 0.5, 4.0])
    top = merged(old, keys[:4], np.array([3]), np.array([True]))
    bottom = merged(top.arrangement, keys, np.array([4]), np.array([True]))
    assert (top.place, bottom.place) == (Place.TOP, Place.BOTTOM)
    assert bottom.arrangement.rows.tolist() == [3, 2, 1, 0, 4]
