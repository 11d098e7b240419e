"""Rules as typed, and what they find."""

from __future__ import annotations

import pytest

from tuner_gui.core.specs import MetricPattern, MetricRules
from tuner_gui.ui.script.metric_draft import MetricDraft, PatternDraft, find_metrics

OUTPUT = "epoch 1 loss=0.5\nepoch 2 loss=0.25\nTest accuracy 0.9\n"
RULES = MetricRules(patterns=(MetricPattern(name="test", text="Test accuracy {value}"),))


def test_that_the_draft_of_rules_reads_as_these_rules():
    assert MetricDraft.of(RULES).rules() == RULES
    assert MetricDraft.of(RULES).without(0).rules() == MetricRules()


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (PatternDraft("", "a {value}"), "Name the metric"),
        (PatternDraft("a", "a"), "Write {value} once"),
        (PatternDraft("a", "{value} {value}"), "Write {value} once"),
        (PatternDraft("a", "{value} {step} {step}"), "{step} at most once"),
        (PatternDraft("a", "a {value}"), ""),
    ],
)
def test_that_a_pattern_says_what_is_wrong_with_it(pattern: PatternDraft, said: str):
    assert said in pattern.problem()
    assert bool(said) == bool(pattern.problem())
    draft = MetricDraft().adding(pattern)
    assert draft.is_sound == (not said)
    assert len(draft.rules().patterns) == (not said)


def test_that_metrics_are_listed_with_the_objective_first():
    found = find_metrics(OUTPUT, RULES, "test")
    assert [(each.name, each.count, each.last) for each in found.metrics] == [
        ("test", 1, "0.9"),
        ("loss", 2, "0.25"),
    ]
    assert found.metrics[0].is_objective


def test_that_marks_lie_on_the_values():
    lines = OUTPUT.splitlines()
    marks = find_metrics(OUTPUT, RULES, "test").marks
    assert [lines[line][start : start + length] for line, start, length in marks] == [
        "0.5",
        "0.25",
        "0.9",
    ]


def test_that_only_what_is_not_read_yet_is_suggested():
    texts = {each.pattern.text for each in find_metrics(OUTPUT, MetricRules(), "x").suggestions}
    assert texts
    assert not any("loss" in text for text in texts)
