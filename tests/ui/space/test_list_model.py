"""The list follows the draft row by row."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from tests.ui.space.test_draft import FOREST
from tests.ui.space.trees import SVM
from tuner_gui.ui.space.draft import KIND_NAMES, SpaceDraft
from tuner_gui.ui.space.form_model import SpaceFormModel
from tuner_gui.ui.space.list_model import VIEW_ROLE, SpaceListModel
from tuner_gui.ui.space.row_edits import RowEdits
from tuner_gui.ui.space.row_views import shown_draft


@pytest.fixture
def form(qapp):
    model = SpaceFormModel()
    model.load(SpaceDraft.from_space(FOREST))
    return model


def type_anywhere(form: SpaceFormModel, chance: random.Random) -> None:
    if form.current_row is not None:
        field = chance.choice(["name", "low", "high", "values", "disabled"])
        text = chance.choice(["7", "1, 2", "x", ""])
        form.edit_row(form.current_row.with_texts(**{field: text}), "Type")


def test_that_the_list_keeps_qts_rules_through_any_edits(form):
    rows, edits = SpaceListModel(form), RowEdits(form)
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    chance = random.Random(5)
    for _ in range(300):
        if len(form.draft):
            form.select(chance.choice(form.draft.rows).key)
        chance.choice(
            [
                lambda: form.add(chance.choice(KIND_NAMES)),
                edits.remove,
                edits.duplicate,
                lambda: edits.move(chance.choice([-1, 1])),
                lambda: form.replace_all(SVM, "Parameters") if chance.random() < 0.3 else None,
                lambda: type_anywhere(form, chance),
            ]
        )()
        fresh = shown_draft(form.draft, form.problems, form.notes).views
        assert tuple(map(rows.view_at, range(rows.rowCount()))) == fresh
        listed = [rows.index(place).data(VIEW_ROLE).key for place in range(rows.rowCount())]
        assert listed == [row.key for row in form.draft]
    tester.deleteLater()


def test_that_a_row_keeps_its_identity_when_it_moves(form):
    rows, edits = SpaceListModel(form), RowEdits(form)
    kept = QPersistentModelIndex(rows.index(2))
    edits.drop([2], 0)
    assert kept.row() == 0
    edits.drop([3], 1)
    assert kept.row() == 0
    form.select(0)
    edits.remove()
    assert kept.data() == "max_depth"


def test_that_one_edit_touches_one_row(form, qtbot):
    rows = SpaceListModel(form)
    touched = []
    rows.dataChanged.connect(lambda first, last: touched.append((first.row(), last.row())))
    form.edit_row(form.draft.row(2).with_texts(low="5"), "Change")
    assert touched == [(2, 2)]


def test_that_an_edit_makes_only_its_own_row_anew():
    draft = SpaceDraft.from_space(FOREST)
    before = shown_draft(draft, {})
    after = shown_draft(draft.with_row(draft.row(2).with_texts(high="30")), {}, before=before)
    is_same = [new is old for new, old in zip(after.views, before.views, strict=True)]
    assert is_same == [True, True, False, True, True]
