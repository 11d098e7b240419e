"""Reads the data of the setup: the dataset it says, and what is wrong with it. No Qt."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import PurePath
from typing import TYPE_CHECKING

from pydantic import ValidationError

from tuner_gui.core.errors import InvalidSpace, TuningError
from tuner_gui.core.specs import NoDataSpec
from tuner_gui.core.table_specs import ColumnSplit, FlightSpec, FractionSplit, TableSpec
from tuner_gui.datasets.sources import Source
from tuner_gui.ui.chrome.numbers import parse_number
from tuner_gui.ui.setup.data_draft import FILE, FLIGHT, NO_DATA, DataDraft, TableDraft
from tuner_gui.ui.setup.name_list import read_names
from tuner_gui.ui.space.values_text import parse_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuner_gui.core.specs import DatasetSpec
    from tuner_gui.core.table_specs import SplitSpec
    from tuner_gui.ui.setup.setup_reading import SetupFacts, SetupReading

_ANY_COLUMN = "-"
_HOW_TO_MARK = "Write what the column holds there, with commas between."


def source_of(draft: DataDraft, base: DatasetSpec) -> Source | None:
    """Returns where the chosen data come from; None where that is not said.

    Args:
        draft: as typed.
        base: of a file that it names, the kind stays as the session has it.
    """
    place = draft.table.place.strip()
    if draft.source == FILE:
        return _file(draft.table.place, base) if place else None
    if draft.source == FLIGHT:
        return Source("flight", place) if place else None
    return None if draft.source == NO_DATA else Source("bundled", draft.source)


def _file(path: str, base: DatasetSpec) -> Source:
    """The kind goes by the suffix; what has none of the known ones is read as CSV."""
    if isinstance(base, TableSpec) and not isinstance(base, FlightSpec) and base.place == path:
        return Source(base.kind, path)
    try:
        return Source.named(f"table{PurePath(path.strip()).suffix}")._replace(place=path.strip())
    except TuningError:
        return Source("csv", path.strip())


def read_table(
    draft: DataDraft, base: DatasetSpec, facts: SetupFacts, reading: SetupReading
) -> DatasetSpec:
    """Returns the dataset that the fields of a table say; no data where they say none."""
    table = draft.table
    source = source_of(draft, base)
    _check_place(draft, source, facts, reading)
    columns = facts.columns(source)
    _check_target(table, columns, reading)
    split = _split(table, columns, reading)
    features = _features(table, columns, reading)
    if isinstance(base, TableSpec) and DataDraft.of(base) == _only_chosen(draft):
        return base
    if source is None or not table.target:
        reading.is_complete = reading.is_complete and not (table.place.strip() or table.target)
        return NoDataSpec()
    try:
        spec = source.with_target(table.target)
    except TuningError:
        return NoDataSpec()  # said at the field
    return spec.model_copy(update={"split": split, "columns": features})


def _only_chosen(draft: DataDraft) -> DataDraft:
    return DataDraft(draft.source).with_table(draft.table)


def _check_place(
    draft: DataDraft, source: Source | None, facts: SetupFacts, reading: SetupReading
) -> None:
    known = facts.data if facts.data is not None and facts.data.source == source else None
    if source is None and draft.source == FILE:
        reading.ask("data_place", "Choose a file: CSV, Parquet or Arrow.")
    elif source is None:
        reading.ask("data_place", "Say where the table is: grpc://host:port/name.")
    elif known is not None and known.problem:
        reading.problems["data_place"] = known.problem
    elif source.kind == "flight":
        try:
            source.with_target(_ANY_COLUMN)
        except TuningError as error:
            reading.refuse("data_place", str(error))


def _check_target(table: TableDraft, columns: Sequence[str] | None, reading: SetupReading) -> None:
    if not table.place.strip() or "data_place" in reading.problems:
        return
    if not table.target:
        reading.ask("data_target", "Choose the column to predict.")
    elif columns is not None and (said := _missing([table.target], columns)):
        reading.problems["data_target"] = said
    elif columns is not None and len(columns) == 1:
        reading.problems["data_target"] = (
            f"The table has only the column {table.target}, and nothing to predict it from."
        )


def _features(
    table: TableDraft, columns: Sequence[str] | None, reading: SetupReading
) -> tuple[str, ...]:
    try:
        names = read_names(table.features)
    except TuningError as error:
        reading.refuse("data_features", str(error))
        return ()
    taken = next((name for name in names if name == table.target), None)
    if taken is not None:
        reading.problems["data_features"] = f"{taken} is what is predicted, and no feature."
    elif columns is not None and (said := _missing(names, columns)):
        reading.problems["data_features"] = said
    return names


def _split(
    table: TableDraft, columns: Sequence[str] | None, reading: SetupReading
) -> SplitSpec | None:
    if table.split == "fraction":
        return _fraction(table, reading)
    if table.split == "none":
        return None
    if not table.marker:
        reading.ask("data_marker", "Choose the column that says which rows to train on.")
        reading.is_complete = False
        return None
    if columns is not None and (said := _missing([table.marker], columns)):
        reading.problems["data_marker"] = said
    elif table.marker == table.target:
        reading.problems["data_marker"] = f"{table.marker} is what is predicted: take another."
    train = _values("data_train", table.train, reading)
    validate = _values("data_validate", table.validate, reading)
    if not train and "data_train" not in reading.problems:
        reading.ask("data_train", f"Say which rows to train on. {_HOW_TO_MARK}")
        reading.is_complete = False
    if not train or validate is None:
        return None
    return ColumnSplit(column=table.marker, values=train, validation=validate)


def _fraction(table: TableDraft, reading: SetupReading) -> FractionSplit | None:
    seed = parse_number(table.seed)
    if not isinstance(seed, int) or seed < 0:
        reading.refuse("data_seed", "The seed of the split is a whole number of at least 0.")
        seed = 0
    try:
        fraction = float(Decimal(table.percent.strip().removesuffix("%")) / 100)
        return FractionSplit(fraction=fraction, seed=seed)
    except (InvalidOperation, ValidationError):
        reading.refuse(
            "data_percent", "Train on more than 0 and less than 100 percent of the rows."
        )
        return None


def _values(
    field: str, text: str, reading: SetupReading
) -> tuple[bool | int | float | str, ...] | None:
    try:
        values = parse_values(text)
    except InvalidSpace as error:
        reading.refuse(field, str(error))
        return None
    kept = tuple(value for value in values if isinstance(value, bool | int | float | str))
    if len(kept) < len(values):
        reading.refuse(field, "Neither null nor a list marks a row.")
        return None
    return kept


def _missing(names: Iterable[str], columns: Sequence[str]) -> str:
    """Says which of the columns is not there, or there twice; or nothing."""
    counts = Counter(columns)
    for name in names:
        if not counts[name]:
            near = get_close_matches(name, columns, n=2)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            return f"The table has no column {name}.{hint}"
        if counts[name] > 1:
            return f"The table has {counts[name]} columns named {name}."
    return ""
