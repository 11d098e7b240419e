"""A table and a file of functions become sweeps: chosen, looked at, run, saved, opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from tests.flows.test_first_sweep import choose_estimator
from tuner_gui.core.specs import EstimatorSpec, FunctionSpec
from tuner_gui.core.table_specs import FractionSplit, ParquetSpec
from tuner_gui.core.trial import TrialState
from tuner_gui.session.file import read_session
from tuner_gui.ui.setup.data_table import DataTable

if TYPE_CHECKING:
    from pathlib import Path

    from tests.flows.conftest import Person

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CODE = """
from pathlib import Path

Path(__file__).with_name("loaded").touch()


def helper(path):
    return path


def objective(trial, dataset):
    x = trial.suggest_float("x", -2, 2)
    if trial.suggest_categorical("shape", ["bowl", "line"]) == "line":
        return abs(x)
    return abs(x) ** trial.suggest_int("power", 2, 4) + len(dataset.open().target) * 0
"""


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch):
    """Answers the next file dialogs with a path."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))

    return answer


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "plants.parquet"
    rows = pd.DataFrame({"height": range(600), "width": [each % 7 for each in range(600)]})
    rows["kind"] = ["fern" if each < 300 else "moss" for each in range(600)]
    rows.to_parquet(path)
    return path


@pytest.fixture
def code(tmp_path: Path) -> Path:
    path = tmp_path / "my code" / "train.py"
    path.parent.mkdir()
    path.write_text(CODE)
    return path


def run_trials(person: Person, count: int) -> None:
    person.type_into("setup_trials", str(count))
    assert person.find(QPushButton, "run_button").text() == f"Run {count} trials"
    person.click("run_button")
    person.wait(lambda: person.phase.is_active or len(person.store) > 0)
    person.wait_until_idle()
    assert person.store.count(TrialState.COMPLETE) == count


def test_that_a_parquet_file_is_chosen_looked_at_and_learned_from(
    person: Person, table: Path, choose
) -> None:
    setup = person.workbench.panels.setup
    person.click("welcome_estimator")
    choose_estimator(person, "DecisionTreeClassifier")
    person.pick("setup_dataset", "File…")
    choose(table)
    person.click("setup_data_browse")
    person.wait(lambda: bool(setup.model.columns()))
    assert setup.problems() == ["Choose the column to predict."]
    assert not person.find(QPushButton, "run_button").isEnabled()
    person.pick("setup_data_target", "kind")
    person.pick("setup_data_split", "a random part")
    person.type_into("setup_data_percent", "50")
    spec = ParquetSpec(path=str(table), target_column="kind", split=FractionSplit(fraction=0.5))
    assert setup.config().dataset == spec

    assert person.find(QPushButton, "data_preview_toggle").text() == "Preview: 600 rows × 3 columns"
    person.click("data_preview_toggle")
    rows = person.find(DataTable, "data_table").model()
    assert [rows.index(0, column).data() for column in range(3)] == ["fern", "0", "0"]

    run_trials(person, 5)
    best = person.store.best
    assert best is not None
    assert best.metric > 0.8
    saved = person.workbench.session.path
    assert saved is not None
    assert read_session(saved).config.dataset == spec

    person.workbench.session.open(saved)
    person.wait(lambda: not person.workbench.services.keeper.is_reading)
    person.wait(lambda: bool(setup.model.columns()))
    assert setup.config().dataset == spec
    assert isinstance(setup.config().target, EstimatorSpec)


def test_that_a_function_of_a_file_is_chosen_and_run(person: Person, code: Path, choose) -> None:
    setup = person.workbench.panels.setup
    person.click("welcome_class")
    person.wait(lambda: person.sees("setup_python_path"))
    choose(code)
    person.click("setup_python_browse")
    search = "setup_python_name_popup_search"
    person.wait(lambda: person.sees(search))
    assert not code.with_name("loaded").exists(), "listing names runs nothing"
    person.pick("setup_dataset", "iris")
    person.click("setup_python_name")
    person.type_into(search, "objective")
    person.press(search, Qt.Key.Key_Return)
    person.wait(lambda: setup.config().target is not None)
    assert setup.config().target == FunctionSpec(path=f"{code}:objective")
    assert setup.config().space.names == ("x", "shape", "power")
    assert person.find(QLineEdit, "setup_python_path").text() == f"{code}:objective"
    run_trials(person, 5)
    store = person.store
    assert store.best is not None
    assert store.best.metric == min(store.metric)
    assert store.best.params["shape"] in {"bowl", "line"}
