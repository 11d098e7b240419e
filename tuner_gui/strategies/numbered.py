"""Strategies whose draws depend on the trial's number alone. The sweep's thread."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.trial import TrialRecord


class NumberedStrategy(ABC):
    """Draws each trial by its number, so completion order cannot matter; never exhausted.

    Attributes:
        position: how many trials were asked for; all that resuming needs.
    """

    def __init__(self) -> None:
        self.position = 0
        self._attempt = 0

    @abstractmethod
    def draw(self, number: int, attempt: int) -> Params:
        """Returns what a trial gets, and what it gets instead where that is refused."""

    def ask(self) -> Params | None:
        """Returns the draw of the next trial number."""
        number, self._attempt = self.position, 0
        self.position += 1
        return self.draw(number, 0)

    def ask_again(self, refused: Params) -> Params | None:  # noqa: ARG002
        """Returns another draw of the last trial number."""
        self._attempt += 1
        return self.draw(self.position - 1, self._attempt)

    def tell(self, record: TrialRecord) -> None:  # noqa: B027 - nothing is what it does
        """Learns nothing: draws are independent."""

    def resume(self, records: Iterable[TrialRecord], asked: int) -> None:  # noqa: ARG002
        """Goes on with the draw number `asked`."""
        self.position = asked
