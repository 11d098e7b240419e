"""The history chart as it is seen: dots, lines, rings, themes."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor

from tests.ui.charts.seeing import (
    SWEEP,
    assert_like,
    colour_at,
    image_of,
    mark_at,
    mixed,
    take_trials,
)
from tests.ui.charts.sweeps import failed, pruned, running, trial
from tuner_gui.bridge.live_store import LiveStore, TrialSelection
from tuner_gui.ui.charts.history_chart import HistoryChart
from tuner_gui.ui.style.theme import Theme
from tuner_gui.ui.style.tokens import DARK, LIGHT


def test_that_each_kind_of_trial_has_its_colour(history: HistoryChart, live: LiveStore) -> None:
    take_trials(live, SWEEP)
    image = image_of(history)
    assert_like(colour_at(image, mark_at(history, 2)), mixed(LIGHT.pane, LIGHT.accent, 0.75))
    assert_like(colour_at(image, mark_at(history, 4)), mixed(LIGHT.pane, LIGHT.pruned, 0.75))
    assert_like(colour_at(image, mark_at(history, 3)), QColor(LIGHT.bad), 12)
    assert_like(colour_at(image, mark_at(history, 1)), QColor(LIGHT.good))


def test_that_the_best_line_runs_to_the_last_trial(history: HistoryChart, live: LiveStore) -> None:
    take_trials(live, SWEEP)
    image = image_of(history)
    best = mark_at(history, 1)
    for number in (3.5, 6.5):
        x = history.view.box.mapToScene(QPointF(float(history.layer.frame.x(number)), 0)).x()
        assert_like(image.pixelColor(round(x), best.y()), QColor(LIGHT.good))
    beyond = history.view.box.mapToScene(QPointF(float(history.layer.frame.x(7.5)), 0)).x()
    assert_like(image.pixelColor(round(beyond), best.y()), QColor(LIGHT.pane))


def test_that_drawing_as_trials_come_gives_the_pixels_of_a_full_redraw(
    history: HistoryChart, live: LiveStore
) -> None:
    history.set_planned(60)
    rng = np.random.default_rng(5)
    records = [trial(number, float(rng.uniform(0.5, 0.9))) for number in range(60)]
    records[10], records[20] = failed(10), pruned(20, 0.6)
    for start in range(0, 60, 7):
        take_trials(live, records[start : start + 7])
        image_of(history)
    grown = image_of(history)
    history.layer.redraw()
    assert image_of(history) == grown


def test_that_a_running_trial_becomes_a_dot(history: HistoryChart, live: LiveStore) -> None:
    take_trials(live, [trial(0, 0.5), running(1), trial(2, 0.4)])
    lane = mark_at(history, 1)
    before = image_of(history)
    assert_like(colour_at(before, lane + QPoint(3, 0)), QColor(LIGHT.running), 12)
    take_trials(live, [trial(1, 0.45)])
    after = image_of(history)
    assert_like(colour_at(after, lane + QPoint(3, 0)), QColor(LIGHT.pane))
    assert_like(colour_at(after, mark_at(history, 1)), mixed(LIGHT.pane, LIGHT.accent, 0.75))


def test_that_a_change_of_theme_restyles_the_chart_at_once(
    history: HistoryChart, live: LiveStore, theme: Theme
) -> None:
    take_trials(live, SWEEP)
    image_of(history)
    theme.set_preference("dark")
    image = image_of(history)
    assert_like(image.pixelColor(2, 2), QColor(DARK.pane))
    assert_like(colour_at(image, mark_at(history, 2)), mixed(DARK.pane, DARK.accent, 0.75))


def test_that_the_selected_trial_is_ringed(
    history: HistoryChart, live: LiveStore, selection: TrialSelection
) -> None:
    take_trials(live, SWEEP)
    beside = mark_at(history, 2) + QPoint(6, 0)
    assert_like(colour_at(image_of(history), beside), QColor(LIGHT.pane))
    selection.select(2)
    assert_like(colour_at(image_of(history), beside), QColor(LIGHT.text), 40)


def test_that_a_hidden_chart_draws_nothing_until_it_is_seen(
    history: HistoryChart, live: LiveStore
) -> None:
    take_trials(live, SWEEP[:3])
    image_of(history)
    history.hide()
    take_trials(live, SWEEP[3:])
    history.show()
    shown = image_of(history)
    history.layer.redraw()
    assert image_of(history) == shown
    assert_like(colour_at(shown, mark_at(history, 5)), mixed(LIGHT.pane, LIGHT.accent, 0.75))
