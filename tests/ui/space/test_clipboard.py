"""Rows travel between spaces, as typed and as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from tests.ui.space.spaces import spaces
from tests.ui.space.test_draft import FOREST
from tuner_gui.core.domains import Constant, Float, Int
from tuner_gui.core.parameter import Condition, Parameter
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.space.clipboard import ROWS_MIME, RowClipboard
from tuner_gui.ui.space.draft import SpaceDraft
from tuner_gui.ui.space.form_model import SpaceFormModel
from tuner_gui.ui.space.reading import read_draft
from tuner_gui.ui.space.row_parcel import (
    packed,
    parcel_json,
    parcel_of_json,
    parcel_of_text,
    parcel_text,
    pasted,
)

SVM = (
    HyperParamSpace()
    .add_choice("kernel", ["linear", "rbf"])
    .add_float("C", 0.1, 10, log=True)
    .add_float("gamma", 0, 1, when={"kernel": "rbf"})
    .add_constraint("gamma < C")
)


def form_of(space: HyperParamSpace) -> SpaceFormModel:
    form = SpaceFormModel()
    form.load(SpaceDraft.from_space(space))
    return form


@pytest.fixture
def source(qapp) -> Iterator[SpaceFormModel]:
    made = form_of(SVM)
    yield made
    delete(made)  # it may still be counting


@pytest.fixture
def target(qapp) -> Iterator[SpaceFormModel]:
    made = form_of(FOREST)
    yield made
    delete(made)


def board(form: SpaceFormModel) -> RowClipboard:
    return RowClipboard(form, form)


def names(form: SpaceFormModel) -> list[str]:
    return [row.name for row in form.draft]


def set_text(text: str) -> None:
    QApplication.clipboard().setText(text)


@given(spaces())
def test_that_all_rows_of_a_space_pasted_into_an_empty_one_are_that_space(space):
    draft = SpaceDraft.from_space(space)
    parcel = packed(draft, range(len(draft)))
    parcels = [parcel, parcel_of_json(parcel_json(parcel))]
    if len(draft):
        parcels.append(parcel_of_text(parcel_text(parcel)))
    for each in parcels:
        done = pasted(SpaceDraft(), each)
        assert read_draft(done.draft).space == space
        assert done.orphans == ()


def test_that_rows_are_copied_into_another_window_with_conditions_and_constraints(source, target):
    source.select_rows([0, 1, 2])
    board(source).copy()
    target.select(1)
    board(target).paste()
    assert names(target)[1:6] == ["criterion", "kernel", "C", "gamma", "max_depth"]
    space = target.space
    assert space["gamma"].conditions == (Condition("kernel", ("rbf",)),)
    assert [each.text for each in space.constraints] == ["gamma < C"]
    assert [target.draft.row(key).name for key in target.selected_keys] == ["kernel", "C", "gamma"]


def test_that_the_clipboard_holds_text_that_others_read(source):
    source.select_rows([1, 2])
    board(source).copy()
    text = QApplication.clipboard().text()
    assert yaml.safe_load(text) == {
        "parameters": {
            "C": {"float": [0.1, 10.0], "log": True},
            "gamma": {"float": [0.0, 1.0], "when": {"kernel": "rbf"}},
        },
        "constraints": ["gamma < C"],
    }


def test_that_pasted_rows_take_free_names_and_their_relations_follow(source):
    source.select_rows([0, 1, 2])
    clipboard = board(source)
    clipboard.copy()
    clipboard.paste()
    assert names(source)[3:] == ["kernel_2", "C_2", "gamma_2"]
    assert source.space["gamma_2"].conditions == (Condition("kernel_2", ("rbf",)),)
    assert [each.text for each in source.space.constraints] == ["gamma < C", "gamma_2 < C_2"]
    clipboard.paste()
    assert names(source)[6:] == ["kernel_3", "C_3", "gamma_3"]


def test_that_a_condition_on_a_parent_that_is_there_is_kept(source, qtbot):
    clipboard = board(source)
    source.select(2)
    clipboard.copy()
    with qtbot.assertNotEmitted(clipboard.told):
        clipboard.paste()
    assert source.space["gamma_2"].conditions == (Condition("kernel", ("rbf",)),)


def test_that_a_condition_without_its_parent_is_left_out_and_said(source, target, qtbot):
    source.select(2)
    board(source).copy()
    clipboard = board(target)
    with qtbot.waitSignal(clipboard.told) as said:
        clipboard.paste()
    assert said.args == ["Pasted without the condition of gamma: there is no kernel here."]
    assert target.space["gamma"].conditions == ()


def test_that_cut_takes_the_rows_away_in_one_step_and_paste_brings_them_back(source, qtbot):
    source.select_rows([0, 1])
    clipboard = board(source)
    with qtbot.waitSignal(source.edited) as edit:
        clipboard.cut()
    assert edit.args[0].label == "Cut 2 parameters"
    assert names(source) == ["gamma"]
    assert source.space is None
    source.select(None)
    with qtbot.waitSignal(source.edited) as edit:
        clipboard.paste()
    assert edit.args[0].label == "Paste 2 parameters"
    assert set(names(source)) == {"gamma", "kernel", "C"}


def test_that_rows_with_problems_travel_as_typed(source, target):
    source.edit_row(source.draft.row(1).with_texts(low="abc"), "Change low of C")
    source.select_rows([1, 2])
    board(source).copy()
    text = QApplication.clipboard().text()
    assert "# C has a problem and is left out" in text
    assert "gamma:" in text
    board(target).paste()
    assert [row.low for row in target.draft if row.name == "C"] == ["abc"]


def test_that_disabled_rows_stay_disabled(source, target):
    source.apply(source.draft.disabling([1]), "Disable C")
    source.select(1)
    board(source).copy()
    board(target).paste()
    assert target.space["C"].set_aside == Float(0.1, 10, log=True)
    assert "disabled_at: 1.0" in QApplication.clipboard().text()


@pytest.mark.parametrize(
    "text",
    [
        "lr: {float: [1e-4, 0.1], log: true}\nlayers: {int: [1, 4]}",
        '{"lr": {"float": [1e-4, 0.1], "log": true}, "layers": {"int": [1, 4]}}',
        "parameters:\n  lr: {float: [1e-4, 0.1], log: true}\n  layers: {int: [1, 4]}",
        """[{"name": "lr", "kind": "float", "low": 1e-4, "high": 0.1, "log": true},
            {"name": "layers", "kind": "int", "low": 1, "high": 4}]""",
    ],
)
def test_that_plain_text_of_rows_is_pasted(target, text):
    set_text(text)
    board(target).paste()
    assert target.space["lr"] == Parameter("lr", Float(1e-4, 0.1, log=True))
    assert target.space["layers"].kind == Int(1, 4)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There are no parameters on the clipboard."),
        ("parameters: {}", "There are no parameters on the clipboard."),
        ("see you at eight", "Nothing was pasted. “see you at eight” is no list of parameters."),
        ("x: {float: [2, 1]}", "Nothing was pasted. Line 1: x: The range ends at 1, below"),
        ("x: {float: [2, 1", "Nothing was pasted. A comma or a closing bracket is missing"),
    ],
)
def test_that_wrong_text_is_said_in_a_sentence_and_changes_nothing(target, qtbot, text, sentence):
    set_text(text)
    before, clipboard = target.draft, board(target)
    with qtbot.waitSignal(clipboard.failed) as said:
        clipboard.paste()
    assert said.args[0].startswith(sentence)
    assert target.draft == before


@pytest.mark.parametrize(
    "own",
    [
        b"\xff",
        b"[]",
        b'{"rows": 5, "constraints": []}',
        b'{"rows": [{"kind": "float", "conditions": [], "low": 5}], "constraints": []}',
        b'{"rows": [{"kind": "odd", "conditions": []}], "constraints": []}',
        b'{"rows": [{"kind": "int", "conditions": [["a", [{}]]]}], "constraints": []}',
        b"[" * 100_000,
    ],
)
def test_that_rows_of_another_version_are_read_as_their_text(target, own):
    data = QMimeData()
    data.setText("lr: {constant: 5}")
    data.setData(ROWS_MIME, own)
    QApplication.clipboard().setMimeData(data)
    board(target).paste()
    assert target.space["lr"].kind == Constant(5)


def test_that_nothing_is_cut_or_pasted_while_locked(source):
    source.select(1)
    source.is_locked = True
    clipboard, before = board(source), source.draft
    clipboard.cut()
    clipboard.paste()
    assert source.draft == before
    assert (clipboard.can_copy, clipboard.can_change) == (True, False)


def test_that_rows_of_one_name_all_arrive():
    draft = SpaceDraft.from_space(SVM)
    draft = draft.with_row(replace(draft.row(1), name="gamma"))
    done = pasted(SpaceDraft(), packed(draft, [1, 2]))
    assert [row.name for row in done.draft] == ["gamma", "gamma_2"]
    assert len(done.keys) == 2
