"""What can be done with rows: actions for menus, keys and buttons alike. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.space.condition_menu import ConditionMenu
from tuner_gui.ui.space.draft import KIND_NAMES
from tuner_gui.ui.space.row_edits import RowEdits
from tuner_gui.ui.space.wording import KIND_TITLES

if TYPE_CHECKING:
    from tuner_gui.ui.space.draft import KindName
    from tuner_gui.ui.space.form_model import SpaceFormModel
    from tuner_gui.ui.style.icons import Icons


class RowActions(QObject):
    """Acts on the selected rows of a form model; each action is enabled when it can.

    Attributes:
        edits: what the actions do.
        active_when: the menu of conditions.
        more: actions of others for the menu of the list.

    Signals:
        added(): a row was added, to be named.
    """

    added = Signal()

    def __init__(self, form: SpaceFormModel, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self._icons = icons
        self.edits = RowEdits(form, self)
        self.more: list[QAction] = []
        make = self._action
        self.remove = make("remove", self.tr("Remove"), "remove", QKeySequence.StandardKey.Delete)
        self.duplicate = make("duplicate", self.tr("Duplicate"), "duplicate", "Ctrl+D")
        self.move_up = make("move_up", self.tr("Move up"), "up", "Alt+Up")
        self.move_down = make("move_down", self.tr("Move down"), "down", "Alt+Down")
        self.remove_block = make("remove_block", "", "", "Ctrl+Delete")
        self.disable = make("disable", self.tr("Hold at one value"), "", "")
        self.enable = make("enable", self.tr("Use again"), "", "")
        self.remove.triggered.connect(self.edits.remove)
        self.remove_block.triggered.connect(self.edits.remove_blocks)
        self.duplicate.triggered.connect(self.edits.duplicate)
        self.move_up.triggered.connect(partial(self._move, -1))
        self.move_down.triggered.connect(partial(self._move, 1))
        self.disable.triggered.connect(partial(self._set_disabled, True))
        self.enable.triggered.connect(partial(self._set_disabled, False))
        self.active_when = ConditionMenu(form, self.edits, parent)
        self.add_menu = self._make_add_menu(parent)
        form.changed.connect(self.refresh)
        form.selection_changed.connect(self.refresh)
        self.refresh()

    def install(self, form: QWidget, rows: QWidget) -> None:
        """Makes the keys work: all over the form, but Delete only in the list."""
        for action in (self.remove, self.remove_block):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            rows.addAction(action)
        for action in (self.duplicate, self.move_up, self.move_down):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            form.addAction(action)

    def context_menu(self, parent: QWidget) -> QMenu:
        """Returns a menu for the selected rows, deleted when it closes."""
        menu = QMenu(parent)
        menu.setObjectName("space_context_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.move_up, self.move_down, self.duplicate])
        menu.addSeparator()
        menu.addActions(self.more)
        menu.addSeparator()
        menu.addMenu(self.active_when)
        menu.addActions([each for each in (self.disable, self.enable) if each.isEnabled()])
        menu.addSeparator()
        menu.addAction(self.remove)
        if self.remove_block.isEnabled():
            menu.addAction(self.remove_block)
        menu.addSeparator()
        menu.addActions(self.add_menu.actions())
        return menu

    @Slot()
    def refresh(self) -> None:
        """Enables what can be done now."""
        form, is_free = self._form, not self._form.is_locked
        keys = form.selected_keys
        is_some = is_free and bool(keys)
        self.remove.setEnabled(is_some)
        self.duplicate.setEnabled(is_some)
        self.move_up.setEnabled(is_some and keys[0] != form.draft.rows[0].key)
        self.move_down.setEnabled(is_some and keys[-1] != form.draft.rows[-1].key)
        held = [form.draft.row(key).disabled is not None for key in keys]
        self.disable.setEnabled(is_some and not all(held))
        self.enable.setEnabled(is_some and any(held))
        below = self.edits.under_selected() if is_some else 0
        self.remove_block.setEnabled(below > 0)
        self.remove_block.setText(self.tr("Remove with the %d below") % below)
        self.active_when.menuAction().setEnabled(is_some)
        for action in self.add_menu.actions():
            action.setEnabled(is_free)

    def _move(self, places: int, _checked: bool = False) -> None:
        self.edits.move(places)

    def _set_disabled(self, is_disabled: bool, _checked: bool = False) -> None:
        self.edits.set_disabled(is_disabled)

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
        action.setToolTip(plain_tip(f"{text} ({keys})" if keys else text))
        if icon:
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
