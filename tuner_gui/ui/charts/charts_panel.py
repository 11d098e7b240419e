"""The pane with the charts; they are made only after it has been shown. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from tuner_gui.ui.chrome.buttons import LinkButton
from tuner_gui.ui.chrome.notices import EmptyState
from tuner_gui.ui.chrome.pane import Pane
from tuner_gui.ui.chrome.tabs import SegmentedTabs

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.ui.charts.history_chart import HistoryChart
    from tuner_gui.ui.style.theme import Theme


class ChartsPanel(Pane):
    """Tabs above, a chart below; while there are no trials, a word instead.

    Other rooms add pages of their own behind the tabs, by `add_page`.

    Signals:
        picture_saved(str): a sentence that says where.
        picture_failed(str): a sentence that says why not.
    """

    picture_saved = Signal(str)
    picture_failed = Signal(str)

    def __init__(
        self,
        live: LiveStore,
        selection: TrialSelection,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Charts"), "charts_panel", parent)
        self._live, self._selection, self._theme = live, selection, theme
        self._planned: int | None = None
        self._history: HistoryChart | None = None
        self._is_zoomed = False
        self.tabs = SegmentedTabs("chart_tabs", self.tr("Charts"))
        self.tabs.add(
            "history", self.tr("History"), self.tr("Each trial a dot, the best so far a line")
        )
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # with one tab there is nothing to choose
        self.tabs.chosen.connect(self._show_page)
        self._pages: dict[str, QWidget] = {}
        self._empty = EmptyState(
            theme.icons,
            "chart",
            self.tr("Press Run to start; each dot will be a trial"),
            name="charts_empty",
        )
        self.reset_link = LinkButton(self.tr("Reset view"), "reset_view_link")
        self.reset_link.setToolTip(self.tr("Show all trials again (double-click, or 0)"))
        self.reset_link.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self.set_title_widget(self.tabs)
        self.add_action_widget(self.reset_link)
        self.set_body(self._stack)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.history)

    @property
    def pane(self) -> Pane:
        """What to place in the window."""
        return self

    def set_obstacle(self, sentence: str) -> None:
        """Says in place of the chart what is missing for a sweep; nothing where Run may start."""
        start = self.tr("Press Run to start; each dot will be a trial")
        self._empty.set_sentence(sentence or start)

    def add_page(self, key: str, title: str, tip: str, page: QWidget) -> None:
        """Puts a page behind a tab of its own; `tabs.choose(key)` brings it to the front."""
        self._pages[key] = page
        self._stack.addWidget(page)
        self.tabs.add(key, title, tip)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def is_ready(self) -> bool:
        """True once there is a chart."""
        return self._history is not None

    @Slot()
    def history(self) -> HistoryChart:
        """Returns the history chart; the first call makes it, which takes a moment."""
        if self._history is None:
            from tuner_gui.ui.charts.history_chart import HistoryChart

            chart = HistoryChart(self._live, self._selection, self._theme)
            chart.picture_saved.connect(self.picture_saved)
            chart.picture_failed.connect(self.picture_failed)
            chart.filled_changed.connect(self._on_filled_changed)
            chart.zoom_changed.connect(self._on_zoom_changed)
            self.reset_link.clicked.connect(chart.reset_view)
            chart.set_planned(self._planned)
            self._stack.addWidget(chart)
            self._history = chart
            self._show_page(self.tabs.current_key())
        return self._history

    def set_planned(self, total: int | None) -> None:
        """Says how many trials there will be; None where nobody knows."""
        self._planned = total
        if self._history is not None:
            self._history.set_planned(total)

    def showEvent(self, event: QShowEvent) -> None:
        """Makes the charts as soon as the window has been drawn."""
        super().showEvent(event)
        if self._history is None:
            self._later.start()

    @Slot(bool)
    def _on_filled_changed(self, _is_filled: bool) -> None:
        self._show_page(self.tabs.current_key())

    @Slot(bool)
    def _on_zoom_changed(self, is_zoomed: bool) -> None:
        self._is_zoomed = is_zoomed
        self._show_page(self.tabs.current_key())

    @Slot(str)
    def _show_page(self, key: str) -> None:
        chart = self._history if self._history is not None and self._history.is_filled else None
        self._stack.setCurrentWidget(self._pages.get(key) or chart or self._empty)
        self.reset_link.setVisible(key not in self._pages and self._is_zoomed)
