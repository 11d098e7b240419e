"""What can be set in a pydantic model: its fields with bounds, as texts. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from tuner_gui.ui.chrome.numbers import number_text, parse_number
from tuner_gui.ui.setup.duration_text import duration_text, parse_duration
from tuner_gui.ui.setup.size_text import parse_size, size_text

if TYPE_CHECKING:
    from collections.abc import Collection

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

OptionType: TypeAlias = Literal["bool", "int", "float", "duration", "size"]
"""A duration is in seconds, a size in MB."""

_TYPES: dict[object, OptionType] = {
    bool: "bool",
    int: "int",
    float: "float",
    int | None: "int",
    float | None: "float",
}
_OPTIONAL = (int | None, float | None)
_NUMBERS: dict[OptionType, str] = {
    "int": "a whole number",
    "duration": "a time such as 90 s, 10 min or 2 h,",
    "size": "a size such as 512 MB or 2 GB,",
}


@dataclass(frozen=True, slots=True)
class OptionField:
    """One field of a model that a form can show.

    Args:
        low: lower bound; None without one. `is_low_open`: itself excluded. Likewise high.
        is_optional: an empty text says None.
    """

    name: str
    title: str
    description: str
    type: OptionType
    low: float | None = None
    high: float | None = None
    is_low_open: bool = False
    is_high_open: bool = False
    is_optional: bool = False

    def text_of(self, value: object) -> str:
        """Returns a value of the model as the form's text."""
        if isinstance(value, bool):
            return "true" if value else "false"
        if not isinstance(value, int | float):
            return ""
        if self.type == "duration":
            return duration_text(value)
        return size_text(value) if self.type == "size" else number_text(value)

    def accepts(self, text: str) -> bool:
        """Says whether `parse` returns what the text says."""
        return (self.is_optional and not text.strip()) or self.parse(text) is not None

    def parse(self, text: str) -> bool | int | float | None:
        """Returns the value that a text says; None if it is empty, or the model would refuse it."""
        if self.type == "bool":
            return {"true": True, "false": False}.get(text)
        number = self._number(text)
        if number is None or (self.type == "int" and not float(number).is_integer()):
            return None
        if not self._is_within(number):
            return None
        return int(number) if self.type == "int" else float(number)

    def _number(self, text: str) -> int | float | None:
        if self.type == "duration":
            return parse_duration(text)
        return parse_size(text) if self.type == "size" else parse_number(text)

    def _is_within(self, number: float) -> bool:
        if not isfinite(number):
            return False
        if self.low is not None and number <= self.low:
            return number == self.low and not self.is_low_open
        if self.high is not None and number >= self.high:
            return number == self.high and not self.is_high_open
        return True

    @property
    def rule(self) -> str:
        """What the field takes, as a sentence."""
        return f"{self._rule}, or empty." if self.is_optional else f"{self._rule}."

    @property
    def _rule(self) -> str:
        number = _NUMBERS.get(self.type, "a number")
        low = "" if self.low is None else _count(self.low)
        high = "" if self.high is None else _count(self.high)
        if low and high and not self.is_low_open and not self.is_high_open:
            return f"{self.title} is {number} from {low} to {high}"
        bounds = [
            f"{'above' if self.is_low_open else 'of at least'} {low}" if low else "",
            f"{'below' if self.is_high_open else 'of at most'} {high}" if high else "",
        ]
        said = f"{self.title} is {number} {' and '.join(filter(None, bounds))}"
        return said.rstrip(" ,")


def option_fields(model: type[BaseModel], leave_out: Collection[str]) -> tuple[OptionField, ...]:
    """Returns the fields of a model that are true/false, an int or a float, in their order."""
    return tuple(
        _option(name, info)
        for name, info in model.model_fields.items()
        if name not in leave_out and info.annotation in _TYPES
    )


def _option(name: str, info: FieldInfo) -> OptionField:
    bounds: dict[str, Any] = {}
    for constraint in info.metadata:
        for sign, bound, opening in (
            ("ge", "low", ""),
            ("gt", "low", "is_low_open"),
            ("le", "high", ""),
            ("lt", "high", "is_high_open"),
        ):
            value = getattr(constraint, sign, None)
            if value is not None:
                bounds[bound] = value
                if opening:
                    bounds[opening] = True
    return OptionField(
        name=name,
        title=info.title or name.replace("_", " ").capitalize(),
        description=info.description or "",
        type=_TYPES[info.annotation],
        is_optional=info.annotation in _OPTIONAL,
        **bounds,
    )


def _count(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) else number_text(number)
