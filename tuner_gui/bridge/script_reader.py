"""Reads the parameters of scripts on threads of their own. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.core.errors import TuningError
from tuner_gui.targets.command.printed_names import printed_metrics

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuner_gui.targets.reading.read_target import ReadTarget

_MOST_SOURCE = 2_000_000


@dataclass(frozen=True, slots=True)
class ScriptAnswer:
    """What is known of a script.

    Args:
        read: None where nothing could be read.
        problem: why not; empty where it could.
        metrics: the names of what it seems to print.
        is_exact: it was run up to its command line.
    """

    read: ReadTarget | None
    problem: str = ""
    metrics: tuple[str, ...] = ()
    is_exact: bool = False


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

    def read(self, path: Path) -> None:
        """Reads a script, a program's name or a configuration file; runs nothing."""
        self._ask(partial(_read, path))

    def read_exactly(self, path: Path, python: str = "") -> None:
        """Runs a Python script up to where it reads its command line."""
        stop = Event()
        self._ask(partial(_read_exactly, path, python, stop))
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


def _read(path: Path) -> ScriptAnswer:
    from tuner_gui.targets.reading.static import read_space

    try:
        read = read_space(path)
    except TuningError as error:
        return ScriptAnswer(None, str(error), _metrics(path, None))
    return ScriptAnswer(read, metrics=_metrics(path, read))


def _read_exactly(path: Path, python: str, stop: Event) -> ScriptAnswer:
    from tuner_gui.targets.reading.exact import read_exactly

    try:
        read = read_exactly(path, python=python, stop=stop)
    except TuningError as error:
        return ScriptAnswer(None, str(error), _metrics(path, None), is_exact=True)
    return ScriptAnswer(read, metrics=_metrics(path, read), is_exact=True)


def _metrics(path: Path, read: ReadTarget | None) -> tuple[str, ...]:
    if path.suffix.lower() not in {".py", ".pyw"}:
        return ()
    try:
        with path.open("rb") as file:
            source = file.read(_MOST_SOURCE)
    except OSError:
        return ()
    names = [each.name for each in read.parameters] if read is not None else []
    return printed_metrics(source, names)
