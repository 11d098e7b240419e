"""Reads what Python files define and what their names stand for, on threads. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.core.errors import TuningError
from tuner_gui.targets.defined_names import DefinedName, defined_names
from tuner_gui.targets.python_targets import PythonTarget, read_python_target

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.core.specs import DatasetSpec


@dataclass(frozen=True, slots=True)
class PythonAnswer:
    """What a name stands for.

    Args:
        path: `package.module:name` or `path/file.py:name`.
        target: None where it could not be read.
        problem: why not.
    """

    path: str
    target: PythonTarget | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class NamesAnswer:
    """What a file defines that could be a target.

    Args:
        path: of the file.
        names: in its order.
        problem: why nothing could be read.
    """

    path: Path
    names: tuple[DefinedName, ...] = ()
    problem: str = ""


class PythonReader(QObject):
    """Lists the names of one file, and asks a child about one name; the latest wish counts.

    Signals:
        answered(PythonAnswer): what a name stands for, or why that is not known.
        listed(NamesAnswer): what a file defines.
    """

    answered = Signal(object)
    listed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = Event()
        self._asking = LatestCall("python-reader", 0, self)
        self._listing = LatestCall("name-reader", 0, self)
        self._asking.answered.connect(self.answered)
        self._listing.answered.connect(self.listed)

    @property
    def is_reading(self) -> bool:
        """True from being asked about a name until the answer."""
        return self._asking.is_busy

    def read(self, path: str, dataset: DatasetSpec) -> None:
        """Loads in a child what a path names; an objective is run there, with these data."""
        self._stop.set()
        self._stop = Event()
        self._asking.ask(partial(_read, path, dataset, self._stop))

    def list_names(self, path: Path) -> None:
        """Reads what a file defines; runs nothing."""
        self._listing.ask(partial(_list, path))

    def cancel(self) -> None:
        """Ends the child; nothing is told of it."""
        self._stop.set()
        self._asking.cancel()

    @Slot()
    def close(self) -> None:
        """Ends what is under way and waits for that."""
        self.cancel()
        self._asking.close()
        self._listing.close()


def _read(path: str, dataset: DatasetSpec, stop: Event) -> PythonAnswer:
    try:
        return PythonAnswer(path, read_python_target(path, dataset, stop=stop))
    except TuningError as error:
        return PythonAnswer(path, None, str(error))


def _list(path: Path) -> NamesAnswer:
    try:
        return NamesAnswer(path, defined_names(path))
    except TuningError as error:
        return NamesAnswer(path, problem=str(error))
