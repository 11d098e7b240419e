"""The draft of a sweep's data: every text as typed. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, assert_never

from tuner_gui.core.specs import BundledSpec, NoDataSpec
from tuner_gui.core.table_specs import ColumnSplit, FlightSpec, FractionSplit
from tuner_gui.ui.setup.name_list import names_text
from tuner_gui.ui.space.values_text import values_text

if TYPE_CHECKING:
    from tuner_gui.core.specs import DatasetSpec
    from tuner_gui.core.table_specs import SplitSpec, TableSpec

SplitMethod: TypeAlias = Literal["none", "fraction", "column"]

NO_DATA: Final = "none"
FILE: Final = "file"
FLIGHT: Final = "flight"


@dataclass(frozen=True, slots=True)
class TableDraft:
    """What the fields of a table say.

    Args:
        place: a path, or a URL.
        target: the column to predict.
        features: names of columns; empty for all others.
        percent: of the rows to train on, if the split is a fraction.
        seed: of that split.
        marker: the column that marks the rows, if the split goes by one.
        train: what it holds in the rows to train on.
        validate: … to validate on; empty for all others.
    """

    place: str = ""
    target: str = ""
    features: str = ""
    split: SplitMethod = "none"
    percent: str = "80"
    seed: str = "0"
    marker: str = ""
    train: str = ""
    validate: str = ""

    @classmethod
    def of(cls, spec: TableSpec) -> TableDraft:
        """Returns the draft that reads as this table."""
        draft = cls(spec.place, spec.target_column, names_text(spec.columns))
        return _with_split(draft, spec.split)

    def at(self, place: str) -> TableDraft:
        """Returns the draft of another table: of its columns nothing is known yet."""
        if place == self.place:
            return self
        split: SplitMethod = "fraction" if self.split == "fraction" else "none"
        return TableDraft(place, split=split, percent=self.percent, seed=self.seed)


@dataclass(frozen=True, slots=True)
class DataDraft:
    """What the data section says.

    Args:
        source: `none`, the name of a bundled set, `file` or `flight`.
        file: kept while something else is chosen, as is `flight`.
    """

    source: str = NO_DATA
    file: TableDraft = TableDraft()
    flight: TableDraft = TableDraft()

    @classmethod
    def of(cls, spec: DatasetSpec) -> DataDraft:
        """Returns the draft that reads as this dataset."""
        match spec:
            case NoDataSpec():
                return cls()
            case BundledSpec(name=name):
                return cls(name)
            case FlightSpec():
                return cls(FLIGHT, flight=TableDraft.of(spec))
            case _:
                return cls(FILE, file=TableDraft.of(spec))

    @property
    def is_table(self) -> bool:
        """True for a file or a server, whose columns are chosen here."""
        return self.source in {FILE, FLIGHT}

    @property
    def table(self) -> TableDraft:
        """The chosen one of the two tables; that of the file where neither is chosen."""
        return self.flight if self.source == FLIGHT else self.file

    def with_table(self, table: TableDraft) -> DataDraft:
        """Returns the draft with another table in the place of the chosen one."""
        if self.source == FLIGHT:
            return replace(self, flight=table)
        return replace(self, file=table)


def _with_split(draft: TableDraft, split: SplitSpec | None) -> TableDraft:
    match split:
        case None:
            return draft
        case FractionSplit(fraction=fraction, seed=seed):
            percent = f"{(Decimal(repr(fraction)) * 100).normalize():f}"
            return replace(draft, split="fraction", percent=percent, seed=str(seed))
        case ColumnSplit(column=column, values=values, validation=validation):
            return replace(
                draft,
                split="column",
                marker=column,
                train=values_text(values),
                validate=values_text(validation),
            )
        case never:
            assert_never(never)
