"""CSV files as datasets, through pandas; loaded in the process that trains.

The target is a class where it is text or true/false, or where its numbers are (target_rule.py).
Rows without a target are left out. Text features become one column of 0 and 1 for each of their
values (a missing one is 0 in all); a text feature with more than 50 values is left out, as is a
column without any value. Missing numbers stay NaN. What is left out is said on stderr.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from tuner_gui.core.dataset import Dataset
from tuner_gui.core.errors import TrainFailure
from tuner_gui.datasets.columns import (
    MOST_TEXT_VALUES,
    feature_columns,
    require_columns,
    say,
    say_missing_targets,
    without_features,
)
from tuner_gui.datasets.csv_layout import ENCODING, not_text, read_layout
from tuner_gui.datasets.splits import Marks, SplitData
from tuner_gui.datasets.target_rule import are_classes

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from tuner_gui.core.specs import CsvSpec
    from tuner_gui.datasets.csv_layout import CsvLayout


def load_csv(spec: CsvSpec) -> SplitData:
    """Returns the data of a CSV file; its arrays are read-only.

    Raises:
        TrainFailure: it cannot be read as a table, or lacks the target column, features or rows.
    """
    layout = read_layout(spec.path)
    require_columns(spec, layout.columns)
    table = read_rows(spec.path, layout)
    if table.empty:
        raise TrainFailure(f"The file {spec.path} has a header line, but no rows.")
    table = _with_target(table, spec)
    target, is_classification = _target_of(table[spec.target_column])
    marks = _marks_of(table[spec.split_column]) if spec.split_column else None
    features = _features_of(table[feature_columns(spec, layout.columns)], spec)
    values = features.to_numpy(dtype="float64")
    values.flags.writeable = target.flags.writeable = False
    data = Dataset(
        features=values,
        target=target,
        feature_names=tuple(map(str, features.columns)),
        target_name=spec.target_column,
        is_classification=is_classification,
    )
    return SplitData(data, marks)


def read_rows(path: str, layout: CsvLayout, most: int | None = None) -> pd.DataFrame:
    """Returns the rows of a CSV file, or the first `most` of them.

    Raises:
        TrainFailure: it cannot be read as a table.
    """
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
                nrows=most,
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
    say_missing_targets(spec, missing, len(table))
    return table.dropna(subset=[spec.target_column]) if missing else table


def _target_of(column: pd.Series[Any]) -> tuple[npt.NDArray[Any], bool]:
    """Returns the target, and whether it is a class."""
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    if is_bool_dtype(column):
        return column.to_numpy(dtype=bool), True
    if not is_numeric_dtype(column):
        return column.astype(str).to_numpy(dtype=str), True
    values = column.to_numpy(dtype="float64")
    return (values.astype("int64"), True) if are_classes(values) else (values, False)


def _marks_of(column: pd.Series[Any]) -> Marks:
    codes, values = column.factorize(use_na_sentinel=False)
    return Marks(codes, values.tolist())


def _features_of(table: pd.DataFrame, spec: CsvSpec) -> pd.DataFrame:
    import pandas as pd

    for name in [str(name) for name in table.columns if table[name].isna().all()]:
        say(spec, f"the column {name} has no values and is left out")
        table = table.drop(columns=name)
    text = _text_columns(table)
    for name in [name for name in text if table[name].nunique() > MOST_TEXT_VALUES]:
        say(spec, f"the column {name} has {table[name].nunique()} different texts, left out")
        table = table.drop(columns=name)
        text.remove(name)
    if table.columns.empty:
        raise without_features(spec)
    return pd.get_dummies(table, columns=text, prefix_sep="=") if text else table
