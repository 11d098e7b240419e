"""How parameters are chosen: the seam behind which every strategy sits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.nesting import Params
    from tuner_gui.core.trial import TrialRecord


@runtime_checkable
class TunerStrategy(Protocol):
    """Ask and tell. Same seed, same order of answers: same parameters."""

    def ask(self) -> Params | None:
        """Returns the next parameters, or None when there are none left."""
        ...

    def tell(self, record: TrialRecord) -> None:
        """Takes a finished trial, in any order."""
        ...


@runtime_checkable
class NotingStrategy(TunerStrategy, Protocol):
    """A strategy that passes by what is tried without its asking."""

    def note_tried(self, params: Params) -> None:
        """Takes parameters that are being tried, before anything came of them."""
        ...


@runtime_checkable
class LimitedStrategy(TunerStrategy, Protocol):
    """A strategy that may give up looking before everything was tried."""

    @property
    def limit(self) -> str:
        """How far it looked, in a sentence; empty where it has not given up."""
        ...


@runtime_checkable
class ResumableStrategy(TunerStrategy, Protocol):
    """A strategy that can go on where an earlier sweep stood."""

    def resume(self, records: Iterable[TrialRecord], asked: int) -> None:
        """Takes the finished trials of an earlier sweep in which `asked` trials were asked for.

        The next `ask` never repeats a random sequence: it gives what trial number `asked` gets.
        """
        ...
