"""Two sets of parameters side by side, what differs first. Pure functions, any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tuner_gui.core.columns import MISSING
from tuner_gui.core.values import value_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.values import ParamValue


@dataclass(frozen=True, slots=True)
class ParameterPair:
    """A parameter and its two values; MISSING where a trial had none.

    Args:
        first: of the first trial.
        second: of the second one.
    """

    name: str
    first: Any
    second: Any

    @property
    def is_same(self) -> bool:
        """True where the values are equal; 1 and 1.0 are, 1 and True are not."""
        if self.first is MISSING or self.second is MISSING:
            return self.first is self.second
        return value_key(self.first) == value_key(self.second)


def parameter_pairs(
    first: Mapping[str, ParamValue], second: Mapping[str, ParamValue]
) -> list[ParameterPair]:
    """Returns a pair for each dotted name, in the order of the first and then of the second.

    Those that differ come first.
    """
    names = dict.fromkeys([*first, *second])
    pairs = [ParameterPair(n, first.get(n, MISSING), second.get(n, MISSING)) for n in names]
    return sorted(pairs, key=lambda pair: pair.is_same)
