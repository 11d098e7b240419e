"""Conditions as text, both ways, and what completes them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.space.spaces import VALUES, spaces
from tests.ui.space.trees import SVM, named
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.values import value_key
from tuner_gui.ui.space.condition_proposals import condition_proposals
from tuner_gui.ui.space.condition_text import clauses_of, conditions_text, read_conditions
from tuner_gui.ui.space.conditions import listed_values, with_conditions
from tuner_gui.ui.space.draft import ConditionDraft, RowDraft, SpaceDraft
from tuner_gui.ui.space.reading import read_draft

DRAFT = SpaceDraft.from_space(SVM)


def read(name: str, text: str):
    return read_conditions(DRAFT, named(DRAFT, name), text)


@settings(max_examples=150, deadline=None)
@given(spaces())
def test_that_the_text_of_conditions_reads_as_these_conditions(space):
    draft = SpaceDraft.from_space(space)
    for row in draft:
        back = read_conditions(draft, row.key, conditions_text(draft, row))
        assert back.message == ""
        assert shape(back.conditions) == shape(row.conditions)


@given(st.lists(VALUES, min_size=1, max_size=4))
def test_that_any_values_are_written_so_that_they_come_back(values):
    draft = SpaceDraft((RowDraft(0, "a", "choice", values="x"), RowDraft(1, "b", "constant")))
    row = replace(draft.row(1), conditions=(ConditionDraft(0, "a", tuple(values)),))
    back = read_conditions(draft, 1, f"{conditions_text(draft, row)} and a = x")
    assert shape(back.conditions[:1]) == shape(row.conditions)
    assert len(back.conditions) == 2


def shape(conditions):
    return [(each.parent, value_key(each.values)) for each in conditions]


@given(st.text(max_size=30))
def test_that_any_text_is_read_and_kept(text):
    found = read_conditions(DRAFT, named(DRAFT, "seed"), text)
    draft = with_conditions(DRAFT, named(DRAFT, "seed"), found.conditions)
    read_draft(draft)
    if not found.message:
        again = read_conditions(DRAFT, named(DRAFT, "seed"), text)
        assert shape(again.conditions) == shape(found.conditions)


@pytest.mark.parametrize(
    "text",
    [
        "svm.kernel = rbf, poly",
        "svm.kernel=rbf,poly",
        "svm.kernel == rbf, poly",
        "svm.kernel in [rbf, poly]",
        "svm.kernel is rbf, poly ",
    ],
)
def test_that_a_condition_may_be_written_in_several_ways(text):
    found = read("svm.gamma", text)
    assert found.message == ""
    assert [each.values for each in found.conditions] == [("rbf", "poly")]


def test_that_several_conditions_stand_between_ands():
    found = read("seed", "model = svm AND svm.kernel = rbf and depth = 3, 4")
    assert [each.values for each in found.conditions] == [("svm",), ("rbf",), (3, 4)]
    assert clauses_of("a = 'x and y' and b = [1, and, 2]") == ["a = 'x and y' ", " b = [1, and, 2]"]


def test_that_quotes_may_be_left_away_where_the_parent_has_only_the_text():
    space = HyperParamSpace().add_choice("size", ["1", "2"]).add_int("n", 1, 2, when={"size": "1"})
    draft = SpaceDraft.from_space(space)
    assert conditions_text(draft, draft.row(1)) == 'size = "1"'
    assert read_conditions(draft, 1, "size = 2").conditions[0].values == ("2",)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("seed", "modle = svm", "There is no parameter modle. Is it model?"),
        ("seed", "svm.k", "There is no parameter svm.k. Is it svm.kernel?"),
        ("seed", "zzz = 1", "There is no parameter zzz."),
        ("seed", "model", "Which values of model switch it on?"),
        ("seed", "model = ", "Which values of model switch it on?"),
        ("seed", 'model = "svm', "A quote is not closed."),
        ("seed", "model = svm and ", "A condition is missing beside “and”."),
        ("seed", "seed = 1", "seed cannot depend on itself."),
        ("model", "svm.C = 1", "svm.C depends on model, so model cannot depend on it."),
        ("depth", "seed = 1", "seed stands below depth; Enter moves depth there."),
        ("seed", "depth > 3", "A condition lists values, as in layers = 2, 3"),
        ("seed", "depth >= 3", "A condition lists values, as in layers = 2, 3"),
    ],
)
def test_that_a_text_that_is_no_condition_says_why(name, text, message):
    assert message in read(name, text).message


def test_that_what_cannot_be_read_stays_as_typed_and_keeps_from_running():
    for text in ('svm.kernel = "rb', "svm.kernel =", "modle = svm", "mod", "depth > 3"):
        found = read("seed", text)
        draft = with_conditions(DRAFT, named(DRAFT, "seed"), found.conditions)
        assert conditions_text(draft, draft.rows[-1]) == text
        assert [each.field for each in read_draft(draft).problems[draft.rows[-1].key]] == ["when"]


@pytest.mark.parametrize(
    ("text", "words", "tail"),
    [
        ("", ("model", "svm.C", "svm.kernel", "svm.gamma", "coef", "svm.degree", "depth"), " = "),
        ("ker", ("svm.kernel",), " = "),
        ("svm.k", ("svm.kernel",), " = "),
        ("model = ", ("svm", "forest"), ""),
        ("model = f", ("forest",), ""),
        ("model = svm, ", ("forest",), ""),
        ("model = svm and svm.k", ("svm.kernel",), " = "),
        ("model = svm and mod", (), " = "),
        ("svm.degree = 2, ", ("3", "4", "5"), ""),
        ("svm.C = ", (), ""),
        ("zzz = ", (), ""),
    ],
)
def test_that_parents_and_their_values_are_proposed(text, words, tail):
    found = condition_proposals(DRAFT, named(DRAFT, "seed"), text)
    assert (found.words, found.tail) == (words, tail)
    assert text[found.start :] == found.typed


def test_that_descendants_are_no_parents():
    assert condition_proposals(DRAFT, named(DRAFT, "model"), "").words == ("seed",)


@pytest.mark.parametrize(
    ("row", "values"),
    [
        (RowDraft(0, "x", "choice", values="a, true"), ("a", True)),
        (RowDraft(0, "x", "constant", constant="7"), (7,)),
        (RowDraft(0, "x", "int", low="1", high="3"), (1, 2, 3)),
        (RowDraft(0, "x", "float", low="0", high="1", points="3"), (0.0, 0.5, 1.0)),
        (RowDraft(0, "x", "int", low="1", high="300"), None),
        (RowDraft(0, "x", "float", low="0", high="1"), None),
        (RowDraft(0, "x", "float", low="?", high="1"), ()),
    ],
)
def test_that_few_values_can_be_ticked(row, values):
    assert listed_values(row) == values
