"""Sweeps made up for tests that compare them, and their files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tuner_gui.core.config import SweepConfig
from tuner_gui.core.kinds import RandomKind, TunerKind
from tuner_gui.core.objective import Direction, Objective
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.trial import TrialError, TrialRecord, TrialState
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.session.document import Session
from tuner_gui.session.file import write_session

MORNING = datetime(2026, 11, 23, 8, 0, 0, tzinfo=UTC)
SPACE = HyperParamSpace().add_int("depth", 1, 100).add_choice("kind", ["gini", "entropy"])


def sweep(
    values: Sequence[float | None],
    *,
    seconds: float = 10.0,
    pause_after: dict[int, float] | None = None,
    extra: dict[str, object] | None = None,
) -> list[TrialRecord]:
    """Trials one after the other; None is a failed one, and a pause may follow a trial."""
    records, start = [], MORNING
    for number, value in enumerate(values):
        is_failed = value is None
        records.append(
            TrialRecord(
                number,
                {"depth": number + 1, "kind": "gini", **(extra or {})},
                TrialState.FAILED if is_failed else TrialState.COMPLETE,
                value,
                duration_ms=seconds * 1000,
                started_at=start,
                error=TrialError("ValueError", "no") if is_failed else None,
            )
        )
        start += timedelta(seconds=seconds + (pause_after or {}).get(number, 0.0))
    return records


def store(records: Sequence[TrialRecord], direction: Direction = Direction.MAXIMIZE) -> TrialStore:
    return TrialStore.of(Objective("accuracy", direction), records)


def write(
    path: Path,
    records: Sequence[TrialRecord],
    objective: Objective | None = None,
    space: HyperParamSpace = SPACE,
    strategy: TunerKind | None = None,
) -> Path:
    """Writes a session of these trials."""
    config = SweepConfig(
        path.name,
        None,
        space,
        strategy or RandomKind(),
        objective=objective or Objective("accuracy"),
    )
    write_session(path, Session(config, records))
    return path
