"""What can be done with chosen trials: ended, skipped, run again. No Qt widgets; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from PySide6.QtCore import QCoreApplication

from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.trial_store import TrialStore

Steering: TypeAlias = Literal["kill", "skip", "again", "changed"]

_RUNNING = STATES.index(TrialState.RUNNING)
KEYS: dict[Steering, str] = {"kill": "K", "skip": "Shift+S", "again": "R", "changed": "Shift+R"}
"""The keys while the trial table has the focus; S alone is a star, and ends nothing."""

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Steerable:
    """Chosen trials, by what can be done with them.

    Args:
        running: can be ended.
        ended: can be run again.
    """

    running: tuple[int, ...]
    ended: tuple[int, ...]

    @classmethod
    def among(cls, store: TrialStore, numbers: Sequence[int]) -> Steerable:
        """Sorts the trials with these numbers; unknown ones are left out."""
        rows = [row for number in numbers if (row := store.row_of(number)) is not None]
        is_running = store.states[rows] == _RUNNING if rows else np.zeros(0, np.bool_)
        found = store.numbers[rows] if rows else np.zeros(0, np.int64)
        return cls(tuple(found[is_running].tolist()), tuple(found[~is_running].tolist()))

    def of(self, action: Steering) -> tuple[int, ...]:
        """Returns the trials that an action would take."""
        match action:
            case "kill" | "skip":
                return self.running
            case "again":
                return self.ended
            case "changed":
                return self.ended[:1] if len(self.ended) == 1 else ()


def steering_text(action: Steering, count: int = 1) -> str:
    """Returns what a menu or a button says of an action on so many trials."""
    one, many = {
        "kill": (translate("Steering", "Kill"), translate("Steering", "Kill {count} trials")),
        "skip": (translate("Steering", "Skip"), translate("Steering", "Skip {count} trials")),
        "again": (
            translate("Steering", "Run again"),
            translate("Steering", "Run {count} trials again"),
        ),
        "changed": (translate("Steering", "Run again with changes…"), ""),
    }[action]
    return many.format(count=f"{count:,}") if many and count > 1 else one


def steering_tip(action: Steering) -> str:
    """Returns what an action does, in a sentence."""
    return {
        "kill": translate("Steering", "End the trial at once; it counts as stopped"),
        "skip": translate("Steering", "End the trial; another one takes its place"),
        "again": translate("Steering", "Run the same parameters once more, as a new trial"),
        "changed": translate("Steering", "Start from these parameters, and change some"),
    }[action]
