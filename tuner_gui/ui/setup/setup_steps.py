"""What happens to a setup: a step of a person, parameters on offer. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.ui.setup.setup_draft import SetupDraft


@dataclass(frozen=True, slots=True)
class SetupEdit:
    """One step of a person in the setup; see `DraftEdit`, its like for the space."""

    before: SetupDraft
    after: SetupDraft
    label: str
    merge: str = ""


@dataclass(frozen=True, slots=True)
class SpaceOffer:
    """The parameters of a target that would replace edited ones, if the person says so.

    Args:
        target: in a person's words.
        argv: the command that passes them; empty where the target is none.
    """

    target: str
    space: HyperParamSpace
    argv: tuple[str, ...] = ()
