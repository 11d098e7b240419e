"""What can be set in a pydantic model: its fields with bounds, as texts. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from tuner_gui.ui.chrome.numbers import number_text, parse_number

if TYPE_CHECKING:
    from collections.abc import Collection

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

OptionType: TypeAlias = Literal["bool", "int", "float"]

_TYPES: dict[object, OptionType] = {bool: "bool", int: "int", float: "float"}


@dataclass(frozen=True, slots=True)
class OptionField:
    """One field of a model that a form can show.

    Args:
        low: lower bound; None without one. `is_low_open`: itself excluded. Likewise high.
    """

    name: str
    title: str
    description: str
    type: OptionType
    low: float | None = None
    high: float | None = None
    is_low_open: bool = False
    is_high_open: bool = False

    def text_of(self, value: object) -> str:
        """Returns a value of the model as the form's text."""
        if isinstance(value, bool):
            return "true" if value else "false"
        return number_text(value) if isinstance(value, int | float) else ""

    def parse(self, text: str) -> bool | int | float | None:
        """Returns the value that a text says; None if the model would refuse it."""
        if self.type == "bool":
            return {"true": True, "false": False}.get(text)
        number = parse_number(text)
        if number is None or (self.type == "int" and not float(number).is_integer()):
            return None
        if not self._is_within(number):
            return None
        return int(number) if self.type == "int" else float(number)

    def _is_within(self, number: float) -> bool:
        if self.low is not None and number <= self.low:
            return number == self.low and not self.is_low_open
        if self.high is not None and number >= self.high:
            return number == self.high and not self.is_high_open
        return True

    @property
    def rule(self) -> str:
        """What the field takes, as a sentence."""
        number = "a whole number" if self.type == "int" else "a number"
        low = "" if self.low is None else _count(self.low)
        high = "" if self.high is None else _count(self.high)
        if low and high and not self.is_low_open and not self.is_high_open:
            return f"{self.title} is {number} from {low} to {high}."
        bounds = [
            f"{'above' if self.is_low_open else 'of at least'} {low}" if low else "",
            f"{'below' if self.is_high_open else 'of at most'} {high}" if high else "",
        ]
        return f"{self.title} is {number} {' and '.join(filter(None, bounds))}".strip() + "."


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
        **bounds,
    )


def _count(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) else number_text(number)
