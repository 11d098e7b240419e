"""What a trial's metrics come to: reports as they come, one result at the end."""

from __future__ import annotations

import math

import pytest

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.specs import MetricRules
from tuner_gui.targets.command.metric_log import MetricLog
from tuner_gui.targets.command.metrics import LineReader


def log_of(*lines: str, objective: str = "acc") -> MetricLog:
    reader, log = LineReader(MetricRules(), objective), MetricLog(objective)
    for line in lines:
        log.note_line(line)
        log.take(reader.read(line))
    return log


def test_that_the_last_value_counts() -> None:
    assert log_of("acc=0.9 loss=1", "acc=0.5").result() == {"acc": 0.5, "loss": 1}


def test_that_the_metrics_of_a_step_are_one_report() -> None:
    log = log_of("epoch 1 loss=3", "acc=0.25", "epoch 2 loss=2")
    assert log.new_reports() == [(1, {"loss": 3, "acc": 0.25}), (2, {"loss": 2})]
    assert log.new_reports() == []


def test_that_each_metric_without_steps_counts_its_own() -> None:
    log = log_of("loss=3", "acc=0.25", "loss=2", "acc=0.5")
    assert log.new_reports() == [(0, {"loss": 3, "acc": 0.25}), (1, {"loss": 2, "acc": 0.5})]


def test_that_a_flood_of_steps_is_thinned_and_nothing_is_lost_of_the_result() -> None:
    log = log_of(*(f"step {step} acc={step}" for step in range(20_000)))
    assert log.new_reports() == [(19_999, {"acc": 19_999})]
    assert log.result() == {"acc": 19_999}


def test_that_ever_new_names_do_not_pile_up() -> None:
    log = log_of(*(f"n{number}=1" for number in range(10_000)), "acc=1")
    assert len(log.result()) == 65
    assert log.result()["acc"] == 1


def test_that_a_lone_number_is_the_objective_where_nothing_else_is() -> None:
    assert log_of("loading", "3", "0.5").result() == {"acc": 0.5}
    assert log_of("acc=0.25", "3").result() == {"acc": 0.25}


def test_that_nan_is_handed_on_for_the_sweep_to_refuse() -> None:
    assert math.isnan(log_of("acc=0.5", "acc=nan").result()["acc"])


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], "The command printed no metric acc; it printed nothing."),
        (["\x00\xff\x1b[2Jbinary\t"], "it[..]"),
        (["hello", "done ", " "], "The command printed no metric acc; its last line is “done”."),
        (["f1=1 loss=2", "end"], "The command printed no metric acc; it printed f1, loss."),
        (["acc=None"], "The metric acc is “None”, which is not a number."),
        (["acc=0.5", "acc=null"], "The metric acc is “null”, which is not a number."),
        (["acc: oops"], "The metric acc is “oops”, which is not a number."),
        (["x" * 500], f"The command printed no metric acc; its last line is “{'x' * 79}…”."),
    ],
)
def test_that_a_missing_metric_says_what_was_printed_instead(lines, sentence: str) -> None:
    with pytest.raises(TrainFailure) as caught:
        log_of(*lines).result()
    if sentence == "it[..]":
        sentence = "The command printed no metric acc; its last line is “·ÿ·[2Jbinary”."
    assert caught.value.message == sentence


def test_that_text_after_a_number_is_no_value() -> None:
    assert log_of("acc=0.5", "acc: see the plot").result() == {"acc": 0.5}
    assert log_of("acc: computing", "acc=0.5").result() == {"acc": 0.5}
    assert log_of("acc=None", "acc=0.5").result() == {"acc": 0.5}
