"""The command that makes a session; main thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.commands.outcome import DONE, counted, require_room, tell

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig


def make_session(arguments: Namespace) -> int:
    """Makes a session from a script, an estimator or code of one's own, with a proposed space."""
    from tuner_gui.core.objective import Direction
    from tuner_gui.session.document import Session
    from tuner_gui.session.environment import current_environment
    from tuner_gui.session.file import write_session
    from tuner_gui.session.folders import cache_folder, trust_file
    from tuner_gui.session.naming import name_of
    from tuner_gui.session.proposal import propose
    from tuner_gui.session.trust import trust_as_made
    from tuner_gui.session.trust_store import TrustStore
    from tuner_gui.session.wishes import SweepWishes

    out: Path = arguments.out
    require_room(out, force=arguments.force)
    wishes = SweepWishes(
        target=arguments.target,
        command=arguments.words,
        config=arguments.config,
        python=arguments.python,
        metric=arguments.metric,
        direction=Direction(arguments.direction) if arguments.direction else None,
        strategy=arguments.strategy,
        trials=arguments.trials,
        early_stopping=arguments.early_stopping,
        trial_timeout_s=arguments.timeout,
        data=arguments.data,
        target_column=arguments.target_column,
        columns=arguments.columns,
        excluded=arguments.exclude,
        split=arguments.split,
        folds=arguments.folds,
        workers=arguments.workers,
        seed=arguments.seed,
    )
    config, notes = propose(wishes, name_of(out), cache_folder())
    write_session(out, Session(config, environment=current_environment()))
    trust_as_made(config, out, TrustStore(trust_file()))
    for note in notes:
        tell(note)
    if not len(config.space):
        tell("The search space is empty; add parameters in the window.")
    planned = config.planned_trials()
    trials = "unlimited trials" if planned is None else counted(planned, "trial")
    aim = _aim(config, is_one=planned == 1)
    print(f"{out}: {counted(len(config.space), 'parameter')}, {trials} {aim}")
    return DONE


def _aim(config: SweepConfig, *, is_one: bool) -> str:
    """On which data, or else for what: a program brings its own data."""
    if config.dataset.kind != "none":
        return f"on {config.dataset.label}"
    verb = f"{config.objective.direction}s" if is_one else str(config.objective.direction)
    return f"that {verb} {config.objective.metric}"
