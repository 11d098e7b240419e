"""CSV files as datasets, through pandas; loaded in the process that trains.

The target is a class where it is text or true/false, or where it is whole numbers of which there
are at most 20 different ones, three rows or more to each on average; else it is a quantity.
Rows without a target are left out. Text features become one column of 0 and 1 for each of their
values (a missing one is 0 in all); a text feature with more than 50 values is left out, as is a
column without any value. Missing numbers stay NaN. What is left out is said on stderr.
"""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING, Any

from tuner_gui.core.dataset import Dataset
from tuner_gui.core.errors import TrainFailure
from tuner_gui.datasets.csv_layout import ENCODING, not_text, read_layout

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from tuner_gui.core.specs import CsvSpec
    from tuner_gui.datasets.csv_layout import CsvLayout

_MOST_CLASSES = 20
_ROWS_A_CLASS = 3
_MOST_TEXT_VALUES = 50


def load_csv(spec: CsvSpec) -> Dataset:
    """Returns the data of a CSV file; its arrays are read-only.

    Raises:
        TrainFailure: it cannot be read as a table, or lacks the target column, features or rows.
    """
    layout = read_layout(spec.path)
    _require_columns(spec, layout)
    table = _read_table(spec.path, layout)
    if table.empty:
        raise TrainFailure(f"The file {spec.path} has a header line, but no rows.")
    table = _with_target(table, spec)
    target, is_classification = _target_of(table.pop(spec.target_column))
    features = _features_of(table, spec)
    values = features.to_numpy(dtype="float64")
    values.flags.writeable = target.flags.writeable = False
    return Dataset(
        features=values,
        target=target,
        feature_names=tuple(map(str, features.columns)),
        target_name=spec.target_column,
        is_classification=is_classification,
    )


def _require_columns(spec: CsvSpec, layout: CsvLayout) -> None:
    if spec.target_column not in layout.columns:
        names = ", ".join(layout.columns[:20]) + (", …" if len(layout.columns) > 20 else "")
        raise TrainFailure(
            f"The file {spec.path} has no column {spec.target_column}.", f"It has {names}."
        )
    if len(layout.columns) == 1:
        raise TrainFailure(
            f"The file {spec.path} has only the column {spec.target_column}.",
            "It needs feature columns beside the target, split by commas, semicolons or tabs.",
        )


def _read_table(path: str, layout: CsvLayout) -> pd.DataFrame:
    import pandas as pd

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)  # rows longer than the header
            table = pd.read_csv(
                path,
                sep=layout.delimiter,
                encoding=ENCODING,
                header=0,
                names=list(layout.columns),
                index_col=False,
                skipinitialspace=True,
                low_memory=False,
            )
    except UnicodeDecodeError:
        raise not_text(path) from None
    except pd.errors.ParserWarning:
        raise TrainFailure(
            f"The rows of {path} have more fields than its header line has names.",
            "Name every column in the first line.",
        ) from None
    except (pd.errors.ParserError, ValueError) as error:
        reason = str(error).strip().removeprefix("Error tokenizing data. C error: ")
        raise TrainFailure(f"The file {path} is not a table: {reason}.") from None
    return _with_decimal_commas(table) if layout.delimiter == ";" else table


def _with_decimal_commas(table: pd.DataFrame) -> pd.DataFrame:
    """Reads text columns that hold nothing but numbers like `1,5` as numbers."""
    for name in _text_columns(table):
        texts = table[name].dropna().astype(str)
        if len(texts) and texts.str.fullmatch(r"\s*[-+]?\d+(,\d+)?([eE][-+]?\d+)?\s*").all():
            table[name] = texts.str.replace(",", ".").astype(float).reindex(table.index)
    return table


def _text_columns(table: pd.DataFrame) -> list[str]:
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    return [
        str(name)
        for name, dtype in table.dtypes.items()
        if not is_numeric_dtype(dtype) and not is_bool_dtype(dtype)
    ]


def _with_target(table: pd.DataFrame, spec: CsvSpec) -> pd.DataFrame:
    missing = int(table[spec.target_column].isna().sum())
    if missing == len(table):
        raise TrainFailure(f"The column {spec.target_column} of {spec.path} has no values.")
    if missing:
        rows = "1 row" if missing == 1 else f"{missing} rows"
        _say(spec, f"{rows} without a value in {spec.target_column} left out")
    return table.dropna(subset=[spec.target_column])


def _target_of(column: pd.Series[Any]) -> tuple[npt.NDArray[Any], bool]:
    """Returns the target, and whether it is a class; the rule stands at the top of this file."""
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    if is_bool_dtype(column):
        return column.to_numpy(dtype=bool), True
    if not is_numeric_dtype(column):
        return column.astype(str).to_numpy(dtype=str), True
    values = column.to_numpy(dtype="float64")
    distinct = column.nunique()
    is_few = distinct <= min(_MOST_CLASSES, len(column) // _ROWS_A_CLASS)
    if is_few and (values == values.round()).all():
        return values.astype("int64"), True
    return values, False


def _features_of(table: pd.DataFrame, spec: CsvSpec) -> pd.DataFrame:
    import pandas as pd

    for name in [str(name) for name in table.columns if table[name].isna().all()]:
        _say(spec, f"the column {name} has no values and is left out")
        table = table.drop(columns=name)
    text = _text_columns(table)
    for name in [name for name in text if table[name].nunique() > _MOST_TEXT_VALUES]:
        _say(spec, f"the column {name} has {table[name].nunique()} different texts, left out")
        table = table.drop(columns=name)
        text.remove(name)
    if table.columns.empty:
        raise TrainFailure(
            f"The file {spec.path} has no column beside {spec.target_column} to learn from.",
            f"Text columns with more than {_MOST_TEXT_VALUES} values are left out.",
        )
    return pd.get_dummies(table, columns=text, prefix_sep="=") if text else table


def _say(spec: CsvSpec, sentence: str) -> None:
    sys.stderr.write(f"{spec.label}: {sentence}.\n")
