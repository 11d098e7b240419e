"""All trials to another tool, as the export dialog shows and does it; made on a thread, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Protocol

from tuner_gui.core.errors import TuningError
from tuner_gui.core.trial import TrialState
from tuner_gui.exchange.errors import ExportError
from tuner_gui.exchange.studies.distributions import study_distributions
from tuner_gui.exchange.studies.files import study_kind, study_names
from tuner_gui.exchange.studies.writing import study_name_for, write_study
from tuner_gui.exchange.tracking.observer import log_trials
from tuner_gui.exchange.tracking.place import (
    is_installed,
    not_installed,
    place_of,
)
from tuner_gui.ui.export.jobs import Offer, Preview
from tuner_gui.ui.formats import format_metric

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.core.trial_store import TrialStore

STUDY, MLFLOW = "optuna-study", "mlflow"
"""Keys of formats; the command line calls them so, too."""

_LOOKED_AT = 100
"""So many trials are enough to see what a study cannot say of them."""


def send_offers() -> list[Offer]:
    """Returns what all trials can go to."""
    return [
        Offer(STUDY, "Optuna study", ".db", can_copy=False),
        Offer(MLFLOW, "MLflow", "", can_copy=False),
    ]


class SendProgress:
    """How far a job is, told on its thread, and that it is to stop, told on another one."""

    def __init__(self) -> None:
        self.done = 0
        """How many trials have been begun."""
        self._is_stopped = Event()

    def stop(self) -> None:
        """Ends the job before its next trial."""
        self._is_stopped.set()

    def step(self) -> None:
        """Counts a trial that is about to be written.

        Raises:
            TuningError: the job is to stop.
        """
        if self._is_stopped.is_set():
            raise TuningError(f"Stopped after {_counted(self.done)}.")
        self.done += 1


class SendJob(Protocol):
    """All trials that have ended, to a place of another tool."""

    @property
    def count(self) -> int:
        """How many trials that are."""
        ...

    def preview(self) -> Preview:
        """Returns what would be written, for a person.

        Raises:
            TuningError: it cannot be, and why.
        """
        ...

    def send(self, progress: SendProgress) -> str:
        """Writes it, and returns what was done in a sentence.

        Raises:
            TuningError: it cannot be written, or was stopped.
        """
        ...


@dataclass(frozen=True, slots=True)
class _AllTrials:
    """The trials of a sweep.

    Args:
        store: that nobody changes any more.
        config: the sweep.
    """

    store: TrialStore = field(repr=False)
    config: SweepConfig = field(repr=False)

    @property
    def count(self) -> int:
        """How many trials have ended."""
        return self.store.finished

    def ended(self, most: int | None = None) -> Iterator[TrialRecord]:
        """Yields those that have ended, of the first so many."""
        records = map(self.store.record, range(len(self.store))[:most])
        return (record for record in records if record.state.is_finished)

    def trial_lines(self) -> list[tuple[str, str]]:
        """Says how many trials there are, in which states, and what is left out."""
        states = [state for state in TrialState if state is not TrialState.RUNNING]
        counts = [(self.store.count(state), state.value) for state in states]
        parts = ", ".join(f"{count:,} {name}" for count, name in counts if count)
        lines = [("trials", parts or "none has ended yet")]
        if running := self.store.count(TrialState.RUNNING):
            lines.append(("left out", f"{running:,} still running"))
        return lines

    def objective_text(self) -> str:
        """Says what was optimised."""
        objective = self.config.objective
        return f"{objective.metric}, to {objective.direction.value}"


@dataclass(frozen=True, slots=True)
class StudyJob(_AllTrials):
    """An Optuna study in a file, made or added to.

    Args:
        path: the file.
        name: of the study; empty for that of the sweep.
    """

    path: Path
    name: str = ""

    def preview(self) -> Preview:
        """Returns what the study holds, how its parameters are said, and what is not."""
        name = study_name_for(self.config, self.name)
        lines = [("study", name), ("objective", self.objective_text()), *self.trial_lines()]
        note = self._what_becomes_of(name)
        kinds, losses = study_distributions(self.config.space, list(self.ended(_LOOKED_AT)))
        parts = [
            _table(lines),
            _table([(parameter, str(kind)) for parameter, kind in kinds.items()]),
        ]
        if losses:
            parts.append("\n".join(["Not quite the same in Optuna:", "", *losses, ""]))
        return Preview("\n".join(parts), note)

    def _what_becomes_of(self, name: str) -> str:
        file = self.path.name
        if study_kind(self.path) is None:
            if self.path.exists() and (not self.path.is_file() or self.path.stat().st_size > 0):
                raise ExportError(f"{file} is no Optuna study.", "Name another file.")
            return f"{file} is made, with this study in it."
        names = study_names(self.path)
        if name not in names:
            others = "a study that stays as it is"
            if len(names) > 1:
                others = f"{len(names)} studies that stay as they are"
            return f"{file} has {others}; this one comes beside."
        return (
            f"{file} has a study {name} already: the trials that it lacks are added to it. "
            "Under another name they become a study of their own."
        )

    def send(self, progress: SendProgress) -> str:
        """Writes the study."""
        records = list(self.ended())
        written = write_study(self.path, self.config, records, self.name, before_each=progress.step)
        where = f"the study {written.name} in {self.path.name}"
        if records and not written.added:
            return f"{where[:1].upper()}{where[1:]} has all {_counted(written.known)} already."
        known = f"; {written.known:,} were there" if written.known else ""
        return f"{_counted(written.added)} added to {where}{known}."


@dataclass(frozen=True, slots=True)
class TrackingJob(_AllTrials):
    """Runs of MLflow: one for the sweep, and in it one for each trial.

    Args:
        place: what a person typed.
        folder: where a path begins that is not whole.
        experiment: empty for the name of the sweep.
    """

    place: str
    folder: Path
    experiment: str = ""

    def preview(self) -> Preview:
        """Returns what MLflow will show."""
        if not is_installed():
            raise not_installed()
        place_of(self.place, self.folder)
        name = self.config.name or "sweep"
        lines = [
            ("experiment", self.experiment.strip() or name),
            ("run", name),
            ("objective", self.objective_text()),
            *self.trial_lines(),
        ]
        best = self.store.best
        if best is not None:
            value = format_metric(best.metric)
            lines.append(("best", f"trial {best.number}, {self.config.objective.metric} {value}"))
        note = (
            "The run holds a run for each trial, with its parameters, curves and metrics. "
            "Each time makes a run of its own."
        )
        return Preview(_table(lines), note)

    def send(self, progress: SendProgress) -> str:
        """Logs the trials."""
        place = place_of(self.place, self.folder)
        log_trials(self.config, self.ended(), place, self.experiment, before_each=progress.step)
        shown = place if isinstance(place, str) else place.name
        return f"{_counted(progress.done)} logged to MLflow in {shown}."


def _table(lines: Sequence[tuple[str, str]]) -> str:
    width = max((len(name) for name, _ in lines), default=0) + 3
    return "".join(f"{name:<{width}}{text}\n" for name, text in lines)


def _counted(count: int) -> str:
    return "1 trial" if count == 1 else f"{count:,} trials"
