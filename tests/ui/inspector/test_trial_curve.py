"""The inspector shows what a trial has reported, before what the best reported."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.trials.scripted import event_of, record
from tuner_gui.core.events import TrialReported
from tuner_gui.core.trial import TrialState
from tuner_gui.ui.inspector.curve_plot import CurvePlot
from tuner_gui.ui.style.tokens import LIGHT


def report(live, number, *values, metric="accuracy", first=1):
    live.apply(
        [TrialReported(number, first + at, {metric: value}) for at, value in enumerate(values)]
    )


def start(live, number):
    live.apply([event_of(record(number, TrialState.RUNNING))])


def end(live, number, metric=None, state=TrialState.COMPLETE):
    live.apply([event_of(record(number, state, metric))])


def words(panel):
    label = panel.findChild(QLabel, "trial_curve_words")
    return label.text() if label.isVisible() else None


def colours(panel):
    """How often each colour is in the plot."""
    image = panel.findChild(CurvePlot).grab().toImage()
    found = {}
    for x in range(image.width()):
        for y in range(image.height()):
            name = image.pixelColor(x, y).name()
            found[name] = found.get(name, 0) + 1
    return found


def is_like(colour, wanted):
    channels = zip(QColor(colour).getRgb(), QColor(wanted).getRgb(), strict=True)
    return all(abs(a - b) <= 25 for a, b in channels)


def test_that_a_trial_without_reports_has_no_curve(live, panel, selection):
    start(live, 0)
    selection.select(0)
    assert not panel.findChild(QWidget, "trial_curve").isVisible()
    assert words(panel) is None


def test_that_the_curve_grows_while_the_trial_runs(live, panel, selection):
    start(live, 0)
    selection.select(0)
    report(live, 0, 0.1, 0.5)
    assert words(panel) == "accuracy 0.5000 at step 2"
    before = colours(panel)
    assert LIGHT.running in before
    report(live, 0, 0.9, first=3)
    assert words(panel) == "accuracy 0.9000 at step 3"
    assert colours(panel) != before
    assert panel.findChild(CurvePlot).accessibleDescription() == words(panel)


def test_that_the_best_lies_behind_it_and_is_compared_at_the_same_step(live, panel, selection):
    start(live, 0)
    report(live, 0, 0.3, 0.6, 0.8, 0.9)
    end(live, 0, 0.9)
    start(live, 1)
    report(live, 1, 0.2, 0.4)
    end(live, 1, None, TrialState.PRUNED)
    selection.select(1)
    assert words(panel) == "accuracy 0.4000 at step 2 · the best had 0.6000 there"
    assert LIGHT.pruned in colours(panel)
    assert LIGHT.good not in colours(panel)
    selection.select(0)
    assert words(panel) == "accuracy 0.9000 at step 4"
    assert LIGHT.good in colours(panel)


def test_that_another_metric_is_shown_where_the_objective_was_not_reported(live, panel, selection):
    start(live, 0)
    report(live, 0, 0.7, metric="loss")
    start(live, 1)
    report(live, 1, 0.5)
    selection.select(0)
    assert words(panel) == "loss 0.7000 at step 1"


def test_that_a_level_curve_and_one_that_ran_wild_can_be_painted(live, panel, selection):
    for number, values in enumerate([(0.5,), (0.5, 0.5), (1.0, 1e308), (-1e308, 1e308)]):
        start(live, number)
        report(live, number, *values)
        selection.select(number)
        assert any(is_like(colour, LIGHT.running) for colour in colours(panel))


def test_that_the_plot_follows_the_theme(live, panel, selection, theme):
    start(live, 0)
    report(live, 0, 0.1, 0.5)
    selection.select(0)
    theme.set_preference("dark")
    plot = panel.findChild(CurvePlot)
    image = plot.grab().toImage()
    assert image.pixelColor(QPoint(2, image.height() // 2)) == QColor(theme.tokens.pane)
