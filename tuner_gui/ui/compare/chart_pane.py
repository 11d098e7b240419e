"""The chart of a comparison with all that belongs to it: switch, legend, reasons. GUI thread.

It makes a chart, which imports pyqtgraph: import it when it is first needed.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from tuner_gui.ui.charts.compare_chart import CompareChart
from tuner_gui.ui.charts.compare_trace import NamedLine
from tuner_gui.ui.chrome import ComboBox, EmptyState, LinkButton, Pane, SegmentedTabs, WrappedLabel
from tuner_gui.ui.compare.compare_words import CompareWords, objective_words
from tuner_gui.ui.compare.legend import Legend
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.ui.compare.comparison import ComparedSession, Comparison
    from tuner_gui.ui.style.theme import Theme


class ChartPane(Pane):
    """Draws the sessions of one metric and direction, and says why the others are not drawn.

    Signals:
        told(str): a picture was saved; a sentence that says where.
        failed(str): it could not be; a sentence that says why.
    """

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, comparison: Comparison, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", "compare_chart_pane", parent)
        self.set_title(self.tr("Best so far"))
        self._comparison = comparison
        self._words = CompareWords(comparison)
        self._drawn: list[ComparedSession] = []
        self.chart = CompareChart(theme)
        self.legend = Legend(theme)
        self._left_out = WrappedLabel("", "note")
        self._left_out.setObjectName("compare_left_out")
        self._left_out.setContentsMargins(METRICS.section, 0, METRICS.section, METRICS.gap)
        self._empty = EmptyState(theme.icons, "chart", "", name="compare_chart_empty")
        self._metric = ComboBox("compare_metric", self.tr("Metric of the chart"))
        self._metric.setToolTip(self.tr("The metric, and the direction, of the lines to draw"))
        self._along = SegmentedTabs("compare_along", self.tr("Along the trials or the time"))
        self._along.add("trial", self.tr("By trial"), self.tr("Along the numbers of the trials"))
        time_tip = self.tr(
            "Along the time since the first trial; pauses of more than a minute, in which no "
            "trial ran, are left out"
        )
        self._along.add("time", self.tr("By time"), time_tip)
        self._reset = LinkButton(self.tr("Reset view"), "compare_reset_view")
        self._reset.setToolTip(self.tr("Show all of the lines again (double-click, or 0)"))
        self._reset.hide()
        self._assemble()
        self._connect()
        self.refresh()

    def _assemble(self) -> None:
        for widget in (self._reset, self._metric, self._along):
            self.add_action_widget(widget)
        self._along.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, METRICS.gap, 0, 0)
        layout.setSpacing(0)
        legend = QVBoxLayout()
        legend.setContentsMargins(METRICS.margin, 0, METRICS.margin, 0)
        legend.addWidget(self.legend)
        layout.addLayout(legend)
        layout.addWidget(self.chart, 1)
        layout.addWidget(self._left_out)
        self._page = page
        self._stack = QStackedWidget()
        self._stack.addWidget(page)
        self._stack.addWidget(self._empty)
        self.set_body(self._stack)

    def _connect(self) -> None:
        self._comparison.changed.connect(self.refresh)
        self._along.chosen.connect(self.refresh)
        self._metric.activated.connect(self._on_metric_chosen)
        self._reset.clicked.connect(self.chart.reset_view)
        self.chart.zoom_changed.connect(self._reset.setVisible)
        self.chart.picture_saved.connect(self.told)
        self.chart.picture_failed.connect(self.failed)
        self.legend.toggled.connect(self._on_toggled)
        self.legend.pointed.connect(self.emphasise)

    def _order_keys(self) -> None:
        """Tab goes from above through the legend to the plot; Qt puts what comes later last."""
        stops: list[QWidget] = [self._along, *self.legend.stops(), self.chart.view]
        for first, second in pairwise(stops):
            self.setTabOrder(first, second)

    @Slot()
    def refresh(self) -> None:
        """Draws the sessions as they are now."""
        comparison, is_time = self._comparison, self._along.current_key() == "time"
        objective = comparison.objective
        self._offer_metrics()
        is_told = objective is None or len(comparison.objectives()) > 1
        self.set_subtitle("" if is_told or objective is None else objective_words(objective))
        lines = {each.path: self._line(each, is_time=is_time) for each in comparison.drawn()}
        drawable = [each for each in comparison.drawn() if len(lines[each.path].line)]
        self.legend.show_sessions(drawable)
        self._order_keys()
        self._drawn = [each for each in drawable if not each.is_hidden]
        self._left_out.setText(self._words.left_out(is_time=is_time))
        self._left_out.setVisible(bool(self._left_out.text()))
        self.chart.show_lines(
            [lines[each.path] for each in self._drawn],
            is_maximized=objective is None or objective.is_maximized,
            is_time=is_time,
        )
        reasons = self._left_out.text()
        nothing = self.tr("No trial is complete yet; once one is, its session is a line here")
        self._empty.set_sentence(reasons or nothing)
        self._stack.setCurrentWidget(self._page if drawable else self._empty)

    @Slot(object)
    def emphasise(self, path: Path | None) -> None:
        """Brings the line of a session before the others; None brings them back."""
        places = [place for place, each in enumerate(self._drawn) if each.path == path]
        self.chart.emphasise(places[0] if places else None)

    def _line(self, each: ComparedSession, *, is_time: bool) -> NamedLine:
        line = each.read.by_time if is_time else each.read.by_trial
        return NamedLine(each.path, each.name, each.slot, line)

    def _offer_metrics(self) -> None:
        """Offers the metrics and directions, where there is a choice."""
        offered = self._comparison.objectives()
        self._metric.setVisible(len(offered) > 1)
        self._metric.clear()
        for objective in offered:
            self._metric.addItem(objective_words(objective))
        if self._comparison.objective in offered:
            self._metric.setCurrentIndex(offered.index(self._comparison.objective))

    @Slot(int)
    def _on_metric_chosen(self, place: int) -> None:
        self._comparison.show_objective(self._comparison.objectives()[place])

    @Slot(object, bool)
    def _on_toggled(self, path: Path, is_shown: bool) -> None:
        self._comparison.set_hidden(path, is_hidden=not is_shown)
