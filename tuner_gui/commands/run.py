"""The command that runs a session without a window; main thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.commands.outcome import DONE, INTERRUPTED, NO_BEST, require_room, tell

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.session.document import Session


def run_session(arguments: Namespace) -> int:
    """Runs a session, or goes on with it."""
    from tuner_gui.exchange.best import format_of
    from tuner_gui.session.file import read_session
    from tuner_gui.session.proposal import with_overrides
    from tuner_gui.session.trust import require_trust
    from tuner_gui.targets.located import located

    path: Path = arguments.session
    out: Path = arguments.out or path
    session = read_session(path)
    config = with_overrides(
        located(session.config, path.parent),
        trials=arguments.trials,
        workers=arguments.workers,
        seed=arguments.seed,
    )
    if out.absolute() != path.absolute():
        require_room(out, force=arguments.force)
    if arguments.export is not None:
        format_of(arguments.export)  # a name that says nothing is found now, not after the hours
    if not arguments.yes:
        require_trust(config.target, path.name)
    session = replace(session, config=config)
    return run_to_end(session, out, export=arguments.export, is_quiet=arguments.quiet)


def run_to_end(session: Session, out: Path, *, export: Path | None, is_quiet: bool) -> int:
    """Runs what is left of a session; says the best trial and returns the exit code.

    Args:
        session: with its trials so far.
        out: where it is saved.
        export: where the best parameters go; None leaves them in the session.
        is_quiet: draw no progress.
    """
    from tuner_gui.exchange.best import write_best
    from tuner_gui.session.file import write_session
    from tuner_gui.session.headless import run_headless

    planned = session.config.planned_trials()
    is_interrupted = False
    if planned is not None and len(session.records) >= planned:
        is_limit = planned == session.config.budget.trials
        more = "; --trials N gives the sweep more" if is_limit else ""
        tell(f"All {planned} trials are done already{more}.")
        if not out.exists() or out.stat().st_size == 0:
            write_session(out, session)
    else:
        outcome = run_headless(session, out, shows_progress=not is_quiet)
        session, is_interrupted = outcome.session, outcome.is_interrupted
        if outcome.finished.message:
            tell(outcome.finished.message)
    best = session.best()
    if best is not None:
        _print_best(best, session)
        if export is not None:
            write_best(export, best, session.config)
    if is_interrupted:
        tell(f"Interrupted; {len(session.records)} trials are saved in {out}.")
        return INTERRUPTED
    if best is None:
        tell("No trial completed, so there is no best one.")
        return NO_BEST
    return DONE


def _print_best(best: TrialRecord, session: Session) -> None:
    from tuner_gui.core.nesting import flatten

    metric = session.config.objective.metric
    print(f"best {metric} = {best.metric!r} (trial {best.number} of {len(session.records)})")
    for name, value in flatten(best.params).items():
        print(f"  {name} = {value}")
