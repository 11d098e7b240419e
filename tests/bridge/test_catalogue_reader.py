"""The estimators arrive from a thread; the window never waits, and nothing stays behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QThread

from tuner_gui.bridge.catalogue_reader import CatalogueReader
from tuner_gui.targets.catalogue import Catalogue, load_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that has been filled once."""
    made = tmp_path_factory.mktemp("catalogue")
    load_catalogue(made)
    return made


@pytest.fixture
def reader(qtbot: QtBot, folder: Path) -> Iterator[CatalogueReader]:
    made = CatalogueReader(folder)
    yield made
    made.close()
    made.deleteLater()


def test_that_the_estimators_arrive_on_the_gui_thread(reader: CatalogueReader, qtbot: QtBot):
    threads = []
    reader.ready.connect(lambda _catalogue: threads.append(QThread.currentThread()))
    assert reader.catalogue is None
    with qtbot.waitSignal(reader.ready) as caught:
        reader.start()
        reader.start()  # once is enough
    (catalogue,) = caught.args
    assert isinstance(catalogue, Catalogue)
    assert reader.catalogue is catalogue
    assert catalogue.entry("RandomForestClassifier") is not None
    assert threads == [QCoreApplication.instance().thread()]


def test_that_they_are_read_only_once(reader: CatalogueReader, qtbot: QtBot):
    with qtbot.waitSignal(reader.ready):
        reader.start()
    with qtbot.assertNotEmitted(reader.ready, wait=50):
        reader.start()


def test_that_a_failure_is_told_and_can_be_retried(
    reader: CatalogueReader, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    broken = CatalogueReader(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("sys.executable", str(tmp_path / "nowhere"))
        with qtbot.waitSignal(broken.failed) as caught:
            broken.start()
    assert "could not be started" in caught.args[0]
    assert broken.catalogue is None
    with qtbot.waitSignal(broken.ready, timeout=60_000):
        broken.start()
    broken.close()
    broken.deleteLater()


def test_that_closing_waits_for_the_thread_and_tells_nothing(reader: CatalogueReader, qtbot: QtBot):
    with qtbot.assertNotEmitted(reader.ready, wait=50):
        reader.start()
        reader.close()
    assert all(thread.isFinished() for thread in reader.findChildren(QThread))
