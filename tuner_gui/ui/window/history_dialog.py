"""What was asked of a sweep while it ran, with times, in a dialog. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tuner_gui.ui.chrome.buttons import RoleButton
from tuner_gui.ui.chrome.labels import Hairline
from tuner_gui.ui.chrome.notices import EmptyState
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.formats import clock_text
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.sweep.control import ControlEntry
    from tuner_gui.ui.style.theme import Theme

_SIZE = (620, 420)


class HistoryDialog(QDialog):
    """Blocks nothing: it goes on while the sweep does."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "history_dialog", self.tr("History of the sweep"))
        self.setWindowTitle(self.tr("History of the sweep"))
        self.resize(*_SIZE)
        self._entries: tuple[ControlEntry, ...] = ()
        self._list = named(QTreeWidget(), "history_list", self.tr("History"))
        self._list.setHeaderLabels([self.tr("Time"), self.tr("What happened")])
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._empty = EmptyState(
            theme.icons,
            "recent",
            self.tr("Pauses, changes and repeated trials stand here once there are some."),
            name="history_empty",
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._list)
        self._copy = RoleButton(self.tr("Copy as text"), "history_copy")
        self._close = RoleButton(self.tr("Close"), "history_close")
        self._copy.clicked.connect(self._on_copy_clicked)
        self._close.clicked.connect(self.close)
        self._copy.setAutoDefault(False)
        self._lay_out()

    def show_history(self, entries: Sequence[ControlEntry]) -> None:
        """Shows what there is; the list follows where its end is in view."""
        known = len(self._entries)
        if tuple(entries[:known]) != self._entries:
            self._list.clear()
            known = 0
        bar = self._list.verticalScrollBar()
        follows = bar.value() == bar.maximum()
        for entry in entries[known:]:
            item = QTreeWidgetItem([clock_text(entry.at), entry.what])
            item.setToolTip(1, plain_tip(entry.what))
            self._list.addTopLevelItem(item)
        self._entries = tuple(entries)
        self._list.resizeColumnToContents(0)
        if follows:
            self._list.scrollToBottom()
        self._copy.setEnabled(bool(entries))
        self._pages.setCurrentWidget(self._list if entries else self._empty)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(*(METRICS.margin,) * 4)
        foot.setSpacing(METRICS.gap)
        foot.addWidget(self._copy)
        foot.addStretch(1)
        foot.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(Hairline())
        layout.addLayout(foot)

    @Slot()
    def _on_copy_clicked(self) -> None:
        lines = [
            f"{each.at.astimezone().isoformat(' ', 'seconds')}\t{each.what}\n"
            for each in self._entries
        ]
        QGuiApplication.clipboard().setText("".join(lines))
