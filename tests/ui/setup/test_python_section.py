"""Code of the person's own as the target, by real keys and clicks, read in real children."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.ui.setup.test_setup_reading import READY
from tuner_gui.core.objective import Direction, Objective
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import (
    BundledSpec,
    ClassSpec,
    FunctionSpec,
    NoDataSpec,
    PipelineSpec,
)
from tuner_gui.ui.chrome import SearchPicker

if TYPE_CHECKING:
    from tests.ui.setup.conftest import PanelHands

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""

CODE = """
from pathlib import Path
from pydantic import BaseModel, Field
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

Path(__file__).with_name("loaded").touch()

class Net:
    class HyperParams(BaseModel):
        depth: int = Field(default=3, ge=1, le=8)
        lr: float = Field(default=0.01, ge=1e-4, le=1)

    def train(self, dataset): ...
    def validate(self, dataset): return 1.0

class Bare:
    def train(self, dataset): ...
    def validate(self, dataset): return 1.0

def fit(momentum: float = 0.9, layers: int = 2): return momentum

def objective(trial):
    return trial.suggest_float("x", -1, 1)

def pipeline():
    return make_pipeline(StandardScaler(), Ridge())
"""


@pytest.fixture
def code(tmp_path: Path) -> Path:
    path = tmp_path / "code.py"
    path.write_text(CODE)
    return path


def was_loaded(code: Path) -> bool:
    return code.with_name("loaded").exists()


def choose_file(hands: PanelHands, path: Path) -> None:
    hands.panel.ask_for_python()
    hands.files.append(str(path))
    hands.click("setup_python_browse")


def pick_name(hands: PanelHands, name: str) -> None:
    """Chooses in the list that has opened by itself."""
    popup = hands.find(QWidget, "setup_python_name_popup")
    hands.qtbot.waitUntil(popup.isVisible)
    hands.pick("setup_python_name", name)


def wait_for_target(hands: PanelHands) -> object:
    hands.qtbot.waitUntil(lambda: hands.panel.config().target is not None, timeout=60_000)
    return hands.panel.config().target


@pytest.mark.parametrize(
    ("name", "spec", "space"),
    [
        ("Net", ClassSpec, ["depth", "lr"]),
        ("fit", FunctionSpec, ["momentum", "layers"]),
        ("objective", FunctionSpec, ["x"]),
    ],
)
def test_that_a_name_of_a_chosen_file_becomes_the_right_target(
    hands: PanelHands, code: Path, name, spec, space
):
    choose_file(hands, code)
    assert hands.panel.config().target is None
    pick_name(hands, name)
    assert wait_for_target(hands) == spec(path=f"{code}:{name}")
    assert hands.names() == space
    assert hands.panel.config().dataset == NoDataSpec()
    assert not hands.field("setup_folds").isVisible()
    assert "code" not in sys.modules or Path(sys.modules["code"].__file__ or "") != code


def test_that_a_pipeline_brings_folds_scoring_and_fitting_data(hands: PanelHands, code: Path):
    choose_file(hands, code)
    pick_name(hands, "pipeline")
    assert wait_for_target(hands) == PipelineSpec(path=f"{code}:pipeline", scoring="r2")
    config = hands.panel.config()
    assert config.objective == Objective("r2")
    assert config.dataset == BundledSpec(name="diabetes")
    assert "ridge.alpha" in config.space.names
    assert hands.find(QLabel, "setup_python_kind").text() == "Regressor"
    hands.type_into("setup_folds", "3")
    hands.pick("setup_scoring", "neg_mean_absolute_error")
    target = hands.panel.config().target
    assert (target.folds, target.scoring) == (3, "neg_mean_absolute_error")
    assert hands.panel.problems() == []


def test_that_choosing_a_file_lists_its_names_and_runs_nothing(hands: PanelHands, code: Path):
    choose_file(hands, code)
    hands.qtbot.waitUntil(hands.find(QWidget, "setup_python_name_popup").isVisible)
    listed = hands.offered("setup_python_name")
    assert [each for each in listed if each.islower() or each in {"Net", "Bare"}] == [
        "Net",
        "Bare",
        "fit",
        "objective",
        "pipeline",
    ]
    assert not was_loaded(code)
    assert hands.panel.problems()[0] == "Choose what of code.py to tune."
    hands.find(QWidget, "setup_python_name_popup").hide()


def test_that_the_only_name_of_a_chosen_file_is_taken(hands: PanelHands, tmp_path: Path):
    path = tmp_path / "single.py"
    path.write_text("class Loss: ...\ndef train(lr: float = 0.1): return lr\n")
    choose_file(hands, path)
    assert wait_for_target(hands) == FunctionSpec(path=f"{path}:train")
    assert hands.names() == ["lr"]


def test_that_a_file_without_names_says_so(hands: PanelHands, tmp_path: Path):
    path = tmp_path / "plain.py"
    note = hands.find(QLabel, "setup_python_note")
    for text, words in [
        ("print(1)", "plain.py defines no"),
        ("def f(:", "There is a syntax error"),
    ]:
        path.write_text(text)
        choose_file(hands, path)
        hands.qtbot.waitUntil(lambda words=words: note.text().startswith(words))
        assert note.isVisible()


def test_that_a_typed_path_is_read_only_at_enter(hands: PanelHands, code: Path):
    hands.pick("setup_target", "Python function")
    path = hands.field("setup_python_path")
    assert path.hasFocus()
    assert hands.sentences() == []
    assert hands.panel.problems()[0].startswith("Name the code to tune")
    hands.qtbot.keyClicks(path, str(code.with_suffix("")))
    assert hands.is_wrong("setup_python_path")
    hands.qtbot.keyClicks(path, ".py:Net")
    hands.qtbot.keyClick(path, Qt.Key.Key_Tab)
    assert not hands.is_wrong("setup_python_path")
    assert hands.panel.config().target is None
    assert hands.panel.has_unparsed_text()
    assert hands.panel.problems()[0].startswith("Net in code.py has not been read yet.")
    assert hands.find(QPushButton, "setup_python_read").text() == "Read it"
    assert not was_loaded(code)
    hands.qtbot.keyClick(path, Qt.Key.Key_Return)
    assert wait_for_target(hands) == ClassSpec(path=f"{code}:Net")
    assert not hands.panel.has_unparsed_text()
    hands.type_into("setup_metric", "loss")
    assert hands.panel.config().objective == Objective("loss", Direction.MINIMIZE)
    assert hands.find(QPushButton, "setup_direction").text() == "↓ minimise"
    hands.click("setup_direction")
    hands.type_into("setup_metric", "error")
    assert hands.panel.config().objective == Objective("error", Direction.MAXIMIZE)


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        (ClassSpec(path="{code}:Net"), "Class"),
        (FunctionSpec(path="{code}:fit"), "Function"),
        (PipelineSpec(path="{code}:pipeline", scoring="r2", folds=3), "Estimator"),
    ],
)
def test_that_a_session_is_opened_without_reading_its_code(
    hands: PanelHands, code: Path, target, kind
):
    target = target.model_copy(update={"path": target.path.format(code=code)})
    config = replace(READY, target=target, objective=Objective("r2"))
    hands.panel.set_config(config)
    assert hands.panel.config() == config
    assert hands.panel.problems() == []
    assert hands.find(QLabel, "setup_python_kind").text() == kind
    assert hands.field("setup_folds").isVisible() is (kind == "Estimator")
    hands.type_into("setup_python_path", f"{code}:Bare")
    assert hands.panel.config().target is None
    hands.type_into("setup_python_path", target.path)
    assert hands.panel.config() == config
    hands.qtbot.wait(300)
    assert hands.find(QPushButton, "setup_python_read").text() == "Read its parameters"
    assert not was_loaded(code)


def test_that_parameters_read_again_are_offered_beside_edited_ones(hands: PanelHands, code: Path):
    hands.panel.set_config(replace(READY, target=ClassSpec(path=f"{code}:Net")))
    hands.click("setup_python_read")
    offer = hands.find(QWidget, "space_offer")
    hands.qtbot.waitUntil(offer.isVisible, timeout=60_000)
    assert offer.accessibleName().endswith("by those of Net?")
    hands.click("replace_space_link")
    assert hands.names() == ["depth", "lr"]


def test_that_what_states_no_parameters_says_so(hands: PanelHands, code: Path):
    config = replace(READY, target=ClassSpec(path=f"{code}:Bare"), space=HyperParamSpace())
    hands.panel.set_config(config)
    hands.click("setup_python_read")
    note = hands.find(QLabel, "setup_python_note")
    hands.qtbot.waitUntil(note.isVisible, timeout=60_000)
    assert note.text() == "It states no parameters; add them below."


def test_that_what_cannot_be_read_is_said_at_the_path(hands: PanelHands, tmp_path: Path):
    hands.panel.ask_for_python()
    hands.type_into("setup_python_path", f"{tmp_path}/gone.py:Net")
    hands.click("setup_python_read")
    hands.qtbot.waitUntil(lambda: hands.is_wrong("setup_python_path"), timeout=60_000)
    assert hands.sentences()[0].startswith("There is no file")
    assert hands.panel.config().target is None


def test_that_reading_can_be_stopped(hands: PanelHands, tmp_path: Path):
    """A child that lives on fails the test by itself."""
    (tmp_path / "slow.py").write_text("import time\ntime.sleep(600)\n")
    hands.panel.ask_for_python()
    hands.type_into("setup_python_path", f"{tmp_path}/slow.py:x")
    hands.click("setup_python_read")
    link = hands.find(QPushButton, "setup_python_read")
    assert link.text() == "Stop"
    assert hands.find(QLabel, "setup_python_kind").text() == "Reading…"
    hands.click("setup_python_read")
    assert link.text() == "Read it"
    assert hands.panel.config().target is None


def test_that_the_target_is_called_by_its_name(hands: PanelHands):
    hands.panel.set_config(replace(READY, target=FunctionSpec(path="a.b:train")))
    assert "train" in hands.offered("setup_target")
    hands.pick("setup_target", "SVC")
    hands.pick("setup_target", "Python function")
    assert hands.panel.config().target == FunctionSpec(path="a.b:train")
    assert hands.find(SearchPicker, "setup_target").accessibleDescription() == "train"
