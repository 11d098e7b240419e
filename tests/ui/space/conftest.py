"""The space form in a window, filled with the forest's parameters, and hands to work it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from tests.ui.space.test_draft import FOREST
from tuner_gui.ui.space.draft import SpaceDraft
from tuner_gui.ui.space.form import SpaceForm
from tuner_gui.ui.space.form_model import SpaceFormModel
from tuner_gui.ui.space.list_hint import ListHint
from tuner_gui.ui.space.list_model import VIEW_ROLE
from tuner_gui.ui.space.list_view import ParameterListView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytestqt.qtbot import QtBot

    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.ui.space.row_views import RowView
    from tuner_gui.ui.style.theme import Theme

NO_KEY = Qt.KeyboardModifier.NoModifier
Found = TypeVar("Found", bound=QWidget)


class FormHands:
    """Works the form as a person does: by clicks, keys, and looking."""

    def __init__(self, qtbot: QtBot, model: SpaceFormModel, form: SpaceForm) -> None:
        self.qtbot, self.model, self.form = qtbot, model, form
        self.list = self.find(ParameterListView, "space_list")

    def find(self, kind: type[Found], name: str) -> Found:
        found = self.form.findChild(kind, name)
        assert found is not None, name
        return found

    def field(self, name: str) -> QLineEdit:
        return self.find(QLineEdit, f"space_{name}")

    def row_at(self, place: int) -> RowView:
        return self.list.model().index(place, 0).data(VIEW_ROLE)

    def space(self) -> HyperParamSpace:
        assert self.model.space is not None
        return self.model.space

    def names(self) -> list[str]:
        return [self.row_at(place).name for place in range(self.list.model().rowCount())]

    def click_row(self, place: int) -> None:
        rect = self.list.visualRect(self.list.model().index(place, 0))
        self.qtbot.mouseClick(self.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    def click_with(self, place: int, modifier: Qt.KeyboardModifier) -> None:
        rect = self.list.visualRect(self.list.model().index(place, 0))
        left = Qt.MouseButton.LeftButton
        self.qtbot.mouseClick(self.list.viewport(), left, modifier, rect.center())

    def selected(self) -> list[str]:
        draft = self.model.draft
        return [draft.row(key).name for key in self.model.selected_keys]

    def place_of(self, name: str) -> int:
        return self.names().index(name)

    def drag(self, names: Sequence[str], to: str, part: float, *, drops: bool = True) -> bool:
        """Drags rows over a row, so far down in it, by real events; says if it may drop there."""
        model, viewport = self.list.model(), self.list.viewport()
        rect = self.list.visualRect(model.index(self.place_of(to), 0))
        at = QPoint(rect.center().x(), rect.top() + round(rect.height() * part))
        data = model.mimeData([model.index(self.place_of(name), 0) for name in names])
        rest = Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, NO_KEY
        enter = QDragEnterEvent(at, *rest)
        QApplication.sendEvent(viewport, enter)
        if not enter.isAccepted():  # Qt sends no more then
            return False
        move = QDragMoveEvent(at, *rest)
        QApplication.sendEvent(viewport, move)
        if drops and move.isAccepted():
            QApplication.sendEvent(viewport, QDropEvent(QPointF(at), *rest))
            QApplication.processEvents()
        return move.isAccepted()

    def hint(self) -> str:
        return self.find(ListHint, "space_hint").text()

    def type_into(self, name: str, text: str) -> None:
        field = self.field(name)
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        popup = QApplication.activePopupWidget()
        target = popup or self.form.window().focusWidget()
        assert target is not None
        self.qtbot.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)

    def sentences(self) -> list[str]:
        labels = self.form.findChildren(QLabel, "field_problem")
        return [label.text() for label in labels if label.isVisible()]

    def text(self, name: str) -> str:
        return self.find(QLabel, f"space_{name}").text()


@pytest.fixture
def make_hands(qtbot: QtBot, theme: Theme) -> Callable[[HyperParamSpace], FormHands]:
    """Makes a form that shows a space."""

    def make(space: HyperParamSpace) -> FormHands:
        model = SpaceFormModel()
        form = SpaceForm(model, theme)
        qtbot.addWidget(form)
        model.load(SpaceDraft.from_space(space))
        form.resize(360, 640)
        with qtbot.waitExposed(form):
            form.show()
        form.activateWindow()
        return FormHands(qtbot, model, form)

    return make


@pytest.fixture
def hands(make_hands: Callable[[HyperParamSpace], FormHands]) -> FormHands:
    """A form that shows the forest."""
    return make_hands(FOREST)
