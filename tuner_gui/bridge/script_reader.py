"""Reads the parameters of scripts on threads of their own. GUI thread."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.session.script_answer import ScriptAnswer, read_script, read_script_exactly

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class ScriptReader(QObject):
    """Reads one script at a time; the latest wish counts.

    Signals:
        answered(ScriptAnswer): what was read, or why nothing could be.
    """

    answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = Event()
        self._call = LatestCall("script-reader", 0, self)
        self._call.answered.connect(self.answered)
        self._call.failed.connect(self._on_failed)

    @property
    def is_busy(self) -> bool:
        """True from being asked until the answer."""
        return self._call.is_busy

    def read(self, path: Path, command: tuple[str, ...] | None = None) -> None:
        """Reads a script, a program's name or a configuration file; runs nothing."""
        self._ask(partial(read_script, path, command))

    def read_exactly(
        self, path: Path, python: str = "", command: tuple[str, ...] | None = None
    ) -> None:
        """Runs a Python script up to where it reads its command line."""
        stop = Event()
        self._ask(partial(read_script_exactly, path, python, stop, command))
        self._stop = stop

    def cancel(self) -> None:
        """Ends what is under way; nothing is told of it."""
        self._stop.set()
        self._call.cancel()

    def close(self) -> None:
        """Ends what is under way and waits for that."""
        self.cancel()
        self._call.close()

    def _ask(self, call: Callable[[], object]) -> None:
        self._stop.set()
        self._call.ask(call)

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self.answered.emit(ScriptAnswer(None, sentence))
