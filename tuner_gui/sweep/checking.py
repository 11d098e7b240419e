"""Whether a running sweep could go by what is asked of it; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuner_gui.core.budget import Budget
from tuner_gui.core.errors import InvalidSpace, TuningError
from tuner_gui.core.kinds import GridKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.space import HyperParamSpace


def with_changes(budget: Budget, changes: Mapping[str, Any]) -> Budget:
    """Returns a budget with some limits changed.

    Raises:
        ValidationError: there is no such limit, or its value is wrong.
    """
    return Budget.model_validate({**budget.model_dump(), **changes})


def require_searchable(space: HyperParamSpace | None, kind: TunerKind | None) -> None:
    """Makes sure that a strategy of this kind can search the space, as far as can be told quickly.

    Raises:
        InvalidSpace: it cannot.
        TuningError: space or kind are not known: the strategy was given ready-made.
    """
    if space is None or kind is None:
        raise TuningError("The strategy of this sweep was given ready-made, and stays.")
    space.require_searchable()
    problems = [
        problem for parameter in space for problem in kind.limits(parameter) if not problem.is_note
    ]
    if problems:
        raise InvalidSpace(str(problems[0]), problems=problems)


def require_budget(kind: TunerKind, budget: Budget) -> None:
    """Raises TuningError where a strategy that never ends has no budget."""
    if not budget.ends_by_itself and not isinstance(kind, GridKind):
        raise TuningError(
            f"{kind.title} search never ends by itself and has no budget.",
            "Give a number of trials or a time limit.",
        )
