"""The first lines of a CSV file: delimiter and names, or one clear sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuner_gui.core.errors import TrainFailure
from tuner_gui.datasets.csv_layout import read_csv_columns, read_layout


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "data.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "delimiter", "columns"),
    [
        ("a,b,c\n1,2,3\n", ",", ["a", "b", "c"]),
        ("a;b\n1,5;2,5\n0,1;0,2\n", ";", ["a", "b"]),
        ("a\tb, c\n1\t2\n", "\t", ["a", "b, c"]),
        ('"first, last";age\n"Noether, Emmy";53\n', ";", ["first, last", "age"]),
        ("\ufeffa,b\r\n1,2\r\n", ",", ["a", "b"]),
        ("\n\na,b\n1,2\n", ",", ["a", "b"]),
        (" a , b \n1,2\n", ",", ["a", "b"]),
        ("a,,a,a 2\n1,2,3,4\n", ",", ["a", "column 2", "a 2", "a 2 2"]),
        ('a,"b\nb"\n1,2\n', ",", ["a", "b\nb"]),
        ("a\n1\n", ",", ["a"]),
    ],
)
def test_that_delimiter_and_names_are_read_off_the_first_lines(
    tmp_path: Path, content: str, delimiter: str, columns: list[str]
) -> None:
    path = written(tmp_path, content)
    assert read_layout(path).delimiter == delimiter
    assert read_csv_columns(path) == columns


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is not text in UTF-8"),
        (b"a,b\n1,\x00\n", "is not text in UTF-8"),
        ("größe,b\n1,2\n".encode("cp1252"), "is not text in UTF-8"),
    ],
)
def test_that_what_is_no_table_is_said_in_one_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(TrainFailure, match=sentence) as caught:
        read_csv_columns(path)
    assert str(path) in caught.value.message
    assert caught.value.hint


def test_that_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainFailure, match=r"There is no file .*gone\.csv"):
        read_csv_columns(tmp_path / "gone.csv")


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=200) | st.text('abc,;\t"\n\r 1.', max_size=60).map(str.encode))
def test_that_any_bytes_end_in_distinct_names_or_in_one_failure(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    try:
        columns = read_csv_columns(path)
    except TrainFailure:
        return
    assert columns
    assert len(set(columns)) == len(columns)
