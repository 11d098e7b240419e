"""Says what was saved of a sweep whose program was killed, and asks about the rest. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tuner_gui.core.trial_store import TrialStore
from tuner_gui.session.interrupted import LostTrials, ended_by_interruption
from tuner_gui.ui.chrome.notices import NoticeLink

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.bridge.session_work import OpenedSession
    from tuner_gui.ui.window.messages import SweepMessages
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.sweep_desk import SweepDesk

_MOST_NAMED = 6


class RecoveryDesk(QObject):
    """Asks what becomes of the trials that were running; Run without an answer runs them again."""

    def __init__(
        self,
        live: LiveStore,
        parent: QObject,
        *,
        session: SessionDesk,
        sweep: SweepDesk,
        messages: SweepMessages,
    ) -> None:
        super().__init__(parent)
        self._live = live
        self._session = session
        self._sweep = sweep
        self._messages = messages
        self._lost: tuple[int, ...] = ()
        session.interrupted.connect(self._on_interrupted)
        messages.answered.connect(self._on_answered)

    @Slot(object)
    def _on_interrupted(self, opened: OpenedSession) -> None:
        self._lost = opened.lost
        parts = [self._what_is_safe(len(opened.store) - len(opened.lost)), opened.damage]
        links = (
            [
                NoticeLink("lost_again", self.tr("Run again")),
                NoticeLink("lost_failed", self.tr("Mark failed")),
                NoticeLink("lost_forget", self.tr("Forget")),
            ]
            if opened.lost
            else []
        )
        self._messages.ask(" ".join(filter(None, parts)), links)

    def _what_is_safe(self, safe: int) -> str:
        was = self.tr("This sweep was interrupted.")
        trials = (
            self.tr("1 trial is safe")
            if safe == 1
            else self.tr("{count} trials are safe").format(count=f"{safe:,}")
        )
        if not self._lost:
            return f"{was} {trials}."
        return f"{was} {trials}; {self._what_was_running()}"

    def _what_was_running(self) -> str:
        numbers = [str(number) for number in self._lost[:_MOST_NAMED]]
        if len(self._lost) == 1:
            return self.tr("trial {number} was running.").format(number=numbers[0])
        if len(self._lost) > _MOST_NAMED:
            return self.tr("{count} were running.").format(count=f"{len(self._lost):,}")
        text = self.tr("{count} were running ({numbers}).")
        return text.format(count=len(self._lost), numbers=", ".join(numbers))

    @Slot(str)
    def _on_answered(self, key: str) -> None:
        match key:
            case "lost_again":
                self._sweep.run()
            case "lost_failed":
                self._settle(LostTrials.FAILED)
            case "lost_forget":
                self._settle(LostTrials.FORGET)

    def _settle(self, answer: LostTrials) -> None:
        before = self._live.store
        store = TrialStore(before.objective)
        for row in range(len(before)):
            record = before.record(row)
            if record.number in self._lost:
                if answer is LostTrials.FORGET:
                    continue
                record = ended_by_interruption(record, answer)
            store.put(record)
            store.apply(before.reports(row))
        marks = before.marks.by_number()  # a forgotten number will be another trial's
        store.marks.put({n: mark for n, mark in marks.items() if store.row_of(n) is not None})
        self._session.settle_lost(store)
