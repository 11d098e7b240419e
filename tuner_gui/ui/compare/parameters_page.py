"""What differs between the parameters of two trials; what is the same is folded. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tuner_gui.insight.parameter_difference import parameter_pairs
from tuner_gui.ui.chrome import EmptyState, Hairline, RoleButton
from tuner_gui.ui.compare.parameter_table import ParameterTable
from tuner_gui.ui.formats import format_metric
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.insight.parameter_difference import ParameterPair
    from tuner_gui.ui.compare.pair_picker import PickedTrial
    from tuner_gui.ui.style.theme import Theme


class ParametersPage(QWidget):
    """Rows that differ first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = theme.icons
        self._pairs: list[ParameterPair] | None = None
        self._titles = ("", "")
        self.table = ParameterTable(theme)
        self._empty = EmptyState(theme.icons, "table", "", name="compare_parameters_empty")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.table)
        self._fold = RoleButton("", "compare_fold", "disclosure")
        self._fold.setCheckable(True)
        self._line = Hairline()
        foot = QHBoxLayout()
        foot.setContentsMargins(METRICS.gap, 3, METRICS.gap, 3)
        foot.addWidget(self._fold)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._line)
        layout.addLayout(foot)
        self._fold.toggled.connect(self._refresh)

    def show_pair(self, pair: tuple[PickedTrial, PickedTrial] | None) -> None:
        """Shows two trials; where there is one missing, nothing."""
        rows = [] if pair is None else [each.row for each in pair if each.row is not None]
        if pair is None or len(rows) < 2:
            self._pairs = None
            self._say(self.tr("Choose two trials, and what differs shows here"))
            return
        stores = [each.session.read.store for each in pair]
        params = [store.params_of(row) for store, row in zip(stores, rows, strict=True)]
        self._pairs = parameter_pairs(*params)
        self._titles = (self._title(pair[0], rows[0]), self._title(pair[1], rows[1]))
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        if self._pairs is None:
            return
        same = [pair for pair in self._pairs if pair.is_same]
        other = [pair for pair in self._pairs if not pair.is_same]
        is_open = self._fold.isChecked()
        self._show_fold(len(same))
        shown = other + same if is_open else other
        if not shown:
            self._say(self.tr("The parameters of the two trials are the same"))
            self._show_fold(len(same))
            return
        self.table.show_pairs(shown, self._titles)
        self._pages.setCurrentWidget(self.table)

    def _show_fold(self, count: int) -> None:
        is_open = self._fold.isChecked()
        if count == 1:
            what = self.tr("the parameter that is the same")
        else:
            what = self.tr("{count} parameters that are the same").format(count=f"{count:,}")
        does = self.tr("Hide {parameters}") if is_open else self.tr("Show {parameters}")
        text = does.format(parameters=what)
        self._fold.setText(text)
        self._fold.setAccessibleName(text)
        self._icons.bind(
            self._fold, "chevron-down" if is_open else "chevron-right", "text_second", 16
        )
        for widget in (self._fold, self._line):
            widget.setVisible(count > 0)

    def _say(self, sentence: str) -> None:
        self.table.show_pairs([], ("", ""))
        self._show_fold(0)
        self._empty.set_sentence(sentence)
        self._pages.setCurrentWidget(self._empty)

    def _title(self, picked: PickedTrial, row: int) -> str:
        store = picked.session.read.store
        number, value = int(store.numbers[row]), float(store.metric[row])
        text = self.tr("{session} · trial {number} · {value}")
        return text.format(
            session=picked.session.name, number=f"{number:,}", value=format_metric(value)
        )
