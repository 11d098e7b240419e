"""What the names of options say, as real scripts have them."""

from __future__ import annotations

import pytest

from tuner_gui.core.values import ParamValue
from tuner_gui.targets.reading.option import Option, type_of_value
from tuner_gui.targets.reading.proposing import propose
from tuner_gui.targets.reading.read_target import ReadParameter


def proposed(name: str, default: ParamValue) -> ReadParameter:
    type_ = type_of_value(default)
    return propose(Option(name=name, type=type_, default=default, has_default=True))


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("nb_classes", 1000),
        ("class_num", 948),
        ("num_tasks", 64),
        ("upload_model", False),
        ("push_to_hub", False),
        ("disable_eval", False),
        ("dev_every", 1000),
        ("eval_episodes", 10),
        ("runs", 10),
        ("n_runs", 5),
        ("num_trials", 3),
        ("low_mem", False),
        ("print_loss", False),
        ("ignore_warnings", True),
        ("ai_timeout", 900.0),
        ("data_test_ratio", 0.1),
        ("train_num", 950),
        ("evaluate_every", 1000),
        ("generate", False),
        ("snap", 50),
        ("fp32", False),
    ],
)
def test_that_these_are_left_alone(name: str, default: ParamValue) -> None:
    assert not proposed(name, default).selected


@pytest.mark.parametrize(
    ("name", "default", "low", "high", "log"),
    [
        ("blr", 1e-3, 1e-5, 1e-2, True),
        ("dlr", 2e-3, 2e-5, 2e-2, True),
        ("lr2", 0.01, 1e-4, 0.1, True),
        ("lamb", 5e-4, 5e-6, 0.05, True),
        ("wd1", 5e-4, 5e-6, 0.05, True),
        ("decay", 4e-4, 4e-6, 0.04, True),
        ("layer_decay", 0.75, 0.05, 0.95, False),
        ("decay", 0.99, 0.8, 0.999, False),
        ("start_e", 1.0, 0.1, 1.0, True),
        ("epsilon_end", 0.01, 0.001, 0.1, True),
        ("reprob", 0.25, 0.0, 1.0, False),
        ("drop_path", 0.0, 0.0, 0.6, False),
    ],
)
def test_that_these_are_varied_in_ranges_that_make_sense(
    name: str, default: float, low: float, high: float, log: bool
) -> None:
    found = proposed(name, default)
    assert found.selected
    assert (found.low, found.high, found.log) == (low, high, log)


def test_that_a_number_of_epochs_is_left_alone_unless_it_has_to_be_given() -> None:
    usual = propose(Option(name="epochs", type="int", default=5, has_default=True))
    assert not usual.selected
    assert usual.reason.startswith("A number of epochs: more usually win and take longer")
    assert (usual.kind, usual.low, usual.high) == ("int", 2, 10)
    assert propose(Option(name="epochs", type="int", is_required=True)).selected
