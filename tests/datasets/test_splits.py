"""Rows to train on and rows to validate on: who gets which, and what is not copied for it."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from tests.datasets.arrow_tables import written
from tuner_gui.core.dataset import DatasetView
from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.specs import BundledSpec, CsvSpec
from tuner_gui.core.table_specs import ColumnSplit, FractionSplit, SplitSpec
from tuner_gui.datasets.views import dataset_view
from tuner_gui.targets.running import run_trial

FOLDS = ["one", "two", None, "one", "two", "three"]


def view(folder: Path, split: SplitSpec | None, form: str, count: int = 6) -> DatasetView:
    """A table with the row's number as a feature, in one of two formats."""
    folds = [FOLDS[place * 6 // count] for place in range(count)]
    table = pa.table({"a": np.arange(count) + 0.5, "fold": folds, "y": np.arange(count) / 4})
    if form != "csv":
        return dataset_view(written(folder, table, form, split=split))
    path = folder / "data.csv"
    table.to_pandas().to_csv(path, index=False)
    return dataset_view(CsvSpec(path=str(path), target_column="y", split=split))


def rows(view: DatasetView) -> list[float]:
    data = view.open()
    assert data.target.tolist() == [(value - 0.5) / 4 for value in data.column("a")]
    assert not data.features.flags.writeable
    assert not data.target.flags.writeable
    return [value - 0.5 for value in data.column("a").tolist()]


@pytest.mark.parametrize("form", ["csv", "arrow"])
@pytest.mark.parametrize(
    ("values", "validation", "train_rows", "validation_rows"),
    [
        (("one",), (), [0, 3], [1, 2, 4, 5]),
        (("one", "three"), ("two",), [0, 3, 5], [1, 4]),
        (("one", "two"), ("three",), [0, 1, 3, 4], [5]),
    ],
)
def test_that_a_column_marks_the_rows(
    tmp_path: Path,
    form: str,
    values: tuple[str, ...],
    validation: tuple[str, ...],
    train_rows: list[int],
    validation_rows: list[int],
) -> None:
    split = ColumnSplit(column="fold", values=values, validation=validation)
    whole = view(tmp_path, split, form)
    assert rows(whole) == train_rows
    assert rows(whole.validation) == validation_rows
    assert whole.open().feature_names == ("a",)


@pytest.mark.parametrize("values", [(1, 3), ("1", "3"), (1.0, 3.0)])
def test_that_numbers_mark_rows_too(tmp_path: Path, values: tuple[object, ...]) -> None:
    table = pa.table({"a": [0.5, 1.5, 2.5, 3.5], "fold": [1, 2, 3, 2], "y": [0, 0.25, 0.5, 0.75]})
    split = ColumnSplit.model_validate({"column": "fold", "values": values})
    assert rows(dataset_view(written(tmp_path, table, split=split))) == [0, 2]


@pytest.mark.parametrize("form", ["csv", "arrow"])
def test_that_a_fraction_takes_the_same_rows_for_the_same_seed(tmp_path: Path, form: str) -> None:
    first = view(tmp_path, FractionSplit(fraction=0.7, seed=1), form, 100)
    train, validation = rows(first), rows(first.validation)
    assert len(train) == 70
    assert sorted(train + validation) == list(range(100))
    assert rows(view(tmp_path, FractionSplit(fraction=0.7, seed=2), form, 100)) != train
    other = "arrow" if form == "csv" else "csv"
    assert rows(view(tmp_path, FractionSplit(fraction=0.7, seed=1), other, 100)) == train


def test_that_rows_that_follow_each_other_are_not_copied(tmp_path: Path) -> None:
    table = pa.table(
        {
            "a": np.arange(1_000) + 0.5,
            "b": np.arange(1_000.0),
            "y": np.arange(1_000) / 4,
            "part": ["train"] * 800 + ["valid"] * 200,
        }
    )
    split = ColumnSplit(column="part", values=("train",))
    whole = dataset_view(written(tmp_path, table, split=split))
    train, validation = whole.open(), whole.validation.open()
    assert validation.column("a").ctypes.data - train.column("a").ctypes.data == 800 * 8
    assert validation.features.ctypes.data == validation.column("a").ctypes.data
    assert validation.features[0].tolist() == [800.5, 800.0]
    assert validation.target.ctypes.data - train.target.ctypes.data == 800 * 8


def test_that_train_and_validate_are_given_their_rows(tmp_path: Path) -> None:
    class Trial:
        def __init__(self, params: object) -> None:
            pass

        def train(self, dataset: DatasetView) -> None:
            self.rows = len(dataset.open().target)

        def validate(self, dataset: DatasetView) -> dict[str, float]:
            return {"train": self.rows, "validate": len(dataset.open().target)}

    def metrics(split: SplitSpec | None) -> dict[str, float]:
        data = view(tmp_path, split, "arrow")
        return run_trial(Trial, {}, data, metric="", report=lambda *_args, **_metrics: None)

    assert metrics(ColumnSplit(column="fold", values=("one",))) == {"train": 2, "validate": 4}
    assert metrics(None) == {"train": 6, "validate": 6}


def test_that_a_view_without_a_split_validates_on_itself() -> None:
    whole = dataset_view(BundledSpec(name="iris"))
    assert whole.validation is whole


def test_that_the_held_out_view_pickles_small(tmp_path: Path) -> None:
    held_out = view(tmp_path, FractionSplit(fraction=0.5), "arrow").validation
    packed = pickle.dumps(held_out)
    assert len(packed) < 1_000
    assert pickle.loads(packed).open() is held_out.open()


@pytest.mark.parametrize(
    ("split", "sentence"),
    [
        (ColumnSplit(column="fold", values=("four",)), "leaves no rows to train on. See what the"),
        (ColumnSplit(column="a", values=(0.5, 1.5, 2.5, 3.5, 4.5, 5.5)), "no rows to validate on"),
        (ColumnSplit(column="part", values=("one",)), "has no column part. It has a, fold, y."),
        (FractionSplit(fraction=0.01), "leaves no rows to train on. The table has too few rows."),
    ],
)
@pytest.mark.parametrize("form", ["csv", "arrow"])
def test_that_a_split_without_rows_is_said(
    tmp_path: Path, form: str, split: SplitSpec, sentence: str
) -> None:
    with pytest.raises(TrainFailure) as caught:
        view(tmp_path, split, form).open()
    assert sentence in str(caught.value)
    assert str(tmp_path / f"data.{form}") in str(caught.value)
