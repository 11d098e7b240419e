"""Scripts as people write them, each with a table beside it that says what is to be read."""

from __future__ import annotations

import pytest

from tests.targets.reading.tables import SCRIPTS, expected, table_of
from tuner_gui.targets.reading import argv_of, read_space, space_of
from tuner_gui.targets.reading.exact import read_exactly

TABLES = {
    "imagenet_like": "imagenet_like.py",
    "mnist_main": "mnist_main.py",
    "tagger_commands": "tagger_commands.py",
    "helper_functions": "helper_functions.py",
    "converters": "converters.py",
    "config_classes": "config_classes.py",
    "gan_options": "gan_options/train.py",
    "glue_trainer": "glue_trainer.py",
    "lightning_module": "lightning_module.py",
    "two_parsers": "two_parsers.py",
    "click_forecast": "click_forecast.py",
    "typer_ranker": "typer_ranker.py",
    "absl_agent": "absl_agent.py",
    "fire_boost": "fire_boost.py",
    "ppo_tyro": "ppo_tyro.py",
    "svm_objective": "svm_objective.py",
    "forest_function": "forest_function.py",
    "forest_config": "forest_function.py:Config",
    "forest_net": "forest_function.py:Net",
    "hydra_app": "hydra_app/train.py",
    "plain_yaml": "plain.yaml",
    "plain_toml": "plain.toml",
    "plain_json": "plain.json",
}

EXACT = [
    "helper_functions",
    "converters",
    "config_classes",
    "tagger_commands",
    "two_parsers",
    "click_forecast",
]
WITH_STAND_INS = ["imagenet_like", "mnist_main", "gan_options"]


def test_that_every_table_has_its_script() -> None:
    assert {path.stem for path in SCRIPTS.glob("*.expected")} == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_that_the_source_tells_each_parameter(name: str) -> None:
    read = read_space(f"{SCRIPTS}/{TABLES[name]}")
    assert table_of(read) == expected(SCRIPTS / f"{name}.expected")


@pytest.mark.parametrize("name", TABLES)
def test_that_each_parameter_can_be_taken_into_a_space(name: str) -> None:
    read = read_space(f"{SCRIPTS}/{TABLES[name]}")
    every_name = [each.name for each in read.parameters]
    assert space_of(read, every_name).names == tuple(every_name)
    assert space_of(read).names == read.selected
    assert all(each.reason.endswith(".") for each in read.parameters)


@pytest.mark.parametrize("name", EXACT)
def test_that_the_source_and_the_running_script_agree(name: str) -> None:
    told = read_space(SCRIPTS / TABLES[name])
    asked = read_exactly(SCRIPTS / TABLES[name])
    assert asked.parameters == told.parameters
    assert (asked.style, asked.command, asked.commands) == (told.style, told.command, told.commands)
    assert argv_of(asked) == argv_of(told)


@pytest.mark.parametrize("name", WITH_STAND_INS)
@pytest.mark.usefixtures("stand_ins")
def test_that_they_agree_where_the_script_imports_its_libraries(name: str) -> None:
    told = read_space(SCRIPTS / TABLES[name])
    asked = read_exactly(SCRIPTS / TABLES[name])
    names = {each.name for each in told.parameters} - {"arch"}
    assert [each for each in asked.parameters if each.name in names] == [
        each for each in told.parameters if each.name in names
    ]
    assert {each.name for each in asked.parameters} - {"arch"} == names


@pytest.mark.usefixtures("stand_ins")
def test_that_choices_which_only_a_run_tells_are_read_exactly() -> None:
    told = read_space(SCRIPTS / "imagenet_like.py")["arch"]
    asked = read_exactly(SCRIPTS / "imagenet_like.py")["arch"]
    assert told.kind == "constant"
    assert "read it exactly" in told.reason
    assert asked.values == ("resnet18",)
