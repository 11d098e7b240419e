"""The tool bar: Run, Pause and Stop; which file this is; the best so far. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from tuner_gui.session.faults import shortened
from tuner_gui.ui.chrome.buttons import IconButton
from tuner_gui.ui.chrome.chip import Chip
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS
from tuner_gui.ui.window.run_estimate import RunEstimate

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction

    from tuner_gui.ui.style.icons import Icons
    from tuner_gui.ui.window.actions import WindowActions


_CHEVRON_WIDTH = 24
_REST_MS = 600
"""A button that has become another one takes no click so long: it may be half of a double one."""


class ActionButton(QPushButton):
    """A button that does what an action does, and is enabled as the action is."""

    def __init__(self, action: QAction, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._action = action
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._on_action_changed)
        named(self, action.objectName().replace("_action", "_button"), text)
        self.clicked.connect(self._on_clicked)
        action.changed.connect(self._on_action_changed)
        self._on_action_changed()

    def set_action(self, action: QAction) -> None:
        """Makes it do what another action does, after a short rest."""
        if action is self._action:
            return
        self._action.changed.disconnect(self._on_action_changed)
        self._action = action
        action.changed.connect(self._on_action_changed)
        self._rest.start()
        self._on_action_changed()

    def set_text(self, text: str) -> None:
        """Replaces what stands on the button."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)

    @Slot()
    def _on_clicked(self) -> None:
        self._action.trigger()

    @Slot()
    def _on_action_changed(self) -> None:
        self.setEnabled(self._action.isEnabled() and not self._rest.isActive())
        self.setToolTip(self._action.toolTip())


class RunBar(QToolBar):
    """The tool bar of the window."""

    def __init__(self, actions: WindowActions, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "run_bar", self.tr("Sweep"))
        self.setWindowTitle(self.tr("Tool bar"))
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(METRICS.icon, METRICS.icon))
        self._icons = icons
        self._actions = actions
        self.run = ActionButton(actions.run, self.tr("Run"))
        self.try_one = ActionButton(actions.try_one, self.tr("Try one"))
        self.pause = ActionButton(actions.pause, self.tr("Pause"))
        self.stop = ActionButton(actions.stop, self.tr("Stop"))
        self.export = ActionButton(actions.export_best, self.tr("Export…"))
        self.file = Chip("file_chip", self.tr("Session file"))
        self.best = Chip("best_chip", self.tr("Best so far"))
        # where there is little room, the file's name gives way
        self.best.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_role(self.run, "primary")
        self._bind_run_icon()
        actions.run.changed.connect(self._bind_run_icon)
        icons.bind(self.try_one, "try", "text", 16)
        icons.bind(self.export, "export", "text", 16)
        self.set_paused(is_paused=False)
        self.set_stopping(is_stopping=False)
        for button in (self.run, self.try_one, self._with_ways_to_pause(), self.stop):
            self.addWidget(button)
        self._estimate = RunEstimate(icons)
        self._estimate_action = self.addWidget(self._estimate)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self.note = IconButton(icons, "note", "", "sweep_note_button")
        self.note.setFixedSize(METRICS.control, METRICS.control)
        self.addWidget(self.note)
        self.addWidget(self.file)
        # a widget's action shows and hides it inside a tool bar
        self._best_action = self.addWidget(self.best)
        self.addWidget(self.export)
        self.set_note("")
        self.set_best("")
        self.set_estimate("", "")

    def set_paused(self, *, is_paused: bool) -> None:
        """Shows Pause, or Resume while the sweep is paused."""
        self.pause.set_text(self.tr("Resume") if is_paused else self.tr("Pause"))
        self._actions.pause.setText(
            self.tr("&Resume") if is_paused else self.tr("&Pause (running trials go on)")
        )
        self._icons.bind(self.pause, "play" if is_paused else "pause", "text", 16)

    def _with_ways_to_pause(self) -> QWidget:
        """The Pause button, and beside it a menu with the other way."""
        tip = self.tr("Ways to pause")
        more = IconButton(self._icons, "chevron-down", tip, "pause_ways")
        menu = named(QMenu(more), "pause_menu", tip)
        menu.addActions([self._actions.pause, self._actions.suspend])
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_role(more, "normal")
        more.setFixedSize(_CHEVRON_WIDTH, METRICS.control)
        both = QWidget()
        layout = QHBoxLayout(both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.pause)
        layout.addWidget(more)
        return both

    def set_stopping(self, *, is_stopping: bool) -> None:
        """Shows Stop, or Abort while a sweep that was stopped waits for its running trials."""
        actions = self._actions
        self.stop.set_action(actions.abort if is_stopping else actions.stop)
        self.stop.set_text(self.tr("Abort") if is_stopping else self.tr("Stop"))
        set_role(self.stop, "danger" if is_stopping else "normal")
        icon, colour = ("close", "bad") if is_stopping else ("stop", "text")
        self._icons.bind(self.stop, icon, colour, 16)

    def set_file(self, path: Path | None, *, is_modified: bool) -> None:
        """Shows the session's file, with a dot while it does not hold what the window shows."""
        if path is None:
            self.file.set_content(self.tr("not saved yet"))
            self.file.setToolTip(self.tr("The sweep gets its file when it runs, or by Save"))
            return
        self.file.set_content(f"{path.name} •" if is_modified else path.name)
        changed = self.tr("Changed since it was saved")
        self.file.setToolTip(plain_tip(f"{path}\n{changed}" if is_modified else str(path)))

    def set_note(self, notes: str) -> None:
        """Shows whether the sweep has a note, and how it begins."""
        begins = next(iter(notes.strip().splitlines()), "")
        tip = self.tr("Note of this sweep") if begins else self.tr("Write a note for this sweep")
        self.note.setToolTip(plain_tip(f"{tip}: {shortened(begins, 80)}" if begins else tip))
        self.note.setAccessibleName(tip)
        self._icons.bind(self.note, "note", "accent" if begins else "text_second", 16)

    def set_estimate(self, text: str, sentence: str, *, is_long: bool = False) -> None:
        """Shows how long what Run starts will take; in the tone of advice where that is long."""
        self._estimate.show_estimate(text, sentence, is_long=is_long)
        self._estimate_action.setVisible(bool(text))

    def set_best(self, value: str) -> None:
        """Shows the best value so far; nothing while there is none."""
        self.best.set_content(self.tr("best"), value, "good")
        self._best_action.setVisible(bool(value))

    def _bind_run_icon(self) -> None:
        self._icons.bind(self.run, "play", "on_accent", 16)
