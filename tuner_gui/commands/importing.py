"""The command that makes a session from another tool's search space; main thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.commands.outcome import DONE, require_room, tell

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.exchange.spaces.result import ImportedSpace


def import_file(arguments: Namespace) -> int:
    """Makes a session without a target; each approximation is told on a line of its own."""
    from tuner_gui.exchange.spaces.importing import import_space
    from tuner_gui.session.document import Session
    from tuner_gui.session.environment import current_environment
    from tuner_gui.session.file import write_session
    from tuner_gui.session.naming import name_of

    out: Path = arguments.out
    require_room(out, force=arguments.force)
    imported = import_space(arguments.file)
    config = config_of(imported, name_of(out))
    notes = imported.hints.description
    write_session(out, Session(config, environment=current_environment(), notes=notes))
    for note in imported.notes:
        tell(note)
    planned = config.planned_trials()
    trials = "unlimited trials" if planned is None else f"{planned} trials"
    print(f"{out}: {len(config.space)} parameters, {trials}")
    tell("It has no target yet; choose one in the window.")
    return DONE


def config_of(imported: ImportedSpace, name: str) -> SweepConfig:
    """Returns the sweep that a file of another tool describes; what it leaves open is proposed."""
    from tuner_gui.core.budget import Budget
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.kinds import GridKind, RandomKind
    from tuner_gui.core.objective import Direction, Objective
    from tuner_gui.session.proposal import DEFAULT_TRIALS

    hints = imported.hints
    strategy = hints.strategy or RandomKind()
    is_grid = isinstance(strategy, GridKind)
    return SweepConfig(
        name=hints.name or name,
        target=None,
        space=imported.space,
        strategy=strategy,
        objective=Objective(hints.metric or "score", hints.direction or Direction.MAXIMIZE),
        budget=Budget(
            trials=hints.trials or (None if is_grid else DEFAULT_TRIALS),
            concurrency=hints.concurrency or 1,
            time_limit_s=hints.time_limit_s,
            trial_timeout_s=hints.trial_timeout_s,
        ),
    )
