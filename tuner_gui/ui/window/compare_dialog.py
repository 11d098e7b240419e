"""The dialog that shows what is different between two spaces. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import ComboBox, EmptyState, FieldLabel, Hairline, RoleButton, TextLabel
from tuner_gui.ui.space.difference_view import DifferenceView
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.ui.space.difference_words import DifferenceLine
    from tuner_gui.ui.style.theme import Theme

_SIZE = (640, 520)


class CompareDialog(QDialog):
    """Blocks nothing: it follows the form while that is edited.

    Signals:
        chosen(int): compare with another of the offered spaces, by its place.
        file_requested(): compare with another session, to be chosen.
    """

    chosen = Signal(int)
    file_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "compare_dialog", self.tr("Compare search space"))
        self.setWindowTitle(self.tr("Compare search space"))
        self.resize(*_SIZE)
        self._from = ComboBox("compare_from", self.tr("Compare with"))
        self._from.setToolTip(self.tr("What the space in the form is compared with."))
        self._file = RoleButton(self.tr("Another session…"), "compare_file")
        self._summary = TextLabel("", "second")
        self._summary.setObjectName("compare_summary")
        self._summary.setContentsMargins(0, METRICS.tiny_gap, 0, 0)
        self._list = DifferenceView(theme)
        self._empty = EmptyState(theme.icons, "check", "", name="compare_empty")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._list)
        self._copy = RoleButton(self.tr("Copy as text"), "compare_copy")
        self._close = RoleButton(self.tr("Close"), "compare_close")
        self._lay_out()
        self._from.activated.connect(self._on_activated)
        self._file.clicked.connect(self.file_requested)
        self._copy.clicked.connect(self._on_copy_clicked)
        self._close.clicked.connect(self.close)
        for button in (self._file, self._copy, self._close):
            button.setAutoDefault(False)

    def offer(self, titles: Sequence[str], current: int) -> None:
        """Offers spaces to compare with."""
        self._from.clear()
        self._from.addItems(list(titles))
        self._from.setCurrentIndex(current)

    def show_difference(self, lines: list[DifferenceLine], summary: str) -> None:
        """Shows what is different, or that nothing is."""
        self._say(summary)
        self._list.show_lines(lines)
        self._copy.setEnabled(bool(lines))
        self._empty.set_sentence(self.tr("The two spaces are the same"))
        self._pages.setCurrentWidget(self._list if lines else self._empty)

    def show_sentence(self, sentence: str) -> None:
        """Says why there is nothing to see."""
        self._say("")
        self._copy.setEnabled(False)
        self._empty.set_sentence(sentence)
        self._pages.setCurrentWidget(self._empty)

    def _say(self, summary: str) -> None:
        self._summary.setText(summary)
        self._summary.setVisible(bool(summary))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(METRICS.gap)
        head.addWidget(self._from, 1)
        head.addWidget(self._file)
        top = QVBoxLayout()
        top.setContentsMargins(*(METRICS.section,) * 3, METRICS.margin)
        top.setSpacing(METRICS.tiny_gap)
        top.addWidget(FieldLabel(self.tr("What the form says now, compared with"), self._from))
        top.addLayout(head)
        top.addWidget(self._summary)
        foot = QHBoxLayout()
        foot.setContentsMargins(*(METRICS.margin,) * 4)
        foot.setSpacing(METRICS.gap)
        foot.addWidget(self._copy)
        foot.addStretch(1)
        foot.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(Hairline())
        layout.addWidget(self._pages, 1)
        layout.addWidget(Hairline())
        layout.addLayout(foot)
        self._list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @Slot(int)
    def _on_activated(self, place: int) -> None:
        self.chosen.emit(place)

    @Slot()
    def _on_copy_clicked(self) -> None:
        self._list.copy()
