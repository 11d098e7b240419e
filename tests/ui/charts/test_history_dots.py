"""The dots of a frame: fainter in a crowd, and what is out of view counted."""

from __future__ import annotations

import numpy as np
import pytest

from tests.ui.charts.sweeps import events, failed, store, trial
from tuner_gui.core.trial import TrialRecord
from tuner_gui.ui.charts.framing import Frame
from tuner_gui.ui.charts.history_dots import HistoryDots
from tuner_gui.ui.charts.history_trace import HistoryTrace
from tuner_gui.ui.style.tokens import DARK

FRAME = Frame(-1, 101, 0, 1, 100, 60)


def dots_of(trace: HistoryTrace) -> HistoryDots:
    return HistoryDots(trace, FRAME, 1.0, DARK)


def many(kind: str, count: int) -> list[TrialRecord]:
    if kind == "failures":
        return [failed(number) for number in range(count)]
    return [trial(number, 0.5 + number / 250) for number in range(count)]


@pytest.mark.parametrize("kind", ["values", "failures"])
def test_that_a_crowd_is_drawn_anew_in_fainter_marks(kind: str) -> None:
    live = store([])
    trace = HistoryTrace(live)
    dots = dots_of(trace)
    records = many(kind, 100)
    has_fitted = []
    for start in range(0, 100, 10):
        rows = trace.update(live.apply(events(records[start : start + 10])))
        fits = dots.add(rows)
        has_fitted.append(fits)
        if not fits:
            dots = dots_of(trace)
        assert (dots.raster.pixels() == dots_of(trace).raster.pixels()).all()
    assert has_fitted[0]
    assert not all(has_fitted)


def test_that_values_out_of_view_are_counted_and_not_drawn() -> None:
    trace = HistoryTrace(store([trial(0, 0.05), trial(1, -3.0), trial(2, 7.0), trial(3, 0.8)]))
    dots = dots_of(trace)
    assert (dots.below, dots.above) == (2, 1)
    inked = np.nonzero(dots.raster.pixels() >> 24)
    assert inked[0].max() < 34
    assert inked[1].max() - inked[1].min() < 8


def test_that_trials_beside_the_frame_are_not_counted() -> None:
    trace = HistoryTrace(store([trial(number, -3.0) for number in range(150)]))
    assert dots_of(trace).below == 102
