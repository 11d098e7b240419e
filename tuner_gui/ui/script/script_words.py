"""What the reading dialog says in words. No Qt; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError
from tuner_gui.core.specs import CommandSpec
from tuner_gui.targets.command.line_text import command_text

if TYPE_CHECKING:
    from tuner_gui.session.script_draft import ScriptDraft


def run_words(draft: ScriptDraft) -> str:
    """Returns the command that a trial runs, or the function that it calls; empty without one."""
    try:
        target = draft.target()
    except TuningError:
        return ""
    match target:
        case None:
            return ""
        case CommandSpec(argv=argv):
            return command_text(argv).replace("{python}", "python", 1)
        case _:
            return f"{target.label}(…)"
