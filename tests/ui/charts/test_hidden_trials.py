"""Trials that a person has hidden: the charts leave them out, the best line knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.charts.reporting import told
from tests.ui.charts.seeing import (
    SWEEP,
    difference,
    drawn,
    has_colour,
    image_of,
    mark_at,
    move_to,
    take,
    take_trials,
    tip_of,
)
from tests.ui.charts.sweeps import store, trial
from tuner_gui.core.marks import UNMARKED, TrialMark

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.ui.charts.curves_chart import CurvesChart
    from tuner_gui.ui.charts.history_chart import HistoryChart
    from tuner_gui.ui.style.theme import Theme

HIDDEN = TrialMark(is_hidden=True)


@pytest.fixture
def shown(history: HistoryChart, live: LiveStore) -> HistoryChart:
    take_trials(live, SWEEP)
    return history


def test_that_a_hidden_trial_has_no_dot(shown: HistoryChart, live: LiveStore, theme: Theme) -> None:
    at = mark_at(shown, 5)
    assert has_colour(image_of(shown), at, theme.tokens.accent)
    live.mark({5: HIDDEN})
    assert not has_colour(image_of(shown), at, theme.tokens.accent)
    move_to(shown, at)
    assert not shown.tip.isVisible()
    live.mark({5: UNMARKED})
    assert has_colour(image_of(shown), at, theme.tokens.accent)
    move_to(shown, at)
    assert tip_of(shown) == ("Trial 5 · 0.8870", "depth 5")


def test_that_the_best_line_stays_where_the_best_is_hidden(
    shown: HistoryChart, live: LiveStore, theme: Theme
) -> None:
    dot = mark_at(shown, 1)
    on_line = QPoint(mark_at(shown, 6).x(), dot.y())
    live.mark({1: HIDDEN})
    image = image_of(shown)
    assert has_colour(image, on_line, theme.tokens.good)
    left_of_line = dot + QPoint(-4, 0)  # within the dot of the best, not on the line
    assert not has_colour(image, left_of_line, theme.tokens.good)


def test_that_keys_pass_hidden_trials_by(
    shown: HistoryChart, live: LiveStore, selection: TrialSelection
) -> None:
    live.mark({1: HIDDEN, 2: HIDDEN})
    selection.select(0)
    shown.setFocus()
    QTest.keyClick(shown.view, Qt.Key.Key_Right)
    assert selection.current == 3


def test_that_a_trial_that_is_hidden_while_it_runs_never_comes(
    shown: HistoryChart, live: LiveStore
) -> None:
    live.mark({7: HIDDEN})
    take_trials(live, [trial(7, 0.88)])
    move_to(shown, mark_at(shown, 7))
    assert not shown.tip.isVisible()


def test_that_a_zoomed_chart_stays_where_it_is(shown: HistoryChart, live: LiveStore) -> None:
    QTest.keyClick(shown.view, Qt.Key.Key_Plus)
    before = shown.view.frame()
    live.mark({5: HIDDEN})
    assert shown.view.frame() == before


def test_that_the_range_forgets_what_is_hidden(history: HistoryChart, live: LiveStore) -> None:
    low = [trial(number, 0.8 + number / 100) for number in range(8)]
    take_trials(live, [*low, trial(8, 0.1)])
    assert history.view.frame().low < 0.15
    live.mark({8: HIDDEN})
    assert history.view.frame().low > 0.6


def test_that_the_axis_of_trials_stays_when_one_is_hidden(
    history: HistoryChart, live: LiveStore
) -> None:
    live.replace(store(SWEEP[:7]))
    history.set_planned(48)
    before = history.view.frame()
    assert before.right > 47
    live.mark({5: HIDDEN})
    assert (history.view.frame().left, history.view.frame().right) == (before.left, before.right)


def test_that_the_whole_best_line_is_in_view_where_all_trials_are_hidden(
    shown: HistoryChart, live: LiveStore
) -> None:
    live.mark(dict.fromkeys(range(8), HIDDEN))
    frame = shown.view.frame()
    assert 0.7 < frame.low < 0.801
    assert 0.907 < frame.high < 1.0


def test_that_other_marks_draw_nothing_anew(shown: HistoryChart, live: LiveStore) -> None:
    trace = shown.layer.trace
    live.mark({5: TrialMark(is_starred=True)})
    assert shown.layer.trace is trace


def test_that_a_screen_reader_hears_how_many_are_hidden(
    shown: HistoryChart, live: LiveStore
) -> None:
    live.mark({4: HIDDEN, 5: HIDDEN})
    assert shown.accessibleDescription().endswith(", 2 hidden")


def test_that_a_hidden_trial_has_no_curve(filled: CurvesChart, live: LiveStore) -> None:
    before = drawn(filled)
    live.mark({1: HIDDEN})
    assert (difference(before, drawn(filled)) > 60).sum() > 100
    assert filled.layer.trace.curve(1) is None
    live.mark({1: UNMARKED})
    assert (difference(before, drawn(filled)) > 60).sum() == 0


def test_that_a_running_trial_that_is_hidden_goes_on_without_a_curve(
    filled: CurvesChart, live: LiveStore
) -> None:
    live.mark({3: HIDDEN})
    take(live, *told(3, [0.6, 0.65, 0.6, 0.7]))
    assert filled.layer.trace.curve(3) is None
    live.mark({3: UNMARKED})
    assert filled.layer.trace.curve(3) is not None


def test_that_curves_that_nobody_sees_are_hidden_when_they_are_shown(
    filled: CurvesChart, live: LiveStore
) -> None:
    filled.hide()
    live.mark({1: HIDDEN})
    assert filled.layer.trace.curve(1) is not None  # nothing is read while it is out of sight
    filled.show()
    assert filled.layer.trace.curve(1) is None
