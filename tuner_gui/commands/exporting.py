"""The command that takes results away: parameters, trials, the space, a chart; main thread.

Nothing of the session is run.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.commands.outcome import DONE, require_folder, require_room, tell
from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.session.document import Session

STUDY, MLFLOW = "optuna-study", "mlflow"
CHARTS = ("png", "svg")


def export_session(arguments: Namespace) -> int:
    """Writes what a format asks for, to a file or to the terminal."""
    from tuner_gui.session.opening import OpenSession

    if arguments.into is not None and (arguments.format or arguments.out):
        raise TuningError("--into changes a file of yours: it goes without --format and --out.")
    session = OpenSession(arguments.session).whole()
    if arguments.into is not None:
        return _patch_file(session, arguments)
    subject, name = _meant(arguments)
    return subject(session, arguments, name)


def _meant(arguments: Namespace) -> tuple[Callable[[Session, Namespace, str], int], str]:
    """What is exported, and the name of its format: as `--format` says, or the name of `--out`."""
    from tuner_gui.exchange.spaces.exporting import SPACE_FORMATS
    from tuner_gui.exchange.tables.exporting import table_format_names, table_format_of

    out = arguments.out
    asked: str | None = arguments.format
    name = asked.lower().removeprefix(".") if asked is not None else ""
    if asked is None and isinstance(out, Path):
        name = out.suffix.lower().removeprefix(".")
    table = name if name in table_format_names() else table_format_of(Path(f"_.{name}"))
    if table is not None and name:
        return _export_table, table
    if name in CHARTS:
        return _export_chart, name
    if asked is not None and name in SPACE_FORMATS:
        return _export_space, name
    if asked is not None and name in {STUDY, MLFLOW}:
        return (_export_study if name == STUDY else _export_to_mlflow), name
    return _export_parameters, asked or ""


def _export_parameters(session: Session, arguments: Namespace, asked: str) -> int:
    from tuner_gui.exchange.best import export_best, write_best
    from tuner_gui.targets.located import located

    out = _file(arguments)
    record = _chosen_trial(session, arguments.trial)
    config = located(session.config, arguments.session.parent)
    format_name = _parameter_format(asked) if asked else None
    if out is None:
        _print(export_best(record, config, format_name or "json"))
        return DONE
    require_room(out, force=arguments.force)
    write_best(out, record, config, format_name)
    print(f"{out}: the parameters of trial {record.number}")
    return DONE


def _patch_file(session: Session, arguments: Namespace) -> int:
    """Shows what would change in a configuration file, and changes it once that is wanted."""
    from tuner_gui.exchange.patching.patch import patch_of, write_patch

    record = _chosen_trial(session, arguments.trial)
    patch = patch_of(arguments.into, record.params)
    for note in patch.notes:
        tell(note)
    if not patch.changes:
        print(f"{arguments.into}: nothing to change")
        return DONE
    sys.stdout.write(patch.difference())
    if not arguments.yes and not _wants(f"Change {arguments.into}?"):
        tell("Nothing was written.")
        return DONE
    write_patch(patch)
    values = "1 value" if len(patch.changes) == 1 else f"{len(patch.changes)} values"
    print(f"{arguments.into}: {values} of trial {record.number}")
    return DONE


def _wants(question: str) -> bool:
    if not sys.stdin.isatty():
        raise TuningError("Nothing was written, because nobody can be asked.", "--yes writes it.")
    sys.stdout.flush()
    return input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}


def _export_table(session: Session, arguments: Namespace, name: str) -> int:
    from tuner_gui.exchange.tables.exporting import export_table, write_table
    from tuner_gui.exchange.tables.trial_table import trial_table

    _refuse_trial(arguments, name)
    out = _file(arguments)
    table = trial_table(session.records, session.config.objective, session.marks)
    if out is not None:
        require_room(out, force=arguments.force)
        write_table(out, table, name)
        print(f"{out}: {_counted(len(table.rows))}")
        return DONE
    content = export_table(table, name)
    if isinstance(content, str):
        _print(content)
    elif sys.stdout.isatty():
        raise TuningError(f"{name} is nothing for a terminal.", "Name a file with --out.")
    else:
        sys.stdout.buffer.write(content)
    return DONE


def _export_space(session: Session, arguments: Namespace, name: str) -> int:
    """Writes the search space for another tool; what that loses is told line by line."""
    from tuner_gui.exchange.spaces.exporting import export_space, hints_of, write_space

    if arguments.trial is not None:
        raise TuningError(f"{arguments.format} is a format of the space, not of a trial.")
    out = _file(arguments)
    config = session.config
    exported = export_space(config.space, name, hints_of(config))
    if out is not None:
        require_room(out, force=arguments.force)
        write_space(out, exported)
        print(f"{out}: {len(config.space)} parameters")
    else:
        _print(exported.text)
    for loss in exported.losses:
        tell(loss)
    return DONE


def _export_study(session: Session, arguments: Namespace, name: str) -> int:
    """Adds the trials to an Optuna study, a new one or one that is there."""
    from tuner_gui.exchange.studies.writing import write_study

    _refuse_trial(arguments, name)
    out = _file(arguments)
    if out is None:
        raise TuningError("An Optuna study goes into a file.", "Name it with --out, such as s.db.")
    require_folder(out)
    written = write_study(out, session.config, session.records, arguments.study)
    known = f", {written.known} were there" if written.known else ""
    print(f"{out}: {_counted(written.added)} added to the study {written.name}{known}")
    for loss in written.losses:
        tell(loss)
    return DONE


def _export_to_mlflow(session: Session, arguments: Namespace, name: str) -> int:
    from tuner_gui.exchange.tracking.observer import log_trials

    _refuse_trial(arguments, name)
    if arguments.out is None:
        hint = "Name a folder with --out, a file that ends in .db, or the address of a server."
        raise TuningError("MLflow has to be told where.", hint)
    run_id = log_trials(session.config, session.records, arguments.out)
    print(f"{arguments.out}: {_counted(len(session.records))} in the run {run_id}")
    return DONE


def _export_chart(session: Session, arguments: Namespace, name: str) -> int:
    from tuner_gui.commands.window import write_picture

    _refuse_trial(arguments, name)
    out = _file(arguments)
    if out is None:
        raise TuningError("A chart goes into a file.", f"Name it with --out, such as a.{name}.")
    if out.suffix.lower() != f".{name}":
        raise TuningError(f"{out.name} is no name of a {name} file.", f"Let it end in .{name}.")
    if not session.records:
        raise TuningError(f"{session.config.name} has no trials to draw.")
    require_room(out, force=arguments.force)
    write_picture(arguments.session, out, is_chart=True)
    print(f"{out}: the chart of {_counted(len(session.records))}")
    return DONE


def _refuse_trial(arguments: Namespace, name: str) -> None:
    if arguments.trial is not None:
        raise TuningError(f"{name} is a format of all trials, not of one.")


def _file(arguments: Namespace) -> Path | None:
    out: Path | str | None = arguments.out
    if isinstance(out, str):
        raise TuningError(f"{out} is no file.", f"Addresses are for --format {MLFLOW}.")
    return out


def _counted(count: int) -> str:
    return "1 trial" if count == 1 else f"{count} trials"


def _print(text: str) -> None:
    """Writes to the terminal, where the next prompt needs a line of its own."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def _parameter_format(name: str) -> str:
    """The format of a name that is written in its own way, such as `YML` or `.py`."""
    from tuner_gui.exchange.best import format_names, format_of
    from tuner_gui.exchange.errors import ExportError

    if name.lower() in format_names():
        return name.lower()
    try:
        return format_of(Path(f"best.{name.removeprefix('.').lower()}"))
    except ExportError:  # no suffix, but perhaps a name; who exports knows
        return name if name in format_names() else name.lower()


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
