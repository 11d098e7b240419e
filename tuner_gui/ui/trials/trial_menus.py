"""The menus of the trial table: on its rows, on its header, on the column button. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from tuner_gui.ui.style.roles import named
from tuner_gui.ui.trials.trial_words import column_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.ui.trials.column_keeper import ColumnKeeper
    from tuner_gui.ui.trials.trial_table_model import TrialTableModel
    from tuner_gui.ui.trials.trial_table_view import TrialTableView


translate = QCoreApplication.translate


class StayingMenu(QMenu):
    """A menu in which several things can be ticked before it closes."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ticks, and stays."""
        if not self._tick(self.activeAction()):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, and stays."""
        if event.key() != Qt.Key.Key_Space or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


def build_row_menu(view: TrialTableView, *, has_best: bool) -> QMenu:
    """Returns what can be done with the selected trials; it goes when it is closed."""
    menu = _menu(QMenu(view), "trial_row_menu", translate("TrialMenus", "Trials"))
    has_rows = view.selectionModel().hasSelection()
    copy = _add(menu, "copy_rows", translate("TrialMenus", "Copy"), view.copy_rows)
    copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
    copy.setEnabled(has_rows)
    parameters = _add(
        menu,
        "copy_parameters",
        translate("TrialMenus", "Copy parameters as JSON"),
        view.copy_parameters,
    )
    parameters.setEnabled(has_rows)
    menu.addSeparator()
    _add(menu, "select_best", translate("TrialMenus", "Select best"), view.select_best).setEnabled(
        has_best
    )
    return menu


def build_column_menu(
    parent: QWidget, model: TrialTableModel, columns: ColumnKeeper, section: int = -1
) -> QMenu:
    """Returns the column chooser; with a column, also what can be done with that one."""
    menu = _menu(StayingMenu(parent), "trial_column_menu", translate("TrialMenus", "Columns"))
    if section >= 0:
        _add_column_actions(menu, model, columns, section)
    for at, column in enumerate(model.columns):
        action = QAction(column_name(column), menu)
        action.setObjectName(f"show_{column.key}")
        action.setCheckable(True)
        action.setChecked(columns.is_shown(at))
        action.toggled.connect(partial(_show_column, columns, at, action))
        menu.addAction(action)
    menu.addSeparator()
    if section < 0:
        _add_sort_menu(menu, model, columns)
    _add(menu, "fit_columns", translate("TrialMenus", "Fit widths to the pane"), columns.fit)
    _add(menu, "reset_columns", translate("TrialMenus", "Reset columns"), columns.reset)
    return menu


def _add_column_actions(
    menu: QMenu, model: TrialTableModel, columns: ColumnKeeper, section: int
) -> None:
    name = column_name(model.columns[section])
    ascending, descending = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
    sort_by = columns.sort_by
    _add(
        menu,
        "sort_ascending",
        translate("TrialMenus", "Sort ascending"),
        partial(sort_by, section, ascending),
    )
    _add(
        menu,
        "sort_descending",
        translate("TrialMenus", "Sort descending"),
        partial(sort_by, section, descending),
    )
    hide = partial(columns.set_shown, section, is_shown=False)
    _add(menu, "hide_column", translate("TrialMenus", "Hide {name}").format(name=name), hide)
    menu.addSeparator()


def _add_sort_menu(menu: QMenu, model: TrialTableModel, columns: ColumnKeeper) -> None:
    sort_menu = menu.addMenu(translate("TrialMenus", "Sort by"))
    sort_menu.setObjectName("trial_sort_menu")
    for at, column in enumerate(model.columns):
        descends = column.descends_at_first(model.store.objective)
        order = Qt.SortOrder.DescendingOrder if descends else Qt.SortOrder.AscendingOrder
        sort = partial(columns.sort_by, at, order)
        _add(sort_menu, f"sort_by_{column.key}", column_name(column), sort)


def _show_column(columns: ColumnKeeper, section: int, action: QAction, is_shown: bool) -> None:
    columns.set_shown(section, is_shown=is_shown)
    action.setChecked(columns.is_shown(section))


def _menu(menu: QMenu, name: str, title: str) -> QMenu:
    named(menu, name, title)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _add(menu: QMenu, name: str, text: str, react: Callable[[], None]) -> QAction:
    action = QAction(text, menu)
    action.setObjectName(name)
    action.triggered.connect(lambda _checked=False: react())
    menu.addAction(action)
    return action
