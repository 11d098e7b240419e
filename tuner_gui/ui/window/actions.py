"""Every action of the window, with its shortcut and its icon, and the menus. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QMenuBar

    from tuner_gui.ui.style.icons import Icons

_Key = QKeySequence.StandardKey | str


class WindowActions(QObject):
    """The actions; whoever does what one asks connects to its `triggered`."""

    def __init__(self, icons: Icons, parent: QObject) -> None:
        super().__init__(parent)
        self._icons = icons
        tr = self.tr
        self.new = self._make("new", tr("&New sweep"), QKeySequence.StandardKey.New, "file")
        self.open = self._make("open", tr("&Open…"), QKeySequence.StandardKey.Open, "folder-open")
        self.from_script = self._make(
            "from_script", tr("New from a s&cript…"), "Ctrl+Shift+N", "file-script"
        )
        self.save = self._make("save", tr("&Save"), QKeySequence.StandardKey.Save, "save")
        self.save_as = self._make("save_as", tr("Save &as…"), QKeySequence.StandardKey.SaveAs)
        self.export_best = self._make("export_best", tr("&Export…"), "Ctrl+E", "export")
        self.import_space = self._make("import_space", tr("&Import search space…"), "")
        self.compare_sessions = self._make(
            "compare_sessions", tr("&Compare sessions…"), "Ctrl+Shift+D"
        )
        self.compare_recent = self._make("compare_recent", tr("&Compare these…"), "")
        self._make_space_actions()
        self.find = self._make(
            "find", tr("&Filter trials"), QKeySequence.StandardKey.Find, "filter"
        )
        self.quit = self._make("quit", tr("&Quit"), QKeySequence.StandardKey.Quit)
        self.welcome = self._make("welcome", tr("&Welcome page"), "")
        self.run = self._make("run", tr("&Run"), "Ctrl+R", "play")
        self.try_one = self._make("try_one", tr("&Try one trial"), "Ctrl+T", "try")
        self.try_params = self._make("try_params", tr("Run these para&meters…"), "Ctrl+Shift+R")
        self.pause = self._make("pause", tr("&Pause"), "Ctrl+P", "pause")
        self.suspend = self._make(
            "suspend", tr("Pause and s&uspend running trials"), "Ctrl+Shift+P"
        )
        self.stop = self._make("stop", tr("&Stop after running trials"), "Ctrl+.", "stop")
        self.abort = self._make("abort", tr("&Abort running trials"), "Ctrl+Shift+.", "close")
        self.history = self._make("history", tr("&History…"), "Ctrl+H", "recent")
        self.reset_layout = self._make("reset_layout", tr("&Reset the layout"), "")
        self.about = self._make("about", tr("&About tuner-gui"), "", "info")
        self.themes = self._make_themes()

    def _make(self, name: str, text: str, key: _Key, icon: str = "") -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"{name}_action")
        if key:
            action.setShortcut(QKeySequence(key))
        if icon:
            self._icons.bind(action, icon, "text_second")
        return action

    def _make_space_actions(self) -> None:
        tr = self.tr
        self.undo = self._make("undo", tr("&Undo"), "Ctrl+Z", "undo")
        self.redo = self._make("redo", tr("&Redo"), "Ctrl+Shift+Z", "redo")
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.cut_rows = self._make("cut_rows", tr("Cu&t parameters"), "Ctrl+X")
        self.copy_rows = self._make("copy_rows", tr("C&opy parameters"), "Ctrl+C", "copy")
        self.paste_rows = self._make("paste_rows", tr("&Paste parameters"), "Ctrl+V")
        self.show_text = self._make(
            "show_text", tr("Search space as te&xt"), "Ctrl+Shift+T", "text"
        )
        self.compare_space = self._make("compare_space", tr("Co&mpare search space…"), "")

    def _make_themes(self) -> QActionGroup:
        group = QActionGroup(self)
        for preference, text in (
            ("system", self.tr("Like the &system")),
            ("light", self.tr("&Light")),
            ("dark", self.tr("&Dark")),
        ):
            action = self._make(f"theme_{preference}", text, "")
            action.setCheckable(True)
            action.setData(preference)
            group.addAction(action)
        return group


def fill_menu_bar(bar: QMenuBar, actions: WindowActions) -> WindowMenus:
    """Fills the menu bar; returns the menus that change while the window lives."""
    tr = actions.tr
    file_menu = _menu(bar, "file", tr("&File"))
    file_menu.addActions([actions.new, actions.from_script, actions.open])
    recent = _submenu(file_menu, "recent", tr("Open &recent"))
    examples = _submenu(file_menu, "examples", tr("E&xamples"))
    file_menu.addSeparator()
    file_menu.addActions([actions.save, actions.save_as])
    file_menu.addSeparator()
    file_menu.addAction(actions.compare_sessions)
    file_menu.addSeparator()
    file_menu.addAction(actions.import_space)
    export_space = _submenu(file_menu, "export_space", tr("Export search s&pace as"))
    file_menu.addAction(actions.export_best)
    file_menu.addSeparator()
    file_menu.addAction(actions.quit)
    edit_menu = _menu(bar, "edit", tr("&Edit"))
    edit_menu.addActions([actions.undo, actions.redo])
    edit_menu.addSeparator()
    edit_menu.addActions([actions.cut_rows, actions.copy_rows, actions.paste_rows])
    edit_menu.addSeparator()
    edit_menu.addActions([actions.show_text, actions.compare_space])
    edit_menu.addSeparator()
    copy_best = _submenu(edit_menu, "copy_best", tr("&Copy best parameters as"))
    edit_menu.addSeparator()
    edit_menu.addAction(actions.find)
    sweep_menu = _menu(bar, "sweep", tr("&Sweep"))
    sweep_menu.addActions([actions.run, actions.try_one, actions.try_params])
    sweep_menu.addSeparator()
    sweep_menu.addActions([actions.pause, actions.suspend, actions.stop, actions.abort])
    sweep_menu.addSeparator()
    sweep_menu.addAction(actions.history)
    view_menu = _menu(bar, "view", tr("&View"))
    before_panes = view_menu.addSeparator()
    theme_menu = _submenu(view_menu, "theme", tr("&Theme"))
    theme_menu.addActions(actions.themes.actions())
    view_menu.addActions([actions.reset_layout, actions.welcome])
    _menu(bar, "help", tr("&Help")).addAction(actions.about)
    return WindowMenus(recent, examples, export_space, copy_best, view_menu, before_panes)


@dataclass(frozen=True, slots=True)
class WindowMenus:
    """The menus that change while the window lives."""

    recent: QMenu
    examples: QMenu
    export_space: QMenu
    copy_best: QMenu
    view: QMenu
    before_panes: QAction

    def add_panes(self, panes: list[QAction]) -> None:
        """Adds the actions that show and hide the panes to the View menu."""
        self.view.insertActions(self.before_panes, panes)


def _menu(bar: QMenuBar, name: str, title: str) -> QMenu:
    menu = bar.addMenu(title)
    menu.setObjectName(f"{name}_menu")
    return menu


def _submenu(menu: QMenu, name: str, title: str) -> QMenu:
    inner = menu.addMenu(title)
    inner.setObjectName(f"{name}_menu")
    return inner
