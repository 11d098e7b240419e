"""The inspector shows the best, or the selected trial, as they are now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QWidget

from tests.ui.trials.scripted import event_of, record, store_of
from tuner_gui.core.events import TrialReported
from tuner_gui.core.objective import Objective
from tuner_gui.core.trial import TrialError, TrialState
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.ui.inspector.value_list import ValueList

LEFT = Qt.MouseButton.LeftButton


def text(panel, name):
    label = panel.findChild(QLabel, name)
    assert label is not None, name
    return label.text() if label.isVisible() else None


def rows(panel, name):
    return {row.name: (row.text, row.other) for row in panel.findChild(ValueList, name).rows()}


def feed(live, *records):
    live.apply([event_of(each) for each in records])


def failed(number, error):
    return replace(record(number, TrialState.FAILED), error=error)


def title(panel):
    return panel.accessibleName()


@pytest.fixture
def two(live):
    """A best trial, 1, and a worse one, 0."""
    feed(live, record(0, metric=0.9, depth=3, criterion="gini", rate=0.1))
    feed(live, record(1, metric=0.95, depth=3, criterion="entropy"))


def test_that_an_empty_inspector_says_what_will_be_there(live, panel):
    assert text(panel, "no_best_trial_sentence").startswith("The best trial stands here")
    feed(live, record(0, TrialState.RUNNING))
    assert text(panel, "no_best_trial_sentence") == "No trial is complete yet."
    feed(live, failed(0, TrialError("ValueError", "no")))
    assert text(panel, "no_best_trial_sentence") == "No trial was completed."


def test_that_the_best_trial_is_shown(live, panel, two):
    panel.set_metric_note("5-fold mean")
    assert title(panel) == "Best so far"
    assert text(panel, "headline_number") == "0.9500"
    assert text(panel, "headline_caption") == "accuracy, 5-fold mean · the latest trial"
    assert rows(panel, "best_parameters") == {"depth": ("3", ""), "criterion": ("entropy", "")}
    feed(live, record(2, metric=0.1))
    assert text(panel, "headline_caption") == "accuracy, 5-fold mean · 1 trial ago"
    feed(live, record(3, metric=0.1), record(4, TrialState.RUNNING))
    assert text(panel, "headline_caption") == "accuracy, 5-fold mean · 2 trials ago"
    assert panel.shown_number == 1


def test_that_a_new_best_takes_the_place_of_the_old(live, panel, two):
    feed(live, record(2, metric=0.99, depth=9))
    assert text(panel, "headline_number") == "0.9900"
    assert rows(panel, "best_parameters") == {"depth": ("9", "")}


def test_that_values_have_all_digits_in_the_tip(live, panel):
    feed(live, record(0, metric=0.5, rate=0.312712345678))
    (row,) = panel.findChild(ValueList, "best_parameters").rows()
    assert (row.text, row.exact) == ("0.3127", "0.312712345678")


def test_that_a_selected_trial_is_compared_with_the_best(live, panel, selection, two):
    selection.select(0)
    assert title(panel) == "Trial 0"
    assert text(panel, "trial_state_word") == "Complete"
    assert text(panel, "trial_time") == "0.1 s"
    assert text(panel, "trial_metric") == "0.9000"
    assert text(panel, "trial_metric_caption") == "accuracy · 0.0500 below the best"
    assert rows(panel, "trial_parameters") == {
        "depth": ("3", ""),
        "criterion": ("gini", "entropy"),
        "rate": ("0.1", ""),
    }
    assert rows(panel, "trial_metrics")["accuracy"] == ("0.9000", "0.9500")
    assert panel.shown_number == 0


def test_that_the_best_trial_when_selected_is_told_so(live, panel, selection, two):
    selection.select(1)
    assert text(panel, "trial_metric_caption") == "accuracy · the best so far"
    assert rows(panel, "trial_parameters")["criterion"] == ("entropy", "")


def test_that_less_is_better_where_the_objective_says_so(live, panel, selection):
    found = [record(0, metric=0.9), record(1, metric=0.95)]
    live.replace(TrialStore.of(Objective("accuracy", "minimize"), found))
    assert text(panel, "headline_number") == "0.9000"
    selection.select(1)
    assert text(panel, "trial_metric_caption") == "accuracy · 0.0500 above the best"


def test_that_a_link_leads_back_to_the_best(live, panel, selection, two):
    back = panel.findChild(QAbstractButton, "back_to_best")
    assert not back.isVisible()
    selection.select(0)
    QTest.mouseClick(back, LEFT)
    assert selection.current is None
    assert title(panel) == "Best so far"
    assert not back.isVisible()


def test_that_a_failed_trial_tells_why_and_unfolds_its_traceback(live, panel, selection):
    feed(live, failed(0, TrialError("ValueError", "no such depth", "Traceback\n  here")))
    selection.select(0)
    assert text(panel, "error_kind") == "ValueError"
    assert text(panel, "error_message") == "no such depth"
    assert text(panel, "trial_metric") is None
    traceback = panel.findChild(QPlainTextEdit, "error_traceback")
    assert not traceback.isVisible()
    QTest.mouseClick(panel.findChild(QAbstractButton, "traceback_toggle"), LEFT)
    assert traceback.isVisible()
    assert traceback.toPlainText() == "Traceback\n  here"


def test_that_a_failure_of_our_own_shows_its_sentence_alone(live, panel, selection):
    feed(live, failed(0, TrialError("TrainFailure", "There is no file gone.csv.")))
    selection.select(0)
    assert text(panel, "error_kind") is None
    assert text(panel, "error_message") == "There is no file gone.csv."


def test_that_an_error_without_traceback_offers_none(live, panel, selection):
    feed(live, failed(0, TrialError("timeout", "timed out after 60 s")))
    selection.select(0)
    assert not panel.findChild(QAbstractButton, "traceback_toggle").isVisible()


def test_that_the_error_goes_with_its_trial(live, panel, selection):
    feed(live, failed(0, TrialError("ValueError", "no")), record(1))
    selection.select(0)
    selection.select(1)
    assert text(panel, "error_kind") is None


def test_that_a_running_trial_shows_what_it_reports_and_then_its_end(live, panel, selection):
    feed(live, record(0, TrialState.RUNNING, depth=3))
    selection.select(0)
    assert text(panel, "trial_metric_caption") is None
    live.apply([TrialReported(0, 7, {"accuracy": 0.4, "loss": 1.5})])
    assert text(panel, "trial_metric_caption") == "step 7"
    assert rows(panel, "trial_metrics") == {"accuracy": ("0.4000", ""), "loss": ("1.5000", "")}
    feed(live, record(0, metric=0.8, depth=3))
    assert text(panel, "trial_state_word") == "Complete"
    assert text(panel, "trial_metric") == "0.8000"


def test_that_the_facts_of_a_run_are_told(live, panel, selection):
    one = replace(record(0, worker="worker 2"), seed=7, space_revision=3)
    feed(live, one)
    selection.select(0)
    facts = rows(panel, "trial_facts")
    assert facts["worker"] == ("worker 2", "")
    assert facts["seed"] == ("7", "")
    assert facts["space revision"] == ("3", "")
    assert facts["started"][0].startswith("2026-11-23 ")


def test_that_output_appears_and_grows_while_the_trial_runs(live, panel, selection, logs, qtbot):
    feed(live, record(0, TrialState.RUNNING), record(1))
    selection.select(0)
    output = panel.findChild(QPlainTextEdit, "trial_output")
    qtbot.waitUntil(lambda: text(panel, "no_output") == "Nothing printed yet.")
    logs[0] = "epoch 1\n"
    qtbot.waitUntil(lambda: output.toPlainText() == "epoch 1")
    logs[0] += "epoch 2\n"
    qtbot.waitUntil(lambda: output.toPlainText() == "epoch 1\nepoch 2")
    assert output.isVisible()
    selection.select(1)
    qtbot.waitUntil(lambda: text(panel, "no_output") == "Nothing was printed.")
    assert not output.isVisible()


def test_that_the_last_output_is_read_after_the_trial_ended(live, panel, selection, logs, qtbot):
    feed(live, record(0, TrialState.RUNNING))
    selection.select(0)
    qtbot.waitUntil(lambda: text(panel, "no_output") is not None)
    logs[0] = "the end\n"
    feed(live, record(0))
    output = panel.findChild(QPlainTextEdit, "trial_output")
    qtbot.waitUntil(lambda: output.toPlainText() == "the end")
    qtbot.waitUntil(lambda: not panel._reading.is_active)


def test_that_a_hidden_inspector_reads_nothing(live, selection, theme, qtbot, panel):
    feed(live, record(0, TrialState.RUNNING))
    selection.select(0)
    assert panel._reading.is_active
    panel.hide()
    assert not panel._reading.is_active
    feed(live, record(0, TrialState.RUNNING))
    assert not panel._reading.is_active


def test_that_another_session_brings_its_own_logs(live, panel, selection, qtbot):
    feed(live, record(0))
    panel.set_log_reader(lambda number: (f"log of {number}\n", False))
    selection.select(0)
    output = panel.findChild(QPlainTextEdit, "trial_output")
    qtbot.waitUntil(lambda: output.toPlainText() == "log of 0")


def test_that_failures_are_counted_in_groups_and_lead_to_their_trials(live, panel, selection):
    zero, late = TrialError("ValueError", "rate is 0"), TrialError("timeout", "timed out")
    feed(live, record(0), failed(1, late), failed(2, zero), failed(3, zero))
    assert text(panel, "failures_count") == "3 failed"
    assert text(panel, "failures_groups") == "in 2 groups"
    first, second = (panel.findChild(QAbstractButton, f"failure_group_{at}") for at in (0, 1))
    assert [each.accessibleName() for each in (first, second)] == [
        "ValueError: rate is 0, 2",
        "timed out, 1",
    ]
    QTest.mouseClick(first, LEFT)
    assert selection.current == 2
    assert title(panel) == "Trial 2"


def test_that_without_failures_there_is_no_card(live, panel):
    feed(live, record(0))
    assert not panel.findChild(QWidget, "failures_card").isVisible()


def test_that_many_groups_are_cut_short(live, panel):
    errors = [TrialError("ValueError", f"no {word}") for word in "abcdefghi"]
    feed(live, *(failed(number, error) for number, error in enumerate(errors)))
    assert text(panel, "failures_groups") == "in 9 groups"
    shown = [panel.findChild(QAbstractButton, f"failure_group_{at}") for at in range(4)]
    assert all(each.isVisible() for each in shown)


@pytest.mark.parametrize(("number", "name"), [(None, "copy_best"), (0, "copy_trial")])
def test_that_parameters_can_be_copied_in_four_formats(
    live, panel, selection, two, qtbot, number, name
):
    selection.select(number)
    button = panel.findChild(QAbstractButton, name)
    assert button.isVisible()
    for key in ("json", "yaml", "toml", "python"):
        with qtbot.waitSignal(panel.copy_requested) as requested:
            button.menu().findChild(QAction, f"copy_as_{key}").trigger()
        assert requested.args == [key]


def test_that_the_best_can_be_exported(live, panel, two, qtbot):
    with qtbot.waitSignal(panel.export_requested):
        QTest.mouseClick(panel.findChild(QAbstractButton, "export_best"), LEFT)


def test_that_another_sweep_is_shown_from_the_start(live, panel, selection, two):
    live.replace(store_of([record(0, metric=0.25)]))
    assert text(panel, "headline_number") == "0.2500"
    live.replace(store_of([]))
    assert text(panel, "no_best_trial_sentence").startswith("The best trial stands here")
    assert panel.shown_number is None


def test_that_long_names_and_values_stay_inside_a_narrow_pane(live, panel, selection, qtbot):
    long = {"a_very_long_parameter_name" * 3: "value" * 40, "layers": tuple(range(90)), "d": 1}
    error = TrialError("ValueError", "no_room_to_break_this_message" * 8)
    feed(live, record(0, **long), replace(failed(1, error), params=long))
    panel.resize(panel.minimumWidth(), 500)
    for number in (None, 1):
        selection.select(number)
        assert panel.width() == 260
        for page in panel.findChildren(QWidget, "trial_page" if number else "best_page"):
            assert page.widget().width() <= page.viewport().width()
