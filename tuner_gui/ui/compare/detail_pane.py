"""What stands below the chart: the bests, two spaces, two trials' parameters. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import Pane, SegmentedTabs
from tuner_gui.ui.compare.bests_table import BestsTable
from tuner_gui.ui.compare.pair_picker import PairPicker
from tuner_gui.ui.compare.parameters_page import ParametersPage
from tuner_gui.ui.compare.spaces_page import SpacesPage

if TYPE_CHECKING:
    from tuner_gui.ui.compare.comparison import Comparison
    from tuner_gui.ui.style.theme import Theme


class DetailPane(Pane):
    """Three pages behind tabs; the two of pairs share which sessions are compared."""

    def __init__(self, comparison: Comparison, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", "compare_details", parent)
        self.set_title(self.tr("Details"))
        self._comparison = comparison
        self.tabs = SegmentedTabs("compare_tabs", self.tr("Details"))
        self.tabs.add("bests", self.tr("Bests"), self.tr("The best of each session"))
        spaces_tip = self.tr("What is different between two search spaces")
        self.tabs.add("spaces", self.tr("Search spaces"), spaces_tip)
        parameters_tip = self.tr("What is different between two trials")
        self.tabs.add("parameters", self.tr("Parameters"), parameters_tip)
        self.set_tabs(self.tabs)
        self.table = BestsTable(comparison, theme)
        self.picker = PairPicker(theme)
        self.spaces = SpacesPage(theme)
        self.parameters = ParametersPage(theme)
        self._stack = QStackedWidget()
        for page in (self.table, self.spaces, self.parameters):
            self._stack.addWidget(page)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.picker)
        layout.addWidget(self._stack, 1)
        self.set_body(body)
        self.tabs.chosen.connect(self._show_page)
        self.picker.changed.connect(self._refresh)
        comparison.changed.connect(self._on_comparison_changed)
        self._show_page(self.tabs.current_key())

    @Slot(str)
    def _show_page(self, key: str) -> None:
        pages = {"bests": self.table, "spaces": self.spaces, "parameters": self.parameters}
        self.picker.setVisible(key != "bests")
        self.picker.show_trials(is_shown=key == "parameters")
        self._stack.setCurrentWidget(pages[key])
        self._refresh()

    @Slot()
    def _on_comparison_changed(self) -> None:
        self.picker.offer(self._comparison.sessions)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        """Compares the two, on the page that is shown."""
        match self.tabs.current_key():
            case "spaces":
                self.spaces.show_pair(self.picker.first.session, self.picker.second.session)
            case "parameters":
                self.parameters.show_pair(self.picker.picked())
            case _:
                pass
