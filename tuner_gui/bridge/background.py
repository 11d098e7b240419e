"""A call on a thread of its own, with its result read on the GUI thread."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread

from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)


class BackgroundCall(QThread):
    """Runs one call. Read `result` and `problem` once it has finished."""

    def __init__(self, call: Callable[[], object], name: str, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._call = call
        self.result: object = None
        self.problem: TuningError | None = None

    def run(self) -> None:
        """Runs the call on this thread."""
        try:
            self.result = self._call()
        except TuningError as error:
            self.problem = error
        except BaseException as error:
            logger.exception("%s failed", self.objectName())
            self.problem = TuningError(f"{type(error).__name__}: {error}")
