"""The command that makes a session from another tool's space or study; main thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.commands.outcome import DONE, counted, require_room, tell
from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.exchange.spaces.result import ImportedSpace


def import_file(arguments: Namespace) -> int:
    """Makes a session of another tool's space or study; each approximation is told on a line."""
    from tuner_gui.exchange.spaces.importing import import_space
    from tuner_gui.exchange.studies.files import study_kind
    from tuner_gui.session.document import Session
    from tuner_gui.session.environment import current_environment
    from tuner_gui.session.file import write_session
    from tuner_gui.session.naming import name_of

    out: Path = arguments.out
    require_room(out, force=arguments.force)
    if study_kind(arguments.file) is not None:
        return _import_study(arguments)
    if arguments.study is not None or arguments.target:
        raise TuningError(f"{arguments.file.name} is no study: it goes without --study, --target.")
    imported = import_space(arguments.file)
    config = config_of(imported, name_of(out))
    notes = imported.hints.description
    write_session(out, Session(config, environment=current_environment(), notes=notes))
    for note in imported.notes:
        tell(note)
    planned = config.planned_trials()
    trials = "unlimited trials" if planned is None else counted(planned, "trial")
    print(f"{out}: {counted(len(config.space), 'parameter')}, {trials}")
    tell("It has no target yet; choose one in the window.")
    return DONE


def _import_study(arguments: Namespace) -> int:
    """Makes a session with the trials of a study."""
    from tuner_gui.exchange.studies.reading import read_study
    from tuner_gui.session.document import Session
    from tuner_gui.session.environment import current_environment
    from tuner_gui.session.file import write_session
    from tuner_gui.session.folders import cache_folder, trust_file
    from tuner_gui.session.subjects import subject_of
    from tuner_gui.session.trust import trust_as_made
    from tuner_gui.session.trust_store import TrustStore
    from tuner_gui.session.wishes import SweepWishes

    out: Path = arguments.out
    study = read_study(arguments.file, arguments.study)
    config = study.config
    if arguments.target:
        subject = subject_of(SweepWishes(target=arguments.target), cache_folder())
        config = replace(config, target=subject.target, dataset=subject.dataset)
    write_session(out, Session(config, study.records, current_environment()))
    trust_as_made(config, out, TrustStore(trust_file()))
    for note in study.notes:
        tell(note)
    parameters = counted(len(config.space), "parameter")
    print(f"{out}: {parameters}, {counted(len(study.records), 'trial')}")
    if config.target is None:
        tell("It has no target yet; choose one in the window, or name it with --target.")
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
