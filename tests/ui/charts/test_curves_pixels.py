"""The curves chart as it is seen: lines, their ends, how they come bit by bit."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from tests.ui.charts.reporting import told
from tests.ui.charts.seeing import difference, drawn, has_colour, ink, take, take_crowd, value_at
from tuner_gui.bridge.live_store import LiveStore, TrialSelection
from tuner_gui.core.trial import TrialState
from tuner_gui.ui.charts.curves_chart import CurvesChart
from tuner_gui.ui.style.theme import Theme
from tuner_gui.ui.style.tokens import DARK, LIGHT, Tokens


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_that_each_kind_of_trial_has_its_tone(
    filled: CurvesChart, theme: Theme, tokens: Tokens
) -> None:
    theme.set_preference(tokens.name)
    image = drawn(filled)
    assert has_colour(image, value_at(filled, 3, 0.7), tokens.good, 8)
    assert has_colour(image, value_at(filled, 2.5, 0.625), tokens.running, 30)
    assert has_colour(image, value_at(filled, 4.5, 0.375), tokens.text_third)
    assert has_colour(image, value_at(filled, 1.5, 0.2), tokens.pruned)
    assert has_colour(image, value_at(filled, 4.5, 0.6), tokens.pane, 0)


def test_that_an_end_is_marked_where_a_trial_was_cut_off_or_failed(
    curves: CurvesChart, live: LiveStore
) -> None:
    take(
        live,
        *told(0, [0.0, 1.0, 1.0]),
        *told(1, [0.5, 0.5], TrialState.PRUNED),
        *told(2, [0.2, 0.2], TrialState.FAILED),
    )
    image = drawn(curves)
    bar, cross = value_at(curves, 2, 0.5), value_at(curves, 2, 0.2)
    assert image.pixelColor(bar + QPoint(0, -3)) != image.pixelColor(bar + QPoint(-5, -3))
    assert has_colour(image, cross + QPoint(3, 3), LIGHT.bad, 90)


def test_that_drawing_as_trials_end_gives_the_pixels_of_a_full_redraw(
    curves: CurvesChart, live: LiveStore
) -> None:
    rng = np.random.default_rng(5)
    take(live, *told(0, [0.0, *rng.uniform(0, 1, 8), 1.0]))
    for number in range(1, 10):
        take(live, *told(number, rng.uniform(0, 1, 10).tolist()))
        drawn(curves)
    grown = drawn(curves)
    curves.layer.redraw()
    again = drawn(curves)
    assert difference(grown, again).max() <= 6  # of 255: ink is rounded in another order


def test_that_many_curves_are_drawn_over_several_paints(
    qtbot: QtBot, curves: CurvesChart, live: LiveStore
) -> None:
    take_crowd(live)
    curves.layer.redraw()
    curves.view.viewport().repaint()
    assert not curves.layer.is_whole
    qtbot.waitUntil(lambda: curves.layer.is_whole, timeout=30_000)


def test_that_curves_are_never_gone_while_they_are_drawn_in_another_range(
    qtbot: QtBot, curves: CurvesChart, live: LiveStore
) -> None:
    take_crowd(live, 0.4, 0.6)
    qtbot.waitUntil(lambda: curves.layer.is_whole, timeout=30_000)
    curves.view.zoom(0.8)
    stretched = curves.view.grab().toImage()
    assert not curves.layer.is_whole
    qtbot.waitUntil(lambda: curves.layer.is_whole, timeout=30_000)
    whole = curves.view.grab().toImage()
    assert ink(stretched) == pytest.approx(ink(whole), rel=0.3)


def test_that_how_many_curves_leave_the_view_is_said(curves: CurvesChart, live: LiveStore) -> None:
    for number in range(5):
        take(live, *told(number, [2.0, 0.1 * number]))
    before = drawn(curves)
    take(live, *told(5, [2.0, 1e6], TrialState.FAILED))
    assert curves.layer.frame.high < 3
    corner = QPoint(curves.view.width() - 30, 20)
    after = drawn(curves)
    assert any(
        before.pixelColor(corner + QPoint(x, 0)) != after.pixelColor(corner + QPoint(x, 0))
        for x in range(-60, 10)
    )
    curves.clip.trigger()
    assert curves.layer.frame.high > 1e6


def test_that_values_at_the_end_of_all_numbers_are_drawn(
    curves: CurvesChart, live: LiveStore
) -> None:
    take(live, *told(0, [-1.7e308, 1.7e308]), *told(1, [0.5]))
    curves.clip.setChecked(False)
    assert has_colour(drawn(curves), value_at(curves, 1.5, 0.0), LIGHT.text_third)


def test_that_the_selected_line_stands_out(filled: CurvesChart, selection: TrialSelection) -> None:
    at = value_at(filled, 4.5, 0.375)
    assert not has_colour(drawn(filled), at, LIGHT.text, 8)
    selection.select(1)
    assert has_colour(drawn(filled), at, LIGHT.text, 8)
    selection.select(0)
    assert not has_colour(drawn(filled), at, LIGHT.text, 8)
    assert has_colour(drawn(filled), value_at(filled, 3, 0.7), LIGHT.good, 8)
