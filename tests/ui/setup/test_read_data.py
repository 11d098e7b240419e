"""What the fields of a table say, and what is said of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.setup.test_setup_reading import READY
from tests.ui.space.test_draft import FOREST
from tuner_gui.bridge.data_reader import DataAnswer
from tuner_gui.core.specs import CsvSpec, NoDataSpec
from tuner_gui.core.table_specs import (
    ArrowSpec,
    ColumnSplit,
    FlightSpec,
    FractionSplit,
    ParquetSpec,
)
from tuner_gui.datasets.preview import ColumnPreview, DataPreview
from tuner_gui.datasets.sources import Source
from tuner_gui.ui.setup.data_draft import FILE, FLIGHT, DataDraft, TableDraft
from tuner_gui.ui.setup.read_data import source_of
from tuner_gui.ui.setup.setup_draft import SetupDraft
from tuner_gui.ui.setup.setup_reading import SetupFacts, read_setup

FIRST = Source("csv", "a.csv")
READABLE = TableDraft(place="a.csv", target="y")


def known(*names: str, source: Source = FIRST) -> SetupFacts:
    """The facts where a source has been read."""
    columns = tuple(ColumnPreview(name=name, type="int64", nulls=0) for name in names)
    preview = DataPreview(columns=columns, rows=(), row_count=0, counted_rows=0)
    return SetupFacts(data=DataAnswer(source, preview))


def read(table: TableDraft, facts: SetupFacts | None = None, source: str = FILE, base=READY):
    data = DataDraft(source).with_table(table)
    draft = replace(SetupDraft.from_config(base), data=data)
    return read_setup(draft, FOREST, facts or SetupFacts())


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.csv", CsvSpec),
        ("a.tsv", CsvSpec),
        ("measured.data", CsvSpec),
        ("a.PARQUET", ParquetSpec),
        ("a.arrow", ArrowSpec),
        ("a.feather", ArrowSpec),
        ("my folder/a.ipc", ArrowSpec),
    ],
)
def test_that_the_suffix_of_a_file_tells_its_kind(path, kind):
    reading = read(TableDraft(place=f" {path} ", target="y"))
    assert reading.config.dataset == kind(path=path, target_column="y")
    assert reading.problems == {}


def test_that_a_file_keeps_the_kind_that_its_session_says():
    base = replace(READY, dataset=ParquetSpec(path="a.csv", target_column="y"))
    assert source_of(DataDraft(FILE, READABLE), base.dataset) == Source("parquet", "a.csv")
    changed = read(replace(READABLE, target="z"), base=base)
    assert changed.config.dataset == ParquetSpec(path="a.csv", target_column="z")


@pytest.mark.parametrize(
    ("url", "spec"),
    [
        ("grpc://h:1/a/b", {"location": "grpc://h:1", "path": "a/b"}),
        ("grpc+tls://h:1?ticket=a%20b", {"location": "grpc+tls://h:1", "ticket": "a b"}),
    ],
)
def test_that_a_url_names_a_table_by_path_or_ticket(url, spec):
    reading = read(TableDraft(place=url, target="y"), source=FLIGHT)
    assert reading.config.dataset == FlightSpec(target_column="y", **spec)
    assert reading.problems == {}


@pytest.mark.parametrize(
    ("source", "changes", "field", "words", "is_complete"),
    [
        (FILE, {"place": "", "target": ""}, "data_place", "Choose a file", True),
        (FLIGHT, {"place": "", "target": ""}, "data_place", "grpc://host:port/name", True),
        (FLIGHT, {"place": "h:1/a"}, "data_place", "does not name a table", False),
        (FLIGHT, {"place": "grpc://h:1"}, "data_place", "does not name a table", False),
        (FILE, {"target": ""}, "data_target", "column to predict", False),
        (FILE, {"features": "y, a"}, "data_features", "y is what is predicted", True),
        (FILE, {"features": '"a'}, "data_features", "quote", False),
        (FILE, {"split": "fraction", "percent": "100"}, "data_percent", "less than 100", False),
        (FILE, {"split": "fraction", "percent": "x"}, "data_percent", "percent", False),
        (FILE, {"split": "fraction", "seed": "-1"}, "data_seed", "whole number", False),
        (FILE, {"split": "column"}, "data_marker", "which rows", False),
        (FILE, {"split": "column", "marker": "p"}, "data_train", "which rows", False),
        (
            FILE,
            {"split": "column", "marker": "p", "train": "null"},
            "data_train",
            "Neither null",
            False,
        ),
        (
            FILE,
            {"split": "column", "marker": "y", "train": "1"},
            "data_marker",
            "what is predicted",
            True,
        ),
    ],
)
def test_that_a_problem_names_its_field(source, changes, field, words, is_complete):
    reading = read(replace(READABLE, **changes), source=source)
    assert list(reading.problems) == [field]
    assert words in reading.problems[field]
    assert reading.is_complete is is_complete


def test_that_columns_and_split_reach_the_dataset():
    table = replace(READABLE, features='a, "b, c"', split="fraction", percent="70 %", seed="3")
    assert read(table).config.dataset == CsvSpec(
        path="a.csv",
        target_column="y",
        columns=("a", "b, c"),
        split=FractionSplit(fraction=0.7, seed=3),
    )
    table = replace(READABLE, split="column", marker="part", train="1, two", validate="3")
    assert read(table).config.dataset.split == ColumnSplit(
        column="part", values=(1, "two"), validation=(3,)
    )


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"target": "why"}, "data_target", "The table has no column why."),
        ({"target": "heigt"}, "data_target", "no column heigt. Did you mean height?"),
        ({"features": "x, z"}, "data_features", "The table has no column z."),
        ({"target": "twice"}, "data_target", "The table has 2 columns named twice."),
        ({"split": "column", "marker": "q", "train": "1"}, "data_marker", "no column q."),
    ],
)
def test_that_a_column_that_is_gone_is_said_at_its_field(changes, field, sentence):
    facts = known("x", "y", "height", "twice", "twice")
    reading = read(replace(READABLE, **changes), facts)
    assert list(reading.problems) == [field]
    assert sentence in reading.problems[field]
    assert read(READABLE, facts).problems == {}


def test_that_a_table_with_one_column_has_nothing_to_predict_from():
    assert "nothing to predict it from" in read(READABLE, known("y")).problems["data_target"]


def test_that_what_was_read_of_other_data_does_not_count():
    other = known("x", source=Source("csv", "b.csv"))
    assert read(READABLE, other).problems == {}
    failed = SetupFacts(data=DataAnswer(FIRST, None, "There is no file a.csv."))
    assert read(READABLE, failed).faults == {"data_place": "There is no file a.csv."}


def test_that_a_table_that_is_not_finished_is_no_data():
    assert read(replace(READABLE, target="")).config.dataset == NoDataSpec()
