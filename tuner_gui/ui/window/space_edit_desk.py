"""Undo, the clipboard and the text of the space: what the Edit menu does. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tuner_gui.ui.space.clipboard import RowClipboard
from tuner_gui.ui.space.text_view import SpaceTextView
from tuner_gui.ui.space.undo import SpaceHistory
from tuner_gui.ui.space.undo_keys import UndoKeys
from tuner_gui.ui.window.compare_desk import CompareDesk

if TYPE_CHECKING:
    from tuner_gui.ui.window.main_window import MainWindow
    from tuner_gui.ui.window.messages import SweepMessages
    from tuner_gui.ui.window.panels import Panels
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.sweep_desk import SweepDesk

_TEXT_PAGE = "text"


class SpaceEditDesk(QObject):
    """Gives the form a history, a clipboard and its page of text.

    Attributes:
        history: the steps of the session that is shown.
        compare: shows what changed.
    """

    def __init__(
        self,
        window: MainWindow,
        panels: Panels,
        *,
        session: SessionDesk,
        sweep: SweepDesk,
        messages: SweepMessages,
    ) -> None:
        super().__init__(window)
        form = panels.setup.model.space
        self._window = window
        self._charts = panels.charts
        self._messages = messages
        self._refusal = ""
        self._actions = window.actions_
        self._form = form
        self.history = SpaceHistory(form, self)
        self._clipboard = RowClipboard(form, self)
        self._keys = UndoKeys(panels.setup.space_form, self)
        self._text = SpaceTextView(form, window.theme)
        tip = self.tr("The search space as YAML or JSON, to be read and edited")
        panels.charts.add_page(_TEXT_PAGE, self.tr("Text"), tip, self._text)
        self.compare = CompareDesk(window, panels.setup, session=session, history=self.history)
        self._connect_history(session, sweep)
        self._connect_clipboard(panels)
        self._refresh()

    def _connect_history(self, session: SessionDesk, sweep: SweepDesk) -> None:
        actions, history = self._actions, self.history
        actions.undo.triggered.connect(history.undo)
        actions.redo.triggered.connect(history.redo)
        self._keys.left.connect(history.seal)
        history.changed.connect(self._refresh)
        history.restored.connect(session.mark_modified)
        session.shown.connect(history.clear)
        session.shown.connect(self._text.discard)
        sweep.phase_changed.connect(self._on_phase_changed)

    def _connect_clipboard(self, panels: Panels) -> None:
        actions, clipboard = self._actions, self._clipboard
        rows = [actions.cut_rows, actions.copy_rows, actions.paste_rows]
        panels.setup.space_form.add_row_actions(rows)
        actions.cut_rows.triggered.connect(clipboard.cut)
        actions.copy_rows.triggered.connect(clipboard.copy)
        actions.paste_rows.triggered.connect(clipboard.paste)
        clipboard.changed.connect(self._refresh)
        clipboard.pasted.connect(self._on_pasted)
        clipboard.told.connect(self._messages.tell)
        clipboard.failed.connect(self._on_paste_failed)
        actions.show_text.triggered.connect(self.show_text)
        panels.setup.space_form.text_requested.connect(self.show_text)

    def shut_down(self) -> None:
        """Ends what goes on beside the window; call it before the window goes."""
        self.compare.shut_down()

    @Slot()
    def show_text(self) -> None:
        """Brings the space as text to the front, to be typed in."""
        self._window.show_workspace()
        self._charts.tabs.choose(_TEXT_PAGE)
        self._text.editor.setFocus()

    @Slot(object)
    def _on_phase_changed(self, _phase: object) -> None:
        self._text.set_locked(self._form.is_locked)
        self._refresh()

    @Slot(str)
    def _on_paste_failed(self, sentence: str) -> None:
        self._refusal = sentence
        self._messages.complain(sentence)

    @Slot()
    def _on_pasted(self) -> None:
        self._messages.withdraw(self._refusal)

    @Slot()
    def _refresh(self) -> None:
        """Says in the Edit menu what would be undone, and enables what can be done."""
        actions, history, clipboard = self._actions, self.history, self._clipboard
        undo, redo = _as_title(history.undo_text), _as_title(history.redo_text)
        actions.undo.setText(self.tr("&Undo %s") % undo if undo else self.tr("&Undo"))
        actions.redo.setText(self.tr("&Redo %s") % redo if redo else self.tr("&Redo"))
        actions.undo.setEnabled(history.can_undo)
        actions.redo.setEnabled(history.can_redo)
        actions.copy_rows.setEnabled(clipboard.can_copy)
        actions.cut_rows.setEnabled(clipboard.can_copy and clipboard.can_change)
        actions.paste_rows.setEnabled(clipboard.can_change)


def _as_title(label: str) -> str:
    """A menu takes an & for the sign of a key."""
    return label.replace("&", "&&")
