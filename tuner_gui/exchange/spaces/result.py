"""What reading and writing another tool's search space gives; any thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.objective import Direction
    from tuner_gui.core.space import HyperParamSpace


class SpaceFileError(TuningError):
    """A file holds no search space that can be read here, or cannot be read or written."""


@dataclass(frozen=True, slots=True)
class SetupHints:
    """What a file says of a sweep besides its space; empty or None where it says nothing.

    Args:
        name: what the sweep is called.
        description: what a person wrote about it.
        metric: the objective's name.
        trials: how many at most.
        concurrency: how many at a time.
    """

    name: str = ""
    description: str = ""
    metric: str = ""
    direction: Direction | None = None
    strategy: TunerKind | None = None
    trials: int | None = None
    concurrency: int | None = None
    time_limit_s: float | None = None
    trial_timeout_s: float | None = None


@dataclass(frozen=True, slots=True)
class ImportedSpace:
    """A space that was read from another tool's file.

    Args:
        tool: what the other tool is called, for a person.
        notes: each approximation and each loss, one sentence that begins with a name.
        hints: what else the file says.
    """

    space: HyperParamSpace
    tool: str
    notes: tuple[str, ...] = ()
    hints: SetupHints = field(default_factory=SetupHints)


@dataclass(frozen=True, slots=True)
class ExportedSpace:
    """A space as the text of another tool.

    Args:
        losses: what the text does not say, one sentence each that begins with a name.
    """

    text: str
    losses: tuple[str, ...] = ()
