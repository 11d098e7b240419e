"""The command line: what it takes, what it prints, and its exit codes; main thread.

It starts quickly because each command imports what it needs; nothing here imports Qt.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.arguments import COMMANDS, WRONG_USE, parse_arguments
from tuner_gui.core.errors import TuningError
from tuner_gui.resources import resource_path

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping, Sequence

    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.session.document import Session

DONE = 0
NO_BEST = 1
BAD_INPUT = WRONG_USE
INTERRUPTED = 130

DEMO_SESSION = "forest-on-breast-cancer.tuner.json"


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command.

    Args:
        argv: the arguments without the program's name; those of the process by default.

    Returns:
        The exit code: 0 done, 1 the sweep ended without a best trial, 2 wrong use or bad input,
        130 interrupted (and saved).
    """
    arguments = parse_arguments(sys.argv[1:] if argv is None else argv, _COMMANDS)
    with _logging_to_stderr(is_debug=arguments.debug):
        try:
            code: int = arguments.command(arguments)
            sys.stdout.flush()
        except KeyboardInterrupt:
            _tell("Interrupted.")
            return INTERRUPTED
        except BrokenPipeError:  # who reads our output has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE
        except Exception as error:  # noqa: BLE001 - the edge of the process: one sentence for all
            if arguments.debug:
                import traceback

                traceback.print_exc()
            _tell(_sentence(error))
            return BAD_INPUT
    return code


def _sentence(error: Exception) -> str:
    if isinstance(error, TuningError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'The system'}: {error.strerror}."
    return f"Internal error: {type(error).__name__}: {error} (--debug shows where)."


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


@contextlib.contextmanager
def _logging_to_stderr(*, is_debug: bool) -> Iterator[None]:
    """What the program logs, line by line; tracebacks only for who asked for them."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.DEBUG if is_debug else logging.WARNING)
    handler.addFilter(lambda record: is_debug or not record.exc_info)
    logger = logging.getLogger("tuner_gui")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


def _open(arguments: Namespace) -> int:
    sessions: list[Path] = arguments.sessions
    session = sessions[0] if sessions else None
    if session is not None and not session.exists():
        listed = [name for name, command in COMMANDS.items() if command.summary]
        raise TuningError(
            f"{session} is neither a file nor a command.", f"Commands are {', '.join(listed)}."
        )
    if len(sessions) + arguments.demo > 1:
        raise TuningError("A window shows one session.", "Name only one, or none with --demo.")
    if not has_display(sys.platform, os.environ):
        if arguments.demo:
            return _demo_without_window()
        raise TuningError(
            "There is no display to open a window on.", "Use tuner-gui run SESSION without one."
        )
    _require_sound_qt()
    from tuner_gui.app import run_window

    return run_window(session, demo=arguments.demo)


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Says whether Qt will find where to put a window.

    Args:
        platform: as in `sys.platform`.
        environment: the variables of the process.
    """
    if not platform.startswith("linux"):
        return True
    plugin = environment.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    if plugin and plugin != "xcb" and not plugin.startswith("wayland"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _require_sound_qt() -> None:
    from tuner_gui.platform_check import refusal

    if sentence := refusal():
        raise TuningError(sentence)


def _demo_without_window() -> int:
    import shutil

    from tuner_gui.session.file import logs_folder, read_session

    _tell("There is no display, so the example runs without a window.")
    folder = Path("demo-output")
    folder.mkdir(exist_ok=True)
    saved, picture = folder / DEMO_SESSION, folder / "window.png"
    best = folder / "best-parameters.yaml"
    shutil.rmtree(logs_folder(saved), ignore_errors=True)  # of the demo before
    session = read_session(resource_path("examples", DEMO_SESSION))
    if code := _run_to_end(session, saved, export=best, is_quiet=False):
        return code
    _write_picture(saved, picture)
    print(f"Left in {folder}: {saved.name}, {best.name}, {picture.name}")
    return DONE


def _write_picture(session: Path, picture: Path) -> None:
    """Has a child draw the filled window, so that Qt stays out of this process."""
    import subprocess

    is_frozen = getattr(sys, "frozen", False)
    program = [sys.executable] if is_frozen else [sys.executable, "-m", "tuner_gui"]
    picture.unlink(missing_ok=True)
    try:
        done = subprocess.run(
            [*program, "picture", session, picture],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=120,
        )
    except subprocess.TimeoutExpired:
        raise TuningError("The picture of the window was not ready within 2 minutes.") from None
    if done.returncode != 0 or not picture.exists():
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else f"its process ended with {done.returncode}."
        raise TuningError(f"The picture of the window could not be made: {reason}")


def _picture(arguments: Namespace) -> int:
    _require_sound_qt()
    from tuner_gui.app import write_window_picture

    write_window_picture(arguments.session, arguments.picture)
    return DONE


def _new(arguments: Namespace) -> int:
    from tuner_gui.core.objective import Direction
    from tuner_gui.session.document import Session
    from tuner_gui.session.environment import current_environment
    from tuner_gui.session.file import name_of, write_session
    from tuner_gui.session.folders import cache_folder
    from tuner_gui.session.proposal import SweepWishes, propose_config

    out: Path = arguments.out
    _require_room(out, force=arguments.force)
    wishes = SweepWishes(
        target=arguments.target,
        metric=arguments.metric,
        direction=Direction(arguments.direction),
        strategy=arguments.strategy,
        trials=arguments.trials,
        data=arguments.data,
        target_column=arguments.target_column,
        folds=arguments.folds,
        workers=arguments.workers,
        seed=arguments.seed,
    )
    config = propose_config(wishes, name_of(out), cache_folder())
    write_session(out, Session(config, environment=current_environment()))
    if not len(config.space):
        _tell("The search space is empty; add parameters in the window.")
    planned = config.planned_trials()
    trials = "unlimited trials" if planned is None else f"{planned} trials"
    print(f"{out}: {len(config.space)} parameters, {trials} on {config.dataset.label}")
    return DONE


def _require_room(out: Path, *, force: bool) -> None:
    if not force and out.exists() and (not out.is_file() or out.stat().st_size > 0):
        raise TuningError(f"{out} is there already.", "--force replaces it.")


def _run(arguments: Namespace) -> int:
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
        _require_room(out, force=arguments.force)
    if arguments.export is not None:
        format_of(arguments.export)  # a name that says nothing is found now, not after the hours
    if not arguments.yes:
        require_trust(config.target, path.name)
    session = replace(session, config=config)
    return _run_to_end(session, out, export=arguments.export, is_quiet=arguments.quiet)


def _run_to_end(session: Session, out: Path, *, export: Path | None, is_quiet: bool) -> int:
    from tuner_gui.exchange.best import write_best
    from tuner_gui.session.file import write_session
    from tuner_gui.session.headless import run_headless

    planned = session.config.planned_trials()
    is_interrupted = False
    if planned is not None and len(session.records) >= planned:
        is_limit = planned == session.config.budget.trials
        more = "; --trials N gives the sweep more" if is_limit else ""
        _tell(f"All {planned} trials are done already{more}.")
        if not out.exists() or out.stat().st_size == 0:
            write_session(out, session)
    else:
        outcome = run_headless(session, out, shows_progress=not is_quiet)
        session, is_interrupted = outcome.session, outcome.is_interrupted
        if outcome.finished.message:
            _tell(outcome.finished.message)
    best = session.best()
    if best is not None:
        _print_best(best, session)
        if export is not None:
            write_best(export, best, session.config)
    if is_interrupted:
        _tell(f"Interrupted; {len(session.records)} trials are saved in {out}.")
        return INTERRUPTED
    if best is None:
        _tell("No trial completed, so there is no best one.")
        return NO_BEST
    return DONE


def _print_best(best: TrialRecord, session: Session) -> None:
    from tuner_gui.core.nesting import flatten

    metric = session.config.objective.metric
    print(f"best {metric} = {best.metric!r} (trial {best.number} of {len(session.records)})")
    for name, value in flatten(best.params).items():
        print(f"  {name} = {value}")


def _export(arguments: Namespace) -> int:
    from tuner_gui.exchange.best import export_best, write_best
    from tuner_gui.session.file import read_session

    session = read_session(arguments.session)
    record = _chosen_trial(session, arguments.trial)
    if arguments.out is not None:
        write_best(arguments.out, record, session.config, arguments.format)
    else:
        sys.stdout.write(export_best(record, session.config, arguments.format or "json"))
    return DONE


def _chosen_trial(session: Session, number: int | None) -> TrialRecord:
    if number is None:
        best = session.best()
        if best is None:
            raise TuningError(f"{session.config.name} has no complete trial to export.")
        return best
    for record in session.records:
        if record.number == number:
            return record
    raise TuningError(f"{session.config.name} has no trial {number}.")


def _validate(arguments: Namespace) -> int:
    from tuner_gui.session.file import read_session

    session = read_session(arguments.session)
    counts = f"{len(session.config.space)} parameters, {len(session.records)} trials"
    print(f"{arguments.session}: a valid session, {counts}")
    return DONE


_COMMANDS = {
    "open": _open,
    "picture": _picture,
    "new": _new,
    "run": _run,
    "export": _export,
    "validate": _validate,
}
