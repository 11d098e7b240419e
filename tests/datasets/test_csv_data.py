"""CSV files as datasets: what becomes a feature, what a class, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuner_gui.core.dataset import Dataset
from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.specs import CsvSpec
from tuner_gui.datasets.csv_data import load_csv
from tuner_gui.datasets.csv_layout import read_csv_columns


def load(folder: Path, content: str | bytes, target: str = "y") -> Dataset:
    path = folder / "data.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_csv(CsvSpec(path=str(path), target_column=target)).data


def test_that_text_features_become_indicator_columns(tmp_path: Path) -> None:
    data = load(tmp_path, "size,colour,y\n1,red,a\n2,blue,b\n3,,a\n")
    assert data.feature_names == ("size", "colour=blue", "colour=red")
    assert data.features.tolist() == [[1, 0, 1], [2, 1, 0], [3, 0, 0]]
    assert data.features.dtype == np.float64


def test_that_missing_numbers_stay_nan_and_booleans_become_numbers(tmp_path: Path) -> None:
    data = load(tmp_path, "a,b,y\n1,true,u\n,false,v\n")
    assert np.isnan(data.features[1, 0])
    assert data.features[:, 1].tolist() == [1, 0]


def test_that_arrays_are_read_only(tmp_path: Path) -> None:
    data = load(tmp_path, "a,y\n1,u\n2,v\n")
    assert not data.features.flags.writeable
    assert not data.target.flags.writeable


@pytest.mark.parametrize(
    ("values", "is_class"),
    [
        (["setosa", "virginica"], True),
        (["true", "false"], True),
        (["0", "1", "1", "0", "0", "1"], True),
        (["0.0", "1.0", "1.0", "0.0", "0.0", "1.0"], True),
        (["0", "1", "2", "3", "4", "5"], False),
        ([str(number % 21) for number in range(210)], False),
        (["0.5", "1.5", "0.5", "1.5", "0.5", "1.5"], False),
    ],
)
def test_that_a_target_is_a_class_by_the_documented_rule(
    tmp_path: Path, values: list[str], is_class: bool
) -> None:
    rows = "".join(f"{number},{value}\n" for number, value in enumerate(values))
    data = load(tmp_path, f"a,y\n{rows}")
    assert data.is_classification is is_class
    assert len(data.target) == len(values)


def test_that_rows_without_a_target_are_left_out_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = load(tmp_path, "a,y\n1,0\n2,\n3,1\n4,0\n5,1\n6,0\n7,1\n")
    assert data.features[:, 0].tolist() == [1, 3, 4, 5, 6, 7]
    assert data.target.tolist() == [0, 1, 0, 1, 0, 1]
    assert data.is_classification
    assert "data.csv: 1 row without a value in y left out." in capsys.readouterr().err


def test_that_columns_without_use_are_left_out_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"{number},name {number},,{number % 2}\n" for number in range(60))
    data = load(tmp_path, f"a,label,nothing,y\n{rows}")
    assert data.feature_names == ("a",)
    said = capsys.readouterr().err
    assert "the column nothing has no values" in said
    assert "the column label has 60 different texts" in said


def test_that_decimal_commas_are_numbers_between_semicolons(tmp_path: Path) -> None:
    data = load(tmp_path, "a;b;y\n1,5;x;0,25\n-2;z;1,75\n")
    assert data.features[:, 0].tolist() == [1.5, -2.0]
    assert data.target.tolist() == [0.25, 1.75]
    assert not data.is_classification


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", r"has no column y\. It has a, b\."),
        ("a,y\n", "has a header line, but no rows"),
        ("y\n1\n2\n", "has only the column y"),
        ("a,y\n1,\n2,\n", "The column y of .* has no values"),
        ("a,y\n,1\n,0\n", "has no column beside y to learn from"),
        ("a,y\n1,2,3\n4,5,6\n", "have more fields than its header"),
        ("a,y\n1,2\n4,5,6\n", "is not a table: Expected 2 fields in line 3, saw 3"),
        ('a,y\n1,"2\n', "is not a table"),
        (b"a,y\n" + b"1,2\n" * 20_000 + b"\xff,3\n", "is not text in UTF-8"),
    ],
)
def test_that_what_cannot_be_learned_from_is_said_in_one_sentence(
    tmp_path: Path, content: str | bytes, sentence: str
) -> None:
    with pytest.raises(TrainFailure, match=sentence):
        load(tmp_path, content)


CELLS = st.text('ab1.,;\t"-', max_size=4)


@settings(max_examples=60, deadline=None)
@given(
    header=st.lists(CELLS, min_size=1, max_size=4),
    rows=st.lists(st.lists(CELLS, max_size=5), max_size=6),
    delimiter=st.sampled_from(",;\t"),
)
def test_that_any_text_is_a_dataset_with_the_named_columns_or_one_failure(
    tmp_path_factory: pytest.TempPathFactory,
    header: list[str],
    rows: list[list[str]],
    delimiter: str,
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text("\n".join(delimiter.join(row) for row in [header, *rows]), encoding="utf-8")
    try:
        target = read_csv_columns(path)[-1]
        data = load_csv(CsvSpec(path=str(path), target_column=target)).data
    except TrainFailure:
        return
    assert data.target_name == target
    assert data.features.shape == (len(data.target), len(data.feature_names))
