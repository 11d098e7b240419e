"""When the output of the trial in view is read: soon, and again while it runs. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from tuner_gui.core.trial import TrialState

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.ui.inspector.output_view import LogReader
    from tuner_gui.ui.inspector.trial_page import TrialPage

_REFRESH_MS = 500
_FIRST_READ_MS = 40


class OutputReading(QObject):
    """Fills a page with what its trial printed so far.

    Args:
        page: where it is shown.
        live: the trials.
        shown_row: returns the row of the trial on the page; None while there is none.
        read_log: gives the output of a trial by its number, and whether it is only its end.
    """

    def __init__(
        self,
        page: TrialPage,
        live: LiveStore,
        shown_row: Callable[[], int | None],
        read_log: LogReader,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._live = live
        self._shown_row = shown_row
        self._read_log = read_log
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._on_tick)

    @property
    def is_active(self) -> bool:
        """Whether output will be read."""
        return self._clock.isActive()

    def set_log_reader(self, read_log: LogReader) -> None:
        """Takes the output from elsewhere."""
        self._read_log = read_log
        self._page.output.clear_output()

    def start(self) -> None:
        """Reads, but not at once: of who walks through the trials by key, only the last is read."""
        if self._shown_row() is None:
            self.stop()
        else:
            self._clock.start(_FIRST_READ_MS)

    def stop(self) -> None:
        """Reads no more."""
        self._clock.stop()

    @Slot()
    def _on_tick(self) -> None:
        row = self._shown_row()
        if row is None:
            self._clock.stop()
            return
        store = self._live.store
        is_running = store.state(row) is TrialState.RUNNING
        raw, is_cut = self._read_log(int(store.numbers[row]))
        self._page.show_output(raw, is_cut=is_cut, is_running=is_running)
        self._page.show_time(store, row)
        if is_running:
            self._clock.start(_REFRESH_MS)
        else:
            self._clock.stop()
