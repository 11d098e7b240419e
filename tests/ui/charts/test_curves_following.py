"""How the curves chart follows the store, its range, metrics and axes."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from tests.ui.charts.reporting import reports, told
from tests.ui.charts.seeing import drawn, has_colour, move_to, take, tip_of, value_at
from tests.ui.charts.sweeps import finished, store
from tuner_gui.bridge.live_store import LiveStore
from tuner_gui.core.trial import TrialState
from tuner_gui.ui.charts.curves_chart import CurvesChart
from tuner_gui.ui.style.tokens import LIGHT


def test_that_curves_grow_while_trials_run(curves: CurvesChart, live: LiveStore) -> None:
    assert not curves.is_filled
    take(live, *told(0, [0.1, 0.2], TrialState.RUNNING))
    assert curves.is_filled
    assert "1 running" in curves.accessibleDescription()
    take(live, *reports(0, [0.3, 0.9], first=3))
    assert curves.layer.frame.high > 0.9
    image = drawn(curves)
    assert has_colour(image, value_at(curves, 3.5, 0.6), LIGHT.running, 30)


def test_that_a_zoomed_part_stays_in_view(
    qtbot: QtBot, filled: CurvesChart, live: LiveStore
) -> None:
    with qtbot.waitSignal(filled.zoom_changed) as changed:
        filled.view.zoom(0.5)
    assert changed.args == [True]
    frame = filled.layer.frame
    take(live, *told(4, [0.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]), finished())
    assert filled.layer.frame == frame
    filled.reset_view()
    assert filled.layer.frame.high > 2
    assert filled.layer.frame.right > 8


def test_that_what_came_while_it_was_hidden_is_there_when_it_is_shown(
    filled: CurvesChart, live: LiveStore
) -> None:
    filled.hide()
    take(live, *told(3, [0.6])[-1:], *told(4, [0.5, 0.55, 0.5, 0.55, 0.5, 0.55]))
    filled.show()
    image = drawn(filled)
    assert has_colour(image, value_at(filled, 4.5, 0.525), LIGHT.text_third)
    assert "running" not in filled.accessibleDescription()


def test_that_another_sweep_takes_the_place_of_this_one(
    filled: CurvesChart, live: LiveStore
) -> None:
    live.replace(store([]))
    assert not filled.is_filled
    assert filled.accessibleDescription() == "no curves"
    take(live, *told(0, [5.0, 6.0]))
    assert filled.is_filled
    assert filled.layer.frame.low > 1


def test_that_the_objective_is_drawn_until_another_metric_is_chosen(
    filled: CurvesChart, live: LiveStore
) -> None:
    assert filled.shown_metric == "accuracy"
    take(live, *reports(3, [7.0, 8.0], first=4, metric="loss"))
    assert (filled.shown_metric, filled.metrics()) == ("accuracy", ("accuracy", "loss"))
    filled.show_metric("loss")
    assert filled.layer.frame.low > 1
    assert filled.accessibleDescription().startswith("1 curve of loss")
    live.replace(store([]))
    take(live, *told(0, [0.5]))
    assert filled.shown_metric == "accuracy"


def test_that_axes_can_be_logarithmic(filled: CurvesChart, live: LiveStore) -> None:
    filled.log_steps.trigger()
    assert filled.layer.frame.right == pytest.approx(np.log10(6), abs=0.1)
    filled.menu.log.trigger()
    assert filled.layer.frame.high == pytest.approx(0, abs=0.2)
    move_to(filled, value_at(filled, np.log10(4), np.log10(0.35)))
    assert tip_of(filled) == ("Trial 1 · step 4", "accuracy 0.3500")
