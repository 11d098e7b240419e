"""The session document: what stands in a `NAME.tuner.json`, and the values it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, Strict, model_serializer

from tuner_gui.core.budget import Budget
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.early_stopping import EarlyStopping
from tuner_gui.core.kinds import Seed, TunerKind
from tuner_gui.core.marks import LONGEST_NOTE, LONGEST_TAG, TrialMark
from tuner_gui.core.objective import Objective
from tuner_gui.core.space_document import SpaceDocument, space_from_document, space_to_document
from tuner_gui.core.specs import DatasetSpec, TargetSpec
from tuner_gui.session.document_parts import DocumentPart, Moment, Text
from tuner_gui.session.environment import Environment
from tuner_gui.session.trial_document import TrialDocument
from tuner_gui.sweep.best import BestTrial
from tuner_gui.sweep.control import ControlEntry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuner_gui.core.trial import TrialRecord

FORMAT_VERSION = 2
"""The newest; `migrations` says what each one brought."""


@dataclass(frozen=True, slots=True)
class Session:
    """A sweep and all its trials.

    Args:
        records: the trials, each number once.
        environment: where it ran last.
        notes: what a person wrote about the sweep.
        history: what was asked of the sweep while it ran, in order.
        marks: what a person said of single trials, by their numbers.
    """

    config: SweepConfig
    records: Sequence[TrialRecord] = ()
    environment: Environment = field(default_factory=Environment)
    notes: str = ""
    history: Sequence[ControlEntry] = ()
    marks: Mapping[int, TrialMark] = field(default_factory=dict)

    def best(self) -> TrialRecord | None:
        """Returns the best complete trial, the earlier of equals; None where none is complete."""
        best = BestTrial(self.config.objective)
        for record in self.records:
            best.consider(record)
        return best.record


class ConfigDocument(DocumentPart):
    """The sweep's definition. `target` is null in a setup that is not finished."""

    name: str
    target: TargetSpec | None
    dataset: DatasetSpec
    objective: Objective
    space: SpaceDocument
    strategy: TunerKind
    budget: Budget
    seed: Seed
    early_stopping: EarlyStopping | None = None
    space_revisions: list[SpaceDocument] = Field(default_factory=list)

    @model_serializer(mode="wrap")
    def _without_what_is_not_there(self, serialize: SerializerFunctionWrapHandler) -> Any:
        values = serialize(self)
        return {name: value for name, value in values.items() if name not in _OPTIONAL or value}


_OPTIONAL = ("early_stopping", "space_revisions")
"""These are left out of the text where the sweep has none."""


class HistoryDocument(DocumentPart):
    """What was asked of the sweep."""

    at: Moment
    what: Text


class MarkDocument(DocumentPart):
    """What a person said of a trial; what is not said is left out."""

    trial: Annotated[int, Strict(), Field(ge=0, lt=2**63)]
    star: Annotated[bool, Strict()] = False
    hide: Annotated[bool, Strict()] = False
    tags: list[Annotated[Text, Field(min_length=1, max_length=LONGEST_TAG)]] = Field(
        default_factory=list
    )
    note: Annotated[Text, Field(max_length=LONGEST_NOTE)] = ""


class SessionDocument(DocumentPart):
    """The whole document, as the newest version has it; `format_version` stands first."""

    format_version: Literal[2]
    config: ConfigDocument
    environment: Environment
    trials: list[TrialDocument]
    notes: str
    history: list[HistoryDocument] = Field(default_factory=list)
    marks: list[MarkDocument] = Field(default_factory=list)


def config_from_document(document: ConfigDocument) -> SweepConfig:
    """Returns the sweep that the document defines.

    Raises:
        InvalidSpace: the rows of its space do not make a space.
    """
    return SweepConfig(
        name=document.name,
        target=document.target,
        space=space_from_document(document.space),
        strategy=document.strategy,
        dataset=document.dataset,
        objective=document.objective,
        budget=document.budget,
        seed=document.seed,
        space_revision=document.space.revision,
        early_stopping=document.early_stopping,
        space_revisions={
            earlier.revision: space_from_document(earlier) for earlier in document.space_revisions
        },
    )


def config_to_document(config: SweepConfig) -> ConfigDocument:
    """Returns the sweep as it stands in a file."""
    return ConfigDocument(
        name=config.name,
        target=config.target,
        dataset=config.dataset,
        objective=config.objective,
        space=space_to_document(config.space, config.space_revision),
        strategy=config.strategy,
        budget=config.budget,
        seed=config.seed,
        early_stopping=config.early_stopping,
        space_revisions=[
            space_to_document(space, revision)
            for revision, space in sorted(config.space_revisions.items())
        ],
    )


def history_from_document(documents: Sequence[HistoryDocument]) -> tuple[ControlEntry, ...]:
    """Returns the history that the document holds."""
    return tuple(ControlEntry(each.at, each.what) for each in documents)


def history_rows(history: Sequence[ControlEntry]) -> list[dict[str, str]]:
    """Returns a history as JSON values."""
    return [{"at": entry.at.isoformat(), "what": entry.what} for entry in history]


def mark_from_document(document: MarkDocument) -> TrialMark:
    """Returns what was said of a trial."""
    tags = tuple(dict.fromkeys(document.tags))
    return TrialMark(document.star, document.hide, tags, document.note)


def mark_row(number: int, mark: TrialMark) -> dict[str, Any]:
    """Returns what was said of a trial as JSON values; what was not said is left out."""
    values = {"star": mark.is_starred, "hide": mark.is_hidden, "tags": mark.tags, "note": mark.note}
    return {"trial": number, **{name: value for name, value in values.items() if value}}
