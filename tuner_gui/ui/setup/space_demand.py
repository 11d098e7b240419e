"""What strategy and target demand of each parameter, said at its row. No Qt; any thread."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from tuner_gui.core.errors import SpaceProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.parameter import Parameter
    from tuner_gui.targets.catalogue import EstimatorEntry


class SpaceDemand:
    """What a strategy cannot do with a parameter, and whether an estimator has it at all.

    Args:
        estimator: None where the target is none, or is not known.
    """

    def __init__(self, strategy: TunerKind, estimator: EstimatorEntry | None) -> None:
        self.strategy = strategy
        self.estimator = estimator

    def is_like(self, other: SpaceDemand | None) -> bool:
        """Says whether another one demands the same."""
        return (
            other is not None
            and self.strategy.kind == other.strategy.kind
            and self.estimator is other.estimator
        )

    def __call__(self, parameter: Parameter) -> Iterator[SpaceProblem]:
        """Yields what is wrong, and what is worth saying."""
        entry = self.estimator
        if entry is not None and parameter.name.replace("__", ".") not in entry.parameters:
            yield SpaceProblem(parameter.name, "name", _unknown(entry, parameter.name))
        yield from self.strategy.limits(parameter)


def _unknown(entry: EstimatorEntry, name: str) -> str:
    """Every trial would fail with it: scikit-learn takes no parameter that it does not know."""
    near = get_close_matches(name, entry.parameters, n=2)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"{entry.name} has no such parameter.{hint}"
