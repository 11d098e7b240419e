"""The draft of a command says what its fields say, or what is wrong with them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.core.errors import TuningError
from tuner_gui.core.specs import CommandSpec, MetricPattern, MetricRules
from tuner_gui.ui.setup.command_draft import (
    CommandDraft,
    environment_text,
    read_command,
    read_environment,
)

SPEC = CommandSpec(
    argv=("{python}", "train.py", "--lr", "{lr}", "a b"),
    cwd="/work here",
    environment={"A": "1", "B": "two words", "C": " padded", "D": 'line\n"quoted"'},
    config_format="toml",
    python="/env/bin/python",
    metrics=MetricRules(patterns=(MetricPattern(name="acc", text="acc {value}"),)),
)


def test_that_the_draft_of_a_command_reads_as_that_command():
    reading = read_command(CommandDraft.of(SPEC), None, ("lr",))
    assert reading.spec == SPEC
    assert reading.problems == {}


@given(st.dictionaries(st.from_regex(r"[A-Za-z_]\w*", fullmatch=True), st.text(max_size=12)))
def test_that_variables_written_as_lines_read_back(environment):
    assert read_environment(environment_text(environment)) == environment


def test_that_a_windows_path_in_a_variable_stays_as_it_is():
    assert read_environment("DATA=C:\\new\\tables") == {"DATA": "C:\\new\\tables"}


@pytest.mark.parametrize(
    ("text", "said"), [("A", "sets no variable"), ("=1", "sets no variable"), ("A=1\nA=2", "twice")]
)
def test_that_a_line_that_sets_no_variable_is_quoted(text, said):
    with pytest.raises(TuningError, match=said):
        read_environment(text)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"text": ""}, "command", "Write the command"),
        ({"text": "'' x"}, "command", "begins with nothing"),
        ({"text": "train.py 'x"}, "command", "not closed"),
        ({"text": "train.py {lr"}, "command", "lone {"),
        ({"text": "train.py {rate}"}, "command", "no parameter rate"),
        ({"environment": "A={rate}"}, "command_environment", "no parameter rate"),
        ({"environment": "nonsense"}, "command_environment", "“nonsense”"),
    ],
)
def test_that_a_problem_is_said_at_the_field_that_causes_it(changes, field, said):
    reading = read_command(replace(CommandDraft.of(SPEC), **changes), SPEC, ("lr",))
    assert list(reading.problems) == [field]
    assert said in reading.problems[field]


def test_that_a_text_that_cannot_be_read_keeps_what_was_there():
    draft = replace(CommandDraft.of(SPEC), text="x 'y", environment="nonsense")
    reading = read_command(draft, SPEC, ("lr",))
    assert reading.unreadable == {"command", "command_environment"}
    assert reading.spec is not None
    assert (reading.spec.argv, reading.spec.environment) == (SPEC.argv, SPEC.environment)


def test_that_a_parameter_that_nothing_passes_is_a_note():
    reading = read_command(CommandDraft.of(SPEC), None, ("lr", "depth"))
    assert (reading.problems, reading.unpassed) == ({}, ("depth",))


def test_that_names_are_not_checked_while_the_space_cannot_be_read():
    reading = read_command(CommandDraft(text="x {rate}"), None, None)
    assert (reading.problems, reading.unpassed) == ({}, ())


def test_that_placeholders_are_told_although_a_variable_is_wrong():
    assert CommandDraft(text="{python} {lr}", environment="x").placeholders == {"python", "lr"}
