from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from tests.ui.setup.configs import CONFIGS
from tests.ui.space.test_draft import FOREST
from tuner_gui.bridge.python_reader import PythonAnswer
from tuner_gui.core.budget import Budget
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.kinds import RandomKind
from tuner_gui.core.objective import Objective
from tuner_gui.core.specs import (
    BundledSpec,
    ClassSpec,
    EstimatorSpec,
    FunctionSpec,
    NoDataSpec,
    PipelineSpec,
)
from tuner_gui.targets.python_targets import PythonTarget
from tuner_gui.ui.setup.data_draft import DataDraft
from tuner_gui.ui.setup.setup_draft import SetupDraft
from tuner_gui.ui.setup.setup_reading import SetupFacts, read_setup

READY = SweepConfig(
    name="forest",
    target=EstimatorSpec(estimator="RandomForestClassifier", scoring="accuracy"),
    space=FOREST,
    strategy=RandomKind(),
    dataset=BundledSpec(name="breast_cancer"),
    objective=Objective("accuracy"),
    budget=Budget(trials=48, concurrency=2),
)

CODE = replace(READY, target=ClassSpec(path="net.py:Net"), dataset=NoDataSpec())
"""Its parameters may have any names."""


def read(**texts):
    draft = replace(SetupDraft.from_config(READY), **texts)
    return read_setup(draft, FOREST, SetupFacts())


@given(CONFIGS)
def test_that_the_draft_of_a_config_reads_as_that_config(config):
    reading = read_setup(SetupDraft.from_config(config), config.space, SetupFacts())
    assert reading.config == config
    assert reading.is_complete


def test_that_a_finished_setup_has_no_problems():
    assert read().problems == {}


@pytest.mark.parametrize(
    ("texts", "field", "words", "is_complete"),
    [
        ({"target_kind": "none"}, "target", "Choose a target", True),
        ({"target_kind": "python"}, "python_path", "Name the code", True),
        ({"target_kind": "python", "python_path": "net"}, "python_path", "“net”", False),
        ({"target_kind": "python", "python_path": "net.py"}, "python_path", "what of net", False),
        (
            {"target_kind": "python", "python_path": "net.py:f"},
            "python_path",
            "not been read",
            False,
        ),
        ({"folds": "1"}, "folds", "from 2 to 100", False),
        ({"data": DataDraft()}, "dataset", "Choose the data", True),
        ({"metric": " "}, "metric", "Name the metric", False),
        ({"trials": ""}, "trials", "how many trials", True),
        ({"trials": "0"}, "trials", "from 1 to", False),
        ({"workers": "two"}, "workers", "from 1 to 1,024", False),
        ({"time_limit": "soon"}, "time_limit", "“soon”", False),
        ({"trial_timeout": "0"}, "trial_timeout", "“0”", False),
        ({"seed": ""}, "seed", "whole number", False),
        ({"seed": "-1"}, "seed", "whole number", True),
    ],
)
def test_that_a_problem_names_its_field_and_whether_the_config_is_complete(
    texts, field, words, is_complete
):
    reading = read(**texts)
    assert list(reading.problems) == [field]
    assert words in reading.problems[field]
    assert reading.is_complete is is_complete


def test_that_a_text_that_cannot_be_read_leaves_the_value_before():
    assert read(trials="many", workers="", folds="x").config == READY


def test_that_a_grid_needs_no_number_of_trials():
    assert read(trials="", strategy="grid").problems == {}


def test_that_the_options_of_a_strategy_are_read_and_refused_by_name():
    draft = replace(SetupDraft.from_config(READY), strategy="tpe").with_option("candidates", "64")
    assert read_setup(draft, FOREST, SetupFacts()).config.strategy.candidates == 64
    reading = read_setup(draft.with_option("candidates", "0"), FOREST, SetupFacts())
    assert list(reading.problems) == ["strategy.candidates"]


def test_that_options_stay_as_typed_while_another_strategy_is_chosen():
    draft = replace(SetupDraft.from_config(READY), strategy="tpe").with_option("candidates", "6x")
    there_and_back = replace(replace(draft, strategy="grid"), strategy="tpe")
    assert there_and_back.chosen_strategy.text("candidates") == "6x"


def test_that_an_unreadable_space_leaves_the_one_before():
    reading = read_setup(SetupDraft.from_config(READY), None, SetupFacts())
    assert reading.config.space == FOREST
    assert not reading.is_complete


def code(kind, **known):
    """The facts where the path of a target has been read."""
    answer = PythonAnswer("a.py:f", PythonTarget(kind=kind, **known))
    return SetupFacts(python={"a.py:f": answer})


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        ("class", ClassSpec(path="a.py:f")),
        ("function", FunctionSpec(path="a.py:f")),
        ("pipeline", PipelineSpec(path="a.py:f", scoring="accuracy", folds=7)),
    ],
)
def test_that_what_was_read_of_a_path_decides_the_target(kind, spec):
    draft = SetupDraft.from_config(READY)
    draft = replace(draft, target_kind="python", python_path=" a.py:f ", folds="7")
    assert read_setup(draft, FOREST, SetupFacts()).config.target is None
    reading = read_setup(draft, FOREST, code(kind))
    assert reading.config.target == spec
    assert reading.is_complete
    assert (
        read_setup(replace(draft, python_path="a.py:g"), FOREST, code(kind)).config.target is None
    )


def test_that_a_path_that_could_not_be_read_says_why_at_its_field():
    draft = replace(SetupDraft.from_config(READY), target_kind="python", python_path="a.py:f")
    answer = PythonAnswer("a.py:f", None, "There is no file a.py.")
    reading = read_setup(draft, FOREST, SetupFacts(python={"a.py:f": answer}))
    assert reading.faults == {"python_path": "There is no file a.py."}


def test_that_a_pipeline_needs_data_like_an_estimator():
    draft = replace(
        SetupDraft.from_config(READY), target_kind="python", python_path="a.py:f", data=DataDraft()
    )
    reading = read_setup(draft, FOREST, code("pipeline", estimator="classifier"))
    assert reading.problems == {"dataset": "Choose the data that f is trained on."}
