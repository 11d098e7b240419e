"""The first rows of data arrive from a thread; a reading that is overtaken is broken off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from PySide6.QtCore import QThread

from tests.datasets.arrow_tables import written
from tuner_gui.bridge.data_reader import DataReader
from tuner_gui.datasets.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

TABLE = pa.table({"a": [1.0, 2.0], "y": [0, 1]})


@pytest.fixture
def reader(qtbot: QtBot) -> Iterator[DataReader]:
    made = DataReader()
    yield made
    made.close()
    assert all(thread.isFinished() for thread in made.findChildren(QThread))
    made.deleteLater()


def test_that_rows_arrive_or_the_reason_why_not(reader: DataReader, qtbot: QtBot, tmp_path: Path):
    written(tmp_path, TABLE, "parquet")
    source = Source("parquet", str(tmp_path / "data.parquet"))
    with qtbot.waitSignal(reader.answered, timeout=60_000) as caught:
        reader.read(source)
    assert caught.args[0].source == source
    assert caught.args[0].preview.names == ("a", "y")
    gone = Source("csv", str(tmp_path / "gone.csv"))
    with qtbot.waitSignal(reader.answered, timeout=60_000) as caught:
        reader.read(gone)
    assert caught.args[0].preview is None
    assert caught.args[0].problem.startswith(f"There is no file {gone.place}.")


def test_that_a_source_that_is_overtaken_is_not_told(
    reader: DataReader, qtbot: QtBot, tmp_path: Path
):
    written(tmp_path, TABLE)
    source = Source("arrow", str(tmp_path / "data.arrow"))
    answers = []
    reader.answered.connect(answers.append)
    with qtbot.waitSignal(reader.answered, timeout=60_000):
        reader.read(Source("csv", "/nowhere.csv"))
        reader.read(source)
    assert [answer.source for answer in answers] == [source]


def test_that_closing_breaks_the_reading_off(reader: DataReader, qtbot: QtBot):
    with qtbot.assertNotEmitted(reader.answered, wait=50):
        reader.read(Source("bundled", "digits"))
        qtbot.waitUntil(lambda: bool(reader.findChildren(QThread)))
        reader.close()
