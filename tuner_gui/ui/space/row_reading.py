"""Reads one row of a draft by itself: its kind, or what is wrong with its fields.

No Qt; any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar, assert_never

from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal
from tuner_gui.core.errors import InvalidSpace, SpaceProblem, invalid_field
from tuner_gui.ui.chrome.numbers import parse_number
from tuner_gui.ui.space.values_text import parse_value, parse_values

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.values import ParamValue
    from tuner_gui.ui.space.row_draft import RowDraft

_Kind = TypeVar("_Kind")
_LONGEST = 40
_MISSING = {
    "low": "The range has no start.",
    "high": "The range has no end.",
    "mean": "The mean is missing.",
    "deviation": "The deviation is missing.",
}
"""What is said where a field is empty that must not be."""


@dataclass(frozen=True, slots=True)
class RowReading:
    """What one row says by itself; its problems and notes do not name it.

    Args:
        kind: its own kind; None where that cannot be read.
        held: what every trial gets while it is disabled; None while it is used, or where that
            cannot be read.
        problems: what is wrong with its fields.
        notes: what is worth saying about them.
    """

    kind: ParameterKind | None
    held: Constant | None = None
    problems: tuple[SpaceProblem, ...] = ()
    notes: tuple[SpaceProblem, ...] = ()

    @property
    def drawn(self) -> ParameterKind | None:
        """The kind that trials get; None where there are problems."""
        return None if self.problems else self.held or self.kind


@lru_cache(maxsize=4096)
def read_row(row: RowDraft) -> RowReading:
    """Returns what a row says by itself."""
    problems: list[SpaceProblem] = []
    kind = _tried(lambda: _kind(row), problems)
    if row.disabled is None:
        return RowReading(kind, None, tuple(problems))
    text = row.disabled
    held = _tried(lambda: Constant(parse_value(text, "disabled")), problems)
    return RowReading(kind, held, tuple(problems), tuple(_held_notes(kind, held)))


def _tried(read: Callable[[], _Kind], problems: list[SpaceProblem]) -> _Kind | None:
    try:
        return read()
    except InvalidSpace as error:
        problems += error.problems or (SpaceProblem("", "", error.message),)
        return None


def _held_notes(kind: ParameterKind | None, held: Constant | None) -> list[SpaceProblem]:
    if kind is None or held is None or kind.contains(held.value):
        return []
    if isinstance(kind, Choice | Constant):
        message = "This is none of its own values; trials get it all the same."
    else:
        message = "This lies outside its own range; trials get it all the same."
    return [SpaceProblem("", "disabled", message, is_note=True)]


def _kind(row: RowDraft) -> ParameterKind:
    match row.kind:
        case "float":
            low, high, step, points = _numbers(row, "low", "high", "step", "points")
            return Float(low, high, row.log, step, points=_whole(points))  # type: ignore[arg-type]
        case "int":
            low, high, step = _numbers(row, "low", "high", "step")
            return Int(low, high, row.log, step)  # type: ignore[arg-type]
        case "choice":
            return _choice(row)
        case "normal" | "log_normal":
            bell = Normal if row.kind == "normal" else LogNormal
            numbers = _numbers(
                row, "mean", "deviation", "low", "high", needed=("mean", "deviation")
            )
            return bell(*numbers)  # type: ignore[arg-type]
        case "constant":
            return Constant(parse_value(row.constant))
        case never:
            assert_never(never)


def _choice(row: RowDraft) -> Choice:
    problems: list[SpaceProblem] = []
    values: tuple[ParamValue, ...] = ()
    weights: list[float] | None = None
    try:
        values = parse_values(row.values)
    except InvalidSpace as error:
        problems += error.problems
    try:
        weights = _weights(row.weights)
    except InvalidSpace as error:
        problems += error.problems
    _refuse(problems)
    return Choice(values, ordered=row.ordered, weights=weights)


def _weights(text: str) -> list[float] | None:
    """Returns one number for each part between commas; None for an empty text."""
    if not text.strip():
        return None
    parts = [part.strip() for part in text.strip().removesuffix(",").split(",")]
    weights: list[float] = []
    for part in parts:
        number = parse_number(part)
        message = _number_message(part, number)
        if number is None:
            message = message or "A weight is missing before a comma."
            raise invalid_field("weights", message)
        weights.append(number)
    return weights


def _numbers(
    row: RowDraft, *fields: str, needed: Sequence[str] = ("low", "high")
) -> list[int | float | None]:
    """Returns the numbers of these fields; all that cannot be read are refused at once."""
    problems: list[SpaceProblem] = []
    numbers: list[int | float | None] = []
    for field in fields:
        text = row.text(field).strip()
        number = parse_number(text)
        numbers.append(number)
        if message := _number_message(text, number, is_whole=row.kind == "int"):
            problems.append(SpaceProblem("", field, message))
        elif not text and field in needed:
            problems.append(SpaceProblem("", field, _MISSING[field]))
    _refuse(problems)
    return numbers


def _number_message(text: str, number: float | None, *, is_whole: bool = False) -> str:
    if len(text) > _LONGEST:
        return f"“{text[:_LONGEST]}…” is too long."
    if number is None and text:
        noun, examples = ("whole number", "8") if is_whole else ("number", "0.1, 1e-5")
        return f"“{text}” is not a {noun}. Write it like {examples} or 1_000."
    return ""


def _refuse(problems: Sequence[SpaceProblem]) -> None:
    if problems:
        raise InvalidSpace(problems[0].message, "", problems)


def _whole(number: float | None) -> float | None:
    return int(number) if number is not None and float(number).is_integer() else number
