"""A sweep with its trials as an Optuna study: into a new file, or added to one; any thread."""

from __future__ import annotations

import json
import tempfile
import warnings
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuner_gui.core.errors import TuningError
from tuner_gui.core.nesting import flatten
from tuner_gui.core.trial import TrialState
from tuner_gui.exchange.studies.distributions import (
    other_parameter,
    study_distributions,
    study_value,
)
from tuner_gui.exchange.studies.files import (
    JOURNAL_SUFFIXES,
    StudyError,
    StudyKind,
    first_line,
    opened_storage,
    study_kind,
)
from tuner_gui.exchange.studies.reading import OWN_ATTRIBUTE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import optuna
    from optuna.distributions import BaseDistribution
    from optuna.trial import FrozenTrial

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.trial import TrialRecord


@dataclass(frozen=True, slots=True)
class WrittenStudy:
    """What was written.

    Args:
        name: of the study.
        added: how many trials were added.
        known: how many the study had already.
        losses: what Optuna cannot say, one sentence each.
    """

    name: str
    added: int
    known: int
    losses: tuple[str, ...]


def write_study(
    path: Path,
    config: SweepConfig,
    records: Sequence[TrialRecord],
    name: str = "",
    *,
    before_each: Callable[[], None] = lambda: None,
) -> WrittenStudy:
    """Adds the finished trials of a sweep to a study, which is made where it is missing.

    Trials that the study has already are left alone, so that writing twice adds nothing, and a
    session that began as a study can be written back to it.

    Args:
        path: an SQLite or a journal file; the name of a new one says which.
        config: the sweep.
        records: its trials; running ones are left out.
        name: of the study; that of the sweep by default.
        before_each: called before each trial; what it raises ends the writing, and is raised. A
            new file is not made then; in another one the trials before it stay.

    Raises:
        StudyError: the file holds something else, cannot be written, or has such a study with the
            other direction or with other parameters; or Optuna is not installed.
    """
    kind = study_kind(path)
    is_new = kind is None
    if kind is None:
        if path.exists() and (not path.is_file() or path.stat().st_size > 0):
            raise StudyError(f"{path.name} is no Optuna study.", "Name another file.")
        is_journal = path.suffix.lower() in JOURNAL_SUFFIXES
        kind = StudyKind.JOURNAL if is_journal else StudyKind.SQLITE
    study_name = study_name_for(config, name)
    finished = [record for record in records if record.state.is_finished]
    with _failures_told(path):
        distributions, losses = study_distributions(config.space, finished)
    with (
        _failures_told(path),
        _place_for(path, is_new=is_new) as place,
        opened_storage(place, kind, path.name, is_scratch=is_new) as storage,
    ):
        study = _study_in(storage, study_name, config, path)
        new, known = _unknown(study, finished)
        trials = [_frozen(record, distributions, config) for record in new]
        _require_fitting(study, trials, path, has_fixed_choices=kind is StudyKind.SQLITE)
        for trial in trials:
            before_each()
            study.add_trial(trial)
    return WrittenStudy(study_name, len(new), known, losses)


def study_name_for(config: SweepConfig, name: str = "") -> str:
    """Returns what the study of a sweep is called: as a person says, or like the sweep."""
    return name.strip() or config.name or "sweep"


@contextmanager
def _failures_told(path: Path) -> Iterator[None]:
    try:
        yield
    except TuningError:
        raise
    except ImportError as error:
        raise StudyError(
            f"To write an Optuna study needs {error.name}, which is not installed.",
            f"Install it by: pip install {error.name}",
        ) from error
    except OSError as error:
        raise StudyError(f"{path} cannot be written: {error.strerror or error}.") from error
    except Exception as error:  # of Optuna and SQLAlchemy
        raise StudyError(f"{path.name} cannot be written: {first_line(error)}") from error


@contextmanager
def _place_for(path: Path, *, is_new: bool) -> Iterator[Path]:
    """Where to write: a new file is made in a folder beside it, and then put there whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not is_new:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix=".tuner-", dir=path.parent) as folder:
        place = Path(folder) / "study"
        yield place
        place.replace(path)


def _study_in(
    storage: optuna.storages.BaseStorage, name: str, config: SweepConfig, path: Path
) -> optuna.Study:
    import optuna

    objective = config.objective
    study = optuna.create_study(
        storage=storage, study_name=name, direction=objective.direction.value, load_if_exists=True
    )
    directions = [each.name.lower() for each in study.directions]
    if directions != [objective.direction.value]:
        found = " and ".join(directions)
        raise StudyError(
            f"The study {name} in {path.name} is to {found}, but the sweep {objective.direction}s.",
            "Name another study.",
        )
    if OWN_ATTRIBUTE not in study.user_attrs and not study.get_trials(deepcopy=False):
        study.set_user_attr(OWN_ATTRIBUTE, {"metric": objective.metric})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
            study.set_metric_names([objective.metric])
    return study


def _require_fitting(
    study: optuna.Study, trials: Sequence[FrozenTrial], path: Path, *, has_fixed_choices: bool
) -> None:
    """Optuna's tables would break off at the first trial that fits no earlier one."""
    there = study.get_trials(deepcopy=False)
    name = other_parameter(there, trials, has_fixed_choices=has_fixed_choices)
    if name:
        raise StudyError(
            f"{name} of this sweep does not fit {name} of the study {study.study_name} in "
            f"{path.name}.",
            "Name another study.",
        )


def _unknown(study: optuna.Study, records: Sequence[TrialRecord]) -> tuple[list[TrialRecord], int]:
    """The records that are not in the study yet, and how many are."""
    there = Counter(
        _key(trial.params, trial.state.name, trial.value)
        for trial in study.get_trials(deepcopy=False)
    )
    new = []
    for record in records:
        params = {name: study_value(value) for name, value in flatten(record.params).items()}
        key = _key(params, _STATES[record.state], _value_of(record))
        if there[key] > 0:
            there[key] -= 1
        else:
            new.append(record)
    return new, len(records) - len(new)


def _key(params: Mapping[str, Any], state: str, value: float | None) -> tuple[str, str, str]:
    shown = value if state == "COMPLETE" else None
    return json.dumps(dict(sorted(params.items()))), state, repr(shown)


_STATES = {
    TrialState.COMPLETE: "COMPLETE",
    TrialState.PRUNED: "PRUNED",
    TrialState.FAILED: "FAIL",
    TrialState.STOPPED: "FAIL",
}


def _value_of(record: TrialRecord) -> float | None:
    """A pruned trial of Optuna has its last report as its value."""
    if record.state is TrialState.PRUNED and record.curve:
        return record.curve[-1][1]
    return record.metric if record.state is TrialState.COMPLETE else None


def _frozen(
    record: TrialRecord, distributions: Mapping[str, BaseDistribution], config: SweepConfig
) -> FrozenTrial:
    from optuna.trial import FrozenTrial
    from optuna.trial import TrialState as StudyState

    params = {name: study_value(value) for name, value in flatten(record.params).items()}
    started = record.started_at or datetime.now(UTC)
    ended = started + timedelta(milliseconds=record.duration_ms or 0)
    others = {
        name: value for name, value in record.metrics.items() if name != config.objective.metric
    }
    return FrozenTrial(
        number=record.number,
        trial_id=-1,
        state=StudyState[_STATES[record.state]],
        value=_value_of(record),
        datetime_start=_local(started),
        datetime_complete=_local(ended),
        params=params,
        distributions={name: distributions[name] for name in params},
        user_attrs={**others, OWN_ATTRIBUTE: _own(record)},
        system_attrs={},
        intermediate_values=dict(record.curve),
    )


def _local(moment: datetime) -> datetime:
    """Optuna's tables keep times without a zone, in local time."""
    return moment.astimezone().replace(tzinfo=None)


def _own(record: TrialRecord) -> dict[str, Any]:
    """What Optuna has no place for."""
    own: dict[str, Any] = {"number": record.number, "state": record.state.value}
    if record.seed is not None:
        own["seed"] = record.seed
    if record.worker:
        own["worker"] = record.worker
    if record.error is not None:
        own |= {"kind": record.error.kind, "error": record.error.sentence}
    return own
