from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from tests.ui.space.spaces import spaces
from tests.ui.space.trees import moved
from tuner_gui.core.domains import Float
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.space.draft import RowDraft, SpaceDraft, new_row
from tuner_gui.ui.space.reading import read_draft
from tuner_gui.ui.space.row_order import copied

FOREST = (
    HyperParamSpace()
    .add_int("n_estimators", 50, 500, log=True)
    .add_choice("criterion", ["gini", "entropy", "log_loss"])
    .add_int("max_depth", 3, 20)
    .add_float("max_features", 0.1, 1.0)
    .add_float("ccp_alpha", 1e-5, 1e-2, log=True, when={"criterion": "gini"})
)


def problems_of(draft: SpaceDraft) -> dict[int, list[tuple[str, str]]]:
    reading = read_draft(draft)
    return {
        key: [(problem.field, problem.message) for problem in problems]
        for key, problems in reading.problems.items()
    }


@given(spaces())
def test_that_the_draft_of_a_space_reads_as_that_space(space):
    reading = read_draft(SpaceDraft.from_space(space))
    assert reading.problems == {}
    assert reading.space == space


def test_that_a_draft_writes_numbers_as_people_do():
    n_estimators, criterion, _, max_features, ccp_alpha = SpaceDraft.from_space(FOREST)
    assert (n_estimators.low, n_estimators.high, n_estimators.log) == ("50", "500", True)
    assert criterion.values == "gini, entropy, log_loss"
    assert (max_features.low, max_features.high) == ("0.1", "1.0")
    assert (ccp_alpha.low, ccp_alpha.high) == ("1e-5", "0.01")


def test_that_numbers_are_read_as_people_type_them():
    row = RowDraft(0, "x", "float", low="1e-5", high="1_000", points=" 5 ")
    space = read_draft(SpaceDraft((row,))).space
    assert space is not None
    assert space["x"].kind == Float(1e-5, 1000, points=5)


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (RowDraft(0, "", "constant", constant="1"), "name", "no name"),
        (RowDraft(0, "a b", "constant", constant="1"), "name", "letters, digits"),
        (RowDraft(0, "x", "float", low="", high="1"), "low", "no start"),
        (RowDraft(0, "x", "float", low="0", high=" "), "high", "no end"),
        (RowDraft(0, "x", "float", low="abc", high="1"), "low", "“abc” is not a number"),
        (RowDraft(0, "x", "int", low="abc", high="1"), "low", "“abc” is not a whole number"),
        (RowDraft(0, "x", "float", low="0,5", high="1"), "low", "“0,5” is not a number"),
        (RowDraft(0, "x", "float", low="5", high="3"), "high", "below its start"),
        (RowDraft(0, "x", "float", low="0", high="3", log=True), "low", "above 0"),
        (RowDraft(0, "x", "float", low="1", high="3", log=True, step="1"), "step", "log"),
        (RowDraft(0, "x", "float", low="0", high="3", step="1", points="3"), "points", "not both"),
        (RowDraft(0, "x", "float", low="0", high="3", points="2.5"), "points", "2.5"),
        (RowDraft(0, "x", "int", low="1.5", high="3"), "low", "not a whole number"),
        (RowDraft(0, "x", "int", low="1", high="9" * 400, log=True), "high", "too long"),
        (RowDraft(0, "x", "choice"), "values", "no values"),
        (RowDraft(0, "x", "choice", values="a, a"), "values", "twice"),
        (RowDraft(0, "x", "choice", values="[a"), "values", "not closed"),
        (RowDraft(0, "x", "constant"), "constant", "missing"),
    ],
)
def test_that_a_problem_is_found_at_its_field(row, field, words):
    ((found, message),) = problems_of(SpaceDraft((row,)))[0]
    assert found == field
    assert words in message


def test_that_all_unreadable_numbers_of_a_row_are_named_at_once():
    row = RowDraft(0, "x", "int", low="a", high="b", step="c")
    assert [field for field, _ in problems_of(SpaceDraft((row,)))[0]] == ["low", "high", "step"]


def test_that_each_of_the_rows_with_the_same_name_has_the_problem():
    row = new_row(0, "x", "int")
    draft = SpaceDraft((row, replace(row, key=1), replace(row, key=2, low="")))
    problems = problems_of(draft)
    assert problems.keys() == {0, 1, 2}
    assert problems[0] == [("name", "The name x stands there twice.")]
    assert [field for field, _ in problems[2]] == ["name", "low"]


def test_that_a_condition_follows_the_new_name_of_its_parent():
    draft = SpaceDraft.from_space(FOREST)
    for name in ("", "max_depth", "measure"):
        draft = draft.with_row(replace(draft.row(1), name=name))
    space = read_draft(draft).space
    assert space is not None
    assert space["ccp_alpha"].conditions[0].parent == "measure"


def test_that_a_child_says_that_its_parent_is_gone():
    draft = SpaceDraft.from_space(FOREST).without(1)
    ((field, message),) = problems_of(draft)[4]
    assert field == "when"
    assert "criterion" in message


def test_that_a_child_before_its_parent_says_so():
    draft = moved(SpaceDraft.from_space(FOREST), 4, 0)
    assert [field for field, _ in problems_of(draft)[4]] == ["when"]


def test_that_a_child_whose_parent_lost_the_value_says_so():
    draft = SpaceDraft.from_space(FOREST)
    draft = draft.with_row(replace(draft.row(1), values="entropy, log_loss"))
    assert "never has the value 'gini'" in problems_of(draft)[4][0][1]


def test_that_a_child_of_an_unreadable_parent_has_no_problem_of_its_own():
    draft = SpaceDraft.from_space(FOREST)
    draft = draft.with_row(replace(draft.row(1), values="[gini"))
    assert problems_of(draft).keys() == {1}


def test_that_texts_of_another_kind_are_kept():
    row = replace(new_row(0, "x", "float"), low="1e-3")
    there_and_back = replace(replace(row, kind="choice"), kind="float")
    assert there_and_back == row


def test_that_a_copy_stands_below_with_a_name_of_its_own():
    draft, (key,) = copied(SpaceDraft.from_space(FOREST), [1])
    draft, (second,) = copied(draft, [key])
    assert [row.name for row in draft][1:4] == ["criterion", "criterion_2", "criterion_3"]
    assert draft.row(second).values == "gini, entropy, log_loss"
    assert len({row.key for row in draft}) == len(draft) == 7


def test_that_every_new_row_is_valid():
    for kind in ("float", "int", "choice", "constant"):
        assert problems_of(SpaceDraft((new_row(0, "x", kind),))) == {}
