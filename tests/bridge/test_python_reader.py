"""What code defines arrives from threads, and from children that can be ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QThread

from tuner_gui.bridge.python_reader import PythonReader
from tuner_gui.core.specs import BundledSpec, NoDataSpec

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

CODE = """
def objective(trial, dataset):
    return trial.suggest_int("n", 1, len(dataset.open().target))

def fit(lr: float = 0.1): ...
"""


@pytest.fixture
def reader(qtbot: QtBot) -> Iterator[PythonReader]:
    made = PythonReader()
    yield made
    made.close()
    assert all(thread.isFinished() for thread in made.findChildren(QThread))
    made.deleteLater()


@pytest.fixture
def code(tmp_path: Path) -> Path:
    path = tmp_path / "code.py"
    path.write_text(CODE)
    return path


def test_that_an_objective_is_asked_with_the_data(reader: PythonReader, qtbot: QtBot, code: Path):
    with qtbot.waitSignal(reader.answered, timeout=60_000) as caught:
        reader.read(f"{code}:objective", BundledSpec(name="iris"))
        assert reader.is_reading
    (answer,) = caught.args
    assert answer.path == f"{code}:objective"
    assert answer.target.kind == "function"
    assert answer.target.space()["n"].kind.high == 150
    assert not reader.is_reading


def test_that_what_cannot_be_read_says_why(reader: PythonReader, qtbot: QtBot, tmp_path: Path):
    with qtbot.waitSignal(reader.answered, timeout=60_000) as caught:
        reader.read(f"{tmp_path / 'gone.py'}:Net", NoDataSpec())
    assert caught.args[0].target is None
    assert "gone.py" in caught.args[0].problem


def test_that_a_module_that_never_ends_is_left_at_once(
    reader: PythonReader, qtbot: QtBot, tmp_path: Path
):
    """A child that lives on fails the test by itself."""
    path, begun = tmp_path / "slow.py", tmp_path / "begun"
    path.write_text(f"import time\nopen({str(begun)!r}, 'w').close()\ntime.sleep(600)\n")
    reader.read(f"{path}:x", NoDataSpec())
    qtbot.waitUntil(begun.exists, timeout=30_000)
    with qtbot.assertNotEmitted(reader.answered, wait=50):
        reader.cancel()
    reader.close()
    assert not reader.is_reading


def test_that_only_the_latest_question_is_answered(reader: PythonReader, qtbot: QtBot, code: Path):
    answers: list[str] = []
    reader.answered.connect(lambda answer: answers.append(answer.path))
    with qtbot.waitSignal(reader.answered, timeout=60_000):
        reader.read(f"{code}:objective", BundledSpec(name="iris"))
        reader.read(f"{code}:fit", NoDataSpec())
    assert answers == [f"{code}:fit"]


def test_that_names_are_listed_without_running_anything(
    reader: PythonReader, qtbot: QtBot, code: Path
):
    code.write_text(f"raise SystemExit\n{CODE}")
    with qtbot.waitSignal(reader.listed) as caught:
        reader.list_names(code)
    assert [each.name for each in caught.args[0].names] == ["objective", "fit"]
    code.write_text("def f(:")
    with qtbot.waitSignal(reader.listed) as caught:
        reader.list_names(code)
    assert caught.args[0].problem.startswith("There is a syntax error in line 1 of code.py")
