"""The command that says whether a session is sound; main thread, nothing of it is run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.commands.outcome import DONE, counted, tell
from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from argparse import Namespace


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
    parameters = counted(len(session.config.space), "parameter")
    counts = f"{parameters}, {counted(len(session.records), 'trial')}"
    print(f"{arguments.session}: a valid session, {counts}")
    if damage := opening.damage():
        tell(f"{arguments.session}: {damage}")
    try:
        require_runnable(located(session.config, arguments.session.parent), cache_folder())
    except TuningError as error:
        tell(f"{arguments.session}: valid, but it cannot run: {error}")
    return DONE
