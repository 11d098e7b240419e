"""The command that runs a session without a window; main thread."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.commands.outcome import (
    DONE,
    INTERRUPTED,
    NO_BEST,
    require_room,
    require_writable,
    tell,
)

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.events import TuningFinished
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.exchange.tracking.observer import MlflowObserver
    from tuner_gui.session.document import Session
    from tuner_gui.session.opening import OpenSession


def run_session(arguments: Namespace) -> int:
    """Runs a session, or goes on with it."""
    from tuner_gui.exchange.best import format_of
    from tuner_gui.session.lock import SessionLock
    from tuner_gui.session.opening import OpenSession

    path: Path = arguments.session
    out: Path = arguments.out or path
    if arguments.out is None:
        OpenSession(path)  # a file that is none is said before anything is locked
    elif out.absolute() != path.absolute():
        require_room(out, force=arguments.force)
    if arguments.export is not None:  # what cannot be written is found now, not after the hours
        format_of(arguments.export)
        require_writable(arguments.export)
    with SessionLock(out):
        opening = OpenSession(path)
        session = _prepared(opening.whole(), arguments)
        is_recovered = opening.journal is not None and arguments.out is None
        _tell_recovery(opening, session)
        return run_to_end(
            session,
            out,
            export=arguments.export,
            is_quiet=arguments.quiet,
            is_recovered=is_recovered,
            mlflow=arguments.mlflow,
        )


def _tell_recovery(opening: OpenSession, session: Session) -> None:
    """Says what a killed program left, and what of it could not be read."""
    from tuner_gui.core.trial import TrialState

    if damage := opening.damage():
        tell(damage)
    running = sum(record.state is TrialState.RUNNING for record in session.records)
    if running:
        safe = len(session.records) - running
        trials = "1 trial is" if safe == 1 else f"{safe:,} trials are"
        again = "1 was" if running == 1 else f"{running:,} were"
        tell(f"This sweep was interrupted. {trials} safe; {again} running: run again.")


def _prepared(session: Session, arguments: Namespace) -> Session:
    """The session as the arguments want it; one that cannot run, or is not trusted, raises."""
    from tuner_gui.session.folders import cache_folder, trust_file
    from tuner_gui.session.preflight import require_reachable, require_runnable
    from tuner_gui.session.proposal import with_overrides
    from tuner_gui.session.trust import require_trust, tried_in
    from tuner_gui.session.trust_store import TrustStore
    from tuner_gui.targets.located import located

    path: Path = arguments.session
    config = with_overrides(
        located(session.config, path.parent),
        trials=arguments.trials,
        workers=arguments.workers,
        seed=arguments.seed,
        strategy=arguments.strategy,
    )
    require_runnable(config, cache_folder())
    trusted = TrustStore(trust_file())
    require_trust(config, path, trusted, tried=tried_in(session), is_granted=arguments.yes)
    require_reachable(config)
    return replace(session, config=config)


def run_to_end(
    session: Session,
    out: Path,
    *,
    export: Path | None,
    is_quiet: bool,
    is_recovered: bool = False,
    mlflow: Path | str | None = None,
) -> int:
    """Runs what is left of a session; says the best trial and returns the exit code.

    Args:
        session: with its trials so far.
        out: where it is saved.
        export: where the best parameters go; None leaves them in the session.
        is_quiet: draw no progress.
        is_recovered: the session holds all of the journal that stands beside `out`.
        mlflow: where MLflow keeps its runs; None logs to none.
    """
    from tuner_gui.session.headless import run_headless

    planned = session.config.planned_trials()
    if planned is not None and _is_through(session, planned):
        _tell_all_done(session, planned)
        _save_as_it_is(session, out, is_recovered=is_recovered)
        return _conclude(session, out, export)
    with _logging_to(mlflow, session.config) as observers:
        outcome = run_headless(
            session,
            out,
            shows_progress=not is_quiet,
            is_recovered=is_recovered,
            observers=observers,
        )
    return _conclude(
        outcome.session,
        out,
        export,
        reason=_worth_saying(outcome.finished),
        is_interrupted=outcome.is_interrupted,
    )


def _tell_all_done(session: Session, planned: int) -> None:
    is_limit = planned == session.config.budget.trials
    more = "; --trials N gives the sweep more" if is_limit else ""
    tell(f"All {planned} trials are done already{more}.")


def _save_as_it_is(session: Session, out: Path, *, is_recovered: bool) -> None:
    """Saves a session that is not run where its file does not hold all of it."""
    from tuner_gui.session.file import write_session
    from tuner_gui.session.naming import journal_file

    if is_recovered or not out.exists() or out.stat().st_size == 0:
        write_session(out, session)
    if is_recovered:
        journal_file(out).unlink(missing_ok=True)


def _conclude(
    session: Session,
    out: Path,
    export: Path | None,
    *,
    reason: str = "",
    is_interrupted: bool = False,
) -> int:
    """Says how a sweep ended, hands out its best trial, and returns the exit code."""
    if reason:
        tell(reason)
    best = session.best()
    if best is not None:
        _hand_out(best, session, export)
    if is_interrupted:
        tell(f"Interrupted; {len(session.records)} trials are saved in {out}.")
        return INTERRUPTED
    if best is None:
        if not reason:
            _tell_failures(session)
        tell("No trial completed, so there is no best one.")
        return NO_BEST
    return DONE


@contextmanager
def _logging_to(place: Path | str | None, config: SweepConfig) -> Iterator[list[MlflowObserver]]:
    """The observers that log the sweep elsewhere; at the end all that they heard is written."""
    if place is None:
        yield []
        return
    from tuner_gui.exchange.tracking.observer import MlflowObserver

    with MlflowObserver(config, place) as observer:
        yield [observer]


def _worth_saying(finished: TuningFinished) -> str:
    """Why the sweep ended, where that is not what was planned or asked for."""
    from tuner_gui.core.events import FinishReason

    usual = {FinishReason.BUDGET, FinishReason.EXHAUSTED, FinishReason.STOPPED}
    return "" if finished.reason in {*usual, FinishReason.ABORTED} else finished.message


def _is_through(session: Session, planned: int) -> bool:
    """Says whether no trial is left to run: none was lost, and as many ended as were planned."""
    from tuner_gui.core.trial import TrialState

    done = sum(record.counts for record in session.records)
    is_whole = all(record.state is not TrialState.RUNNING for record in session.records)
    return is_whole and done >= planned


def _tell_failures(session: Session) -> None:
    """Says how many trials failed, and of what the last one."""
    from tuner_gui.core.trial import TrialState

    failed = [record for record in session.records if record.state is TrialState.FAILED]
    if not failed:
        return
    error = failed[-1].error
    last = error.sentence if error is not None else "no reason was given"
    count, total = len(failed), len(session.records)
    if total == 1:
        tell(f"The trial failed: {last}")
    else:
        whole = f"All {total}" if count == total else f"{count} of {total}"
        tell(f"{whole} trials failed; the last one: {last}")


def _hand_out(best: TrialRecord, session: Session, export: Path | None) -> None:
    """Prints the best trial, and writes its parameters where they are asked for."""
    from tuner_gui.core.nesting import flatten
    from tuner_gui.exchange.best import write_best
    from tuner_gui.ui.formats import format_metric, format_value

    metric = session.config.objective.metric
    value = format_metric(best.metric)
    print(f"best {metric} = {value} (trial {best.number} of {len(session.records)})")
    for name, each in flatten(best.params).items():
        print(f"  {name} = {format_value(each)}")
    if export is not None:
        write_best(export, best, session.config)
