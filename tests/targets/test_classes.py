"""Classes from modules and files: found, run anew, or one sentence that says why not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.specs import ClassSpec
from tuner_gui.targets.loading import load_target

TARGET = """
class Model:
    def __init__(self, params): self.params = params
    def train(self, dataset): pass
    def validate(self, dataset): return {value}
"""


pytestmark = pytest.mark.usefixtures("own_imports")


def write(path: str, text: str) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def validated(path: str) -> object:
    return load_target(ClassSpec(path=path))({}).validate(None)


def test_that_a_file_is_found_from_the_working_folder() -> None:
    write("models/first.py", TARGET.format(value=1))
    assert validated("models/first.py:Model") == 1
    assert validated("./models/first.py:Model") == 1


def test_that_a_module_is_found_from_the_working_folder() -> None:
    write("pack/inner.py", TARGET.format(value=2))
    assert validated("pack.inner:Model") == 2


def test_that_an_edited_file_is_run_anew() -> None:
    file = write("edited.py", TARGET.format(value=1))
    assert validated("edited.py:Model") == 1
    file.write_text(TARGET.format(value=12), encoding="utf-8")
    assert validated("edited.py:Model") == 12


def test_that_a_file_imports_its_neighbours_and_pickles_by_name() -> None:
    write("kit/neighbour.py", "VALUE = 5")
    write("kit/main_part.py", "import neighbour\n" + TARGET.format(value="neighbour.VALUE"))
    assert validated("kit/main_part.py:Model") == 5
    assert load_target(ClassSpec(path="kit/main_part.py:Model")).__module__ == "main_part"


def test_that_a_file_named_like_another_module_replaces_neither() -> None:
    import random

    write("random.py", TARGET.format(value=1))
    write("other/random.py", TARGET.format(value=2))
    assert validated("random.py:Model") == 1
    assert validated("other/random.py:Model") == 2
    assert sys.modules["random"] is random


@pytest.mark.parametrize(
    ("path", "source", "sentence"),
    [
        ("gone.py:Model", None, r"There is no file gone\.py\."),
        ("gone_module:Model", None, r"There is no module gone_module\."),
        ("gone.deeper.module:Model", None, r"There is no module gone\."),
        ("bad.py:Model", "x = 1\nclass :", r"syntax error in line 2 of .*bad\.py: invalid syntax"),
        ("bad_module:Model", "x = (", r"syntax error in line 1 of .*bad_module\.py"),
        ("raises.py:Model", "1 / 0", r"Importing .*raises\.py failed: ZeroDivisionError: division"),
        ("silent.py:Model", "raise ValueError", r"failed: ValueError\.$"),
        ("needs.py:Model", "import not_installed", r"no module not_installed\. Install not_inst"),
        ("leaves.py:Model", "import sys; sys.exit(3)", r"ended the program \(SystemExit: 3\)"),
        ("empty.py:Model", "", r"no class Model in empty\.py\. It defines nothing to tune\."),
        ("near.py:Modle", TARGET.format(value=1), r"no class Modle in near\.py\. It has Model\."),
        ("data.txt/x.csv:Model", "", r"x\.csv is not a Python file"),
        ("func.py:Model", "def Model(): pass", r"Model in func\.py is not a class, but a function"),
        ("half.py:Model", "class Model:\n def train(self, d): ...", "has no method validate"),
        ("bare.py:Model", "class Model: ...", "has no method train and no method validate"),
        ("zero.py:Model", b"\0", r"zero\.py"),
    ],
)
def test_that_what_cannot_be_loaded_is_said_in_one_sentence(
    path: str, source: str | bytes | None, sentence: str
) -> None:
    if source is not None:
        name = path.rpartition(":")[0]
        file = write(name if "." in name else f"{name}.py", "")
        file.write_bytes(source if isinstance(source, bytes) else source.encode())
    with pytest.raises(TrainFailure, match=sentence) as caught:
        load_target(ClassSpec(path=path))
    assert "\n" not in str(caught.value)


def test_that_a_missing_dependency_of_a_package_is_not_taken_for_the_package() -> None:
    write("pack2/__init__.py", "import pack3.things")
    with pytest.raises(TrainFailure, match=r"Importing pack2 failed: there is no module pack3\."):
        load_target(ClassSpec(path="pack2:Model"))


def test_that_loading_a_class_loads_no_science() -> None:
    write("light.py", TARGET.format(value=1))
    program = (
        "import sys; from tuner_gui.targets.loading import load_target;"
        "from tuner_gui.core.specs import ClassSpec;"
        "load_target(ClassSpec(path='light.py:Model'));"
        "print(sorted({'sklearn', 'pandas', 'PySide6', 'optuna'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r}); {program}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
