"""What can be done with rows: actions for menus, keys and buttons alike. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from tuner_gui.ui.space.draft import KIND_NAMES
from tuner_gui.ui.space.wording import KIND_TITLES

if TYPE_CHECKING:
    from tuner_gui.ui.space.draft import KindName
    from tuner_gui.ui.space.form_model import SpaceFormModel
    from tuner_gui.ui.style.icons import Icons


class RowActions(QObject):
    """Acts on the selected row of a form model; each action is enabled when it can.

    Signals:
        added(): a row was added, to be named.
    """

    added = Signal()

    def __init__(self, form: SpaceFormModel, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self._icons = icons
        make = self._action
        self.remove = make("remove", self.tr("Remove"), "remove", QKeySequence.StandardKey.Delete)
        self.duplicate = make("duplicate", self.tr("Duplicate"), "duplicate", "Ctrl+D")
        self.move_up = make("move_up", self.tr("Move up"), "up", "Alt+Up")
        self.move_down = make("move_down", self.tr("Move down"), "down", "Alt+Down")
        self.remove.triggered.connect(form.remove_current)
        self.duplicate.triggered.connect(form.duplicate_current)
        self.move_up.triggered.connect(partial(self._move, -1))
        self.move_down.triggered.connect(partial(self._move, 1))
        self.add_menu = self._make_add_menu(parent)
        form.changed.connect(self.refresh)
        form.current_changed.connect(self.refresh)
        self.refresh()

    def install(self, form: QWidget, rows: QWidget) -> None:
        """Makes the keys work: all over the form, but Delete only in the list."""
        self.remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        rows.addAction(self.remove)
        for action in (self.duplicate, self.move_up, self.move_down):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            form.addAction(action)

    def context_menu(self, parent: QWidget) -> QMenu:
        """Returns a menu for the selected row, deleted when it closes."""
        menu = QMenu(parent)
        menu.setObjectName("space_context_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.move_up, self.move_down, self.duplicate])
        menu.addSeparator()
        menu.addAction(self.remove)
        menu.addSeparator()
        menu.addActions(self.add_menu.actions())
        return menu

    @Slot()
    def refresh(self) -> None:
        """Enables what can be done now."""
        form = self._form
        key, is_free = form.current_key, not form.is_locked
        place = -1 if key is None else form.draft.place_of(key)
        self.remove.setEnabled(is_free and place >= 0)
        self.duplicate.setEnabled(is_free and place >= 0)
        self.move_up.setEnabled(is_free and place > 0)
        self.move_down.setEnabled(is_free and 0 <= place < len(form.draft) - 1)
        for action in self.add_menu.actions():
            action.setEnabled(is_free)

    def _move(self, places: int, _checked: bool = False) -> None:
        self._form.move_current(places)

    def _add(self, kind: KindName, _checked: bool = False) -> None:
        self._form.add(kind)
        self.added.emit()

    def _action(
        self, name: str, text: str, icon: str, shortcut: QKeySequence.StandardKey | str
    ) -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"space_{name}")
        action.setShortcut(QKeySequence(shortcut))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{text} ({keys})")
        self._icons.bind(action, icon, "text_second")
        return action

    def _make_add_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(self.tr("Add a parameter"), parent)
        menu.setObjectName("space_add_menu")
        menu.setToolTipsVisible(True)
        tips = {
            "float": self.tr("A real number in a range"),
            "int": self.tr("A whole number in a range"),
            "choice": self.tr("One of several values"),
            "normal": self.tr("A real number around a mean"),
            "log_normal": self.tr("A number above 0 whose logarithm lies around a mean"),
            "constant": self.tr("The same value in every trial"),
        }
        for kind in KIND_NAMES:
            action = menu.addAction(self.tr("Add %s") % KIND_TITLES[kind])
            action.setObjectName(f"space_add_{kind}")
            action.setToolTip(tips[kind])
            action.triggered.connect(partial(self._add, kind))
        return menu
