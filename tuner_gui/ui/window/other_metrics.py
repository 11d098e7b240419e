"""What could decide in place of a metric that a trial did not have. No Qt; any thread."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from tuner_gui.core.specs import CommandSpec
from tuner_gui.core.trial import TrialState
from tuner_gui.targets.command.metric_tester import matched
from tuner_gui.targets.command.printed_names import likely_first

if TYPE_CHECKING:
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.trial_store import TrialStore


def other_metrics(store: TrialStore, config: SweepConfig, output: str) -> tuple[str, ...]:
    """Returns what could decide in place of a metric that the only trial did not have.

    Args:
        store: with the trial.
        config: of the trial.
        output: what it printed: a command that printed no objective has no metrics.
    """
    if not len(store) or store.state(0) is not TrialState.FAILED:
        return ()
    metrics: dict[str, float | None] = {**store.metrics_of(0)}
    if not metrics and isinstance(config.target, CommandSpec):
        found = (match.reading for match in matched(output, config.target.metrics))
        metrics = {each.name: each.value for each in found if each.name not in store.param_names}
    if config.objective.metric in metrics:
        return ()
    known = (name for name, value in metrics.items() if value is not None and isfinite(value))
    return likely_first(filter(None, known))
