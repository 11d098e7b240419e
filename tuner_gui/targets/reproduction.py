"""The line that runs a trial of any target again in a terminal; pure, any thread."""

from __future__ import annotations

import json
import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.nesting import own_copy
from tuner_gui.core.specs import CommandSpec
from tuner_gui.targets.child import is_frozen
from tuner_gui.targets.command.reproduction import command_line_of
from tuner_gui.targets.surroundings import threads_per_trial, trial_variables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.trial import TrialRecord

RERUN = "rerun"
"""The command of this program that the line of a Python target or an estimator calls."""


def line_of_trial(
    config: SweepConfig, record: TrialRecord, environment: Mapping[str, str] | None = None
) -> str:
    """Returns one line for a POSIX shell that runs a trial again and prints its metrics.

    It needs no session: the target, the parameters, the data and the seed stand in it, so that a
    value can be changed by hand and tried.

    Args:
        config: the sweep, its files as they are found from the working folder.
        record: the trial.
        environment: of the terminal; that of this process by default.

    Raises:
        TrainFailure: there is no target, or its command cannot be filled in.
    """
    target = config.target
    concurrency = config.budget.concurrency
    if target is None:
        raise TrainFailure("This sweep has no target that could run.")
    if isinstance(target, CommandSpec):
        return command_line_of(
            target,
            record.params,
            seed=record.seed,
            concurrency=concurrency,
            environment=environment,
        )
    around = os.environ if environment is None else environment
    settings = trial_variables(around, threads_per_trial(concurrency))
    settings |= {} if record.seed is None else {"TUNER_SEED": str(record.seed)}
    words = ["env", *(f"{name}={value}" for name, value in settings.items())] if settings else []
    words += [sys.executable] if is_frozen() else [sys.executable, "-m", "tuner_gui"]
    words += [RERUN, _json_of(target), json.dumps(own_copy(record.params), ensure_ascii=False)]
    if config.dataset.kind != "none":
        words += ["--data", _json_of(config.dataset)]
    words += ["--metric", config.objective.metric, "--number", str(record.number)]
    return f"cd {shlex.quote(str(Path.cwd()))} && {shlex.join(words)}"


def _json_of(spec: BaseModel) -> str:
    """What a spec says that does not go without saying, its kind first."""
    said = spec.model_dump(mode="json", exclude_defaults=True)
    return json.dumps({"kind": getattr(spec, "kind", ""), **said}, ensure_ascii=False)
