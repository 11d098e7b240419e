"""What a running sweep lets other threads see of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tuner_gui.sweep.agreed import Agreed


class SweepScene(Protocol):
    """What a running sweep shows of itself, so that a wrong request is refused where it is made.

    Read from other threads than the sweep's.
    """

    @property
    def agreed(self) -> Agreed:
        """What it goes by now."""
        ...

    @property
    def can_resize(self) -> bool:
        """True where the number of workers can be changed."""
        ...

    @property
    def next_number(self) -> int:
        """The number of the next trial: those below are known."""
        ...

    def is_open(self, number: int) -> bool:
        """True while a trial has not ended."""
        ...
