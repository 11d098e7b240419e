"""The command that runs one trial by itself, as the line does that is copied of it; main thread."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuner_gui.commands.outcome import DONE, NO_BEST, tell
from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from argparse import Namespace

    from tuner_gui.core.nesting import Params

SEED_VARIABLE = "TUNER_SEED"


def run_one_trial(arguments: Namespace) -> int:
    """Runs a trial in this very process and prints what it reports and returns.

    A trial that fails shows its whole traceback: that is what it is run again for.
    """
    from tuner_gui.core.objective import Objective, read_metrics
    from tuner_gui.core.specs import CommandSpec, DatasetSpec, TargetSpec
    from tuner_gui.datasets.views import dataset_view
    from tuner_gui.targets.loading import load_target
    from tuner_gui.targets.running import run_trial

    target = _read(TargetSpec, arguments.target, "TARGET")
    params = _params(arguments.params)
    dataset = _read(DatasetSpec, arguments.data, "--data")
    if isinstance(target, CommandSpec):
        raise TuningError("A command is run by itself.", "Copy the trial as a command.")
    seed = _seed()
    sys.argv[1:] = []  # the words are ours; the target's own code may look for its own
    if (here := str(Path.cwd())) not in sys.path:
        sys.path.insert(0, here)

    def report(step: int, **metrics: float) -> None:
        print(f"step {int(step)}: {_shown(read_metrics(metrics, ''))}", flush=True)

    try:
        metrics = run_trial(
            load_target(target),
            params,
            dataset_view(dataset),
            metric=arguments.metric,
            report=report,
            number=arguments.number,
            seed=seed,
        )
        value = Objective(arguments.metric).value_in(metrics)
    except TuningError as error:
        tell(f"The trial failed: {error}")
        return NO_BEST
    except Exception:  # noqa: BLE001 - whatever a target raises
        import traceback

        traceback.print_exc()
        return NO_BEST
    others = {name: each for name, each in metrics.items() if name != arguments.metric}
    for name, each in {arguments.metric: value, **others}.items():
        print(f"{name}={each!r}")
    return DONE


def _shown(metrics: dict[str, float]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in metrics.items())


def _seed() -> int | None:
    text = os.environ.get(SEED_VARIABLE, "")
    return int(text) if text.isascii() and text.isdecimal() else None


def _read(kind: Any, text: str, place: str) -> Any:
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(kind).validate_json(text)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]["msg"].rstrip(".")
        raise TuningError(
            f"{place} cannot be read: {problem}.", "Copy the line anew from the trial."
        ) from error


def _params(text: str) -> Params:
    import json

    try:
        params = json.loads(text)
    except ValueError as error:
        raise TuningError(f"PARAMS cannot be read: {error}.", "Write one JSON object.") from error
    if not isinstance(params, dict):
        raise TuningError("PARAMS is no JSON object.", 'Write it as {"lr": 0.1}.')
    thawed: Params = _thawed(params)
    return thawed


def _thawed(value: Any) -> Any:
    """Parameters as they were asked for: JSON makes lists of tuples."""
    if isinstance(value, dict):
        return {name: _thawed(each) for name, each in value.items()}
    return tuple(map(_thawed, value)) if isinstance(value, list) else value
