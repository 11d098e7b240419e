"""Pauses a sweep while its journal cannot be written: nothing is done that could be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuner_gui.sweep.control import SweepControl


class JournalPause:
    """Hears of a journal's trouble, on any thread."""

    def __init__(self, control: SweepControl) -> None:
        self._control = control
        self._reason = ""

    def begin(self, sentence: str) -> None:
        """Pauses the sweep; running trials go on, and what they say waits in memory."""
        self._reason = sentence
        self._control.pause(sentence)

    def end(self) -> None:
        """Goes on, unless a person has decided otherwise meanwhile."""
        if self._control.is_paused and self._control.pause_reason == self._reason:
            self._control.resume()
