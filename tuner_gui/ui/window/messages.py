"""What the line above the panes says, and what can be done about it. GUI thread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from tuner_gui.bridge.sweep_controller import SweepPhase
from tuner_gui.core.events import FinishReason
from tuner_gui.core.trial import TrialState
from tuner_gui.datasets.csv_layout import CHOOSE_AGAIN
from tuner_gui.ui.chrome.notices import NoticeLink
from tuner_gui.ui.inspector.saved_words import saved_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.bridge.session_work import SaveOrder
    from tuner_gui.core.errors import TuningError
    from tuner_gui.core.events import TuningFinished
    from tuner_gui.ui.chrome.notices import Banner
    from tuner_gui.ui.window.panels import Services
    from tuner_gui.ui.window.sweep_desk import SweepDesk

_SHORT_MS = 6_000
_ABOUT_FAILURES = re.compile(r"The first .*?\bfailed|\d+ trials in a row failed")
"""How the reason of a pause for failures begins."""


class SweepMessages(QObject):
    """Shows one message at a time in the banner; good news leaves by itself.

    Signals:
        save_elsewhere_requested(SaveOrder): the person chooses another file for it.
        save_as_requested(): the person chooses another file for the running sweep.
        answered(str): the key of the link of a question that was chosen.
        failures_requested(): the person wants to see what failed.
    """

    save_elsewhere_requested = Signal(object)
    save_as_requested = Signal()
    answered = Signal(str)
    failures_requested = Signal()

    def __init__(
        self, banner: Banner, sweep: SweepDesk, services: Services, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._banner = banner
        self._controller = services.controller
        self._live = services.live
        self._unsaved: SaveOrder | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHORT_MS)
        self._timer.timeout.connect(banner.clear)
        banner.link_activated.connect(self._on_link)
        sweep.phase_changed.connect(self._on_phase_changed)
        sweep.finished.connect(self._on_finished)
        sweep.noted.connect(self.tell)
        sweep.refused.connect(self.complain)

    @Slot(str)
    def tell(self, sentence: str) -> None:
        """Says something that needs no answer; it leaves after some seconds."""
        self._banner.show_message(sentence, "info")
        self._timer.start()

    @Slot(str)
    def advise(self, sentence: str) -> None:
        """Says what is good to know; it stays until it is dismissed or something else is said."""
        self._timer.stop()
        self._banner.show_message(sentence, "advice")

    def ask(self, sentence: str, links: Sequence[NoticeLink]) -> None:
        """Says something that can be answered; see `answered`."""
        self._timer.stop()
        self._banner.show_message(sentence, "advice", links)

    @Slot(str)
    def complain(self, sentence: str) -> None:
        """Says what went wrong; it stays until it is dismissed."""
        self._timer.stop()
        self._banner.show_message(sentence, "error")

    @Slot()
    def clear(self) -> None:
        """Takes away what is said: it was of another session."""
        self._timer.stop()
        self._banner.clear()

    def withdraw(self, sentence: str) -> None:
        """Takes a sentence away that holds no longer; leaves another one that is shown."""
        if sentence and self._banner.text() == sentence:
            self.clear()

    @Slot(str, object)
    def offer_save_as(self, sentence: str, order: SaveOrder) -> None:
        """Says that trials are only in memory, and offers another place for them."""
        self._unsaved = order
        self._timer.stop()
        text = self.tr("{problem} The trials are kept in memory.").format(problem=sentence)
        if order.is_for_remarks:
            text = sentence
        self._banner.show_message(text, "error", [NoticeLink("save_as", self.tr("Save as…"))])

    @Slot(object)
    def _on_phase_changed(self, phase: SweepPhase) -> None:
        self._timer.stop()
        reason = self._controller.pause_reason
        if phase is SweepPhase.PAUSED and reason:
            links = [
                self._way_on(),
                *self._failure_links(reason),
                NoticeLink("stop", self.tr("Stop the sweep")),
            ]
            # the setup is locked while there is a sweep
            reason = reason.replace(CHOOSE_AGAIN, self.tr("Stop, then choose the CSV file again."))
            text = self.tr("Paused. {reason}").format(reason=reason)
            self._banner.show_message(text, "advice", links)
        elif phase.is_active:
            self._banner.clear()

    def _way_on(self) -> NoticeLink:
        if self._controller.has_trouble:  # it goes on by itself once the trials are safe
            return NoticeLink("save_as_now", self.tr("Save as…"))
        return NoticeLink("resume", self.tr("Go on"))

    def _failure_links(self, reason: str) -> list[NoticeLink]:
        """Leads to the failures where these are the reason."""
        if not _ABOUT_FAILURES.match(reason):
            return []
        return [NoticeLink("failure_desk", self.tr("Show failures"))]

    @Slot(object, object)
    def _on_finished(self, outcome: TuningFinished | None, problem: TuningError | None) -> None:
        if problem is not None:
            self.complain(str(problem))
        elif outcome is not None:
            self._tell_ending(outcome)

    def _tell_ending(self, outcome: TuningFinished) -> None:
        store = self._live.store
        if store.only_fails:
            self._timer.stop()
            failed = f"{store.count(TrialState.FAILED):,}"
            text = self.tr("{ending} No trial completed; {count} failed.")
            links = [NoticeLink("failure_desk", self.tr("Show failures"))]
            said = text.format(ending=self._ending(outcome), count=failed)
            self._banner.show_message(said, "error", links)
        else:
            self.tell(f"{self._ending(outcome)} {saved_sentence(store)}".strip())

    def _ending(self, outcome: TuningFinished) -> str:
        match outcome.reason:
            case FinishReason.BUDGET:
                return self.tr("Finished: all trials are done.")
            case FinishReason.STOPPED:
                return self.tr("Stopped. All finished trials are saved.")
            case FinishReason.ABORTED:
                return self.tr("Aborted. All finished trials are saved.")
            case (
                FinishReason.TIME
                | FinishReason.TRIAL_TIME
                | FinishReason.TARGET_REACHED
                | FinishReason.NO_IMPROVEMENT
                | FinishReason.EXHAUSTED
            ):
                return self.tr("Finished. {reason}").format(reason=outcome.message)
            case FinishReason.FAILURES | FinishReason.ERROR:
                return outcome.message
            case never:
                assert_never(never)

    @Slot(str)
    def _on_link(self, key: str) -> None:
        if key == "failure_desk":  # the question stays
            self.failures_requested.emit()
            return
        self._banner.clear()
        match key:
            case "resume":
                self._controller.resume()
            case "stop":
                self._controller.stop()
            case "save_as" if self._unsaved is not None:
                self.save_elsewhere_requested.emit(self._unsaved)
            case "save_as_now":
                self.save_as_requested.emit()
            case _:
                self.answered.emit(key)
