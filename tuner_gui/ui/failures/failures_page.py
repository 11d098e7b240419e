"""The page with all groups of failures; drawn only while it is seen. GUI thread."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tuner_gui.insight.failure_tally import FailureTally, key_of
from tuner_gui.ui.chrome.buttons import LinkButton
from tuner_gui.ui.chrome.labels import TextLabel
from tuner_gui.ui.chrome.notices import EmptyState
from tuner_gui.ui.chrome.scroll_page import ScrollPage
from tuner_gui.ui.failures.group_card import GroupCard
from tuner_gui.ui.formats import clock_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.core.trial_store import StoreChange
    from tuner_gui.insight.failure_groups import FailureGroup
    from tuner_gui.insight.failure_tally import GroupKey
    from tuner_gui.ui.style.theme import Theme

_MOST_CARDS = 50
_REDRAW_MS = 250


class FailuresPage(QStackedWidget):
    """Groups of failed trials, the largest first.

    Signals:
        action_requested(str, FailureGroup): `show`, `again`, `changed` or `exclude`.
        total_changed(int): how many trials failed.
    """

    action_requested = Signal(str, object)
    total_changed = Signal(int)

    def __init__(self, live: LiveStore, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("failures_page")
        self._live = live
        self._tally = FailureTally()
        self._ignored: set[GroupKey] = set()
        self._shows_ignored = False
        self._obstacles = {"again": "", "changed": "", "exclude": ""}
        self._proposal: tuple[GroupKey, str, Callable[[], None] | None] | None = None
        self._shown: list[FailureGroup] = []
        self._cards: list[GroupCard] = []
        self._empty = EmptyState(
            theme.icons, "check", self.tr("No trial has failed."), name="no_failures"
        )
        self._scroll = ScrollPage("failure_groups")
        self._cards_layout = QVBoxLayout()
        self._cards_layout.setSpacing(8)
        self._more = TextLabel("", "hint")
        self._more.setObjectName("failure_groups_more")
        self._ignored_link = LinkButton("", "ignored_failures")
        self._ignored_link.setCheckable(True)
        self._scroll.content.addLayout(self._cards_layout)
        self._scroll.content.addWidget(self._more)
        self._scroll.content.addWidget(self._ignored_link)
        self._scroll.content.addStretch(1)
        self.addWidget(self._empty)
        self.addWidget(self._scroll)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_REDRAW_MS)
        self._later.timeout.connect(self._draw)
        self._ignored_link.toggled.connect(self._on_ignored_toggled)
        live.changed.connect(self._on_changed)
        live.replaced.connect(self._on_replaced)
        self._on_replaced()

    @property
    def groups(self) -> list[FailureGroup]:
        """The groups, those that are ignored among them."""
        return self._tally.groups(self._live.store)

    def set_obstacle(self, reason: str) -> None:
        """Says why nothing can be run again now; nothing where it can."""
        self._obstacles |= {"again": reason, "changed": reason}
        self._show_obstacles()

    def set_space_obstacle(self, reason: str) -> None:
        """Says why the space cannot be changed now; nothing where it can."""
        self._obstacles["exclude"] = reason
        self._show_obstacles()

    def propose(
        self, group: FailureGroup, sentence: str, apply: Callable[[], None] | None = None
    ) -> None:
        """Says on a group's card what would be left out of the space, or why nothing would be.

        Args:
            group: whose card says it.
            sentence: what, or why not.
            apply: leaves it out; None where there is nothing to leave out.
        """
        self._proposal = (key_of(group), sentence, apply)
        self._draw()

    def _show_obstacles(self) -> None:
        for card in self._cards:
            for key, reason in self._obstacles.items():
                card.set_possible(key, reason)

    @Slot(object)
    def _on_changed(self, change: StoreChange) -> None:
        if self._tally.take(self._live.store, change):
            self._tell()

    @Slot()
    def _on_replaced(self) -> None:
        self._tally.count_anew(self._live.store)
        self._ignored.clear()
        self._proposal = None
        self._ignored_link.setChecked(False)
        self._tell()

    def _tell(self) -> None:
        self.total_changed.emit(self._tally.total)
        if not self._tally.total or self.currentWidget() is self._empty:
            self._draw()
        elif self.isVisible() and not self._later.isActive():
            self._later.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Draws what came while nobody looked."""
        super().showEvent(event)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        groups = self.groups
        ignored = [group for group in groups if key_of(group) in self._ignored]
        heeded = [group for group in groups if key_of(group) not in self._ignored]
        chosen = [*heeded, *(ignored if self._shows_ignored else [])]
        self._shown = chosen[:_MOST_CARDS]
        while len(self._cards) < len(self._shown):
            self._add_card()
        for at, card in enumerate(self._cards):
            card.setVisible(at < len(self._shown))
            if at < len(self._shown):
                group = self._shown[at]
                card.set_group(
                    group, self._latest(group), is_ignored=key_of(group) in self._ignored
                )
                self._show_proposal(card, key_of(group))
        self._show_obstacles()
        self._say_what_is_hidden(len(chosen) - len(self._shown), len(ignored))
        self.setCurrentWidget(self._scroll if groups else self._empty)

    def _latest(self, group: FailureGroup) -> str:
        store = self._live.store
        rows = [row for number in group.numbers if (row := store.row_of(number)) is not None]
        seconds = float(store.started_at[rows].max())
        return "" if math.isnan(seconds) else clock_text(datetime.fromtimestamp(seconds, UTC))

    def _show_proposal(self, card: GroupCard, key: GroupKey) -> None:
        if self._proposal is not None and self._proposal[0] == key:
            _, sentence, apply = self._proposal
            card.show_proposal(sentence, can_apply=apply is not None)
        else:
            card.show_proposal("", can_apply=False)

    def _say_what_is_hidden(self, more: int, ignored: int) -> None:
        self._more.setText(self.tr("and {count} more groups").format(count=f"{more:,}"))
        self._more.setVisible(more > 0)
        words = self.tr("Hide ignored") if self._shows_ignored else self.tr("Show ignored")
        self._ignored_link.setText(f"{words} ({ignored})")
        self._ignored_link.setVisible(ignored > 0)

    def _add_card(self) -> None:
        at = len(self._cards)
        card = GroupCard(at)
        card.chosen.connect(partial(self._on_chosen, at))
        self._cards.append(card)
        self._cards_layout.addWidget(card)

    def _on_chosen(self, at: int, action: str) -> None:
        group = self._shown[at]
        match action:
            case "ignore":
                self._ignored.add(key_of(group))
            case "restore":
                self._ignored.discard(key_of(group))
            case "apply" | "dismiss":
                self._answer_proposal(applies=action == "apply")
            case _:
                self.action_requested.emit(action, group)
                return
        self._draw()

    def _answer_proposal(self, *, applies: bool) -> None:
        apply = None if self._proposal is None else self._proposal[2]
        self._proposal = None
        if applies and apply is not None:
            apply()

    @Slot(bool)
    def _on_ignored_toggled(self, shows: bool) -> None:
        self._shows_ignored = shows
        self._draw()
