"""One of many is chosen by a few letters and Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView

from tuner_gui.ui.chrome import PickerItem, SearchPicker
from tuner_gui.ui.chrome.picker_model import PickerModel, match_rank

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tuner_gui.ui.style.icons import Icons

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""

ITEMS = (
    PickerItem("hgb", "HistGradientBoostingClassifier", "Classifiers", "Fast trees"),
    PickerItem("rf", "RandomForestClassifier", "Classifiers", "Many trees"),
    PickerItem("svc", "SVC", "Classifiers"),
    PickerItem("rfr", "RandomForestRegressor", "Regressors"),
    PickerItem("ridge", "Ridge", "Regressors"),
)


@pytest.fixture
def picker(qtbot: QtBot, icons: Icons) -> SearchPicker:
    picker = SearchPicker(icons, "estimator_picker", "Estimator")
    qtbot.addWidget(picker)
    picker.set_items(ITEMS)
    with qtbot.waitExposed(picker):
        picker.show()
    return picker


def popup(picker: SearchPicker) -> QFrame:
    return picker.findChild(QFrame, "estimator_picker_popup")


def search(picker: SearchPicker) -> QLineEdit:
    return picker.findChild(QLineEdit, "estimator_picker_popup_search")


def listed(picker: SearchPicker) -> list[str]:
    model = picker.findChild(QListView, "estimator_picker_popup_list").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def marked(picker: SearchPicker) -> str:
    return picker.findChild(QListView, "estimator_picker_popup_list").currentIndex().data()


@pytest.mark.parametrize(
    ("query", "text", "rank"),
    [
        ("", "Ridge", 0),
        ("ridge", "Ridge", 0),
        ("rand", "RandomForestClassifier", 1),
        ("rfc", "RandomForestClassifier", 2),
        ("hgb", "HistGradientBoostingClassifier", 2),
        ("forest", "RandomForestClassifier", 3),
        ("class forest", "RandomForestClassifier", 3),
        ("max f", "max_features", 3),
        ("mf", "max_features", 2),
        ("mf", "Max features", 2),
        ("a f", "max_depth", None),
        ("xyz", "Ridge", None),
    ],
)
def test_that_parts_and_initials_match(query: str, text: str, rank: int | None) -> None:
    assert match_rank(query, text) == rank


def test_that_only_sections_with_matches_are_listed(qtbot: QtBot) -> None:
    model = PickerModel()
    model.set_items(ITEMS)
    model.set_query("ridge")
    assert [model.index(row).data() for row in range(model.rowCount())] == ["Regressors", "Ridge"]
    assert model.item_at(0) is None
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable


def test_that_the_model_keeps_qt_s_laws(qtmodeltester) -> None:
    model = PickerModel()
    model.set_items(ITEMS)
    qtmodeltester.check(model)


def test_that_a_few_letters_and_enter_choose(picker: SearchPicker, qtbot: QtBot) -> None:
    qtbot.keyClick(picker, Qt.Key.Key_R)
    assert popup(picker).isVisible()
    qtbot.keyClicks(search(picker), "fr")
    assert listed(picker) == ["Regressors", "RandomForestRegressor"]
    with qtbot.waitSignal(picker.chosen) as chosen:
        qtbot.keyClick(search(picker), Qt.Key.Key_Return)
    assert chosen.args == ["rfr"]
    assert picker.current_key() == "rfr"
    assert picker.accessibleDescription() == "RandomForestRegressor"
    assert not popup(picker).isVisible()


def test_that_arrows_walk_over_sections(picker: SearchPicker, qtbot: QtBot) -> None:
    picker.choose("svc")
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    assert marked(picker) == "SVC"
    qtbot.keyClick(search(picker), Qt.Key.Key_Down)
    assert marked(picker) == "RandomForestRegressor"
    qtbot.keyClick(search(picker), Qt.Key.Key_Up)
    assert marked(picker) == "SVC"


def test_that_escape_changes_nothing(picker: SearchPicker, qtbot: QtBot) -> None:
    picker.choose("rf")
    picker.open_popup()
    qtbot.keyClicks(search(picker), "ridge")
    with qtbot.assertNotEmitted(picker.chosen):
        qtbot.keyClick(search(picker), Qt.Key.Key_Escape)
    assert not popup(picker).isVisible()
    assert picker.current_key() == "rf"


def test_that_a_click_opens_and_a_click_chooses(picker: SearchPicker, qtbot: QtBot) -> None:
    qtbot.mouseClick(picker, Qt.MouseButton.LeftButton)
    view = picker.findChild(QListView, "estimator_picker_popup_list")
    where = view.visualRect(view.model().index(2, 0)).center()
    with qtbot.waitSignal(picker.chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert chosen.args == ["rf"]


def test_that_choosing_the_same_again_tells_nobody(picker: SearchPicker, qtbot: QtBot) -> None:
    picker.choose("rf")
    picker.open_popup()
    with qtbot.assertNotEmitted(picker.chosen):
        qtbot.keyClick(search(picker), Qt.Key.Key_Return)


def test_that_nothing_found_is_said_and_enter_waits(picker: SearchPicker, qtbot: QtBot) -> None:
    picker.open_popup("zzz")
    assert listed(picker) == []
    qtbot.keyClick(search(picker), Qt.Key.Key_Return)
    assert popup(picker).isVisible()
    popup(picker).hide()


def test_that_a_choice_that_is_gone_is_dropped(picker: SearchPicker) -> None:
    picker.choose("rf")
    picker.set_items(ITEMS[:1])
    assert picker.current_key() == ""


def test_that_the_section_gives_way_before_the_name_is_cut(
    picker: SearchPicker, qtbot: QtBot
) -> None:
    def shown() -> set[str]:
        return {each.text() for each in picker.findChildren(QLabel) if each.isVisible()}

    picker.choose("rf")
    picker.resize(400, 30)
    qtbot.waitUntil(lambda: {"RandomForestClassifier", "Classifiers"} <= shown())
    picker.resize(220, 30)
    qtbot.waitUntil(lambda: "RandomForestClassifier" in shown() - {"Classifiers"})
    assert "Classifiers" not in shown()
