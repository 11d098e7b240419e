"""Arrow tables as datasets: views where the layout allows it, and the rules of CSV elsewhere."""

from __future__ import annotations

import os
import random
import sys
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from tests.datasets.arrow_tables import FORMATS, serving, written
from tuner_gui.core.dataset import Dataset
from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.specs import DatasetSpec
from tuner_gui.core.table_specs import ArrowSpec, ParquetSpec
from tuner_gui.datasets.arrow_data import load_arrow_table
from tuner_gui.datasets.views import open_dataset

MIXED = pa.table(
    {
        "whole": [1, 2, None, 4],
        "part": [0.5, 1.5, 2.5, float("nan")],
        "flag": [True, None, False, True],
        "money": [Decimal("1.25"), Decimal("2.50"), None, Decimal(0)],
        "colour": ["red", "blue", None, "red"],
        "size": pa.array(["s", "m", "s", None]).dictionary_encode(),
        "code": pa.array([7, 8, 7, 8]).dictionary_encode(),
        "y": ["a", "b", "a", "b"],
    }
)
N = float("nan")


def failed(spec: DatasetSpec) -> str:
    with pytest.raises(TrainFailure) as caught:
        open_dataset(spec)
    return str(caught.value)


def numbers(rows: int = 100, **more: Any) -> pa.Table:
    table = {name: np.arange(rows) + place / 8 for place, name in enumerate("abc")}
    return pa.table({**table, **more, "y": np.arange(rows) / 3})


@pytest.mark.parametrize("form", FORMATS)
def test_that_every_format_gives_the_same_features(tmp_path: Path, form: str) -> None:
    data = open_dataset(written(tmp_path, MIXED, form))
    names = "whole part flag money code colour=blue colour=red size=m size=s"
    assert data.feature_names == tuple(names.split())
    expected = [
        [1, 0.5, 1, 1.25, 7, 0, 1, 0, 1],
        [2, 1.5, N, 2.5, 8, 1, 0, 1, 0],
        [N, 2.5, 0, N, 7, 0, 0, 0, 1],
        [4, N, 1, 0, 8, 0, 1, 0, 0],
    ]
    np.testing.assert_array_equal(data.features, expected)
    assert data.features.dtype == np.float64
    assert data.target.tolist() == ["a", "b", "a", "b"]
    assert data.is_classification


def addresses(data: Dataset) -> list[int]:
    return [data.column(name).ctypes.data for name in (*data.feature_names, data.target_name)]


def mapped(path: str) -> list[range]:
    """Where a file is mapped in this process."""
    found = []
    for line in Path("/proc/self/maps").read_text().splitlines():
        if line.endswith(path):
            low, _, high = line.split()[0].partition("-")
            found.append(range(int(low, 16), int(high, 16)))
    return found


@pytest.mark.parametrize("form", ["arrow", "stream"])
def test_that_numbers_are_views_of_the_mapped_file(tmp_path: Path, form: str) -> None:
    spec = written(tmp_path, numbers(5_000, whole=pa.array(range(5_000), pa.int32())), form)
    before = pa.total_allocated_bytes()
    data = open_dataset(spec)
    assert pa.total_allocated_bytes() == before
    assert all(
        any(address in room for room in mapped(str(tmp_path / f"data.{form}")))
        for address in addresses(data)
    )
    assert data.column("whole").dtype == np.int32
    assert not data.column("whole").flags.writeable


@pytest.mark.parametrize("kind", [pa.float64(), pa.float32()])
def test_that_even_columns_are_a_matrix_without_a_copy(tmp_path: Path, kind: pa.DataType) -> None:
    table = numbers(1_001).cast(pa.schema(dict.fromkeys("abcy", kind)))
    data = open_dataset(written(tmp_path, table))
    assert data.features.ctypes.data == data.column("a").ctypes.data
    assert data.features.shape == (1_001, 3)
    assert data.features.dtype == kind.to_pandas_dtype()
    np.testing.assert_array_equal(data.features[:, 2], table["c"].to_numpy())
    assert not data.features.flags.writeable


def test_that_a_matrix_outlives_its_dataset(tmp_path: Path) -> None:
    features = load_arrow_table(
        written(tmp_path, numbers())
    ).data.features  # nothing else holds the mapping
    (tmp_path / "data.arrow").unlink()
    assert features[99].tolist() == [99.0, 99.125, 99.25]


@pytest.mark.parametrize("way", ["batches", "whole numbers", "target between"])
def test_that_uneven_columns_are_put_together_when_asked_for(tmp_path: Path, way: str) -> None:
    table = numbers(100, d=range(100)) if way == "whole numbers" else numbers()
    if way == "batches":
        table = pa.concat_tables([table[:30], table[30:]])
    if way == "target between":
        table = table.select(["a", "y", "b", "c"])
    before = pa.total_allocated_bytes()
    data = open_dataset(written(tmp_path, table))
    assert pa.total_allocated_bytes() - before < 10_000  # nothing yet
    expected = np.column_stack([table[name].to_numpy() for name in data.feature_names])
    np.testing.assert_array_equal(data.features, expected)
    np.testing.assert_array_equal(data.column("b"), table["b"].to_numpy())
    assert data.features is data.features
    assert not data.features.flags.writeable


def test_that_parquet_reads_only_the_columns_in_use(tmp_path: Path) -> None:
    table = numbers(1_000, heavy=["x" * 10_000] * 1_000)
    spec = written(tmp_path, table, "parquet", columns=("c", "a"))
    before = pa.total_allocated_bytes()
    data = open_dataset(spec)
    assert pa.total_allocated_bytes() - before < 100_000
    assert data.feature_names == ("c", "a")
    assert data.features[8].tolist() == [8.25, 8.0]


def test_that_a_compressed_file_says_that_it_is_unpacked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_dataset(written(tmp_path, numbers(), "feather"))
    assert "data.feather: it was written with compression" in capsys.readouterr().err
    open_dataset(written(tmp_path, numbers(), "arrow"))
    assert capsys.readouterr().err == ""


def test_that_columns_without_use_are_left_out_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = {
        "nothing": pa.nulls(100, pa.float64()),
        "names": [f"name {number}" for number in range(100)],
        "day": pa.array(range(100), pa.date32()),
        "list": [[1]] * 100,
    }
    assert open_dataset(written(tmp_path, numbers(100, **more))).feature_names == ("a", "b", "c")
    assert capsys.readouterr().err.splitlines() == [
        "data.arrow: the column nothing has no values and is left out.",
        "data.arrow: the column day holds date32[day] values and is left out.",
        "data.arrow: the column list holds list<item: int64> values and is left out.",
        "data.arrow: the column names has 100 different texts, left out.",
    ]


@pytest.mark.parametrize(
    ("target", "kept", "is_class"),
    [
        ([1, 0, 1, 0, 1, 0], [1, 0, 1, 0, 1, 0], True),
        ([1.0, 0.0, 1.0, N, None, 0.0, 0.0, 1.0], [1, 0, 1, 0, 0, 1], True),
        ([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], False),
        ([0.5, 1.5, 0.5, 1.5, 0.5, 1.5], [0.5, 1.5, 0.5, 1.5, 0.5, 1.5], False),
        ([True, False, None], [True, False], True),
        (pa.array(["u", "v", None]).dictionary_encode(), ["u", "v"], True),
    ],
)
def test_that_a_target_is_a_class_by_the_rule_of_csv(
    tmp_path: Path, target: Any, kept: list[Any], is_class: bool
) -> None:
    table = pa.table({"a": np.arange(len(target)), "y": target})
    data = open_dataset(written(tmp_path, table))
    assert data.target.tolist() == kept
    assert data.is_classification is is_class
    assert len(data.features) == len(kept)


def test_that_rows_without_a_target_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = open_dataset(written(tmp_path, pa.table({"a": [1, 2, 3], "y": ["u", None, "v"]})))
    assert data.features[:, 0].tolist() == [1, 3]
    assert "data.arrow: 1 row without a value in y left out." in capsys.readouterr().err


@pytest.mark.parametrize("form", ["parquet", "arrow"])
@pytest.mark.parametrize(
    ("table", "options", "sentence"),
    [
        ({"a": [1], "yy": [1]}, {}, "The file {path} has no column y. Did you mean yy?"),
        ({"a": [1], "y": [1]}, {"columns": ("b",)}, "The file {path} has no column b. It has a, y"),
        ({"y": [1]}, {}, "The file {path} has only the column y."),
        ({"a": [], "y": []}, {}, "The file {path} has columns, but no rows."),
        ({"a": [1], "y": [None]}, {}, "The column y of {path} has no values."),
        ({"a": [1], "y": [[1]]}, {}, "The column y of {path} holds list<"),
        ({"a": [None], "y": [1]}, {}, "The file {path} has no column beside y to learn from."),
    ],
)
def test_that_what_cannot_be_learned_from_is_said_in_one_sentence(
    tmp_path: Path, form: str, table: dict[str, Any], options: dict[str, Any], sentence: str
) -> None:
    said = failed(written(tmp_path, pa.table(table), form, **options))
    assert said.startswith(sentence.format(path=tmp_path / f"data.{form}"))


def test_that_a_repeated_column_is_named(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array([1.5])] * 3, ["a", "a", "y"])
    with pytest.raises(TrainFailure, match=r"data\.arrow has 2 columns named a\."):
        open_dataset(written(tmp_path, table))


@pytest.mark.parametrize(
    ("spec", "noun"), [(ParquetSpec, "Parquet"), (ArrowSpec, "Arrow")], ids=["parquet", "arrow"]
)
def test_that_what_is_no_such_file_is_said_in_one_sentence(
    tmp_path: Path, spec: type[ParquetSpec | ArrowSpec], noun: str
) -> None:
    path = tmp_path / "any"

    def failure() -> str:
        return failed(spec(path=str(path), target_column="y"))

    assert failure().startswith(f"There is no file {path}.")
    path.touch()
    assert failure() == f"The file {path} is empty."
    path.write_text("a,y\n1,2\n")
    assert failure().startswith(f"The file {path} cannot be read as {noun}: ")
    path.write_bytes(b"FEA1" + bytes(100) + b"FEA1")
    first = "is in the first version of Feather" if noun == "Arrow" else "Parquet: "
    assert first in failure()


@pytest.mark.parametrize("form", FORMATS)
def test_that_a_damaged_file_is_a_dataset_or_one_sentence(tmp_path: Path, form: str) -> None:
    spec = written(tmp_path, MIXED, form)
    whole = (tmp_path / f"data.{form}").read_bytes()
    dice = random.Random(4)
    for turn in range(40):
        damaged = bytearray(whole[: dice.randrange(1, len(whole))] if turn % 4 == 0 else whole)
        for _ in range(dice.randrange(0 if turn % 4 == 0 else 1, 4)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        (tmp_path / f"data.{form}").write_bytes(damaged)
        os.utime(tmp_path / f"data.{form}", ns=(turn, turn))
        with suppress(TrainFailure):
            open_dataset(spec)
            continue
        assert str(tmp_path) in failed(spec)
        assert failed(spec).isprintable()


@pytest.mark.parametrize("form", FORMATS)
def test_that_a_file_cut_in_half_is_one_sentence(tmp_path: Path, form: str) -> None:
    spec = written(tmp_path, numbers(10_000), form)
    path = tmp_path / f"data.{form}"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(TrainFailure, match=rf"The file {path} cannot be read as .*\."):
        open_dataset(spec)


def test_that_a_missing_pyarrow_is_said_with_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = written(tmp_path, numbers())
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert failed(spec) == (
        f"To read {tmp_path / 'data.arrow'} needs pyarrow, which is not installed. "
        "Install it by: pip install 'tuner-gui[arrow]'"
    )


def test_that_a_flight_is_fetched_once_by_path_or_ticket() -> None:
    with serving(**{"sales/2026": numbers(), "other": MIXED}) as server:
        data = open_dataset(server.spec("sales/2026"))
        assert open_dataset(server.spec("sales/2026")) is data
        assert server.fetched == 1
        assert data.features[99].tolist() == [99.0, 99.125, 99.25]
        other = open_dataset(server.spec("", ticket="other"))
        assert other.target.tolist() == ["a", "b", "a", "b"]


def test_that_a_flight_that_fails_is_said_in_one_sentence() -> None:
    with serving(here=numbers()) as server:
        place = server.location
        assert failed(server.spec("gone")) == (
            f"The Flight server {place} does not give gone: nobody knows gone."
        )
        assert failed(server.spec("", ticket="gone")).startswith(
            f"The Flight server {place} does not give the ticket gone: "
        )
        assert failed(server.spec("here", target_column="z")) == (
            f"The Flight source {place}/here has no column z. It has a, b, c, y."
        )
        spec = server.spec("here", columns=("a",))  # not opened before
    assert failed(spec) == (
        f"The Flight server {place} does not answer. Start it, or correct its address."
    )
