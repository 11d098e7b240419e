"""Constraints in a draft: their problems, and how they follow the names of their rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.space.trees import moved
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.space.draft import ConstraintDraft, SpaceDraft
from tuner_gui.ui.space.proposals import NO_PROPOSALS, constraint_proposals
from tuner_gui.ui.space.reading import read_draft
from tuner_gui.ui.space.row_order import copied

SPACE = (
    HyperParamSpace()
    .add_int("heads", 1, 8)
    .add_int("width", 8, 64, step=8)
    .add_float("rate", 0, 1)
    .add_choice("mode", ["a", "b"])
    .add_constraint("width % heads == 0")
)
DRAFT = SpaceDraft.from_space(SPACE)


def typed(draft: SpaceDraft, key: int, *names: str) -> SpaceDraft:
    for name in names:
        draft = draft.with_row(replace(draft.row(key), name=name))
    return draft


def texts(draft: SpaceDraft) -> list[str]:
    return [each.text for each in draft.constraints]


def said(*lines: str) -> list[str]:
    draft = DRAFT
    for line in lines:
        draft, _ = draft.adding_constraint(line)
    problems = read_draft(draft).constraint_problems
    return [each.message for found in problems.values() for each in found]


def test_that_a_constraint_follows_the_new_name_of_its_row():
    draft = typed(DRAFT, 0, "head", "h", "", "n", "nh")
    assert texts(draft) == ["width % nh == 0"]
    assert read_draft(draft).space is not None


@pytest.mark.parametrize("slip", ["h(", "h (", "h)", "1h", "h.", "not"])
def test_that_a_constraint_follows_through_a_slip_of_the_hand(slip: str):
    assert texts(typed(DRAFT, 0, "h", slip, "h")) == ["width % h == 0"]


def test_that_a_name_on_the_way_that_another_row_has_changes_nothing_for_good():
    draft = typed(DRAFT, 0, "rate")
    assert texts(draft) == ["width % heads == 0"]
    assert read_draft(draft).constraint_problems == {}  # the row says that its name is taken
    draft = typed(draft, 0, "rate2")
    assert texts(draft) == ["width % rate2 == 0"]
    assert texts(typed(DRAFT, 0, "width", "widths")) == ["width % widths == 0"]


def test_that_a_name_comes_back_as_it_was():
    assert typed(DRAFT, 0, "head", "", "heads") == DRAFT


def test_that_a_name_that_is_no_python_name_stands_in_braces():
    assert texts(typed(DRAFT, 0, "n-heads")) == ["width % {n-heads} == 0"]
    assert texts(typed(DRAFT, 0, "a{", "a")) == ["width % a == 0"]


def test_that_a_name_the_constraint_knows_already_waits():
    draft, _ = DRAFT.adding_constraint("heads < x")
    draft = typed(draft, 0, "x")
    assert texts(draft)[1] == "heads < x"
    assert read_draft(draft).constraint_problems[1][0].message.startswith("There is no parameter")
    assert texts(typed(draft, 0, "xs"))[1] == "xs < x"


def test_that_a_retyped_constraint_means_what_it_says():
    draft = typed(DRAFT, 0, "").with_constraint(0, "heads < 3")
    assert draft.constraints == (ConstraintDraft(0, "heads < 3"),)
    assert texts(typed(draft, 0, "x")) == ["heads < 3"]


def test_that_rows_come_and_go_without_the_constraints():
    draft = moved(DRAFT.without(3), 0, 2)
    draft, _ = copied(draft, [2])
    assert draft.constraints == DRAFT.constraints
    assert texts(DRAFT.without_constraint(0)) == []


def test_that_a_constraint_without_its_row_says_so_until_the_row_is_back():
    draft = DRAFT.without(0)
    ((problem,),) = read_draft(draft).constraint_problems.values()
    assert problem.message == "There is no parameter heads."
    assert problem.field == "constraints[0]"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("heads <", "cannot be read"),
        ("heads = 3", "written =="),
        ("3 < 4", "names no parameter"),
        ("heads < depth", "no parameter depth"),
        ("mode < 3", "not a number"),
        ("rate == heads", "rate is continuous, so == would never hold"),
        ("__import__('os')", "is not a relation"),
    ],
)
def test_that_what_is_wrong_is_said_at_the_constraint(line, words):
    (message,) = said(line)
    assert words in message
    assert not message.startswith(f"{line}:")


def test_that_an_empty_line_says_nothing():
    draft, _ = DRAFT.adding_constraint("  ")
    assert read_draft(draft).space == SPACE


def test_that_a_row_that_cannot_be_read_is_no_problem_of_its_constraint():
    draft = DRAFT.with_row(replace(DRAFT.row(0), low="x"))
    read = read_draft(draft)
    assert read.constraint_problems == {}
    assert read.space is None


def test_that_a_held_row_takes_part_with_its_value():
    draft = DRAFT.disabling([0], "7")
    space = read_draft(draft).space
    assert space is not None
    assert {params["width"] for params in map(space.pick_random, [_Half()])} == {56}
    refused = read_draft(DRAFT.disabling([0], "many")).constraint_problems
    assert "not a number" in refused[0][0].message


class _Half:
    def __init__(self) -> None:
        self.count = 0

    def random(self) -> float:
        self.count += 1
        return (self.count * 0.37) % 1


@pytest.mark.parametrize(
    ("before", "start", "words"),
    [
        ("he", 0, ("heads",)),
        ("width % h", 8, ("heads", "width")),
        ("2*at", 2, ("rate",)),
        ("{w", 0, ("width", "{w-decay}")),
        ("3 <", 0, ()),
        ("", 0, ()),
        ("2e", 0, ()),
    ],
)
def test_that_names_are_proposed_while_one_types(before, start, words):
    found = constraint_proposals(["heads", "width", "rate", "w-decay"], before)
    assert found.words == words
    assert found.start == start
    assert words or found == NO_PROPOSALS
