"""What is said of trials, by number."""

from __future__ import annotations

import numpy as np
import pytest

from tuner_gui.core.marks import LONGEST_TAG, UNMARKED, TrialMark, TrialMarks, tidy_tags
from tuner_gui.core.objective import Objective
from tuner_gui.core.trial_store import TrialStore

STAR = TrialMark(is_starred=True)


def test_that_a_trial_of_which_nothing_is_said_has_an_empty_mark() -> None:
    assert TrialMarks().of(3) == UNMARKED
    assert UNMARKED.is_empty


@pytest.mark.parametrize(
    "mark", [STAR, TrialMark(is_hidden=True), TrialMark(tags=("a",)), TrialMark(note="x")]
)
def test_that_anything_said_makes_a_mark(mark: TrialMark) -> None:
    assert not mark.is_empty


def test_that_an_empty_mark_takes_away_what_was_said() -> None:
    marks = TrialMarks({1: STAR, 2: STAR})
    marks.put({1: UNMARKED})
    assert marks.by_number() == {2: STAR}
    assert len(marks) == 1


def test_that_marks_are_told_in_the_order_of_the_trials() -> None:
    assert list(TrialMarks({7: STAR, 2: STAR}).by_number()) == [2, 7]


def test_that_marks_can_be_gone_through_without_an_order() -> None:
    marks = TrialMarks({7: STAR, 2: TrialMark(note="x")})
    assert dict(marks.items()) == marks.by_number()


def test_that_stars_and_what_is_hidden_are_told_for_many_trials_at_once() -> None:
    marks = TrialMarks({2: STAR, 900: STAR, 3: TrialMark(is_hidden=True)})
    numbers = np.array([900, 3, 2, 1])
    assert marks.starred_among(numbers).tolist() == [True, False, True, False]
    assert marks.hidden_among(numbers).tolist() == [False, True, False, False]
    marks.put({900: UNMARKED, 1: STAR})
    assert marks.starred_among(numbers).tolist() == [False, False, True, True]


def test_that_a_copy_stays_as_it_was() -> None:
    marks = TrialMarks({2: STAR})
    copy = marks.copy()
    marks.put({2: UNMARKED, 3: STAR})
    assert copy == TrialMarks({2: STAR})


def test_that_a_snapshot_of_the_store_keeps_the_marks_of_then() -> None:
    store = TrialStore(Objective())
    store.marks.put({0: STAR})
    snapshot = store.snapshot()
    store.marks.put({0: UNMARKED})
    assert snapshot.marks == TrialMarks({0: STAR})


def test_that_the_most_frequent_tags_come_first() -> None:
    marks = TrialMarks(
        {1: TrialMark(tags=("zeta", "alpha")), 2: TrialMark(tags=("zeta",)), 3: STAR}
    )
    assert marks.tags() == ("zeta", "alpha")


def test_that_typed_tags_are_tidied() -> None:
    typed = ["  two  words ", "Two words", "", "a,b", "x" * (LONGEST_TAG + 9)]
    assert tidy_tags(typed) == ("two words", "a b", "x" * LONGEST_TAG)
