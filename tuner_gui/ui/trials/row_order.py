"""Which rows are shown, and in which order: arrays instead of a proxy model. No Qt; any thread.

Sorting is stable, ties stay in the order of the rows, and missing values (NaN) come last both
ways: keys that are to descend are given with their sign turned.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tuner_gui.ui.trials.column_data import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Rows of the store in the order shown, each with its key.

    Args:
        rows: shape (shown,).
        keys: shape (shown,), ascending, NaN at the end.
    """

    rows: IntArray
    keys: FloatArray


class Place(Enum):
    """Where a merge changed the order."""

    NOWHERE = "nowhere"
    TOP = "top"
    BOTTOM = "bottom"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Merge:
    """A new arrangement, and how it came from the old one.

    Args:
        arrangement: the new one.
        added: rows that were not shown before.
        removed: rows that are no longer shown.
        place: TOP and BOTTOM say that rows were added there and all others stayed.
    """

    arrangement: Arrangement
    added: IntArray
    removed: IntArray
    place: Place


def arranged(rows: IntArray, keys: FloatArray) -> Arrangement:
    """Returns rows (ascending) in the order of their keys, shape (all rows,)."""
    own = keys[rows]
    order = np.argsort(own, kind="stable")
    return Arrangement(rows[order], own[order])


def merged(old: Arrangement, keys: FloatArray, candidates: IntArray, passes: BoolArray) -> Merge:
    """Returns an arrangement in which some rows changed, came, or no longer pass.

    It equals `arranged` of all rows that pass, at a fraction of the cost.

    Args:
        old: what was shown; its keys are those of then.
        keys: the keys of now, shape (all rows,).
        candidates: the rows that changed or are new, ascending.
        passes: for each candidate, whether it is to be shown.
    """
    is_candidate = np.zeros(len(keys), np.bool_)
    is_candidate[candidates] = True
    positions = np.flatnonzero(is_candidate[old.rows])
    known = old.rows[positions]
    is_shown = np.zeros(len(keys), np.bool_)
    is_shown[known] = True
    has_passed = np.zeros(len(keys), np.bool_)
    has_passed[candidates[passes]] = True

    stays = has_passed[known] & _same(old.keys[positions], keys[known])
    taken_out = positions[~stays]
    is_kept = np.zeros(len(keys), np.bool_)
    is_kept[known[stays]] = True
    put_in = candidates[passes & ~is_kept[candidates]]
    added = put_in[~is_shown[put_in]]
    removed = known[~has_passed[known]]
    if not len(taken_out) and not len(put_in):
        return Merge(old, added, removed, Place.NOWHERE)

    rest_rows, rest_keys = old.rows, old.keys
    if len(taken_out):
        rest_rows, rest_keys = np.delete(rest_rows, taken_out), np.delete(rest_keys, taken_out)
    fresh = arranged(put_in, keys)
    at = _insert_positions(rest_rows, rest_keys, fresh)
    place = Place.ANYWHERE if len(taken_out) else _place(at, len(rest_rows))
    return Merge(_inserted(rest_rows, rest_keys, at, fresh), added, removed, place)


def _same(one: FloatArray, other: FloatArray) -> BoolArray:
    same: BoolArray = (one == other) | (np.isnan(one) & np.isnan(other))
    return same


def _insert_positions(rows: IntArray, keys: FloatArray, fresh: Arrangement) -> IntArray:
    """Where each fresh row goes; among equal keys, rows are ascending."""
    lows = np.searchsorted(keys, fresh.keys, side="left")
    highs = np.searchsorted(keys, fresh.keys, side="right")
    for tie in np.flatnonzero(lows < highs).tolist():
        low, high = lows[tie], highs[tie]
        lows[tie] = low + np.searchsorted(rows[low:high], fresh.rows[tie])
    return lows


def _inserted(rows: IntArray, keys: FloatArray, at: IntArray, fresh: Arrangement) -> Arrangement:
    """What `numpy.insert` gives, the places found once for both arrays."""
    length = len(rows) + len(at)
    places = at + np.arange(len(at))
    is_old = np.ones(length, np.bool_)
    is_old[places] = False
    all_rows, all_keys = np.empty(length, rows.dtype), np.empty(length, keys.dtype)
    all_rows[places], all_keys[places] = fresh.rows, fresh.keys
    all_rows[is_old], all_keys[is_old] = rows, keys
    return Arrangement(all_rows, all_keys)


def _place(at: IntArray, length: int) -> Place:
    if not len(at):
        return Place.NOWHERE
    if at[-1] == 0:
        return Place.TOP
    return Place.BOTTOM if at[0] == length else Place.ANYWHERE
