"""The errors of tuner-gui: each carries a message for a person and a hint what to do."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_REPEATED = 60


def shortened(text: str) -> str:
    """Returns what a person typed, short enough to be repeated in a sentence about it."""
    return text if len(text) <= _REPEATED else f"{text[: _REPEATED - 1].rstrip()}…"


class TuningError(Exception):
    """Anything that tuner-gui reports to a person.

    Args:
        message: one clear sentence that says what happened.
        hint: what to do about it, or an empty string.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class TrainFailure(TuningError):
    """A trial could not be built, trained or scored. It costs that trial only."""


@dataclass(frozen=True, slots=True)
class SpaceProblem:
    """What is wrong with a space, at the parameter and the field that cause it.

    An empty `parameter` means the space as a whole; an empty `field` the whole parameter. A note
    keeps nobody from running: it says what a strategy does not do with the parameter.
    """

    parameter: str
    field: str
    message: str
    is_note: bool = False

    def __str__(self) -> str:
        return f"{self.parameter}: {self.message}" if self.parameter else self.message


class InvalidSpace(TuningError, ValueError):
    """A space (or one parameter of it) is empty or contradictory. Raised before a sweep starts."""

    def __init__(self, message: str, hint: str = "", problems: Sequence[SpaceProblem] = ()) -> None:
        super().__init__(message, hint)
        self.problems = tuple(problems)


def invalid_field(field: str, message: str, hint: str = "") -> InvalidSpace:
    """Returns the error of one field, to be raised where the parameter's name is not known."""
    return InvalidSpace(message, hint, [SpaceProblem("", field, message)])


@contextmanager
def named_parameter(name: str) -> Iterator[None]:
    """Names the parameter in the errors of its kind."""
    try:
        yield
    except InvalidSpace as error:
        if any(problem.parameter for problem in error.problems):
            raise
        named = [SpaceProblem(name, each.field, each.message) for each in error.problems]
        raise InvalidSpace(f"{name}: {error.message}", error.hint, named) from None


@contextmanager
def named_field(field: str) -> Iterator[None]:
    """Says which field of the space the errors inside are about."""
    try:
        yield
    except InvalidSpace as error:
        named = [SpaceProblem(each.parameter, field, each.message) for each in error.problems]
        raise InvalidSpace(error.message, error.hint, named) from None


class Internal(TuningError):
    """A defect of tuner-gui or of a plug-in: the sweep ends, what is finished is kept."""
