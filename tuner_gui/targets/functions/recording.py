"""One run of an objective that notes what it suggests; only in the child process that reads it."""

from __future__ import annotations

import contextlib
import signal
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from tuner_gui.core.domains import Choice, Int
from tuner_gui.core.errors import InvalidSpace, TrainFailure
from tuner_gui.targets.functions.stand_in import StandInTrial
from tuner_gui.targets.giving_up import is_pruned
from tuner_gui.targets.reading.option import space_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.values import ParamValue
    from tuner_gui.targets.functions.suggestion import Suggestion

    Objective: TypeAlias = Callable[[StandInTrial], Any]

QUIET_S = 3.0
"""So long after its last suggestion a run is ended: what it does then is training."""


@dataclass(slots=True)
class Recording:
    """What one run suggested.

    Args:
        kinds: of the parameters, in the order of their first suggestion.
        values: that were answered.
        problem: why the run ended, where it failed.
        is_cut: the run was ended while it still went on.
    """

    kinds: dict[str, ParameterKind] = field(default_factory=dict)
    values: dict[str, ParamValue] = field(default_factory=dict)
    problem: str = ""
    is_cut: bool = False


class _LongEnough(BaseException):
    """Ends a run. No `Exception`: an objective that catches everything must not catch this."""


class _RecordingTrial(StandInTrial):
    """Answers with small values, unless others are wanted."""

    def __init__(self, recording: Recording, wanted: Mapping[str, ParamValue]) -> None:
        super().__init__(0)
        self._recording = recording
        self._wanted = wanted

    def answer(self, name: str, suggestion: Suggestion) -> Any:
        known = space_name(name)
        try:
            kind = suggestion.kind()
        except InvalidSpace as error:
            raise TrainFailure(f"The objective suggests {name}, but: {error.message}") from error
        value = self._wanted.get(known, _small_value(kind))
        self._recording.kinds.setdefault(known, kind)
        self._recording.values[known] = value
        _ring_after(QUIET_S)
        return suggestion.accept(name, value)

    def report(self, value: float, step: int) -> None:  # noqa: ARG002
        """Ends the run: it trains, so it has suggested what it needs."""
        raise _LongEnough


def record(objective: Objective, wanted: Mapping[str, ParamValue], recording: Recording) -> None:
    """Runs an objective to its end, to its first report, or until it has long been quiet.

    Args:
        objective: takes a trial.
        wanted: the values to answer with; for other parameters a small one.
        recording: is filled.
    """
    try:
        with _alarm(recording):
            objective(_RecordingTrial(recording, wanted))
    except _LongEnough:
        pass
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - whatever an objective raises ends its run only
        if not is_pruned(error):
            text = " ".join(str(error).split())
            is_plain = isinstance(error, TrainFailure)
            recording.problem = text if is_plain else f"{type(error).__name__}: {text}".rstrip(": ")


def _small_value(kind: ParameterKind) -> ParamValue:
    """One that trains fast: few layers, few trees; of a list the first."""
    return kind.value_at(0) if isinstance(kind, Choice | Int) else kind.sample(0.5)


@contextlib.contextmanager
def _alarm(recording: Recording) -> Iterator[None]:
    """Ends what runs inside when the alarm rings; without alarms (on Windows) nothing does."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def ring(*_: object) -> None:
        recording.is_cut = True
        raise _LongEnough

    handler, timer = signal.signal(signal.SIGALRM, ring), signal.getitimer(signal.ITIMER_REAL)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, *timer)


def _ring_after(seconds: float) -> None:
    if hasattr(signal, "SIGALRM"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
