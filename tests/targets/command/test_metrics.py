"""Metrics read off printed lines."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.core.specs import MetricPattern, MetricRules
from tuner_gui.targets.command.metrics import LineReader

AUTOMATIC = MetricRules()


def read(*lines: str, objective: str = "acc", rules: MetricRules = AUTOMATIC, **rest):
    reader = LineReader(rules, objective, **rest)
    return [reading for line in lines for reading in reader.read(line)]


def values(*lines: str, **rest) -> dict[str, float | None]:
    return {reading.name: reading.value for reading in read(*lines, **rest)}


def steps(*lines: str, **rest) -> list[int | None]:
    return [reading.step for reading in read(*lines, **rest)]


def with_patterns(*pairs: tuple[str, str], automatic: bool = True) -> MetricRules:
    patterns = tuple(MetricPattern(name=name, text=text) for name, text in pairs)
    return MetricRules(automatic=automatic, patterns=patterns)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("loss=0.5", {"loss": 0.5}),
        ("loss: 0.5", {"loss": 0.5}),
        ("loss = -1.5e-3, val/f1@1: .25.", {"loss": -0.0015, "val/f1@1": 0.25}),
        ("loss=1,f1=2", {"loss": 1, "f1": 2}),
        ("loss: 93.5%", {"loss": 93.5}),
        ("loss=inf f1=-inf", {"loss": math.inf, "f1": -math.inf}),
        ("INFO:root:loss=0.25", {"loss": 0.25}),
        ("2026-11-23T12:33:45,120 loss: 1", {"loss": 1}),
        ("{'loss': 0.5, \"f1\": np.float64(0.25)}", {"loss": 0.5, "f1": 0.25}),
        ("loss: tensor(0.5, device='cuda:0')", {"loss": 0.5}),
        ("100/100 ━━━ 1s 2ms/step - acc: 0.9 - loss: 0.3", {"acc": 0.9, "loss": 0.3}),
        ("\x1b[1mloss\x1b[0m=\x1b[32m0.5\x1b[0m", {"loss": 0.5}),
        ("[10]\tvalid_0's auc: 0.75", {"auc": 0.75}),
        ("10%|█ | 1/10 [00:01<00:09, 1.2it/s, loss=0.5]", {"loss": 0.5}),
    ],
)
def test_that_names_and_values_are_read_as_they_are_printed(line: str, expected: dict) -> None:
    assert values(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "",
        "took: 12ms",
        "eta: 0:03",
        "version: 1.2.3",
        "rows: 1,024",
        "batch: 12/20",
        "http://localhost:8080",
        "train.py --lr=0.1 --f1=2",
        "step: 3 epoch=4 Epochs: 10",
        "loss: much",
        "x == 3",
        "plain words",
        "[" * 50,
    ],
)
def test_that_other_numbers_are_no_metrics(line: str) -> None:
    assert values(line) == {}


def test_that_the_parameters_of_the_trial_are_no_metrics() -> None:
    line = "lr=0.1 acc=0.5 loss=1"
    assert values(line, ignored={"lr", "acc"}) == {"acc": 0.5, "loss": 1}


@pytest.mark.parametrize(
    ("objective", "line", "value"),
    [
        ("acc", "Acc 0.5", 0.5),
        ("acc", "epoch 3 loss 0.25 acc 0.5 (best)", 0.5),
        ("acc", "acc -> 0.5", 0.5),
        ("acc", "the acc is 0.5", 0.5),
        ("acc", "acc (val): [0.5]", 0.5),
        ("acc", "acc=0.25 acc=0.5", 0.5),
        ("accuracy", "Test accuracy: 0.5", 0.5),
        ("test accuracy", "Final Test_Accuracy = 0.5", 0.5),
        ("test_accuracy", "Test accuracy (top-1): 0.5", 0.5),
        ("val/acc", "val/acc: 0.5", 0.5),
        ("x (y", "x (y 0.5", 0.5),
    ],
)
def test_that_the_objective_is_looked_for_widely(objective, line: str, value: float) -> None:
    assert values(line, objective=objective)[objective] == value


@pytest.mark.parametrize("line", ["train_acc=0.5", "acc_2=0.5", "accuracy=0.5", "acc.mean: 1"])
def test_that_another_metric_is_not_taken_for_the_objective(line: str) -> None:
    assert "acc" not in values(line)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("acc: None", "None"),
        ("acc = n/a", "n/a"),
        ("acc=oops, loss=1", "oops"),
        ("acc: 1,024 rows", "1,024 rows"),
        ('{"acc": null}', "null"),
        ('{"acc": [1]}', "[1]"),
    ],
)
def test_that_what_stands_in_the_place_of_the_objective_is_kept(line: str, text: str) -> None:
    (reading,) = (each for each in read(line) if each.name == "acc")
    assert (reading.value, reading.text) == (None, text)


def test_that_nan_is_a_number_for_now() -> None:
    assert math.isnan(values("acc=nan")["acc"] or 0)
    assert math.isnan(values('{"acc": NaN}')["acc"] or 0)


def test_that_json_objects_are_read_with_their_groups() -> None:
    line = '{"epoch": 3, "acc": 1, "val": {"f1": 0.5, "name": "x"}, "ok": true, "n": "2"}'
    assert values(line) == {"acc": 1, "val.f1": 0.5, "n": 2}
    assert set(steps(line)) == {3}
    assert values('{"acc": 1' + "0" * 400 + "}") == {"acc": math.inf}


def test_that_a_line_that_is_one_number_has_no_name() -> None:
    assert values("0.5") == {"": 0.5}
    assert values("np.float64(0.5)") == {"": 0.5}
    assert values("0.5 0.6") == {}


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("epoch 3 acc=1", 3),
        ("Epoch: 3/10 acc=1", 3),
        ("step=3 acc=1", 3),
        ("[3/10] acc=1", 3),
        ("[3] valid-acc:1", 3),
        ("'epoch': 3.0, acc=1", 3),
        ("Epoch [3/10], Step [100/600], acc: 1", 1900),
        ("global_step 7 epoch 3 acc=1", 7),
        ("Iteration #3: acc=1", 3),
        ("acc=1", None),
        ("epochs=10 acc=1", None),
        ("epoch=1.5 acc=1", None),
        ("round(2.5) acc=1", None),
    ],
)
def test_that_the_step_is_read_from_the_line(line: str, step: int | None) -> None:
    assert set(steps(line)) == {step}


def test_that_a_step_holds_until_the_next() -> None:
    assert steps("Epoch 1/5", "acc=1", "f1=2", "Epoch 2/5", "acc=3") == [1, 1, 2]


def test_that_a_pattern_goes_before_what_is_read_automatically() -> None:
    rules = with_patterns(("acc", "Test accuracy: {value} %"))
    lines = ["acc=3", "Test   accuracy:12.5%", "Train accuracy: 99 %"]
    assert values(*lines, rules=rules) == {"acc": 12.5, "accuracy": 99}
    only = with_patterns(("acc", "Test accuracy: {value} %"), automatic=False)
    assert values(*lines, rules=only) == {"acc": 12.5}


def test_that_a_pattern_can_hold_the_step_and_anything() -> None:
    rules = with_patterns(("loss", "it {step} of {any} loss {value}"))
    (reading,) = read("it 7 of many things loss 0.5 end", rules=rules)
    assert (reading.name, reading.value, reading.step, reading.start) == ("loss", 0.5, 7, 25)


def test_that_a_value_alone_is_the_last_number_of_a_line() -> None:
    rules = with_patterns(("acc", "{value}"))
    assert values("took 3s: 0.25 then 0.5", rules=rules)["acc"] == 0.5
    assert values("nothing", rules=rules) == {}


def test_that_a_word_in_the_place_of_a_patterns_value_is_kept() -> None:
    rules = with_patterns(("acc", "acc {value}"))
    (reading,) = read("acc oops", rules=rules)
    assert (reading.value, reading.text) == (None, "oops")
    assert read("accuracy: 0.5", rules=rules)[0].name == "accuracy"


def test_that_signs_in_a_pattern_mean_themselves() -> None:
    rules = with_patterns(("acc", "a.c* ({value})"))
    assert values("a.c* (0.5)", rules=rules) == {"acc": 0.5}
    assert values("abcc (0.5)", rules=rules) == {}


@given(st.text(), st.text(min_size=1))
def test_that_any_line_can_be_read(line: str, objective: str) -> None:
    rules = with_patterns(("p", "a {any} {value}"))
    for reading in read(line, objective=objective, rules=rules):
        assert reading.value is not None or reading.name in {objective, "p"}


@given(
    st.floats(allow_nan=False), st.sampled_from(["{}", "loss={}", "loss: {}", "[1/2] loss= {} x"])
)
def test_that_a_printed_float_is_read_back(value: float, form: str) -> None:
    assert list(values(form.format(value)).values()) == [value]


LONG = [
    *("a" * 10_000, "a " * 5_000, "acc" + " " * 10_000, "acc(" * 3_000, "epoch " * 2_000),
    *("[" * 10_000, "acc: " * 2_000, "acc=" * 2_000, "tensor(" * 2_000, "{" * 10_000, "1" * 10_000),
    *("acc(" + "(" * 9_000, "x=" * 5_000, '{"a":' * 2_000),
]


@pytest.mark.parametrize("line", LONG, ids=lambda line: line[:6])
def test_that_a_long_line_takes_no_time(line: str) -> None:
    import time

    start = time.perf_counter()
    read(line)
    assert time.perf_counter() - start < 0.1
