"""Reads the fields of one object in a file, and says what is wrong with them; any thread."""

from __future__ import annotations

import math
import re
from typing import Any

from tuner_gui.core.ranges import is_finite_number
from tuner_gui.exchange.spaces.faults import SpaceFault, described, inside, shortened

_NUMERIC = re.compile(r"\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*")
_LONGEST_NUMBER = 400


class WrittenNumber(float):
    """A number such as `1e-5` that YAML 1.1 takes for text, and its writer for a number."""

    __slots__ = ()


def is_numeric_text(value: object) -> bool:
    """Says whether a text is how a person writes a number."""
    return (
        isinstance(value, str)
        and len(value) < _LONGEST_NUMBER
        and _NUMERIC.fullmatch(value) is not None
    )


class Fields:
    """The fields of an object.

    Args:
        value: what should be an object.
        place: where it stands in the file.
        notes: takes a note for each text that is read as a number.
        label: what the notes begin with.
    """

    def __init__(self, value: object, place: str, notes: list[str], label: str = "") -> None:
        if not isinstance(value, dict):
            raise SpaceFault(place or "the file", f"is {described(value)}, but must be an object.")
        self._fields: dict[str, Any] = value
        self._unread = dict.fromkeys(value)
        self.place = place
        self.notes = notes
        self.label = label or place

    def __contains__(self, key: str) -> bool:
        return key in self._fields

    def at(self, key: str | int) -> str:
        """Returns the place of a field."""
        return inside(self.place, key)

    def unread(self) -> list[str]:
        """Returns the fields that nobody has asked for."""
        return list(self._unread)

    def get(self, key: str, default: Any = None) -> Any:
        """Returns a field as it stands there."""
        self._unread.pop(key, None)
        return self._fields.get(key, default)

    def need(self, key: str) -> Any:
        """Returns a field that must be there."""
        if key not in self._fields:
            raise SpaceFault(self.at(key), "is missing.")
        return self.get(key)

    def number(self, key: str, default: float | None = None) -> float | int:
        """Returns a number; a text such as `1e-5` is one."""
        value = self.need(key) if default is None else self.get(key, default)
        return self.as_number(value, key)

    def as_number(self, value: object, key: str | int) -> float | int:
        """Returns the number that a field is; it is noted where it is text to other readers."""
        place = self.at(key)
        number = value
        if isinstance(value, WrittenNumber) or is_numeric_text(value):
            number = float(value)  # type: ignore[arg-type]
            if number.is_integer() and isinstance(value, str) and value.strip("+- ").isdecimal():
                number = int(number)
            shown = "" if isinstance(value, WrittenNumber) else f" “{shortened(str(value), 30)}”"
            name = key if isinstance(key, str) else inside(self.place.rpartition(".")[2], key)
            self.note(f"{name}{shown} is text as YAML has it; here it is the number {number:g}.")
        if not is_finite_number(number):
            raise SpaceFault(place, f"is {described(value)}, but must be a number.")
        return number if isinstance(number, int) else float(number)

    def whole(self, key: str, *, least: int = 1, most: int = 100_000_000) -> int | None:
        """Returns a whole number between bounds; None where the field is missing or empty."""
        value = self.get(key)
        if value is None:
            return None
        number = self.as_number(value, key)
        if number != math.floor(number) or not least <= number <= most:
            sentence = f"is {described(value)}, but must be a whole number from {least} to {most}."
            raise SpaceFault(self.at(key), sentence)
        return int(number)

    def text(self, key: str) -> str:
        """Returns a text; an empty one where the field is missing or empty."""
        value = self.get(key)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        raise SpaceFault(self.at(key), f"is {described(value)}, but must be text.")

    def list_(self, key: str) -> list[Any]:
        """Returns a list that must be there."""
        value = self.need(key)
        if isinstance(value, list):
            return value
        raise SpaceFault(self.at(key), f"is {described(value)}, but must be a list.")

    def object_(self, key: str, label: str = "") -> Fields:
        """Returns the fields of an object that must be there."""
        return Fields(self.need(key), self.at(key), self.notes, label or key)

    def items(self) -> list[tuple[str, Any]]:
        """Returns all fields."""
        self._unread.clear()
        return list(self._fields.items())

    def note(self, sentence: str) -> None:
        """Notes something, under the name of this object."""
        self.notes.append(f"{self.label}: {sentence}")
