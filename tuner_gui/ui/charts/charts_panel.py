"""The pane with the charts; they are made only after it has been shown. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from tuner_gui.ui.chrome.buttons import LinkButton
from tuner_gui.ui.chrome.fields import ComboBox
from tuner_gui.ui.chrome.notices import EmptyState
from tuner_gui.ui.chrome.pane import Pane
from tuner_gui.ui.chrome.tabs import SegmentedTabs

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.ui.charts.curves_chart import CurvesChart
    from tuner_gui.ui.charts.history_chart import HistoryChart
    from tuner_gui.ui.charts.trial_chart import TrialChart
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
        self._curves: CurvesChart | None = None
        self._zoomed: set[str] = set()
        self._pages: dict[str, QWidget] = {}
        self._empty = EmptyState(theme.icons, "chart", self._how_to_start(), name="charts_empty")
        self._no_curves = self._made_no_curves()
        self.tabs = self._made_tabs()
        self.reset_link = self._made_reset_link()
        self.metric_box = self._made_metric_box()
        self._stack = QStackedWidget()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._assemble()
        self._connect()

    def _how_to_start(self) -> str:
        return self.tr("Press Run to start; each dot will be a trial")

    def _made_no_curves(self) -> EmptyState:
        text = self.tr(
            "No trial has reported a step yet: call report(step, loss=…) while training, "
            "or print lines such as “epoch=3 loss=0.21”"
        )
        return EmptyState(self._theme.icons, "chart", text, name="curves_empty")

    def _made_tabs(self) -> SegmentedTabs:
        tabs = SegmentedTabs("chart_tabs", self.tr("Charts"))
        tip = self.tr("Each trial a dot, the best so far a line")
        tabs.add("history", self.tr("History"), tip)
        tip = self.tr("What trials report while they train, a line each")
        tabs.add("curves", self.tr("Curves"), tip)
        return tabs

    def _made_reset_link(self) -> LinkButton:
        link = LinkButton(self.tr("Reset view"), "reset_view_link")
        link.setToolTip(self.tr("Show all trials again (double-click, or 0)"))
        link.hide()
        return link

    def _made_metric_box(self) -> ComboBox:
        box = ComboBox("curve_metric", self.tr("Metric of the curves"))
        box.setToolTip(self.tr("The reported metric to draw"))
        box.hide()
        return box

    def _assemble(self) -> None:
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._no_curves)
        self.set_title_widget(self.tabs)
        self.add_action_widget(self.reset_link)
        self.add_action_widget(self.metric_box)
        self.set_body(self._stack)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_page)
        self.reset_link.clicked.connect(self._on_reset_clicked)
        self._later.timeout.connect(self.history)

    @property
    def pane(self) -> Pane:
        """What to place in the window."""
        return self

    def set_obstacle(self, sentence: str) -> None:
        """Says in place of the chart what is missing for a sweep; nothing where Run may start."""
        self._empty.set_sentence(sentence or self._how_to_start())

    def add_page(self, key: str, title: str, tip: str, page: QWidget) -> None:
        """Puts a page behind a tab of its own; `tabs.choose(key)` brings it to the front."""
        self._pages[key] = page
        self._stack.addWidget(page)
        self.tabs.add(key, title, tip)

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
            chart.set_planned(self._planned)
            self._take_in("history", chart)
            self._history = chart
            self._show_page(self.tabs.current_key())
        return self._history

    def curves(self) -> CurvesChart:
        """Returns the curves chart; the first call makes it."""
        if self._curves is None:
            from tuner_gui.ui.charts.curves_chart import CurvesChart

            chart = CurvesChart(self._live, self._selection, self._theme)
            chart.metrics_changed.connect(self._show_metrics)
            self.metric_box.textActivated.connect(chart.show_metric)
            self._take_in("curves", chart)
            self._curves = chart
            self._show_metrics()
        return self._curves

    def _take_in(self, key: str, chart: TrialChart) -> None:
        chart.picture_saved.connect(self.picture_saved)
        chart.picture_failed.connect(self.picture_failed)
        chart.filled_changed.connect(self._on_filled_changed)
        chart.zoom_changed.connect(partial(self._on_zoom_changed, key))
        self._stack.addWidget(chart)

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

    def _on_zoom_changed(self, key: str, is_zoomed: bool) -> None:
        if is_zoomed:
            self._zoomed.add(key)
        else:
            self._zoomed.discard(key)
        self._show_page(self.tabs.current_key())

    @Slot()
    def _on_reset_clicked(self) -> None:
        chart = self._curves if self.tabs.current_key() == "curves" else self._history
        if chart is not None:
            chart.reset_view()

    @Slot()
    def _show_metrics(self) -> None:
        """Offers the reported metrics, where there is a choice."""
        if self._curves is None:
            return
        names = self._curves.metrics()
        if names != tuple(self.metric_box.itemText(at) for at in range(self.metric_box.count())):
            self.metric_box.clear()
            self.metric_box.addItems(names)
        self.metric_box.setCurrentText(self._curves.shown_metric)
        self._show_actions(self.tabs.current_key())

    @Slot(str)
    def _show_page(self, key: str) -> None:
        self._stack.setCurrentWidget(self._page(key))
        self._show_actions(key)

    def _show_actions(self, key: str) -> None:
        self.reset_link.setVisible(key in self._zoomed)
        self.metric_box.setVisible(key == "curves" and self.metric_box.count() > 1)

    def _page(self, key: str) -> QWidget:
        if key in self._pages:
            return self._pages[key]
        if key == "curves":
            curves = self.curves()
            return curves if curves.is_filled else self._no_curves
        chart = self._history
        return chart if chart is not None and chart.is_filled else self._empty
