"""The trial table: sorting, painting, and 300 rows more."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.figures import Figure, median_ms
from tests.benchmarks.stores import big_store, complete
from tuner_gui.core.events import TrialCompleted
from tuner_gui.core.marks import TrialMark

SIZES = {100_000: 60.0, 1_000_000: 900.0}
"""Trials, and what a sort may take in milliseconds on a slow machine."""

BATCH = 300
MARKED = 1_000


def measure() -> Iterator[Figure]:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication, QTableView

    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.trials.trials_panel import TrialsPanel

    app = QApplication([])
    live = LiveStore()
    theme = Theme("dark", live)
    theme.apply(app)
    panel = TrialsPanel(live, TrialSelection(live), theme)
    panel.resize(1400, 1000)
    panel.show()
    for trials, goal in SIZES.items():
        live.replace(big_store(trials))
        app.processEvents()
        metric = panel.model.column_index("objective") or 0
        orders = iter([Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder] * 10)

        def sort() -> None:
            panel.model.sort(metric, next(orders))  # noqa: B023

        yield Figure(f"{trials:,} trials, sorted by the metric", median_ms(sort), "ms", goal)
        own = median_ms(panel.table.viewport().repaint)
        yield Figure(f"{trials:,} trials, painted", own, "ms")
        if trials == min(SIZES):
            plain = QTableView()
            plain.setModel(panel.model)
            plain.resize(panel.size())
            plain.show()
            app.processEvents()
            theirs = median_ms(plain.viewport().repaint)
            plain.deleteLater()
            yield Figure(f"{trials:,} trials, painted by QTableView", theirs, "ms")
            yield Figure("ours : QTableView", own / theirs, "×", 0.5)
        batches = iter(range(trials, 2 * trials, BATCH))

        def grow() -> None:
            start = next(batches)  # noqa: B023
            live.apply([TrialCompleted(complete(number)) for number in range(start, start + BATCH)])
            app.processEvents()

        yield Figure(f"{trials:,} trials, {BATCH} more", median_ms(grow), "ms")
        marks = [TrialMark(is_starred=True, tags=("a", "b")), TrialMark(is_hidden=True, note="c")]
        live.mark({number: marks[number % 2] for number in range(0, trials, trials // MARKED + 1)})
        app.processEvents()
        own = median_ms(panel.table.viewport().repaint)
        yield Figure(f"{trials:,} trials, {MARKED:,} of them marked, painted", own, "ms")
        panel.model.sort(panel.model.column_index("star") or 0, Qt.SortOrder.DescendingOrder)
        stars = iter([TrialMark(is_starred=True), TrialMark()] * 10)

        def star() -> None:
            live.mark({trials // 2: next(stars)})  # noqa: B023
            app.processEvents()

        yield Figure(f"{trials:,} trials, sorted by stars, one more", median_ms(star), "ms")
        yield Figure(f"{trials:,} trials, sorted by stars, {BATCH} more", median_ms(grow), "ms")
    panel.deleteLater()
