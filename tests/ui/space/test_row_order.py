"""Blocks stay whole and no row comes before its parent, whatever is done."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.space.spaces import spaces
from tests.ui.space.trees import SVM, keys, moved, named, rows_of, tree_of
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.space.conditions import always_active, listed_values, why_not, with_condition
from tuner_gui.ui.space.draft import SpaceDraft
from tuner_gui.ui.space.outline import Outline, parent_keys
from tuner_gui.ui.space.reading import read_draft
from tuner_gui.ui.space.row_order import (
    Landing,
    Refusal,
    copied,
    in_order,
    landing,
    removed,
    settled,
    shifted,
)

DRAFT = SpaceDraft.from_space(SVM)


def late_rows(draft: SpaceDraft) -> list[str]:
    return [
        row.name
        for row in draft
        if any(draft.place_of(key) > draft.place_of(row.key) for key in parent_keys(draft, row))
    ]


def test_that_children_sit_under_the_nearest_of_their_parents():
    assert tree_of(DRAFT) == [
        "model",
        "  svm.C",
        "  svm.kernel",
        "    svm.gamma",
        "      coef",
        "    svm.degree",
        "  depth",
        "seed",
    ]


def test_that_a_row_that_stands_elsewhere_sits_under_none():
    space = (
        HyperParamSpace()
        .add_choice("model", ["svm", "forest"])
        .add_int("seed", 0, 9)
        .add_int("depth", 1, 9, when={"model": "forest"})
    )
    assert tree_of(SpaceDraft.from_space(space)) == ["model", "seed", "depth"]


def test_that_a_parent_that_came_back_under_its_name_is_the_same():
    draft = SpaceDraft.from_space(
        HyperParamSpace().add_choice("a", [1]).add_int("b", 1, 2, when={"a": 1})
    )
    parent, child = draft.rows
    gone = draft.without(parent.key)
    back = gone.adding(parent.with_texts(), 0)
    assert tree_of(gone) == ["b"]
    assert tree_of(back) == ["a", "  b"]
    assert child.conditions[0].parent == parent.key


def test_that_a_line_goes_on_where_a_sibling_follows():
    outline = Outline(DRAFT)
    assert outline.guides(named(DRAFT, "svm.kernel")) == (True,)
    assert outline.guides(named(DRAFT, "coef")) == (True, True, False)
    assert outline.guides(named(DRAFT, "depth")) == (False,)


def test_that_a_block_moves_over_the_next_block():
    after = shifted(DRAFT, [named(DRAFT, "svm.kernel")], -1)
    assert rows_of(after)[:6] == ["model", "svm.kernel", "svm.gamma", "coef", "svm.degree", "svm.C"]
    after = shifted(DRAFT, [named(DRAFT, "seed")], -1)
    assert rows_of(after)[:2] == ["seed", "model"]
    assert shifted(DRAFT, [named(DRAFT, "model")], -1) == DRAFT


def test_that_several_rows_move_together_each_among_its_own():
    after = shifted(DRAFT, keys(DRAFT, "svm.kernel", "svm.gamma", "depth"), -1)
    assert tree_of(after)[1:] == [
        "  svm.kernel",
        "    svm.gamma",
        "      coef",
        "    svm.degree",
        "  depth",
        "  svm.C",
        "seed",
    ]
    both = shifted(DRAFT, keys(DRAFT, "svm.degree", "depth"), -1)
    assert tree_of(both)[2:6] == ["  depth", "  svm.kernel", "    svm.degree", "    svm.gamma"]


def test_that_a_child_stays_below_its_parent_and_says_why():
    refusal = shifted(DRAFT, [named(DRAFT, "svm.C")], -1)
    assert refusal == Refusal("svm.C depends on model, so it stays below it.")
    refusal = landing(DRAFT, [named(DRAFT, "svm.C")], len(DRAFT))
    assert refusal == Refusal("svm.C depends on model, so it stays below it.")


def test_that_a_second_parent_cannot_be_passed():
    space = (
        HyperParamSpace()
        .add_choice("a", [1, 2])
        .add_choice("b", [1, 2])
        .add_int("c", 1, 2, when={"a": 1, "b": 1})
    )
    draft = SpaceDraft.from_space(space)
    assert tree_of(draft) == ["a", "b", "  c"]
    words = "c depends on a, so it cannot come before it."
    assert shifted(draft, [1], -1) == Refusal(words)
    assert landing(draft, [1], 0) == Refusal(words)


def test_that_a_drop_inside_another_block_lands_at_its_nearer_end():
    seed = named(DRAFT, "seed")
    near_top = landing(DRAFT, [seed], 2)
    assert isinstance(near_top, Landing)
    assert (near_top.place, near_top.depth) == (0, 0)
    near_end = landing(DRAFT, [named(DRAFT, "svm.C")], 5)
    assert isinstance(near_end, Landing)
    assert (near_end.place, near_end.depth) == (6, 1)
    assert tree_of(near_end.after)[5] == "  svm.C"


def test_that_rows_of_different_parents_do_not_land_together():
    found = landing(DRAFT, keys(DRAFT, "svm.C", "seed"), 1)
    assert isinstance(found, Refusal)
    assert "different parents" in found.message


def test_that_a_condition_moves_a_row_with_its_block_to_the_end_of_the_parents():
    after = with_condition(DRAFT, [named(DRAFT, "svm.kernel")], named(DRAFT, "seed"), (1,))
    assert tree_of(after) == [
        "model",
        "  svm.C",
        "  depth",
        "seed",
        "  svm.kernel",
        "    svm.gamma",
        "      coef",
        "    svm.degree",
    ]
    assert read_draft(after).problems == {}


def test_that_a_row_already_below_its_parent_stays():
    after = with_condition(DRAFT, [named(DRAFT, "svm.gamma")], named(DRAFT, "svm.kernel"), ("rbf",))
    assert rows_of(after) == rows_of(DRAFT)


def test_that_a_circle_is_refused_in_words():
    model, kernel = named(DRAFT, "model"), named(DRAFT, "svm.kernel")
    words = "svm.kernel depends on model, so model cannot depend on it."
    assert with_condition(DRAFT, [model], kernel, ("rbf",)) == Refusal(words)
    assert with_condition(DRAFT, [model], model, ("svm",)) == Refusal(
        "model cannot depend on itself."
    )


def test_that_a_row_that_becomes_always_active_leaves_the_block_whole():
    after = always_active(DRAFT, [named(DRAFT, "svm.kernel")])
    assert tree_of(after) == [
        "model",
        "  svm.C",
        "  depth",
        "svm.kernel",
        "  svm.gamma",
        "    coef",
        "  svm.degree",
        "seed",
    ]


def test_that_what_loses_its_parent_leaves_the_block_whole():
    after = removed(DRAFT, [named(DRAFT, "svm.kernel")])
    assert tree_of(after) == [
        "model",
        "  svm.C",
        "  depth",
        "svm.gamma",
        "  coef",
        "svm.degree",
        "seed",
    ]
    assert rows_of(removed(DRAFT, Outline(DRAFT).block(named(DRAFT, "svm.kernel")))) == [
        "model",
        "svm.C",
        "depth",
        "seed",
    ]


def test_that_copies_stand_below_the_block_and_depend_on_each_other():
    after, copies = copied(DRAFT, keys(DRAFT, "svm.kernel", "svm.gamma"))
    assert tree_of(after)[6:8] == ["  svm.kernel_2", "    svm.gamma_2"]
    assert [after.row(key).name for key in copies] == ["svm.kernel_2", "svm.gamma_2"]
    assert after.row(copies[1]).conditions[0].parent == copies[0]
    assert read_draft(after).problems == {}


def test_that_rows_before_their_parents_follow_them():
    draft = moved(DRAFT, named(DRAFT, "model"), 99)
    assert len(late_rows(draft)) > 0
    assert late_rows(in_order(draft)) == []
    assert sorted(rows_of(in_order(draft))) == sorted(rows_of(DRAFT))


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["up", "down", "drop", "depend", "free", "remove", "copy"]),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(spaces(), EDITS)
def test_that_no_edit_puts_a_child_before_its_parent_or_tears_a_block(space, edits):
    draft = SpaceDraft.from_space(space)
    for what, first, second in edits:
        if not len(draft):
            return
        key, other = (draft.rows[place % len(draft)].key for place in (first, second))
        after = edited(draft, what, key, other, second)
        if isinstance(after, Refusal):
            assert after.message.endswith(".")
            continue
        assert late_rows(after) == []
        if what in {"up", "down", "drop"}:
            assert sorted(rows_of(after)) == sorted(rows_of(draft))
            for row in draft:
                assert set(Outline(draft).block(row.key)) <= set(Outline(after).block(row.key))
        if what in {"remove", "free", "copy"}:
            kept = [row.key for row in draft if row.key in after and row.key != key]
            before = {each: Outline(draft).parent(each) for each in kept}
            lost = [each for each in kept if before[each] not in {None, key}]
            assert [Outline(after).parent(each) for each in lost] == [before[each] for each in lost]
        draft = after


def edited(draft: SpaceDraft, what: str, key: int, other: int, place: int) -> SpaceDraft | Refusal:
    match what:
        case "up" | "down":
            return shifted(draft, [key], -1 if what == "up" else 1)
        case "drop":
            found = landing(draft, [key], place)
            return found if isinstance(found, Refusal) else found.after
        case "depend":
            values = listed_values(draft.row(other)) or ()
            after = with_condition(draft, [key], other, values[:1])
            assert isinstance(after, Refusal) == (why_not(draft, [key], other) is not None)
            return after
        case "free":
            return always_active(draft, [key])
        case "remove":
            return removed(draft, [key])
        case _:
            return copied(draft, [key])[0]


@settings(max_examples=100, deadline=None)
@given(spaces(), st.integers(0, 5))
def test_that_a_settled_row_sits_under_the_last_of_its_parents(space, place):
    draft = SpaceDraft.from_space(space)
    if not len(draft):
        return
    key = draft.rows[place % len(draft)].key
    after = settled(draft, key)
    parents = parent_keys(after, after.row(key))
    under = max(parents, key=after.place_of, default=None)
    assert Outline(after).parent(key) == under
