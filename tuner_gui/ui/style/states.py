"""How a trial's state is drawn, everywhere the same: a glyph and a colour. Any thread."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tuner_gui.core.trial import TrialState

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class StateLook:
    """Names of a drawing in ``resources/icons`` and of a colour in ``Tokens``."""

    glyph: str
    colour: str


STATE_LOOKS: Final[Mapping[TrialState, StateLook]] = MappingProxyType(
    {
        TrialState.RUNNING: StateLook("state-running", "running"),
        TrialState.COMPLETE: StateLook("state-complete", "good"),
        TrialState.PRUNED: StateLook("state-pruned", "pruned"),
        TrialState.FAILED: StateLook("state-failed", "bad"),
        TrialState.STOPPED: StateLook("state-stopped", "text_third"),
    }
)
