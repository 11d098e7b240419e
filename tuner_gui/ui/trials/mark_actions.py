"""Star, tag, note, hide: in the table's menu, by keys in the table, by a click. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCursor, QKeySequence, QShortcut
from PySide6.QtWidgets import QToolTip

from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.trials.mark_words import action_text, action_tip
from tuner_gui.ui.trials.tag_popup import TagPopup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QMenu

    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.core.marks import TrialMark
    from tuner_gui.ui.trials.tag_popup import TagChange
    from tuner_gui.ui.trials.trial_table_view import TrialTableView

Marking: TypeAlias = Literal["star", "tag", "note", "hide"]

KEYS: dict[Marking, str] = {"star": "S", "tag": "T", "note": "N", "hide": "H"}
"""The keys while the trial table has the focus."""


class MarkActions(QObject):
    """What a person says of the trials at hand: those selected, or where the keyboard is.

    Signals:
        note_requested(int): the note of the trial with this number is to be written; the window
            shows that trial.
    """

    note_requested = Signal(int)

    def __init__(self, table: TrialTableView, live: LiveStore, selection: TrialSelection) -> None:
        super().__init__(table)
        self._table = table
        self._live = live
        self._selection = selection
        self._popup = TagPopup(table)
        for action, key in KEYS.items():
            shortcut = QShortcut(QKeySequence(key), table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._on_key, action))
        table.menu_opening.connect(self._fill_menu)
        table.star_clicked.connect(self._on_star_clicked)
        self._popup.changed.connect(self._on_tags_changed)
        live.marking_changed.connect(self._on_marking_changed)
        live.replaced.connect(self._popup.close)
        self._on_marking_changed()

    def do(self, action: Marking) -> None:
        """Does something with the trials at hand; nothing while they cannot be marked."""
        numbers = self._table.numbers_at_hand()
        if not numbers or self._live.marking_obstacle:
            return
        match action:
            case "star":
                self._star(numbers)
            case "hide":
                self._hide(numbers)
            case "tag":
                self._ask_tags(numbers)
            case "note":
                self._ask_note()
            case never:
                assert_never(never)

    # star and hide: all of them, or where all are already, none

    def _star(self, numbers: Sequence[int]) -> None:
        is_wanted = not self._all_have("star", numbers)
        self._mark(numbers, lambda mark: replace(mark, is_starred=is_wanted))

    def _hide(self, numbers: Sequence[int]) -> None:
        is_wanted = not self._all_have("hide", numbers)
        self._mark(numbers, lambda mark: replace(mark, is_hidden=is_wanted))

    def _all_have(self, action: Marking, numbers: Sequence[int]) -> bool:
        marks = map(self._live.store.marks.of, numbers)
        if action == "star":
            return all(mark.is_starred for mark in marks)
        return action == "hide" and all(mark.is_hidden for mark in marks)

    def _mark(self, numbers: Sequence[int], change: Callable[[TrialMark], TrialMark]) -> None:
        known, changed = self._live.store.marks, cache(change)  # of many trials, most are alike
        self._live.mark({number: changed(known.of(number)) for number in numbers})

    # tags and note

    def _ask_tags(self, numbers: Sequence[int]) -> None:
        marks = self._live.store.marks
        at = self._table.place_below(self._table.number_in_focus())
        self._popup.ask(numbers, [marks.of(each).tags for each in numbers], marks.tags(), at)

    @Slot(object, object)
    def _on_tags_changed(self, numbers: Sequence[int], change: TagChange) -> None:
        self._mark(numbers, lambda mark: replace(mark, tags=change.of(mark.tags)))

    def _ask_note(self) -> None:
        number = self._table.number_in_focus()
        if number is not None:
            self._selection.select(number)
            self.note_requested.emit(number)

    # keys, pointer, menu

    def _on_key(self, action: Marking) -> None:
        self._say_obstacle(self._table.place_below(self._table.number_in_focus()))
        self.do(action)

    @Slot(int)
    def _on_star_clicked(self, number: int) -> None:
        self._say_obstacle(QCursor.pos())
        self._star([number])

    def _say_obstacle(self, at: QPoint) -> None:
        if self._live.marking_obstacle:
            QToolTip.showText(at, plain_tip(self._live.marking_obstacle), self._table.viewport())

    @Slot(object)
    def _fill_menu(self, menu: QMenu) -> None:
        before = next(iter(menu.actions()), None)
        numbers = self._table.numbers_at_hand()
        if before is None or not numbers:
            return
        menu.setToolTipsVisible(True)
        for action in KEYS:
            menu.insertAction(before, self._menu_action(menu, action, numbers))
        menu.insertSeparator(before)

    def _menu_action(self, menu: QMenu, action: Marking, numbers: Sequence[int]) -> QAction:
        obstacle = self._live.marking_obstacle
        is_on = self._all_have(action, numbers)
        number = self._table.number_in_focus()
        made = QAction(action_text(action, len(numbers), number, is_on=is_on), menu)
        made.setObjectName(f"mark_{action}")
        made.setShortcut(QKeySequence(KEYS[action]))
        made.setEnabled(not obstacle)
        made.setToolTip(plain_tip(obstacle or action_tip(action, is_on=is_on)))
        made.triggered.connect(partial(self._on_chosen, action))
        return made

    def _on_chosen(self, action: Marking, _is_checked: bool = False) -> None:
        self.do(action)

    @Slot()
    def _on_marking_changed(self) -> None:
        is_possible = not self._live.marking_obstacle
        self._table.offer_stars(is_possible=is_possible)
        if not is_possible:
            self._popup.close()
