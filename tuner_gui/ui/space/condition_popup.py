"""The popup that asks which values of a parameter switch others on. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tuner_gui.core.errors import InvalidSpace
from tuner_gui.core.values import value_key
from tuner_gui.ui.chrome import FieldProblem, RoleButton, TextLabel, WrappedLabel, mark_problem
from tuner_gui.ui.space.condition_text import conditions_text
from tuner_gui.ui.space.conditions import listed_values, shared_values
from tuner_gui.ui.space.row_reading import read_row
from tuner_gui.ui.space.values_text import parse_values, value_text, values_text
from tuner_gui.ui.space.wording import range_words
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from tuner_gui.core.values import ParamValue
    from tuner_gui.ui.space.draft import RowDraft, SpaceDraft
    from tuner_gui.ui.space.form_model import SpaceFormModel
    from tuner_gui.ui.space.row_edits import RowEdits

_WIDTH = 280
_MOST_SHOWN = 7
_TICK = 26


class ConditionPopup(QFrame):
    """Asks, and makes the condition; Esc and a click elsewhere leave all as it was."""

    def __init__(self, form: SpaceFormModel, edits: RowEdits, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        named(self, "space_condition_popup", self.tr("When it is active"))
        set_role(self, "popup")
        self.setFixedWidth(_WIDTH)
        self._form, self._edits = form, edits
        self._keys: tuple[int, ...] = ()
        self._row: RowDraft | None = None
        self._values: ValueTicks | ValueText | None = None
        self._title = TextLabel("", "title")
        self._sub = TextLabel("", "second")
        self._title.setWordWrap(True)
        self._place = QVBoxLayout()
        self._others = WrappedLabel("", "second")
        self._others.setObjectName("space_condition_others")
        self._problem = FieldProblem()
        self._set = RoleButton(self.tr("Set condition"), "space_condition_set", "primary")
        self._cancel = RoleButton(self.tr("Cancel"), "space_condition_cancel")
        self._lay_out()
        self._set.clicked.connect(self._on_set)
        self._cancel.clicked.connect(self.close)

    def ask(self, keys: Sequence[int], parent: int, at: QPoint) -> None:
        """Asks which values of a parent switch rows on; opens at a place on the screen."""
        draft = self._form.draft
        if self._form.is_locked or parent not in draft or any(key not in draft for key in keys):
            return
        self._keys, self._row = tuple(keys), draft.row(parent)
        self._title.setText(self.tr("%s is active when") % self._edits.title(self._keys))
        if len(self._keys) > 1:
            self._title.setText(self.tr("%s are active when") % self._edits.title(self._keys))
        self._fill(self._row, shared_values(draft, self._keys, parent))
        others = other_conditions(draft, self._keys, parent)
        self._others.setText(self.tr("and %s") % others if others else "")
        self._others.setVisible(bool(others))
        said = (self._title.text(), self._sub.text(), self._others.text())
        self.setAccessibleName(" ".join(filter(None, said)))
        self.adjustSize()
        self.move(self._on_screen(at))
        self.show()
        if self._values is not None:
            self._values.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sets the condition, Esc leaves."""
        match Qt.Key(event.key()):
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._set.click()
            case Qt.Key.Key_Escape:
                self.close()
            case _:
                super().keyPressEvent(event)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(METRICS.gap)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._set)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[METRICS.margin] * 4)
        layout.setSpacing(METRICS.tiny_gap)
        layout.addWidget(self._title)
        layout.addWidget(self._sub)
        layout.addLayout(self._place)
        layout.addWidget(self._others)
        layout.addWidget(self._problem)
        layout.addSpacing(METRICS.tiny_gap)
        layout.addLayout(buttons)

    def _fill(self, row: RowDraft, chosen: Sequence[ParamValue]) -> None:
        if self._values is not None:
            self._place.removeWidget(self._values)
            self._values.hide()
            self._values.deleteLater()
        values = listed_values(row)
        if values:
            self._sub.setText(self.tr("%s is one of") % row.name)
            ticks = ValueTicks(values, chosen)
            ticks.changed_to(self._show)
            self._values = ticks
        else:
            self._sub.setText(self.tr("%s is one of (%s)") % (row.name, range_words(row)))
            text = ValueText(chosen)
            text.textChanged.connect(self._show)
            self._values = text
        self._place.addWidget(self._values)
        self._show()

    @Slot()
    def _show(self) -> None:
        values, message = self._read()
        self._set.setEnabled(bool(values) and not message)
        self._problem.set_problem(message or None)
        if isinstance(self._values, ValueText):
            mark_problem(self._values, message or None)
        if self.isVisible():
            self.adjustSize()

    def _read(self) -> tuple[tuple[ParamValue, ...], str]:
        """Returns the values, and what is wrong with them."""
        if isinstance(self._values, ValueTicks):
            return self._values.values(), ""
        if self._values is None or self._row is None:
            return (), ""
        try:
            values = parse_values(self._values.text())
        except InvalidSpace as error:
            return (), str(error)
        kind = read_row(self._row).kind
        odd = [each for each in values if kind is not None and not kind.contains(each)]
        message = f"{self._row.name} never has the value {value_text(odd[0])}." if odd else ""
        return values, message

    @Slot()
    def _on_set(self) -> None:
        values, message = self._read()
        if values and not message and self._row is not None:
            self.close()
            self._edits.set_condition(self._keys, self._row.key, values)

    def _on_screen(self, at: QPoint) -> QPoint:
        screen = self.screen().availableGeometry()
        x = min(at.x(), screen.right() - self.width())
        y = min(at.y(), screen.bottom() - self.height())
        return QPoint(max(screen.left(), x), max(screen.top(), y))


class ValueTicks(QScrollArea):
    """One check box for each value."""

    def __init__(self, values: Sequence[ParamValue], chosen: Sequence[ParamValue]) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        on = {value_key(value) for value in chosen}
        if not on:
            on = {value_key(value) for value in _obvious(values)}
        self._boxes: list[tuple[QCheckBox, ParamValue]] = []
        inside = QWidget()
        set_role(inside, "bare")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for place, value in enumerate(values):
            text = value_text(value)
            box = named(QCheckBox(text.replace("&", "&&")), f"space_value_{place}", text)
            box.setFixedHeight(_TICK)
            box.setChecked(value_key(value) in on)
            layout.addWidget(box)
            self._boxes.append((box, value))
        self.setWidget(inside)
        self.setFixedHeight(min(len(values), _MOST_SHOWN) * _TICK)

    def changed_to(self, hear: object) -> None:
        """Lets a slot hear each tick."""
        for box, _ in self._boxes:
            box.toggled.connect(hear)

    def values(self) -> tuple[ParamValue, ...]:
        """Returns the values that are ticked."""
        return tuple(value for box, value in self._boxes if box.isChecked())

    def begin(self) -> None:
        """Takes the keyboard: at the first tick, or at the first value."""
        boxes = [box for box, _ in self._boxes]
        first = next((box for box in boxes if box.isChecked()), boxes[0])
        first.setFocus(Qt.FocusReason.PopupFocusReason)


class ValueText(QLineEdit):
    """The values as text, for a parameter with too many to tick."""

    def __init__(self, chosen: Sequence[ParamValue]) -> None:
        super().__init__(values_text(tuple(chosen)))
        named(self, "space_condition_values", self.tr("Values"))
        self.setPlaceholderText("2, 3")

    def begin(self) -> None:
        """Takes the keyboard, all of the text selected."""
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.selectAll()


def other_conditions(draft: SpaceDraft, keys: Sequence[int], parent: int) -> str:
    """Returns what must hold besides, as `model = forest`; of several rows each with its name."""
    said = []
    for row in map(draft.row, keys):
        others = tuple(each for each in row.conditions if each.parent != parent)
        if others and (text := conditions_text(draft, replace(row, conditions=others))):
            said.append(text if len(keys) == 1 else f"{row.name}: {text}")
    return "; ".join(said)


def _obvious(values: Sequence[ParamValue]) -> Sequence[ParamValue]:
    """What is ticked at first: the only value there is, or true of true and false."""
    if len(values) == 1:
        return values
    is_switch = all(isinstance(value, bool) for value in values)
    return [value for value in values if is_switch and value is True]
