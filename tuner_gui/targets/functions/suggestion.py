"""What an objective asks of Optuna's trial: a value of a range or of a list; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from tuner_gui.core.domains import Choice, Float, Int
from tuner_gui.core.errors import InvalidSpace, TrainFailure
from tuner_gui.core.values import freeze_value, value_key

if TYPE_CHECKING:
    from collections.abc import Hashable

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.values import ParamValue


@dataclass(frozen=True, slots=True)
class NumberSuggestion:
    """A call of suggest_float or suggest_int."""

    low: float
    high: float
    step: float | None
    log: bool
    is_whole: bool

    def kind(self) -> ParameterKind:
        """Returns the range.

        Raises:
            InvalidSpace: it is none.
        """
        if self.is_whole:
            step = None if self.step == 1 else self.step
            return Int(self.low, self.high, log=self.log, step=step)  # type: ignore[arg-type]
        return Float(self.low, self.high, log=self.log, step=self.step)

    def accept(self, name: str, value: ParamValue) -> float:
        """Returns the value as the objective expects it.

        Raises:
            TrainFailure: it is no number, or not whole where it must be.
        """
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or (self.is_whole and value != int(value)):  # type: ignore[arg-type]
            wanted = "a whole number" if self.is_whole else "a number"
            raise TrainFailure(
                f"The objective asks for {wanted} as {name}, not {value!r}.",
                "Change its kind in the search space.",
            )
        return int(value) if self.is_whole else float(value)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class ListSuggestion:
    """A call of suggest_categorical."""

    choices: tuple[Any, ...]

    def kind(self) -> ParameterKind:
        """Returns the choice; what is no plain value is chosen by its name."""
        values: dict[Hashable, ParamValue] = {}
        for choice in self.choices:
            plain = _plain(choice)
            values.setdefault(value_key(plain), plain)
        return Choice(values.values())

    def accept(self, name: str, value: ParamValue) -> Any:
        """Returns the choice that the value stands for.

        Raises:
            TrainFailure: it is none of them.
        """
        wanted = value_key(value)
        for choice in self.choices:
            if value_key(_plain(choice)) == wanted:
                return choice
        listed = ", ".join(str(_plain(choice)) for choice in self.choices)
        raise TrainFailure(
            f"The objective does not know {value!r} as {name}.", f"It chooses from {listed}."
        )


Suggestion: TypeAlias = NumberSuggestion | ListSuggestion


def _plain(choice: Any) -> ParamValue:
    try:
        return freeze_value(choice)
    except InvalidSpace:
        return str(getattr(choice, "__name__", choice))
