"""What files, scripts and sweeps name is told letter by letter wherever the pointer rests."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.foreign_texts import HARM, Watch, hover, letters
from tuner_gui import TrialError
from tuner_gui.datasets.preview import ColumnPreview, DataPreview
from tuner_gui.insight.failure_groups import FailureGroup
from tuner_gui.insight.parameter_difference import ParameterPair
from tuner_gui.targets.reading.read_target import ReadParameter
from tuner_gui.ui.chrome.picker_model import PickerItem, PickerModel
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.chrome.problems import mark_problem
from tuner_gui.ui.compare.parameter_table import PairsModel
from tuner_gui.ui.inspector.failures_card import FailureButton
from tuner_gui.ui.inspector.value_list import ValueList, ValueRow
from tuner_gui.ui.script.parameter_table import ParameterTable
from tuner_gui.ui.setup.data_table_model import DataTableModel
from tuner_gui.ui.setup.locking import lock
from tuner_gui.ui.space.difference_view import DifferenceView
from tuner_gui.ui.space.difference_words import DifferenceLine
from tuner_gui.ui.style.theme import Theme


def picker(_theme: Theme, parent: QWidget) -> QAbstractItemModel:
    made = PickerModel(parent)
    made.set_items([PickerItem("key", HARM, "", HARM)])
    return made


def data(_theme: Theme, parent: QWidget) -> QAbstractItemModel:
    made = DataTableModel(parent)
    column = ColumnPreview(name=HARM, type="string", nulls=0)
    made.show(DataPreview(columns=(column,), rows=((HARM,),), row_count=1, counted_rows=1))
    return made


def script(_theme: Theme, parent: QWidget) -> QAbstractItemModel:
    made = ParameterTable(parent)
    made.show_parameters(
        [ReadParameter(name="x", kind="constant", default=HARM, help=HARM)], frozenset()
    )
    return made


def pairs(_theme: Theme, parent: QWidget) -> QAbstractItemModel:
    made = PairsModel(parent)
    made.take([ParameterPair(HARM, HARM, HARM)], (HARM, HARM))
    return made


def difference(theme: Theme, parent: QWidget) -> QAbstractItemModel:
    view = DifferenceView(theme, parent)
    view.show_lines([DifferenceLine("added", "x", "Choice", HARM)])
    return view.model()


def tips_of(model: QAbstractItemModel) -> list[str]:
    """The tips of the first row, and of the last header."""
    role, columns = Qt.ItemDataRole.ToolTipRole, 3 if isinstance(model, PairsModel) else 1
    tips = [model.index(0, column).data(role) for column in range(columns)]
    tips.append(model.headerData(columns - 1, Qt.Orientation.Horizontal, role))
    return [str(tip) for tip in tips if tip]


@pytest.mark.parametrize("make", [picker, data, script, pairs, difference])
def test_that_a_model_tells_letters(
    qtbot: QtBot, theme: Theme, make: Callable[[Theme, QWidget], QAbstractItemModel]
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    told = tips_of(make(theme, parent))
    assert told
    assert [tip for tip in told if "<img" not in letters(tip) or "<img" in tip] == []


def problem(_theme: Theme) -> QWidget:
    field = QLineEdit()
    mark_problem(field, HARM)
    return field


def locked(_theme: Theme) -> QWidget:
    field = QLineEdit()
    lock([field], is_locked=True, reason=HARM)
    return field


def failures(theme: Theme) -> QWidget:
    button = FailureButton(theme, "failure")
    button.set_group(FailureGroup("ValueError", HARM, 1, (0,), TrialError("ValueError", HARM)))
    return button


def values(theme: Theme) -> QWidget:
    made = ValueList(theme, "values", "Values")
    made.set_rows([ValueRow("x", HARM, HARM, HARM)])
    return made


@pytest.mark.parametrize("make", [problem, locked, failures, values])
def test_that_a_widget_tells_letters(
    qtbot: QtBot, theme: Theme, watch: Watch, make: Callable[[Theme], QWidget]
) -> None:
    widget = make(theme)
    qtbot.addWidget(widget)
    widget.resize(300, 40)
    widget.show()
    assert HARM in letters(hover(widget, QPoint(5, 5)))
    assert not watch.was_touched()


def test_that_a_field_has_its_own_tip_back_after_a_problem_or_a_lock(qtbot: QtBot) -> None:
    field = QPushButton()
    qtbot.addWidget(field)
    field.setToolTip(plain_tip(HARM))
    for say in (
        lambda: mark_problem(field, HARM),
        lambda: mark_problem(field, None),
        lambda: lock([field], is_locked=True, reason=HARM),
        lambda: lock([field], is_locked=False),
    ):
        say()
        assert letters(field.toolTip()) == HARM
