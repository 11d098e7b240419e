"""The tester: what rules match on a dry run, and which are proposed."""

from __future__ import annotations

from tuner_gui.core.specs import MetricPattern, MetricRules
from tuner_gui.targets.command.metric_tester import matched, suggest_rules

OUTPUT = """loading
epoch 1 loss 0.51 f1 0.81
epoch 2 loss 0.41 f1 0.88
Train accuracy: 0.99
Test accuracy: 0.91
took 3.2s
0.91
"""


def test_that_each_match_says_where_it_stands() -> None:
    rules = MetricRules(patterns=(MetricPattern(name="loss", text="loss {value}"),))
    found = [
        (line, reading.name, reading.value, reading.step, reading.start, reading.rule)
        for line, reading in matched(OUTPUT, rules)
    ]
    assert found == [
        (1, "loss", 0.51, 1, 13, "loss {value}"),
        (2, "loss", 0.41, 2, 13, "loss {value}"),
        (3, "accuracy", 0.99, 2, 16, "name=value"),
        (4, "accuracy", 0.91, 2, 15, "name=value"),
        (6, "", 0.91, 2, 0, "number"),
    ]
    assert OUTPUT.splitlines()[1][13:].startswith("0.51")


def suggested(output: str, objective: str = "", rules: MetricRules = MetricRules()):  # noqa: B008
    return [
        (each.pattern.name, each.pattern.text, each.count, each.is_read_already)
        for each in suggest_rules(output, rules, objective)
    ]


def test_that_patterns_are_proposed_for_what_looks_like_a_metric() -> None:
    assert suggested(OUTPUT) == [
        ("loss", "loss {value}", 2, False),
        ("f1", "f1 {value}", 2, False),
        ("train_accuracy", "Train accuracy: {value}", 1, False),
        ("test_accuracy", "Test accuracy: {value}", 1, False),
        ("score", "{value}", 1, True),
    ]


def test_that_a_proposal_reads_what_it_was_made_from() -> None:
    for each in suggest_rules(OUTPUT, MetricRules(), "f1"):
        rules = MetricRules(automatic=False, patterns=(each.pattern,))
        read = [match.reading.value for match in matched(OUTPUT, rules, "f1")]
        assert each.last == read[-1]


def test_that_the_wanted_metric_comes_first() -> None:
    assert suggested(OUTPUT, "test accuracy")[0][:2] == ("test_accuracy", "Test accuracy: {value}")
    assert suggested(OUTPUT, "f1")[0] == ("f1", "f1 {value}", 2, True)


def test_that_nothing_is_proposed_where_nothing_is_printed() -> None:
    assert suggested("") == []
    assert suggested("only words\n") == []


def test_that_carriage_returns_end_lines() -> None:
    assert [match.line for match in matched("a=1\rb=2\r\nc=3", MetricRules())] == [0, 1, 2]
