"""Which rows are selected, and what edits do to that."""

from __future__ import annotations

import pytest

from tests.ui.space.test_draft import FOREST
from tests.ui.space.trees import moved
from tuner_gui.ui.space.draft import SpaceDraft
from tuner_gui.ui.space.form_model import SpaceFormModel
from tuner_gui.ui.space.row_order import copied


@pytest.fixture
def form(qapp):
    model = SpaceFormModel()
    model.load(SpaceDraft.from_space(FOREST))
    return model


def test_that_one_selected_row_is_the_focused_one(form):
    form.select(2)
    assert (form.current_key, form.selected_keys) == (2, (2,))
    form.select(None)
    assert (form.current_key, form.selected_keys) == (None, ())


def test_that_several_rows_are_selected_in_declared_order(form):
    form.select_rows([3, 1, 99], current=3)
    assert (form.current_key, form.selected_keys) == (3, (1, 3))
    form.select_rows([4, 0])
    assert (form.current_key, form.selected_keys) == (0, (0, 4))


def test_that_a_selection_is_told_once_and_only_when_it_is_another(form, qtbot):
    form.select(1)
    with qtbot.waitSignal(form.selection_changed), qtbot.assertNotEmitted(form.current_changed):
        form.select_rows([1, 2], current=1)
    with qtbot.assertNotEmitted(form.selection_changed):
        form.select_rows([2, 1], current=1)


def test_that_the_selection_outlives_an_edit_but_not_its_rows(form):
    form.select_rows([1, 2, 3], current=2)
    form.apply(moved(form.draft, 3, 0), "Move")
    assert (form.current_key, form.selected_keys) == (2, (3, 1, 2))
    form.apply(form.draft.without(2), "Remove")
    assert (form.current_key, form.selected_keys) == (3, (3, 1))
    form.apply(form.draft.without(3).without(1), "Remove")
    assert form.selected_keys == (form.current_key,)


def test_that_an_edit_can_select_what_it_made(form):
    draft, copies = copied(form.draft, [1, 2])
    form.apply(draft, "Duplicate", select=copies[::-1])
    assert (form.current_key, form.selected_keys) == (copies[0], copies)
