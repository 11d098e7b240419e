"""What a running sweep can be asked to do: a closed union, made on any thread, obeyed by one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.space import HyperParamSpace


class Ending(Enum):
    """How a running trial is asked to end."""

    CANCEL = "cancel"
    """It may end by itself, and becomes STOPPED."""
    KILL = "kill"
    """At once."""
    SKIP = "skip"
    """As by CANCEL; another trial takes its place in the budget."""
    PRUNE = "prune"
    """Whatever end follows, it becomes PRUNED."""


@dataclass(frozen=True, slots=True)
class EndTrial:
    """End one running trial."""

    number: int
    ending: Ending


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Run these parameters before the strategy's own."""

    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RunAgain:
    """Run the parameters of earlier trials before the strategy's own."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChangeBudget:
    """Go on with other limits, under the names of the budget's fields."""

    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReplaceSpace:
    """Search another space from now on."""

    space: HyperParamSpace


@dataclass(frozen=True, slots=True)
class SwitchStrategy:
    """Choose by another strategy from now on, which learns of all trials so far."""

    kind: TunerKind


SweepRequest: TypeAlias = (
    EndTrial | Enqueue | RunAgain | ChangeBudget | ReplaceSpace | SwitchStrategy
)
