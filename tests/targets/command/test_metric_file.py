"""A metrics file, followed as it grows, is rewritten, or was there before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.targets.command.lines import GrowingFile, LineSplitter
from tuner_gui.targets.command.metric_file import follow_metrics


def plain(readings) -> list[tuple]:
    return [(each.name, each.value, each.step) for each in readings]


def append(path: Path, text: str) -> None:
    with path.open("a") as file:
        file.write(text)


def test_that_json_lines_are_read_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    follower = follow_metrics(path, "acc")
    assert follower.read() == []
    append(path, '{"step": 1, "acc": 0.5}\n{"step": 2, ')
    assert plain(follower.read()) == [("acc", 0.5, 1)]
    append(path, '"acc": 1}\nnonsense\n[1]\n{"acc": null}')
    assert plain(follower.read()) == [("acc", 1, 2)]
    assert plain(follower.read(is_last=True)) == [("acc", None, None)]
    assert follower.read(is_last=True) == []


def test_that_what_was_there_before_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text('{"acc": 9}\n')
    follower = follow_metrics(path, "acc")
    assert follower.read() == []
    append(path, '{"acc": 1}\n')
    assert plain(follower.read()) == [("acc", 1, None)]


def test_that_a_file_written_anew_is_read_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text('{"acc": 9}\n')
    follower = follow_metrics(path, "acc")
    path.write_text('{"acc": 1}\n{"acc": 2}\n')  # longer, and not the same
    assert plain(follower.read()) == [("acc", 1, None), ("acc", 2, None)]
    path.write_text('{"acc": 3}\n')  # shorter
    assert plain(follower.read()) == [("acc", 3, None)]
    other = tmp_path / "other"
    other.write_text('{"acc": 3}\n')
    other.replace(path)  # the same, in another file
    assert plain(follower.read()) == [("acc", 3, None)]
    path.unlink()
    assert follower.read() == []


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_that_a_table_is_read_by_its_header(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "m.csv"
    follower = follow_metrics(path, "acc")
    rows = [["epoch", "acc", "note", "lr"], ["1", "0.5", "x", ""], ["2", "nan", "y", "0.1"]]
    append(path, "\n".join(sign.join(row) for row in rows))
    assert plain(follower.read()) == [("acc", 0.5, 1)]
    names = [(each.name, each.text, each.step) for each in follower.read(is_last=True)]
    assert names == [("acc", "nan", 2), ("lr", "0.1", 2)]


def test_that_a_table_that_is_appended_to_keeps_its_header(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text("epoch,acc\n1,0.5\n")
    follower = follow_metrics(path, "acc")
    append(path, "2,0.75\n")
    assert plain(follower.read()) == [("acc", 0.75, 2)]
    path.write_text("acc;epoch;f1\n1;7;2\n")
    assert plain(follower.read()) == [("acc", 1, 7), ("f1", 2, 7)]


def test_that_a_word_in_the_column_of_the_objective_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    follower = follow_metrics(path, "acc")
    path.write_text("acc,f1\nnone,none\n")
    assert plain(follower.read()) == [("acc", None, None)]


def test_that_a_json_document_is_read_each_time_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text('{"acc": 9}')
    follower = follow_metrics(path, "acc")
    assert follower.read() == []
    path.write_text('{"epoch": 1, "acc": ')
    assert follower.read() == []
    path.write_text('{"epoch": 1, "acc": 0.25, "val": {"f1": 2}}')
    assert plain(follower.read()) == [("acc", 0.25, 1), ("val.f1", 2, 1)]
    assert follower.read() == []


def test_that_curves_and_rows_in_a_document_are_read_on(tmp_path: Path) -> None:
    path = tmp_path / "history.json"
    follower = follow_metrics(path, "acc")
    path.write_text(json.dumps({"acc": [1, 2], "best": 2}))
    assert plain(follower.read()) == [("best", 2, None), ("acc", 1, 0), ("acc", 2, 1)]
    path.write_text(json.dumps({"acc": [1, 2, 3], "best": 30}))
    assert plain(follower.read()) == [("best", 30, None), ("acc", 3, 2)]
    rows = tmp_path / "rows.json"
    follower = follow_metrics(rows, "acc")
    rows.write_text(json.dumps([{"step": 1, "acc": 5}]))
    assert plain(follower.read()) == [("acc", 5, 1)]
    rows.write_text(json.dumps([{"step": 1, "acc": 5}, {"step": 2, "acc": 6}, 3]))
    assert plain(follower.read()) == [("acc", 6, 2)]


@pytest.mark.parametrize("suffix", ["json", "csv", "jsonl"])
@given(st.binary())
def test_that_any_bytes_can_be_read(tmp_path_factory, suffix: str, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / f"m.{suffix}"
    follower = follow_metrics(path, "acc")
    path.write_bytes(data)
    for reading in [*follower.read(), *follower.read(is_last=True)]:
        assert reading.value is None or isinstance(reading.value, float)


@given(st.lists(st.binary(max_size=8)))
def test_that_lines_do_not_depend_on_how_they_were_cut(pieces: list[bytes]) -> None:
    cut, whole = LineSplitter(), LineSplitter()
    lines = [line for piece in pieces for line in cut.feed(piece)] + cut.finish()
    assert lines == whole.feed(b"".join(pieces)) + whole.finish()


def test_that_a_line_without_end_does_not_pile_up() -> None:
    splitter = LineSplitter()
    for _ in range(100):
        assert splitter.feed(b"x" * 10_000) == []
    (line,) = splitter.feed(b"\n")
    assert len(line) == 1 << 16


def test_that_a_growing_file_is_read_a_megabyte_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "big"
    file = GrowingFile(path)
    path.write_bytes(b"x" * 3_000_000)
    sizes = [len(file.read()[0]) for _ in range(4)]
    assert sizes == [1 << 20, 1 << 20, 3_000_000 - (2 << 20), 0]
