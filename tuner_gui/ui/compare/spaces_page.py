"""What is different between the search spaces of two sessions. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tuner_gui.insight.space_difference import space_difference
from tuner_gui.ui.chrome import EmptyState, TextLabel
from tuner_gui.ui.space.difference_view import DifferenceView
from tuner_gui.ui.space.difference_words import difference_lines, summary
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.compare.comparison import ComparedSession
    from tuner_gui.ui.style.theme import Theme


class SpacesPage(QWidget):
    """The rows that are other in the second space than in the first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary = TextLabel("", "second")
        self._summary.setObjectName("compare_spaces_summary")
        self._summary.setContentsMargins(METRICS.margin, 0, METRICS.margin, METRICS.gap)
        self._list = DifferenceView(theme)
        named(self._list, "compare_spaces_list", self.tr("Differences of the search spaces"))
        self._empty = EmptyState(theme.icons, "table", "", name="compare_spaces_empty")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._summary)
        layout.addWidget(self._pages, 1)

    def show_pair(self, first: ComparedSession | None, second: ComparedSession | None) -> None:
        """Shows the difference, from the first to the second."""
        if first is None or second is None or first.path == second.path:
            self._say(self.tr("Choose two sessions, and what is other in the second shows here"))
            return
        before, after = first.read.config.space, second.read.config.space
        difference = space_difference(before, after)
        lines = difference_lines(difference, before, after)
        if not lines:
            self._say(self.tr("The two search spaces are the same"))
            return
        self._list.show_lines(lines)
        self._summary.setText(
            self.tr("From {first} to {second}: {changes}").format(
                first=first.name, second=second.name, changes=summary(difference)
            )
        )
        self._summary.show()
        self._pages.setCurrentWidget(self._list)

    def _say(self, sentence: str) -> None:
        self._summary.hide()
        self._list.show_lines([])
        self._empty.set_sentence(sentence)
        self._pages.setCurrentWidget(self._empty)
