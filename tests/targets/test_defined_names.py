"""The names of a file that could be targets, found without running it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tuner_gui.core.errors import TuningError
from tuner_gui.targets.defined_names import defined_names

if TYPE_CHECKING:
    from pathlib import Path

MODULE = """
from __future__ import annotations
import optuna
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression as Logistic
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
raise SystemExit

class Base:
    def train(self, dataset): ...

class Net(Base):
    def validate(self, dataset): ...

class Own(ClassifierMixin, BaseEstimator): ...
class Loss: ...

def fit(lr: float, *, depth=3, dataset, report): ...
def open_ended(**params): ...
def objective(trial, dataset): ...
def make(): return make_pipeline(StandardScaler(), Logistic())
def typed(scale=True) -> Pipeline: ...
def quoted(scale=True) -> "sklearn.pipeline.Pipeline": ...
def _hidden(x): ...
def main(): return 3

try:
    ready: Logistic = Logistic(C=3)
except ValueError:
    pass
scaler = StandardScaler()
NUMBER = 5

if __name__ == "__main__":
    def inside(x): ...
"""


def test_that_each_kind_is_told_from_the_others(tmp_path: Path):
    path = tmp_path / "code.py"
    path.write_text(MODULE)
    found = {each.name: each.kind for each in defined_names(path)}
    assert found == {
        "Net": "class",
        "Own": "pipeline",
        "fit": "function",
        "open_ended": "function",
        "objective": "objective",
        "make": "pipeline",
        "typed": "pipeline",
        "quoted": "pipeline",
        "ready": "pipeline",
    }
    parameters = next(each.parameters for each in defined_names(path) if each.name == "fit")
    assert parameters == ("lr", "depth")


def test_that_classes_that_inherit_from_each_other_come_to_an_end(tmp_path: Path):
    path = tmp_path / "code.py"
    path.write_text("class A(B): ...\nclass B(A): ...\n")
    assert defined_names(path) == ()


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (b"def f(:", r"^There is a syntax error in line 1 of code\.py"),
        (b"\0", r"code\.py"),
        (b"\xff\xfe", r"code\.py"),
        (None, r"^There is no file .*code\.py\."),
    ],
)
def test_that_a_file_that_is_not_python_is_said_in_one_sentence(tmp_path: Path, source, sentence):
    path = tmp_path / "code.py"
    if source is not None:
        path.write_bytes(source)
    with pytest.raises(TuningError, match=sentence):
        defined_names(path)
