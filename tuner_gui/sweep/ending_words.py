"""Why a sweep ended, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.events import FinishReason

if TYPE_CHECKING:
    from tuner_gui.core.budget import Budget


def ending_sentence(  # noqa: PLR0911 - a table
    reason: FinishReason, budget: Budget, *, has_best: bool
) -> str:
    """Returns the reason as a sentence; empty for those that bring their own."""
    match reason:
        case FinishReason.BUDGET:
            return f"{_all_trials(budget.trials or 0)} done."
        case FinishReason.TIME:
            return f"The time limit of {duration_words(budget.time_limit_s)} is over."
        case FinishReason.TRIAL_TIME:
            return f"The trials took {duration_words(budget.total_trial_time_s)} together."
        case FinishReason.TARGET_REACHED:
            return f"The target value {budget.target_value:g} is reached."
        case FinishReason.NO_IMPROVEMENT:
            return _no_improvement(budget.no_improvement_trials or 0, has_best=has_best)
        case FinishReason.STOPPED:
            return "The sweep was stopped."
        case FinishReason.ABORTED:
            return "The sweep was aborted."
        case FinishReason.EXHAUSTED | FinishReason.FAILURES | FinishReason.ERROR:
            return ""
        case never:
            assert_never(never)


def exhausted_sentence(stopped: int) -> str:
    """Returns why a strategy has nothing left to ask for.

    Args:
        stopped: how many trials of this part of the sweep were stopped.
    """
    if not stopped:
        return "Every combination has been tried."
    which = "1 that was stopped is" if stopped == 1 else f"{stopped:,} that were stopped are"
    return f"No combination is left to start; {which} tried when the sweep goes on."


def repeats_sentence(duplicates: int) -> str:
    """Returns how many trials had parameters that another had before; empty where none had."""
    if not duplicates:
        return ""
    which = "1 trial" if duplicates == 1 else f"{duplicates:,} trials"
    return f"{which} had parameters that were tried before."


def _no_improvement(count: int, *, has_best: bool) -> str:
    if not has_best:
        which = (
            "The last trial has no" if count == 1 else f"None of the last {count:,} trials has a"
        )
        return f"{which} result."
    which = "trial was" if count == 1 else f"{count:,} trials were"
    return f"The last {which} no better than the best before."


def _all_trials(count: int) -> str:
    return "The one trial is" if count == 1 else f"All {count:,} trials are"


def duration_words(seconds: float | None) -> str:
    """Returns a time limit as a person says it."""
    whole = seconds or 0.0
    if whole < 120:
        return f"{whole:g} s"
    if whole < 7200:
        return f"{whole / 60:.3g} min"
    return f"{whole / 3600:.3g} h"
