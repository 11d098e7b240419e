"""The window that compares sessions; it blocks nothing. GUI thread.

It makes a chart, which imports pyqtgraph: import it when it is first needed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tuner_gui.session.naming import name_of
from tuner_gui.ui.chrome import Banner, ElidedLabel, EmptyState, RoleButton
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.compare.chart_pane import ChartPane
from tuner_gui.ui.compare.compare_words import CompareWords
from tuner_gui.ui.compare.detail_pane import DetailPane
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent

    from tuner_gui.ui.chrome.notices import Tone
    from tuner_gui.ui.compare.comparison import Comparison
    from tuner_gui.ui.style.theme import Theme

FIRST_SIZE = (1100, 800)
_MOST_PROBLEMS = 3
"""So many sentences are shown at a time, and all of them in the tool tip."""

_MINIMUM_SIZE = (560, 480)


class CompareWindow(QDialog):
    """Session files are dropped on it, or chosen; what they hold is laid side by side.

    Args:
        comparison: what is compared.
        recent: returns the sessions that were open last.

    Signals:
        files_requested(): files are to be chosen.
        open_requested(Path): a session is to be opened in the main window.
    """

    files_requested = Signal()
    open_requested = Signal(object)

    def __init__(
        self,
        comparison: Comparison,
        recent: Callable[[], Sequence[Path]],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "compare_window", self.tr("Compare sessions"))
        self.setWindowTitle(self.tr("Compare sessions"))
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint)
        set_role(self, "ground")
        self.setAcceptDrops(True)
        self.setMinimumSize(*_MINIMUM_SIZE)
        self.resize(*FIRST_SIZE)
        self._comparison = comparison
        self._list_recent = recent
        self._words = CompareWords(comparison)
        self.banner = Banner(theme.icons, "compare_banner")
        self.chart = ChartPane(comparison, theme)
        self.details = DetailPane(comparison, theme)
        self._empty = EmptyState(
            theme.icons,
            "chart",
            self.tr("Drop session files here, or add some: the best so far of each becomes a line"),
            self.tr("Add sessions…"),
            name="compare_empty_window",
        )
        self._assemble(theme)
        self._connect()
        self._refresh()

    def _assemble(self, theme: Theme) -> None:
        splitter = QSplitter(Qt.Orientation.Vertical)
        named(splitter, "compare_splitter", self.tr("Chart and details"))
        splitter.setHandleWidth(METRICS.gap)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.chart)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([460, 280])
        self._full = splitter
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(METRICS.gap,) * 4)
        layout.setSpacing(METRICS.gap)
        layout.addLayout(self._make_bar(theme))
        layout.addWidget(self.banner)
        layout.addWidget(self._stack, 1)

    def _make_bar(self, theme: Theme) -> QHBoxLayout:
        self._add = RoleButton(self.tr("Add sessions…"), "compare_add")
        theme.icons.bind(self._add, "add", "text_second", 16)
        self._recent = RoleButton(self.tr("Recent"), "compare_recent")
        self._recent.setStyleSheet("padding: 0 28px 0 12px;")
        self._recent_menu = QMenu(self._recent)
        self._recent_menu.setObjectName("compare_recent_menu")
        self._recent.setMenu(self._recent_menu)
        self._again = RoleButton(self.tr("Read again"), "compare_read_again")
        theme.icons.bind(self._again, "reset", "text_second", 16)
        self._again.setToolTip(self.tr("Read all of the files as they stand now (F5)"))
        self._count = ElidedLabel("", "second")
        self._count.setObjectName("compare_count")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        bar = QHBoxLayout()
        bar.setSpacing(METRICS.gap)
        for button in (self._add, self._recent, self._again):
            button.setAutoDefault(False)
            bar.addWidget(button)
        bar.addWidget(self._count, 1)
        return bar

    def _connect(self) -> None:
        comparison = self._comparison
        comparison.changed.connect(self._refresh)
        comparison.busy_changed.connect(self._refresh)
        comparison.problems_changed.connect(self._show_problems)
        self._add.clicked.connect(self.files_requested)
        self._empty.activated.connect(self.files_requested)
        self._again.clicked.connect(comparison.read_again)
        self._recent_menu.aboutToShow.connect(self._fill_recent)
        self._recent_menu.triggered.connect(self._on_recent_chosen)
        self.banner.dismissed.connect(comparison.forget_problems)
        self.chart.told.connect(self.banner.show_message)
        self.chart.failed.connect(self._complain)
        table = self.details.table
        table.chosen.connect(self.chart.emphasise)
        table.open_requested.connect(self.open_requested)
        table.remove_requested.connect(comparison.remove)
        for key, slot in (
            (QKeySequence(QKeySequence.StandardKey.Open), self.files_requested),
            (QKeySequence("F5"), comparison.read_again),
        ):
            QShortcut(key, self).activated.connect(slot)

    @Slot()
    def _refresh(self) -> None:
        has_some = bool(self._comparison.sessions)
        is_reading = self._comparison.reading > 0
        self._stack.setCurrentWidget(self._full if has_some else self._empty)
        self._again.setEnabled(has_some)
        self._count.setText(self._words.count() if has_some or is_reading else "")

    @Slot()
    def _show_problems(self) -> None:
        problems = self._comparison.problems()
        more = len(problems) - _MOST_PROBLEMS
        shown = problems[:_MOST_PROBLEMS]
        if more > 0:
            shown.append(self.tr("And {count} more.").format(count=more))
        if problems:
            tone: Tone = "error" if self._comparison.has_unread else "advice"
            self.banner.show_message("\n".join(shown), tone)
            self.banner.setToolTip(plain_tip("\n".join(problems)) if more > 0 else "")
        else:
            self.banner.clear()

    @Slot(str)
    def _complain(self, sentence: str) -> None:
        self.banner.show_message(sentence, "error")

    @Slot()
    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        here = {each.path for each in self._comparison.sessions}
        paths = [path for path in self._list_recent() if path not in here]
        for path in paths:
            action = self._recent_menu.addAction(name_of(path).replace("&", "&&"))
            action.setData(str(path))
            action.setToolTip(plain_tip(str(path)))
        if not paths:
            self._recent_menu.addAction(self.tr("None beyond these")).setEnabled(False)

    @Slot(object)
    def _on_recent_chosen(self, action: QAction) -> None:
        self._comparison.add([Path(str(action.data()))])

    # files that are dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files."""
        if _dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Reads them; one that is no session gets a sentence."""
        if paths := _dropped_files(event):
            event.acceptProposedAction()
            self._comparison.add(paths)


def _dropped_files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
