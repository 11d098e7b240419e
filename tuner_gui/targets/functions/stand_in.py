"""What stands in for Optuna's trial: asked like it, answered by whoever builds on it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn

from tuner_gui.core.errors import TrainFailure
from tuner_gui.targets.functions.suggestion import ListSuggestion, NumberSuggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.targets.functions.suggestion import Suggestion


class _NotThere(TrainFailure, AttributeError):
    """An attribute that only Optuna's own trial has; `hasattr` says False."""


class StandInTrial:
    """A trial as an objective sees it.

    Args:
        number: the trial's number.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        self.params: dict[str, Any] = {}
        self.user_attrs: dict[str, Any] = {}
        self.system_attrs: dict[str, Any] = {}
        self.relative_params: dict[str, Any] = {}
        self.constraints: dict[str, float] = {}
        self.datetime_start = datetime.now()  # noqa: DTZ005 - as Optuna's own, without a zone

    def answer(self, name: str, suggestion: Suggestion) -> Any:
        """Returns the value of a parameter."""
        raise NotImplementedError

    def suggest_float(
        self, name: str, low: float, high: float, *, step: float | None = None, log: bool = False
    ) -> float:
        """Returns a real number."""
        value: float = self._suggest(name, NumberSuggestion(low, high, step, log, is_whole=False))
        return value

    def suggest_int(
        self, name: str, low: int, high: int, *, step: int = 1, log: bool = False
    ) -> int:
        """Returns a whole number."""
        value: int = self._suggest(name, NumberSuggestion(low, high, step, log, is_whole=True))
        return value

    def suggest_categorical(self, name: str, choices: Sequence[Any]) -> Any:
        """Returns one of several values."""
        return self._suggest(name, ListSuggestion(tuple(choices)))

    def suggest_uniform(self, name: str, low: float, high: float) -> float:
        """Returns a real number."""
        return self.suggest_float(name, low, high)

    def suggest_loguniform(self, name: str, low: float, high: float) -> float:
        """Returns a real number, drawn in the logarithm."""
        return self.suggest_float(name, low, high, log=True)

    def suggest_discrete_uniform(self, name: str, low: float, high: float, q: float) -> float:
        """Returns a real number in steps."""
        return self.suggest_float(name, low, high, step=q)

    def report(self, value: float, step: int) -> None:
        """Takes the value of the objective at a step."""
        raise NotImplementedError

    def should_prune(self) -> bool:
        """Says whether the trial is to end early: never."""
        return False

    def set_user_attr(self, key: str, value: Any) -> None:
        """Keeps something of the trial; a number becomes one of its metrics."""
        self.user_attrs[key] = value

    def set_system_attr(self, key: str, value: Any) -> None:
        """Keeps something for the length of the trial."""
        self.system_attrs[key] = value

    def set_constraint(self, key: str, value: float) -> None:
        """Keeps something for the length of the trial."""
        self.constraints[key] = value

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):  # asked for by Python itself, not by the objective
            raise AttributeError(name)
        raise _NotThere(
            f"The objective uses trial.{name}, which is only there inside Optuna.",
            "Do without it where trial is no optuna.Trial.",
        )

    def _suggest(self, name: str, suggestion: Suggestion) -> Any:
        if name not in self.params:  # asked again, the answer stays
            self.params[name] = self.answer(name, suggestion)
        return self.params[name]
