"""The commands that look at a session: export and validate; main thread, nothing of it is run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tuner_gui.commands.outcome import DONE
from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from argparse import Namespace

    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.session.document import Session


def export_parameters(arguments: Namespace) -> int:
    """Writes the parameters of the best trial, or of the one that is named."""
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


def validate_session(arguments: Namespace) -> int:
    """Says that a session file is sound; reading one that is not raises."""
    from tuner_gui.session.file import read_session

    session = read_session(arguments.session)
    counts = f"{len(session.config.space)} parameters, {len(session.records)} trials"
    print(f"{arguments.session}: a valid session, {counts}")
    return DONE
