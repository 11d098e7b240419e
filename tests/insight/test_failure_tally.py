"""Failures are counted once, in groups of the same last line."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.trials.scripted import event_of, record, store_of
from tuner_gui.core.trial import TrialError, TrialState
from tuner_gui.insight.failure_groups import failure_groups, last_line
from tuner_gui.insight.failure_tally import FailureTally

ERRORS = [
    TrialError("ValueError", "max_features is 0"),
    TrialError("ValueError", "first line\nlast line"),
    TrialError("timeout", "timed out after 60 s"),
    TrialError("MemoryError", ""),
    TrialError("ValueError", "ValueError: max_depth is 0"),
    TrialError("TrainFailure", "There is no file gone.csv."),
]


def failed(number, error):
    return replace(record(number, TrialState.FAILED), error=error)


def test_that_an_error_is_told_by_its_last_line():
    assert [last_line(error) for error in ERRORS] == [
        "ValueError: max_features is 0",
        "ValueError: last line",
        "timed out after 60 s",
        "MemoryError",
        "ValueError: max_depth is 0",
        "There is no file gone.csv.",
    ]


@given(
    st.lists(st.one_of(st.none(), st.sampled_from(ERRORS)), max_size=20),
    st.integers(1, 5),
    st.randoms(),
)
def test_that_counting_as_they_come_equals_counting_all(errors, size, chance):
    """All trials start; they end in any order, and some are told twice."""
    store, tally = store_of([]), FailureTally()
    started = [event_of(record(number, TrialState.RUNNING)) for number in range(len(errors))]
    ended = [
        event_of(record(number) if error is None else failed(number, error))
        for number, error in enumerate(errors)
    ]
    ended += ended[::3]
    chance.shuffle(ended)
    events = started + ended
    for start in range(0, len(events), size):
        tally.take(store, store.apply(events[start : start + size]))
    anew = FailureTally()
    anew.count_anew(store)
    assert tally.groups(store) == anew.groups(store)
    by_pattern = {(group.kind, group.line): group for group in failure_groups(store)}
    assert {(group.kind, group.line): group for group in tally.groups(store)} == by_pattern
    assert tally.total == sum(error is not None for error in errors)


def test_that_a_stopped_trial_is_no_failure():
    store, tally = store_of([]), FailureTally()
    stopped = replace(record(0, TrialState.STOPPED), error=TrialError("stopped", "stopped"))
    assert not tally.take(store, store.apply([event_of(stopped)]))
    assert tally.groups(store) == []
