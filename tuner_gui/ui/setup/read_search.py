"""Reads strategy, early stopping, limits and seed of the setup. No Qt; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from tuner_gui.core.kinds import GridKind
from tuner_gui.ui.chrome.numbers import parse_number
from tuner_gui.ui.setup.duration_text import parse_duration
from tuner_gui.ui.setup.read_target import whole

if TYPE_CHECKING:
    from tuner_gui.core.budget import Budget
    from tuner_gui.core.early_stopping import EarlyStopping
    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.ui.setup.setup_draft import SetupDraft
    from tuner_gui.ui.setup.setup_reading import SetupReading


def read_strategy(draft: SetupDraft, reading: SetupReading) -> TunerKind:
    """Returns the strategy, with its former options where a text cannot be read."""
    chosen = draft.chosen_strategy
    return chosen.base.model_copy(update=chosen.read("strategy", reading.refuse))


def read_rule(draft: SetupDraft, reading: SetupReading) -> EarlyStopping | None:
    """Returns the rule of early stopping; the base's where the texts say none."""
    chosen = draft.chosen_rule
    if chosen is None:
        return None
    options = chosen.read("early_stopping", reading.refuse)
    if len(options) < len(chosen.fields):
        return draft.base.early_stopping
    try:
        return type(chosen.base)(**options)
    except ValidationError as error:
        reading.refuse("early_stopping", error.errors(include_url=False)[0]["msg"])
        if chosen.is_blank:
            reading.missing.add("early_stopping")
        return draft.base.early_stopping


def read_budget(draft: SetupDraft, strategy: TunerKind, reading: SetupReading) -> Budget:
    """Returns the limits, with the base's value where a text cannot be read."""
    base = draft.base.budget
    trials = whole(draft.trials, 1, 100_000_000)
    if trials is None and draft.trials.strip():
        reading.refuse("trials", "Trials is a whole number from 1 to 100,000,000.")
        trials = base.trials
    workers = whole(draft.workers, 1, 1024)
    if workers is None:
        reading.refuse("workers", "Workers is a whole number from 1 to 1,024.")
        workers = base.concurrency
    limits: dict[str, Any] = draft.limits.read("limits", reading.refuse)
    budget = base.model_copy(
        update={
            **limits,
            "trials": trials,
            "concurrency": workers,
            "time_limit_s": _seconds("time_limit", draft.time_limit, base.time_limit_s, reading),
            "trial_timeout_s": _seconds(
                "trial_timeout", draft.trial_timeout, base.trial_timeout_s, reading
            ),
        }
    )
    if not budget.ends_by_itself and not isinstance(strategy, GridKind):
        reading.problems.setdefault("trials", "Say how many trials to run.")
    return budget


def _seconds(
    field_name: str, text: str, otherwise: float | None, reading: SetupReading
) -> float | None:
    if not text.strip():
        return None
    seconds = parse_duration(text)
    if seconds is None or not 0 < seconds < float("inf"):
        message = f"“{text.strip()}” is no time. Write it like 90 s, 10 min or 2 h."
        reading.refuse(field_name, message)
        return otherwise
    return seconds


def read_seed(draft: SetupDraft, reading: SetupReading) -> int:
    """Returns the seed."""
    number = parse_number(draft.seed)
    if not isinstance(number, int):
        reading.refuse("seed", "The seed is a whole number of at least 0.")
        return draft.base.seed
    if not 0 <= number < 2**63:
        reading.problems["seed"] = "The seed is a whole number from 0 to 2^63 − 1."
    return number
