"""The limits behind “More limits”: what each is called, takes and does. No Qt; any thread."""

from __future__ import annotations

from tuner_gui.core.budget import Budget
from tuner_gui.ui.setup.option_fields import OptionField

_MOST = 100_000_000

SPENDING = (
    OptionField(
        "total_trial_time_s",
        "Total trial time",
        "No new trial starts once all trials together took so long, however many ran at a time: "
        "8 h, or seconds.",
        "duration",
        low=0,
        is_low_open=True,
        is_optional=True,
    ),
    OptionField(
        "target_value",
        "Target value",
        "No new trial starts once one is at least as good as this: what is good enough needs no "
        "better.",
        "float",
        is_optional=True,
    ),
    OptionField(
        "no_improvement_trials",
        "Without improvement",
        "No new trial starts once so many in a row were no better than the best before them.",
        "int",
        low=1,
        high=_MOST,
        is_optional=True,
    ),
    OptionField(
        "memory_limit_mb",
        "Memory per trial",
        "A trial that holds more is killed and counts as failed, before the computer gets slow: "
        "2 GB, or MB.",
        "size",
        low=0,
        is_low_open=True,
        is_optional=True,
    ),
    OptionField(
        "retries",
        "Retries",
        "A trial that died or timed out is run again so many times: for machines and data that "
        "fail now and then.",
        "int",
        low=0,
        high=100,
    ),
    OptionField(
        "trials_per_host",
        "New process every",
        "A worker's process is replaced after so many trials: for code that keeps more and more "
        "memory.",
        "int",
        low=1,
        high=_MOST,
        is_optional=True,
    ),
    OptionField(
        "retry_raised",
        "Retry trials that raised an error, too",
        "An error of the code comes again with the same parameters, unless chance plays a part.",
        "bool",
    ),
)
"""What ends the sweep, and what a single trial may take."""

BREAKING = (
    OptionField(
        "first_failures",
        "Pause at first failures",
        "The sweep pauses and asks when its first so many trials all fail: the setup may be wrong. "
        "0 never.",
        "int",
        low=0,
    ),
    OptionField(
        "failures_in_a_row",
        "Pause at failures in a row",
        "The sweep pauses and asks after so many failures in a row: the disk may be full, a server "
        "away. 0 never.",
        "int",
        low=0,
    ),
)
"""When the sweep pauses by itself."""

LIMITS = (*SPENDING, *BREAKING)


def limits_in_short(budget: Budget) -> str:
    """Returns what is set of them, as `target value 0.98 · retries 2`; empty where all is usual."""
    usual = Budget()
    said = []
    for each in LIMITS:
        value = getattr(budget, each.name)
        if value != getattr(usual, each.name):
            words = "" if each.type == "bool" else f" {each.text_of(value) or 'none'}"
            said.append(f"{each.title[0].lower()}{each.title[1:]}{words}")
    return " · ".join(said)
