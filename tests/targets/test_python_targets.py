"""What a name in a module is: told by a child process, with the space."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from tuner_gui.core.domains import Choice, Float, Int
from tuner_gui.core.errors import TuningError
from tuner_gui.core.specs import BundledSpec, ClassSpec, FunctionSpec, PipelineSpec
from tuner_gui.targets import recognising
from tuner_gui.targets.python_targets import PythonTarget, read_python_target
from tuner_gui.targets.recognising import recognise

MODULE = """
from __future__ import annotations
print("loading")
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

class Model:
    def __init__(self, params): ...
    def train(self, dataset): ...
    def validate(self, dataset): ...

def train(lr: float = 0.1): return lr
def open_ended(**params): return 1

def objective(trial, dataset):
    print("running")
    if trial.suggest_categorical("kind", ["a", "b"]) == "b":
        trial.suggest_int("n", 1, 3)
    return float(dataset.open().features.shape[0])

def make(): return make_pipeline(StandardScaler(), SVC())
def typed(scale=True) -> Pipeline: return make()
ready = make()

def main(): return 3
NUMBER = 5
class Bare: ...
"""


@pytest.fixture(autouse=True)
def module(own_imports: Path) -> None:
    Path("mine.py").write_text(MODULE)


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("Model", "class", 0),
        ("train", "function", 1),
        ("open_ended", "function", 0),
        ("make", "pipeline", 6),
        ("typed", "pipeline", 6),
        ("ready", "pipeline", 6),
        ("SVC", "pipeline", 6),
    ],
)
def test_that_each_kind_is_recognised(name, kind, count):
    found = recognise(f"mine.py:{name}", BundledSpec(name="iris"))
    assert (found.kind, len(found.rows)) == (kind, count)
    assert found.estimator == ("classifier" if kind == "pipeline" else None)


def test_that_an_objective_is_run_in_a_child_with_the_data():
    found = read_python_target("mine.py:objective", BundledSpec(name="iris"))
    assert {each.name: each.kind for each in found.space()} == {
        "kind": Choice(["a", "b"]),
        "n": Int(1, 3),
    }
    assert found.space()["n"].conditions[0].parent == "kind"
    assert found.notes == ()
    assert "mine" not in sys.modules


def test_that_what_decides_and_which_way_is_told_from_the_source():
    more = "def mapped(lr: float = 0.1): return {'loss': lr}\n"
    more += "import optuna\n"
    more += "if __name__ == '__main__': optuna.create_study(direction='maximize')\n"
    Path("mine.py").write_text(MODULE + more)
    iris = BundledSpec(name="iris")
    assert recognise("mine.py:mapped", iris).metrics == ("loss",)
    objective = recognise("mine.py:objective", iris)
    assert (objective.metrics, objective.direction) == (("score",), "maximize")
    assert recognise("mine.py:open_ended", iris).metrics == ("score",)


def test_that_an_objective_without_its_data_says_why():
    (note,) = read_python_target("mine.py:objective").notes
    assert note.startswith("The objective failed while it was read: This sweep has no dataset.")


def test_that_a_module_is_named_with_dots():
    found = read_python_target("mine:train")
    assert found.space()["lr"].kind == Float(1e-3, 1.0, log=True)


def test_that_the_spec_is_that_of_the_kind():
    path = "mine.py:x"
    assert PythonTarget(kind="class").spec(path) == ClassSpec(path=path)
    assert PythonTarget(kind="function").spec(path) == FunctionSpec(path=path)
    assert PythonTarget(kind="pipeline").spec(path) == PipelineSpec(path=path)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("main", r"^main takes no parameters, so there is nothing to tune\."),
        ("NUMBER", r"^NUMBER in mine\.py is of type int, which cannot be tuned\. A target is"),
        ("Bare", r"^The class Bare has no method train and no method validate\."),
        ("StandardScaler", r"^StandardScaler is neither a classifier nor a regressor"),
        ("trian", r"^There is no trian in mine\.py\. It has train"),
    ],
)
def test_that_what_is_no_target_is_said_in_one_sentence(name, sentence):
    with pytest.raises(TuningError, match=sentence) as caught:
        recognise(f"mine.py:{name}", BundledSpec(name="iris"))
    assert "\n" not in str(caught.value)


def test_that_the_sentence_comes_through_from_the_child():
    with pytest.raises(TuningError, match=r"^There is no file gone\.py\."):
        read_python_target("gone.py:x")


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("while True: pass", r"Nothing came back within 1 s\."),
        ("import os; os._exit(0)", r"^What bad\.py:x is could not be read\."),
        ("import os; os._exit(3)", r"ended with code 3\."),
    ],
)
def test_that_a_module_that_does_not_end_is_left(source, sentence):
    Path("bad.py").write_text(source)
    with pytest.raises(TuningError, match=sentence):
        read_python_target("bad.py:x", timeout_s=1.0 if "while" in source else 30.0)


def test_that_an_objective_that_never_ends_leaves_what_it_suggested():
    Path("slow.py").write_text(
        "import signal\n"
        "import tuner_gui.targets.recognising as reading\n"
        "reading.FIRST_RUN_S = 0.2\n"
        "def objective(trial):\n"
        "    trial.suggest_float('x', 0, 1)\n"
        "    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])\n"
        "    while True: pass\n"
    )
    assert recognising.FIRST_RUN_S > 1
    found = read_python_target("slow.py:objective")
    assert found.space().names == ("x",)
    assert found.notes[0].startswith("It was stopped")


def test_that_reading_is_stopped_with_all_that_the_module_started():
    """A child that lives on fails the test by itself."""
    Path("slow.py").write_text(
        "import subprocess, sys, time\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "open('begun', 'w').close()\n"
        "time.sleep(600)\n"
    )
    stop = Event()

    def stop_once_begun() -> None:
        while not Path("begun").exists():
            stop.wait(0.01)
        stop.set()

    watch = Thread(target=stop_once_begun)
    watch.start()
    with pytest.raises(TuningError, match=r"^It was stopped\.$"):
        read_python_target("slow.py:x", stop=stop)
    watch.join()
