"""What a text changes in the draft is only what it says differently."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from tests.ui.space.spaces import spaces
from tests.ui.space.test_draft import FOREST
from tuner_gui.core.domains import Int
from tuner_gui.core.parameter import Parameter
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.space.draft import SpaceDraft
from tuner_gui.ui.space.reading import read_draft
from tuner_gui.ui.space.text_draft import draft_of_text

DRAFT = SpaceDraft.from_space(FOREST.add_constraint("max_depth < 9"), 10)


def followed(space: HyperParamSpace, before: SpaceDraft) -> SpaceDraft:
    return draft_of_text(space, before, read_draft(before).space)


def space_of(draft: SpaceDraft) -> HyperParamSpace:
    space = read_draft(draft).space
    assert space is not None
    return space


def test_that_rows_that_mean_the_same_stay_as_typed():
    typed = DRAFT.with_row(replace(DRAFT.row(13), low="1e-1"))
    assert followed(space_of(DRAFT), typed) is typed


def test_that_a_changed_row_keeps_its_key_and_the_others_all():
    changed = DRAFT.with_row(replace(DRAFT.row(12), high="30"))
    draft = followed(space_of(changed), DRAFT)
    assert draft == changed


def test_that_a_renamed_row_keeps_its_key():
    renamed = DRAFT.with_row(replace(DRAFT.row(11), name="measure"))
    draft = followed(space_of(renamed), DRAFT)
    assert [row.key for row in draft] == [10, 11, 12, 13, 14]
    assert draft.row(14).conditions[0].parent == 11


def test_that_added_and_removed_rows_have_keys_of_their_own():
    rows = [Parameter("new", Int(0, 1)), *FOREST.parameters[2:4]]
    draft = followed(HyperParamSpace(rows), DRAFT)
    assert [row.name for row in draft] == ["new", "max_depth", "max_features"]
    assert [row.key for row in draft][1:] == [12, 13]
    assert len({row.key for row in draft}) == 3
    assert draft.constraints == ()


def test_that_constraints_keep_their_keys():
    space = FOREST.add_constraint("max_depth > 3").add_constraint("max_depth < 9")
    draft = followed(space, DRAFT)
    assert [(each.key, each.text) for each in draft.constraints] == [
        (1, "max_depth > 3"),
        (0, "max_depth < 9"),
    ]


@given(spaces(), spaces())
def test_that_the_draft_reads_as_the_text_whatever_stood_there(space, other):
    draft = followed(space, SpaceDraft.from_space(other))
    assert read_draft(draft).space == space
    assert len({row.key for row in draft}) == len(draft)
