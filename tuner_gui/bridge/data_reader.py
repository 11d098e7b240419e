"""Reads the first rows of data on a thread of its own. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.core.errors import TuningError
from tuner_gui.session.data_reading import read_preview

if TYPE_CHECKING:
    from tuner_gui.datasets.preview import DataPreview
    from tuner_gui.datasets.sources import Source

_TYPING_MS = 250
"""A path is not looked for after each letter."""


@dataclass(frozen=True, slots=True)
class DataAnswer:
    """What is known of data.

    Args:
        source: what was read.
        preview: None where it could not be.
        problem: why not.
        columns: the names of all columns.
    """

    source: Source
    preview: DataPreview | None
    problem: str = ""
    columns: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Takes the names once: they are asked for at each key."""
        names = () if self.preview is None else self.preview.names
        object.__setattr__(self, "columns", names)


class DataReader(QObject):
    """Reads one source at a time, in a child; the latest wish counts.

    Signals:
        answered(DataAnswer): the first rows, or why there are none.
    """

    answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = Event()
        self._call = LatestCall("data-reader", _TYPING_MS, self)
        self._call.answered.connect(self.answered)

    def read(self, source: Source) -> None:
        """Reads the beginning of a source; a server is contacted."""
        self._stop.set()
        self._stop = Event()
        self._call.ask(partial(_read, source, self._stop))

    def cancel(self) -> None:
        """Ends what is under way; nothing is told of it."""
        self._stop.set()
        self._call.cancel()

    @Slot()
    def close(self) -> None:
        """Ends what is under way and waits for that."""
        self.cancel()
        self._call.close()


def _read(source: Source, stop: Event) -> DataAnswer:
    try:
        return DataAnswer(source, read_preview(source, stop=stop))
    except TuningError as error:
        return DataAnswer(source, None, str(error))
