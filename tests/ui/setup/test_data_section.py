"""Data and objective by real keys and clicks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from tests.datasets.arrow_tables import serving, written
from tests.ui.setup.test_setup_reading import READY
from tuner_gui.core.objective import Objective
from tuner_gui.core.specs import BundledSpec, CsvSpec
from tuner_gui.core.table_specs import (
    ArrowSpec,
    ColumnSplit,
    FlightSpec,
    FractionSplit,
    ParquetSpec,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.setup.conftest import PanelHands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""

TABLE = pa.table({"a": [1.0, 2.0, 3.0], "part": ["u", "v", "u"], "y": [0, 1, 0]})


def choose_file(hands: PanelHands, path: Path) -> None:
    hands.choose("setup_dataset", "File…")
    hands.files.append(str(path))
    hands.click("setup_data_browse")
    wait_for_columns(hands)


def wait_for_columns(hands: PanelHands) -> None:
    hands.qtbot.waitUntil(lambda: bool(hands.panel.model.columns()), timeout=60_000)


def wait_for_fault(hands: PanelHands, name: str) -> str:
    hands.qtbot.waitUntil(lambda: hands.is_wrong(name), timeout=60_000)
    return hands.sentences()[0]


@pytest.mark.parametrize(
    ("form", "kind"), [("csv", CsvSpec), ("parquet", ParquetSpec), ("feather", ArrowSpec)]
)
def test_that_a_chosen_file_offers_its_columns(hands: PanelHands, tmp_path: Path, form, kind):
    path = tmp_path / f"data.{form}"
    if form == "csv":
        path.write_text("a,part,y\n1,u,0\n2,v,1\n")
    else:
        written(tmp_path, TABLE, form)
    hands.panel.set_config(READY)
    hands.choose("setup_dataset", "File…")
    assert hands.panel.problems() == ["Choose a file: CSV, Parquet or Arrow."]
    assert hands.sentences() == []
    assert not hands.find(QComboBox, "setup_data_target").isVisible()
    choose_file(hands, path)
    assert hands.panel.problems() == ["Choose the column to predict."]
    assert hands.panel.has_unparsed_text()
    hands.choose("setup_data_target", "y")
    assert hands.panel.config().dataset == kind(path=str(path), target_column="y")
    assert hands.panel.problems() == []


def test_that_features_and_a_split_are_chosen(hands: PanelHands, tmp_path: Path):
    written(tmp_path, TABLE)
    hands.panel.set_config(READY)
    choose_file(hands, tmp_path / "data.arrow")
    hands.choose("setup_data_target", "y")
    hands.type_into("setup_data_features", "a, b")
    assert hands.is_wrong("setup_data_features")
    hands.type_into("setup_data_features", "a")
    hands.choose("setup_data_split", "a random part")
    hands.type_into("setup_data_percent", "60")
    hands.type_into("setup_data_seed", "4")
    table = hands.panel.config().dataset
    assert table.columns == ("a",)
    assert table.split == FractionSplit(fraction=0.6, seed=4)
    hands.choose("setup_data_split", "rows by a column")
    assert not hands.field("setup_data_percent").isVisible()
    assert hands.panel.problems()[0].startswith("Choose the column that says which rows")
    hands.choose("setup_data_marker", "part")
    hands.type_into("setup_data_train", "u")
    hands.type_into("setup_data_validate", "v")
    split = ColumnSplit(column="part", values=("u",), validation=("v",))
    assert hands.panel.config().dataset.split == split
    assert hands.panel.problems() == []


def test_that_a_file_that_is_not_there_is_a_problem_at_its_field(hands: PanelHands, tmp_path):
    path = tmp_path / "late.csv"
    hands.panel.set_config(READY)
    hands.choose("setup_dataset", "File…")
    hands.type_into("setup_data_path", str(path))
    assert f"There is no file {path}" in wait_for_fault(hands, "setup_data_path")
    path.write_text("a,y\n1,0\n")
    hands.click("data_preview_again")
    wait_for_columns(hands)
    assert not hands.is_wrong("setup_data_path")


def test_that_a_column_that_is_gone_is_a_problem_at_its_field(hands: PanelHands, tmp_path: Path):
    table = written(tmp_path, TABLE, "parquet", columns=("a", "gone"))
    hands.panel.set_config(replace(READY, dataset=table))
    assert "no column gone" in wait_for_fault(hands, "setup_data_features")
    assert hands.panel.config().dataset == table


def test_that_a_missing_pyarrow_says_how_to_install_it(
    hands: PanelHands, tmp_path: Path, monkeypatch
):
    table = written(tmp_path, TABLE, "parquet")
    (tmp_path / "pyarrow.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    hands.panel.set_config(replace(READY, dataset=table))
    assert "pip install 'tuner-gui[arrow]'" in wait_for_fault(hands, "setup_data_path")


def test_that_a_server_is_contacted_only_on_a_click(hands: PanelHands):
    with serving(cars=TABLE) as server:
        table = server.spec("cars")
        hands.panel.set_config(replace(READY, dataset=table))
        hands.type_into("setup_data_url", f"{server.location}?ticket=cars")
        hands.qtbot.wait(600)
        toggle = hands.find(QPushButton, "data_preview_toggle")
        assert toggle.text() == "Preview: not connected yet"
        assert server.fetched == 0
        assert not hands.panel.model.columns()
        hands.click("setup_data_connect")
        assert hands.find(QPushButton, "setup_data_connect").text() == "Connecting…"
        wait_for_columns(hands)
        assert server.fetched == 1
        hands.choose("setup_data_target", "y")
        dataset = hands.panel.config().dataset
        assert dataset == FlightSpec(location=server.location, ticket="cars", target_column="y")
        assert hands.panel.problems() == []
    hands.click("setup_data_connect")
    assert "does not answer. Start it" in wait_for_fault(hands, "setup_data_url")


def test_that_what_names_no_table_on_a_server_is_said_at_once(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.choose("setup_dataset", "Flight server…")
    assert hands.sentences() == []
    hands.type_into("setup_data_url", "localhost:1/x")
    assert "grpc://HOST:PORT/NAME" in hands.sentences()[0]


def test_that_what_is_typed_outlives_a_look_at_other_data(hands: PanelHands, tmp_path: Path):
    split = FractionSplit(fraction=0.8)
    for name in ("first.arrow", "second.parquet"):
        kind = ArrowSpec if name.endswith("arrow") else ParquetSpec
        table = kind(path=str(tmp_path / name), target_column="y", split=split, columns=("a",))
        hands.panel.set_config(replace(READY, dataset=table))
        assert hands.panel.config().dataset == table
        hands.choose("setup_dataset", "iris")
        assert hands.panel.config().dataset == BundledSpec(name="iris")
        hands.choose("setup_dataset", "File…")
        assert hands.panel.config().dataset == table


def test_that_another_file_forgets_the_columns_but_not_the_fraction(
    hands: PanelHands, tmp_path: Path
):
    table = written(tmp_path, TABLE, columns=("a",), split=FractionSplit(fraction=0.25))
    hands.panel.set_config(replace(READY, dataset=table))
    other = tmp_path / "other.csv"
    other.write_text("u,v\n1,2\n")
    choose_file(hands, other)
    hands.choose("setup_data_target", "v")
    dataset = hands.panel.config().dataset
    assert dataset == CsvSpec(path=str(other), target_column="v", split=table.split)


def test_that_the_split_outlives_a_change_of_the_target(hands: PanelHands, tmp_path: Path):
    table = written(tmp_path, TABLE, split=FractionSplit(fraction=0.8))
    hands.panel.set_config(replace(READY, dataset=table))
    wait_for_columns(hands)
    hands.choose("setup_data_target", "a")
    assert hands.panel.config().dataset == table.model_copy(update={"target_column": "a"})


def test_that_enter_at_a_path_reads_the_file_again(hands: PanelHands, tmp_path: Path):
    table = written(tmp_path, TABLE)
    hands.panel.set_config(replace(READY, dataset=table))
    wait_for_columns(hands)
    written(tmp_path, TABLE.append_column("new", [[1, 2, 3]]))
    hands.qtbot.keyClick(hands.find(QLineEdit, "setup_data_path"), Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: "new" in hands.panel.model.columns(), timeout=60_000)


def test_that_classes_are_asked_for_where_a_classifier_meets_a_quantity(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.choose("setup_dataset", "diabetes")
    assert hands.is_wrong("setup_dataset")
    assert "needs classes" in hands.panel.problems()[0]


def test_that_a_metric_that_the_trials_do_not_return_is_a_problem(hands: PanelHands):
    hands.panel.set_config(replace(READY, objective=Objective("score")))
    assert hands.panel.problems() == ["The trials return accuracy, not score."]
    assert hands.is_wrong("setup_scoring")
    hands.pick("setup_scoring", "roc_auc")
    assert hands.panel.problems() == []
