"""The commands that look at a session: export and validate; main thread, nothing of it is run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.commands.outcome import DONE, require_room, tell
from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from argparse import Namespace

    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.session.document import Session


def export_parameters(arguments: Namespace) -> int:
    """Writes the parameters of a trial, or the search space for another tool."""
    from tuner_gui.exchange.best import export_best, write_best
    from tuner_gui.exchange.spaces.exporting import SPACE_FORMATS
    from tuner_gui.session.opening import OpenSession
    from tuner_gui.targets.located import located

    out: Path | None = arguments.out
    session = OpenSession(arguments.session).whole()
    if arguments.format is not None and arguments.format.lower() in SPACE_FORMATS:
        return _export_space(session, arguments)
    record = _chosen_trial(session, arguments.trial)
    config = located(session.config, arguments.session.parent)
    format_name = None if arguments.format is None else _format_meant(arguments.format)
    if out is None:
        _print(export_best(record, config, format_name or "json"))
        return DONE
    require_room(out, force=arguments.force)
    write_best(out, record, config, format_name)
    print(f"{out}: the parameters of trial {record.number}")
    return DONE


def _export_space(session: Session, arguments: Namespace) -> int:
    """Writes the search space for another tool; what that loses is told line by line."""
    from tuner_gui.exchange.spaces.exporting import export_space, hints_of, write_space

    if arguments.trial is not None:
        raise TuningError(f"{arguments.format} is a format of the space, not of a trial.")
    out: Path | None = arguments.out
    config = session.config
    exported = export_space(config.space, arguments.format.lower(), hints_of(config))
    if out is not None:
        require_room(out, force=arguments.force)
        write_space(out, exported)
        print(f"{out}: {len(config.space)} parameters")
    else:
        _print(exported.text)
    for loss in exported.losses:
        tell(loss)
    return DONE


def _print(text: str) -> None:
    """Writes to the terminal, where the next prompt needs a line of its own."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def _format_meant(name: str) -> str:
    """The format of a name that is written in its own way, such as `YML` or `.py`."""
    from tuner_gui.exchange.best import format_names, format_of
    from tuner_gui.exchange.errors import ExportError

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


def validate_session(arguments: Namespace) -> int:
    """Says that a session file is sound; reading one that is not raises.

    What keeps a sound session from running is said too, and is no error: the file may be on its
    way to where it can.
    """
    from tuner_gui.session.folders import cache_folder
    from tuner_gui.session.opening import OpenSession
    from tuner_gui.session.preflight import require_runnable
    from tuner_gui.targets.located import located

    opening = OpenSession(arguments.session)
    session = opening.whole()
    counts = f"{len(session.config.space)} parameters, {len(session.records)} trials"
    print(f"{arguments.session}: a valid session, {counts}")
    if damage := opening.damage():
        tell(f"{arguments.session}: {damage}")
    try:
        require_runnable(located(session.config, arguments.session.parent), cache_folder())
    except TuningError as error:
        tell(f"{arguments.session}: valid, but it cannot run: {error}")
    return DONE
