"""The status bar: how far, how long still, who works, what failed, when saved. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStatusBar, QWidget

from tuner_gui.ui.chrome.buttons import LinkButton
from tuner_gui.ui.chrome.labels import TextLabel
from tuner_gui.ui.formats import format_time_left
from tuner_gui.ui.style.roles import named, set_look
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from typing import Literal

    ProgressTone = Literal["plain", "good", "warn", "bad"]

_PROGRESS_WIDTH = 220
_SAVED_REFRESH_MS = 5_000


@dataclass(frozen=True, slots=True)
class SweepProgress:
    """What the status bar says of a sweep.

    Args:
        done: finished trials.
        total: planned trials; None while unknown.
        running: trials that run now.
        workers: how many may run at a time.
        failed: failed trials.
        left_s: estimated seconds left; None while unknown.
        phase: a word for what is going on, such as "paused"; empty while plainly running.
    """

    done: int
    total: int | None
    running: int
    workers: int
    failed: int
    left_s: float | None
    phase: str = ""


class StatusLine(QStatusBar):
    """One line that answers "how is it going?".

    Signals:
        failures_requested: the person wants to see what failed.
    """

    failures_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "status_line", self.tr("Status"))
        self.setSizeGripEnabled(False)
        self.setFixedHeight(METRICS.status_bar)
        self._bar = named(QProgressBar(), "sweep_progress", self.tr("Progress of the sweep"))
        self._bar.setFixedWidth(_PROGRESS_WIDTH)
        self._bar.setTextVisible(False)
        self._progress = QWidget()
        holder = QHBoxLayout(self._progress)
        holder.setContentsMargins(0, 0, METRICS.gap, 0)
        holder.addWidget(self._bar)
        self._progress.setFixedWidth(_PROGRESS_WIDTH + METRICS.gap)
        self._text = _label("progress_text")
        self._workers = _label("workers_text")
        self._queued = _label("queued_text")
        self._queued.setToolTip(self.tr("Trials that you asked for; they run before all others"))
        self._queued.hide()
        self._failures = LinkButton("", "failures_link")
        self._failures.setToolTip(self.tr("Show what failed, in groups"))
        set_look(self._failures, "tone", "bad")
        self._failures.clicked.connect(self.failures_requested)
        self._saved = _label("saved_text")
        self._saved_at: float | None = None
        self.setContentsMargins(METRICS.margin - 2, 0, METRICS.margin, 0)
        for widget in (
            self._progress,
            self._text,
            self._workers,
            self._queued,
            self._failures,
        ):
            self.addWidget(widget)
        for label in (self._text, self._workers, self._queued):
            label.setContentsMargins(0, 0, METRICS.margin, 0)
        self.addPermanentWidget(self._saved)
        self._timer = QTimer(self)
        self._timer.setInterval(_SAVED_REFRESH_MS)
        self._timer.timeout.connect(self._show_saved)
        self.clear_progress()

    def clear_progress(self, sentence: str = "") -> None:
        """Says how things stand before the first trial."""
        for widget in (self._progress, self._workers, self._failures):
            widget.hide()
        self._text.setText(sentence)

    def show_progress(self, progress: SweepProgress, tone: ProgressTone = "plain") -> None:
        """Shows how a sweep stands."""
        self._progress.show()
        self._bar.setRange(0, progress.total or 0)
        self._bar.setValue(min(progress.done, progress.total or 0))
        set_look(self._bar, "tone", tone)
        self._text.setText(self._progress_text(progress))
        self._workers.setVisible(progress.running > 0)
        self._workers.setText(
            self.tr("{running} of {workers} workers busy").format(
                running=progress.running, workers=progress.workers
            )
        )
        self._failures.setVisible(progress.failed > 0)
        self._failures.setText(self.tr("{count} failed").format(count=progress.failed))

    @Slot(int)
    def show_queued(self, count: int) -> None:
        """Says how many trials wait that the person asked for."""
        self._queued.setVisible(count > 0)
        self._queued.setText(self.tr("{count} queued").format(count=f"{count:,}"))

    def _progress_text(self, progress: SweepProgress) -> str:
        parts = [
            self.tr("{done} trials").format(done=f"{progress.done:,}")
            if progress.total is None
            else self.tr("{done} of {total}").format(
                done=f"{progress.done:,}", total=f"{progress.total:,}"
            )
        ]
        if progress.phase:
            parts.append(progress.phase)
        elif progress.left_s is not None:
            left = format_time_left(progress.left_s)
            parts.append(self.tr("{time} left").format(time=left))
        return " · ".join(parts)

    def show_saved(self) -> None:
        """Notes that the session was saved just now."""
        self._saved_at = monotonic()
        self._timer.start()
        self._show_saved()

    def forget_saved(self) -> None:
        """Notes that another session is shown, which has not been saved from here."""
        self._saved_at = None
        self._timer.stop()
        self._saved.setText("")

    @Slot()
    def _show_saved(self) -> None:
        if self._saved_at is None:
            return
        seconds = monotonic() - self._saved_at
        if seconds < 5:
            self._saved.setText(self.tr("saved just now"))
        elif seconds < 60:
            self._saved.setText(self.tr("saved {count} s ago").format(count=int(seconds)))
        else:
            self._saved.setText(self.tr("saved {count} min ago").format(count=int(seconds / 60)))


def _label(name: str) -> TextLabel:
    label = TextLabel("")
    label.setObjectName(name)
    return label
