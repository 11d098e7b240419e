"""Data named in one line, and looked into by a child before a sweep starts."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from tests.datasets.arrow_tables import serving, written
from tuner_gui.core.errors import TuningError
from tuner_gui.core.specs import BundledSpec
from tuner_gui.core.table_specs import (
    ArrowSpec,
    ColumnSplit,
    FileSpec,
    FlightSpec,
    FractionSplit,
    ParquetSpec,
    TableSpec,
)
from tuner_gui.datasets.sources import Source
from tuner_gui.session.data_reading import choose_dataset, read_preview, require_table

TABLE = pa.table({"a": [1.0, 2.0], "b": ["u", "v"], "y": [0, 1]})


@pytest.mark.parametrize(
    ("form", "kind"), [("parquet", ParquetSpec), ("arrow", ArrowSpec), ("feather", ArrowSpec)]
)
def test_that_a_file_is_named_by_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, kind: type[FileSpec]
) -> None:
    written(tmp_path, TABLE, form)
    monkeypatch.chdir(tmp_path)
    path = str(tmp_path / f"data.{form}")
    assert choose_dataset(f"data.{form}", "") == kind(path=path, target_column="y")
    assert choose_dataset(f"data.{form}", "a") == kind(path=path, target_column="a")
    with pytest.raises(TuningError, match=rf"data\.{form} has no column c\. Some are a, b, y\."):
        choose_dataset(f"data.{form}", "c")


def test_that_a_flight_is_named_by_its_url() -> None:
    with serving(cars=TABLE) as server:
        spec = choose_dataset(f"{server.location}/cars", "")
        assert spec == FlightSpec(location=server.location, path="cars", target_column="y")
        require_table(spec)
        with pytest.raises(TuningError, match=r"^The Flight .* trucks: nobody knows trucks\."):
            choose_dataset(f"{server.location}/trucks", "")
    with pytest.raises(TuningError, match=r"^The Flight server grpc://.* does not answer\."):
        require_table(spec)


def test_that_columns_and_a_split_are_named(tmp_path: Path) -> None:
    written(tmp_path, TABLE, "parquet")
    path = str(tmp_path / "data.parquet")
    assert choose_dataset(path, "", ["a"], "0.8") == ParquetSpec(
        path=path, target_column="y", columns=("a",), split=FractionSplit(fraction=0.8)
    )
    marked = choose_dataset(path, "a", (), "y = 0, 1")
    assert marked == ParquetSpec(
        path=path, target_column="a", split=ColumnSplit(column="y", values=("0", "1"))
    )
    assert choose_dataset(path, "", (), "y=1").target_column == "b"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("columns", "split", "sentence"),
    [
        (["c"], "", r"^data\.parquet has no column c\."),
        ([], "part=train", r"^data\.parquet has no column part\."),
        ([], "1.5", r"^1\.5 is no split\. Write a share between 0 and 1, such as 0\.8, or a col"),
        ([], "most", r"^most is no split\."),
        ([], "b=", r"^b= is no split\."),
        ([], "nan", r"^nan is no split\."),
    ],
)
def test_that_what_is_no_column_or_split_is_said(
    tmp_path: Path, columns: list[str], split: str, sentence: str
) -> None:
    written(tmp_path, TABLE, "parquet")
    with pytest.raises(TuningError, match=sentence):
        choose_dataset(str(tmp_path / "data.parquet"), "", columns, split)


@pytest.mark.parametrize(("columns", "split"), [(["a"], ""), ([], "0.8")])
def test_that_a_bundled_set_is_used_whole(columns: list[str], split: str) -> None:
    with pytest.raises(TuningError, match=r"^wine is used whole; columns and a split are for tab"):
        choose_dataset("wine", "", columns, split)


def test_that_a_bundled_set_has_its_target() -> None:
    assert choose_dataset("wine", "") == BundledSpec(name="wine")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"target_column": "z"}, r"data\.arrow has no column z\."),
        ({"columns": ("a", "c")}, r"data\.arrow has no column c\."),
        ({"split": ColumnSplit(column="part", values=(1,))}, r"data\.arrow has no column part\."),
    ],
)
def test_that_a_missing_column_is_said_before_the_sweep(
    tmp_path: Path, options: dict[str, object], sentence: str
) -> None:
    spec = written(tmp_path, TABLE, **options)
    assert isinstance(spec, TableSpec)
    with pytest.raises(TuningError, match=sentence):
        require_table(spec)


def test_that_a_preview_comes_from_a_child(tmp_path: Path) -> None:
    written(tmp_path, TABLE)
    found = read_preview(Source("arrow", str(tmp_path / "data.arrow")))
    assert found.rows == (("1.0", "u", "0"), ("2.0", "v", "1"))


def test_that_a_child_that_fails_or_takes_too_long_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "data.arrow"
    path.write_bytes(b"ARROW1\0\0" + bytes(100))
    with pytest.raises(TuningError, match=rf"The file {path} cannot be read as Arrow: .*"):
        read_preview(Source("arrow", str(path)))
    with pytest.raises(TuningError, match=rf"{path} could not be looked into: Nothing came back"):
        read_preview(Source("arrow", str(path)), timeout_s=0.001)
