"""Tables of trials, each read by its real consumer."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from tests.contracts.exporter_contract import TRAPS
from tests.session.documents import MORNING, complete, failed
from tuner_gui.core.marks import TrialMark
from tuner_gui.core.objective import Objective
from tuner_gui.core.trial import TrialRecord, TrialState
from tuner_gui.exchange.best import format_names
from tuner_gui.exchange.errors import ExportError
from tuner_gui.exchange.tables.exporting import (
    TABLE_FORMATS,
    export_table,
    table_format_names,
    table_format_of,
    write_table,
)
from tuner_gui.exchange.tables.trial_table import ABSENT, trial_table

OBJECTIVE = Objective("accuracy")
NUMBERS = [5e-324, 1e-05, 0.1 + 0.2, -0.0, 1e22, 1.7976931348623157e308]
TEXTS = [text for text in TRAPS if "\0" not in text]


def record(number: int, metric: float | None = None, **params: Any) -> TrialRecord:
    state = TrialState.FAILED if metric is None else TrialState.COMPLETE
    return TrialRecord(number, params, state, metric, {"accuracy": metric} if metric else {})


def table_of(*records: TrialRecord):
    return trial_table(records, OBJECTIVE)


def exported(format_name: str, *records: TrialRecord) -> Any:
    return export_table(table_of(*records), format_name)


def test_that_the_columns_are_named_after_what_they_hold() -> None:
    table = table_of(complete(0, 0.9), failed(1))
    assert table.columns == (
        *("number", "state", "metric", "metrics.accuracy", "metrics.fit_s"),
        *("params.n_estimators", "params.criterion", "params.min.impurity"),
        *("duration_ms", "started_at", "worker", "seed", "origin", "error"),
    )
    assert table.column("params.min.impurity") == [1e-05, ABSENT]
    assert table.column("params.criterion") == ["gini", None]


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_that_pandas_reads_numbers_and_text_exactly(name: str, delimiter: str) -> None:
    records = [record(n, 0.1, x=value) for n, value in enumerate(NUMBERS)]
    frame = pd.read_csv(StringIO(exported(name, *records)), sep=delimiter)
    assert [repr(float(value)) for value in frame["params.x"]] == [repr(value) for value in NUMBERS]
    records = [record(n, 0.1, x=text) for n, text in enumerate(TEXTS)]
    frame = pd.read_csv(
        BytesIO(exported(name, *records).encode()),
        sep=delimiter,
        dtype=str,
        keep_default_na=False,
    )
    assert list(frame["params.x"]) == TEXTS


def test_that_csv_says_the_rest_as_json_and_leaves_empty_what_is_not_there() -> None:
    text = exported("csv", record(0, 0.5, a=True, b=(1, "x,y"), c=None), record(1, a=False))
    frame = pd.read_csv(StringIO(text))
    assert list(frame["params.a"]) == [True, False]
    assert json.loads(frame["params.b"][0]) == [1, "x,y"]
    assert text.splitlines()[1].startswith('0,complete,0.5,0.5,true,"[1, ""x,y""]",null,')
    assert text.splitlines()[2].startswith("1,failed,,,false,,,")


def test_that_json_lines_hold_trials_as_the_session_does() -> None:
    odd = replace(failed(1), metrics={"loss": float("nan"), "up": float("inf")})
    rows = [json.loads(line) for line in exported("jsonl", complete(0, 0.9), odd).splitlines()]
    assert rows[0]["params"] == complete(0, 0.9).params
    assert (rows[0]["metric"], rows[0]["started_at"]) == (0.9, MORNING.isoformat())
    assert rows[1]["metrics"] == {"loss": "NaN", "up": "Infinity"}
    frame = pd.json_normalize(rows)
    assert frame["params.min.impurity"][0] == 1e-05
    texts = [record(n, 0.1, x=(text,)) for n, text in enumerate(TRAPS)]
    lines = exported("jsonl", *texts).split("\n")[:-1]
    assert [json.loads(line)["params"]["x"] for line in lines] == [[text] for text in TRAPS]


def test_that_parquet_keeps_types_and_values() -> None:
    records = [
        record(
            0, 0.5, i=2**62, f=5e-324, t="a\nb", b=True, mixed=1, both=1, many=(1, 2), none=None
        ),
        record(1, 0.6, i=-3, f=0.1, t="ä", b=False, mixed="1", both=0.5, many=(3,), none=None),
        replace(record(2), started_at=datetime(2026, 11, 23, tzinfo=UTC), seed=2**64 - 1),
    ]
    table = pq.read_table(BytesIO(exported("parquet", *records)))
    read = table.to_pydict()
    assert read["number"] == [0, 1, 2]
    assert read["params.i"] == [2**62, -3, None]
    assert read["params.f"] == [5e-324, 0.1, None]
    assert read["params.t"] == ["a\nb", "ä", None]
    assert read["params.b"] == [True, False, None]
    assert read["params.mixed"] == ["1", "1", None]
    assert read["params.both"] == [1.0, 0.5, None]
    assert read["params.many"] == ["[1, 2]", "[3]", None]
    assert read["started_at"][2] == datetime(2026, 11, 23, tzinfo=UTC)
    assert read["seed"][2] == 2**64 - 1
    assert len(pd.read_parquet(BytesIO(exported("parquet", *records)))) == 3
    assert pq.read_table(BytesIO(exported("parquet"))).num_rows == 0


def cells(line: str) -> list[str]:
    inner = line.strip()[1:-1]
    return [re.sub(r"\\(.)", r"\1", cell.strip()) for cell in re.split(r"(?<!\\)\|", inner)]


def test_that_markdown_is_lined_up_and_its_cells_are_never_torn() -> None:
    text = exported("markdown", complete(0, 0.912345678), failed(1))
    assert text.splitlines()[:3] == [
        "| trial | state    | accuracy | fit\\_s | n\\_estimators | criterion | min.impurity |",
        "| ----: | -------- | -------: | -----: | ------------: | --------- | -----------: |",
        "|     0 | complete | 0.912346 |    0.5 |            20 | gini      |        1e-05 |",
    ]
    odd = [record(n, 0.1, x=text) for n, text in enumerate(["a|b", "`x`", "*", "a\nb", "|"])]
    rows = [cells(line) for line in exported("markdown", *odd).splitlines()]
    assert {len(row) for row in rows} == {4}
    assert [row[3] for row in rows[2:]] == ["a|b", "`x`", "*", "a b", "|"]


def test_that_latex_escapes_what_it_would_read_as_a_command() -> None:
    text = exported("latex", record(0, 0.5, a_b="50% & $x_1$ #1 {~^\\}"))
    assert text.splitlines()[1:4] == [
        "\\begin{tabular}{rlrl}",
        "\\toprule",
        "trial & state & accuracy & a\\_b \\\\",
    ]
    row = text.splitlines()[5]
    assert row == (
        "0 & complete & 0.5 & 50\\% \\& \\$x\\_1\\$ \\#1 "
        "\\{\\textasciitilde{}\\textasciicircum{}\\textbackslash{}\\} \\\\"
    )


@pytest.mark.parametrize("name", TABLE_FORMATS)
def test_that_a_sweep_without_trials_gives_a_table_without_rows(name: str) -> None:
    content = exported(name)
    assert isinstance(content, bytes if name == "parquet" else str)


def test_that_the_name_of_a_file_says_its_format(tmp_path: Path) -> None:
    names = ("a.csv", "a.TSV", "a.jsonl", "a.ndjson", "a.parquet", "a.md", "a.tex", "a.yaml", "a")
    assert [table_format_of(Path(name)) for name in names] == [
        *("csv", "tsv", "jsonl", "jsonl", "parquet", "markdown", "latex", None, None)
    ]
    write_table(tmp_path / "new" / "t.csv", table_of(complete(0, 0.9)), "csv")
    assert (tmp_path / "new" / "t.csv").read_text() == exported("csv", complete(0, 0.9))
    with pytest.raises(ExportError, match="The format xml is not known here"):
        exported("xml")
    with pytest.raises(ExportError, match="cannot be written"):
        write_table(tmp_path / "new" / "t.csv" / "x.csv", table_of(), "csv")


def test_that_half_characters_can_be_written(tmp_path: Path) -> None:
    write_table(tmp_path / "t.jsonl", table_of(record(0, 0.5, x="a\ud800")), "jsonl")
    assert json.loads((tmp_path / "t.jsonl").read_text())["params"]["x"] == "a?"


@pytest.fixture
def _installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "added_tables.py").write_text(
        "def count(table): return str(len(table.rows))\n"
        "def broken(table): raise KeyError('x')\n"
        "def mute(table): return None\n"
    )
    folder = tmp_path / "added_tables-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: added-tables\nVersion: 1.0\n")
    lines = [f"table.{name} = added_tables:{name}" for name in ("count", "broken", "mute")]
    (folder / "entry_points.txt").write_text("[tuner_gui.exporters]\n" + "\n".join(lines) + "\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "added_tables", raising=False)


@pytest.mark.usefixtures("_installed")
def test_that_an_installed_package_adds_a_table() -> None:
    assert table_format_names() == (*TABLE_FORMATS, "broken", "count", "mute")
    assert not {"count", "table.count"} & set(format_names()), "it is no format of parameters"
    assert "added_tables" not in sys.modules, "listing the names must not load them"
    assert exported("count", complete(0, 0.9)) == "1"
    assert table_format_of(Path("a.count")) == "count"
    with pytest.raises(ExportError, match=r"The exporter broken failed: KeyError: 'x'\."):
        exported("broken")
    with pytest.raises(ExportError, match="mute returned neither text nor bytes"):
        exported("mute")


MARKS = {
    1: TrialMark(is_starred=True, tags=("good", "to check"), note='Two\nlines, "quoted" | & more.'),
    9: TrialMark(is_hidden=True),
}


@pytest.mark.parametrize("format_name", ["csv", "tsv", "parquet"])
def test_that_what_was_said_of_trials_is_in_the_table(format_name: str) -> None:
    table = trial_table([record(0, 0.5, x=1), record(1, 0.6, x=2)], OBJECTIVE, MARKS)
    content = export_table(table, format_name)
    match format_name:
        case "csv":
            frame = pd.read_csv(StringIO(content))
        case "tsv":
            frame = pd.read_csv(StringIO(content), sep="\t")
        case _:
            frame = pd.read_parquet(BytesIO(content))
    assert frame["starred"].tolist() == [False, True]
    assert frame["hidden"].tolist() == [False, False]
    assert frame["tags"][1] == "good, to check"
    assert frame["note"][1] == MARKS[1].note
    assert pd.isna(frame["tags"][0])


def test_that_json_lines_hold_what_was_said_of_trials() -> None:
    table = trial_table([record(0, 0.5, x=1), record(1, 0.6, x=2)], OBJECTIVE, MARKS)
    rows = [json.loads(line) for line in export_table(table, "jsonl").splitlines()]
    said = [{key: row[key] for key in ("starred", "hidden", "tags", "note")} for row in rows]
    assert said == [
        {"starred": False, "hidden": False, "tags": [], "note": None},
        {"starred": True, "hidden": False, "tags": ["good", "to check"], "note": MARKS[1].note},
    ]


@pytest.mark.parametrize("format_name", ["markdown", "latex"])
def test_that_a_note_of_two_lines_stays_in_its_row(format_name: str) -> None:
    table = trial_table([record(1, 0.6, x=2)], OBJECTIVE, MARKS)
    one = export_table(trial_table([record(1, 0.6, x=2)], OBJECTIVE), format_name)
    assert len(export_table(table, format_name).splitlines()) == len(one.splitlines())


def test_that_there_are_no_columns_for_marks_where_nothing_was_said() -> None:
    assert "starred" not in table_of(record(0, 0.5)).columns
    assert "starred" not in json.loads(exported("jsonl", record(0, 0.5)))
