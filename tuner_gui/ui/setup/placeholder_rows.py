"""The parameters that a command names and the space lacks, as proposed. No Qt; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.core.domains import Choice, Constant, Float
from tuner_gui.core.errors import TuningError
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.targets.command.line_text import read_command_text
from tuner_gui.targets.command.template import RESERVED, Switch, pieces_of
from tuner_gui.targets.reading.option import Option
from tuner_gui.targets.reading.proposing import propose

if TYPE_CHECKING:
    from collections.abc import Collection

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.ui.setup.command_draft import CommandDraft


def missing_parameters(draft: CommandDraft, names: Collection[str]) -> HyperParamSpace:
    """Returns a parameter for each placeholder of a command that is none of the names.

    A known name gets its usual range, a switch true and false, any other 0 to 1. What cannot be a
    parameter's name is left out, and all is while the command cannot be read.
    """
    found: dict[str, ParameterKind] = {}
    try:
        switches = {
            piece.name
            for word in read_command_text(draft.text)
            for piece in pieces_of(word)
            if isinstance(piece, Switch)
        }
        for name in sorted(draft.placeholders - RESERVED - set(names)):
            found[name] = Choice([True, False]) if name in switches else _proposed(name)
        return HyperParamSpace(found)
    except TuningError:
        return HyperParamSpace()


def _proposed(name: str) -> ParameterKind:
    for of_type in ("float", "int"):
        kind = propose(Option(name=name, type=of_type)).parameter_kind()
        if not isinstance(kind, Constant):
            return kind
    return Float(0.0, 1.0)
