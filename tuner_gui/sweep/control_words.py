"""What the history of a session says of the requests to its sweep; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError, shortened
from tuner_gui.core.nesting import flatten
from tuner_gui.sweep.ending_words import duration_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pydantic import ValidationError

    from tuner_gui.core.budget import Budget
    from tuner_gui.sweep.agreed import Agreed

STOPPED = "Stopped: the running trials finish, no further ones start."
ABORTED = "Aborted: the running trials are ended."
REFUSED = "That could not be done."

_LIMITS = {
    "concurrency": "workers",
    "time_limit_s": "time limit",
    "trial_timeout_s": "trial timeout",
    "total_trial_time_s": "total trial time",
    "no_improvement_trials": "trials without improvement",
    "retry_raised": "retries of those that raised",
    "memory_limit_mb": "memory limit",
}
"""What a limit is called, where its name alone would not say it."""

_MOST_NAMED = 8


def paused(reason: str, *, is_suspended: bool) -> str:
    """Returns the sentence about a pause."""
    if reason:
        return f"Paused. {reason}"
    return "Paused; the running trials stand still." if is_suspended else "Paused."


def queued(params: Mapping[str, object], note: str) -> str:
    """Returns the sentence about parameters that a person typed."""
    named = [f"{name} = {shortened(str(value))}" for name, value in flatten(params).items()]  # type: ignore[arg-type]
    shown = ", ".join(named[:_MOST_NAMED]) + (", …" if len(named) > _MOST_NAMED else "")
    return f"Queued a trial with {shown}{f' ({note})' if note else ''}."


def queued_again(numbers: Sequence[int]) -> str:
    """Returns the sentence about trials that are run again."""
    which = f"trial {numbers[0]}" if len(numbers) == 1 else f"{len(numbers):,} trials"
    return f"Queued the parameters of {which} again."


def not_run(count: int) -> str:
    """Returns the sentence about queued trials that the end of the sweep left behind."""
    which = "queued trial was" if count == 1 else "queued trials were"
    return f"{count:,} {which} not run."


def changed_budget(before: Budget, after: Budget, changes: Iterable[str]) -> str:
    """Returns the sentence about changed limits."""
    parts = [
        f"{_LIMITS.get(name, name.replace('_', ' '))} from {_limit(name, before)} to "
        f"{_limit(name, after)}"
        for name in changes
    ]
    return f"Changed {', '.join(parts) or 'nothing'}."


def replaced_space(after: Agreed | None) -> str:
    """Returns the sentence about a new search space."""
    revision = "" if after is None else f"; it is revision {after.revision}"
    return f"Changed the search space{revision}."


def budget_error(error: ValidationError) -> TuningError:
    """Returns what is wrong with a changed limit, in a sentence."""
    first = error.errors(include_url=False)[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return TuningError(f"A budget has no limit {shortened(name)}.")
    message = first["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
    return TuningError(f"{name} cannot be {shortened(str(first['input']))}.", f"Give {message}.")


def _limit(name: str, budget: Budget) -> str:
    value = getattr(budget, name)
    if value is None:
        return "none"
    if name.endswith("_s"):
        return duration_words(value)
    if name.endswith("_mb"):
        return f"{value:g} MB"
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"
