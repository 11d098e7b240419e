"""An Optuna study as a sweep with its trials; nothing is run or changed; any thread."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tuner_gui.core.budget import Budget
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.errors import TuningError
from tuner_gui.core.kinds import TpeKind
from tuner_gui.core.nesting import nest
from tuner_gui.core.objective import Direction, Objective
from tuner_gui.core.trial import TrialError, TrialRecord, TrialState
from tuner_gui.core.values import freeze_value
from tuner_gui.exchange.spaces.faults import SpaceFault
from tuner_gui.exchange.studies.files import StudyError, first_line, opened_copy, study_names
from tuner_gui.exchange.studies.space import space_of_trials

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from optuna.study import Study
    from optuna.trial import FrozenTrial

    from tuner_gui.exchange.studies.space import StudySpace

OWN_ATTRIBUTE = "tuner_gui"
"""Of a study and of its trials: what Optuna has no place for."""

_MORE_TRIALS = 50


@dataclass(frozen=True, slots=True)
class ImportedStudy:
    """A study as a sweep.

    Args:
        config: the sweep; its target is not known.
        records: the trials, those that wait left out.
        notes: what is not quite as it was, one sentence each.
    """

    config: SweepConfig
    records: tuple[TrialRecord, ...]
    notes: tuple[str, ...]


def read_study(path: Path, name: str | None = None) -> ImportedStudy:
    """Returns a study of a file.

    Of a study with several objectives the first decides, the others are metrics. Numbers among the
    user attributes of a trial are metrics too.

    Args:
        path: an SQLite or a journal file.
        name: which study; None where there is only one.

    Raises:
        StudyError: the file cannot be read, or holds no such study.
    """
    import optuna

    names = study_names(path)
    if name is None and len(names) > 1:
        raise StudyError(
            f"{path.name} holds {len(names)} studies.", f"Name one of {', '.join(names)[:120]}."
        )
    chosen = names[0] if name is None else name
    if chosen not in names:
        raise StudyError(
            f"{path.name} holds no study {chosen}.", f"It holds {', '.join(names)[:120]}."
        )
    with opened_copy(path) as storage:
        try:
            study = optuna.load_study(study_name=chosen, storage=storage)
            return _imported(study, path)
        except SpaceFault as fault:
            raise StudyError(str(fault.named(path.name))) from None
        except TuningError:
            raise
        except Exception as error:  # noqa: BLE001 - of Optuna and SQLAlchemy, about a damaged file
            raise StudyError(f"{path.name} cannot be read: {first_line(error)}") from None


def _imported(study: Study, path: Path) -> ImportedStudy:
    from optuna.trial import TrialState as StudyState

    all_trials = study.get_trials(deepcopy=False)
    trials = [trial for trial in all_trials if trial.state is not StudyState.WAITING]
    known = space_of_trials(trials)
    metrics = _metric_names(study)
    notes = list(known.notes)
    if waiting := len(all_trials) - len(trials):
        one, more = "1 trial that waits to be run is", f"{waiting} trials that wait to be run are"
        notes.append(f"{path.name}: {one if waiting == 1 else more} left out.")
    if len(metrics) > 1:
        others = ", ".join(metrics[1:])
        notes.append(f"{path.name}: {metrics[0]} decides; {others} is a metric beside it.")
    reader = _TrialReader(metrics, known)
    records = tuple(map(reader.record, trials))
    notes += [
        f"{name}: no number in {count} trials, so it is left out."
        for name, count in reader.left_out.items()
    ]
    is_minimized = study.directions[0].name == "MINIMIZE"
    direction = Direction.MINIMIZE if is_minimized else Direction.MAXIMIZE
    config = SweepConfig(
        name=study.study_name,
        target=None,
        space=known.space,
        strategy=TpeKind(),
        objective=Objective(metrics[0], direction),
        budget=Budget(trials=len(records) + _MORE_TRIALS),
    )
    return ImportedStudy(config, records, tuple(notes))


def _metric_names(study: Study) -> list[str]:
    own = study.user_attrs.get(OWN_ATTRIBUTE)
    if isinstance(own, Mapping) and isinstance(own.get("metric"), str) and own["metric"]:
        return [own["metric"]]
    count = len(study.directions)
    named = study.metric_names
    if named is not None:
        return [str(name) or "value" for name in named]
    return ["value"] if count == 1 else [f"value_{place}" for place in range(count)]


class _TrialReader:
    """Makes records of trials."""

    def __init__(self, metrics: Sequence[str], known: StudySpace) -> None:
        self._metrics = metrics
        self._known = known
        self.left_out: Counter[str] = Counter()
        """How often each user attribute was no number."""

    def record(self, trial: FrozenTrial) -> TrialRecord:
        own = trial.user_attrs.get(OWN_ATTRIBUTE)
        own = own if isinstance(own, Mapping) else {}
        state, error = _state_of(trial, own)
        metrics = self._metrics_of(trial)
        metric = metrics.get(self._metrics[0]) if state is TrialState.COMPLETE else None
        if state is TrialState.COMPLETE and (metric is None or not math.isfinite(metric)):
            state, metric = TrialState.FAILED, None
            error = TrialError("metric", f"The metric is {trial.values}, not a finite number.")
        started, ended = map(_moment, (trial.datetime_start, trial.datetime_complete))
        seed = own.get("seed")
        return TrialRecord(
            number=trial.number,
            params=nest(
                (self._known.names[name], freeze_value(value))
                for name, value in trial.params.items()
            ),
            state=state,
            metric=metric,
            metrics=metrics,
            duration_ms=(ended - started).total_seconds() * 1000 if started and ended else None,
            started_at=started,
            error=error,
            worker=str(own.get("worker", "")),
            seed=seed if type(seed) is int and 0 <= seed < 2**64 else None,
            curve=tuple(
                (step, float(value))
                for step, value in sorted(trial.intermediate_values.items())
                if math.isfinite(value)
            ),
        )

    def _metrics_of(self, trial: FrozenTrial) -> dict[str, float]:
        values = trial.values or ()
        metrics = dict(zip(self._metrics, map(float, values), strict=False))
        for name, value in trial.user_attrs.items():
            if isinstance(value, int | float) and not isinstance(value, bool):
                metrics.setdefault(name, float(value))
            elif name != OWN_ATTRIBUTE:
                self.left_out[name] += 1
        return metrics


def _state_of(trial: FrozenTrial, own: Mapping[str, Any]) -> tuple[TrialState, TrialError | None]:
    match trial.state.name:
        case "COMPLETE":
            return TrialState.COMPLETE, None
        case "PRUNED":
            return TrialState.PRUNED, None
        case "FAIL":
            message = own.get("error") or trial.system_attrs.get("fail_reason")
            is_stopped = own.get("state") == TrialState.STOPPED
            error = TrialError(
                str(own.get("kind", "failed")), str(message or "Optuna says no more than that.")
            )
            return (TrialState.STOPPED if is_stopped else TrialState.FAILED), error
        case _:
            sentence = "It was running when the study was read."
            return TrialState.STOPPED, TrialError("stopped", sentence)


def _moment(value: datetime | None) -> datetime | None:
    """Optuna's older files say local time, without a zone."""
    return None if value is None else value.astimezone()
