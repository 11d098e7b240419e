"""The first rows of any source: bounded, and one sentence where there are none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import feather

from tests.datasets.arrow_tables import FORMATS, serving, written
from tuner_gui.core.errors import TuningError
from tuner_gui.core.specs import NoDataSpec
from tuner_gui.datasets import preview as preview_module
from tuner_gui.datasets.preview import DataPreview, main, preview
from tuner_gui.datasets.sources import Source

COUNT = 300
TABLE = pa.table(
    {
        "a": pa.array([None, *range(1, COUNT)], pa.int32()),
        "long": ["x" * 1_000, None] * (COUNT // 2),
        "kind": pa.array(["p", "q", None] * (COUNT // 3)).dictionary_encode(),
        "list": [[1, 2], None, []] * (COUNT // 3),
        "y": np.arange(COUNT) / 2,
    }
)


def types(found: DataPreview) -> dict[str, tuple[str, int | None]]:
    return {column.name: (column.type, column.nulls) for column in found.columns}


@pytest.mark.parametrize("form", FORMATS)
def test_that_a_file_shows_its_first_rows_and_what_its_columns_hold(
    tmp_path: Path, form: str
) -> None:
    spec = written(tmp_path, TABLE, form)
    source = Source.of(spec)
    assert source is not None
    found = preview(source)
    assert found.row_count == found.counted_rows == COUNT
    assert len(found.rows) == 20
    assert found.rows[0] == (None, f"{'x' * 99}…", "p", "[1, 2]", "0.0")
    assert found.rows[1][:4] == ("1", None, "q", None)
    seen = types(found)
    assert seen["a"] == ("int32", 1)
    assert seen["long"] == ("string", 150)
    assert seen["kind"][1] == 100
    assert seen["list"][1] == (None if form == "parquet" else 100)  # nested: nobody counted
    assert found.names == ("a", "long", "kind", "list", "y")


def test_that_a_bundled_set_ends_with_its_target() -> None:
    found = preview(Source("bundled", "iris"))
    assert found.names[-1] == "species"
    assert found.row_count == 150
    assert found.rows[0][-2:] == ("0.2", "0")


def test_that_a_csv_file_is_read_no_further_than_needed(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("a;b;y\n1,5;;u\n;x;v\n" * 1)
    found = preview(Source("csv", str(path)))
    assert found.rows == (("1.5", None, "u"), (None, "x", "v"))
    assert [column.nulls for column in found.columns] == [1, 1, 0]
    assert found.row_count == 2
    path.write_text("a,y\n" + "1,2\n" * 10_001)
    found = preview(Source("csv", str(path)))
    assert (found.row_count, found.counted_rows) == (None, 10_000)


@pytest.mark.parametrize("name", ["plant/north", "?ticket=plant%2Fnorth"])
def test_that_a_flight_is_left_after_its_first_rows(name: str) -> None:
    table = pa.table({"a": np.arange(2_000_000.0), "y": np.arange(2_000_000.0)})
    chunked = pa.Table.from_batches(table.to_batches(max_chunksize=1_000))
    with serving(**{"plant/north": chunked}) as server:
        slash = "" if name.startswith("?") else "/"
        found = preview(Source.named(f"{server.location}{slash}{name}"))
    assert found.names == ("a", "y")
    assert found.rows[19] == ("19.0", "19.0")
    assert found.row_count is None
    assert found.counted_rows == 1_000


def test_that_a_wide_table_shows_a_part_and_names_all(tmp_path: Path) -> None:
    table = pa.table({f"x{place}": [1.0] for place in range(1_000)})
    source = Source.of(written(tmp_path, table, "parquet"))
    assert source is not None
    found = preview(source)
    assert len(found.rows[0]) == 200
    assert len(found.columns) == 1_000


def test_that_nulls_are_counted_only_while_there_is_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_module, "_COUNTING_S", -1.0)
    batches = pa.concat_tables([TABLE[:100], TABLE[100:]])
    source = Source.of(written(tmp_path, batches))
    assert source is not None
    found = preview(source)
    assert (found.row_count, found.counted_rows) == (None, 100)


def test_that_an_empty_table_has_columns_and_no_rows(tmp_path: Path) -> None:
    for form in FORMATS:
        source = Source.of(written(tmp_path, TABLE[:0], form))
        assert source is not None
        found = preview(source)
        assert (len(found.columns), found.rows, found.row_count) == (5, (), 0)


@pytest.mark.parametrize("suffix", ["csv", "parquet", "arrow"])
def test_that_the_command_prints_json_or_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_module, "_MOST_BYTES", 1 << 62)  # this process goes on
    path = tmp_path / f"gone.{suffix}"
    assert main([*Source.named(str(path))]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"There is no file {path}.")
    assert said.err.count("\n") == 1
    assert main(["bundled", "wine"]) == 0
    assert DataPreview.model_validate_json(capsys.readouterr().out).row_count == 178


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is kept by Linux")
def test_that_a_file_that_unpacks_to_too_much_is_one_sentence(tmp_path: Path) -> None:
    table = pa.table({"a": np.zeros(125_000_000), "y": pa.nulls(125_000_000, pa.int8())})
    path = tmp_path / "bomb.feather"
    feather.write_feather(table, path, compression="zstd", chunksize=len(table))
    assert path.stat().st_size < 1_000_000
    program = (
        "import sys; from tuner_gui.datasets import preview; preview._MOST_BYTES = 1 << 29; "
        "sys.exit(preview.main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "arrow", str(path)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"The file {path} does not fit into memory.\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("cars", "cars is neither a bundled data set nor a file or server that can be read."),
        ("x.xlsx", "x.xlsx is neither"),
    ],
)
def test_that_what_cannot_be_read_is_told_from_its_name(text: str, sentence: str) -> None:
    with pytest.raises(TuningError) as caught:
        Source.named(text)
    assert str(caught.value).startswith(sentence)
    assert ".feather" in caught.value.hint


@pytest.mark.parametrize("url", ["grpc://h:1", "grpc://", "grpc://[::1/a"])
def test_that_a_url_without_a_table_is_said(url: str) -> None:
    with pytest.raises(TuningError, match="does not name a table on a server"):
        Source.named(url).with_target("y")


def test_that_no_data_have_no_source() -> None:
    assert Source.of(NoDataSpec()) is None
