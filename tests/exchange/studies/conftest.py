"""Studies of Optuna to read: made by Optuna itself, in both kinds of files."""

from __future__ import annotations

import sqlite3
import warnings
from functools import partial
from pathlib import Path
from typing import Any

import optuna
import pytest
from optuna.storages import JournalStorage, RDBStorage
from optuna.storages.journal import JournalFileBackend

optuna.logging.set_verbosity(optuna.logging.CRITICAL)


def quick(path: Path) -> sqlite3.Connection:
    """A connection that does not wait for the disk."""
    database = sqlite3.connect(path, check_same_thread=False)
    database.execute("PRAGMA synchronous=OFF")
    return database


class StudyFile:
    """A file with a study that Optuna has open."""

    def __init__(self, path: Path, name: str = "demo", **options: Any) -> None:
        self.path = path
        is_journal = path.suffix == ".log"
        self.storage: Any = (
            JournalStorage(JournalFileBackend(str(path)))
            if is_journal
            else RDBStorage("sqlite:///x", engine_kwargs={"creator": partial(quick, path)})
        )
        self.study = optuna.create_study(
            storage=self.storage, study_name=name, load_if_exists=True, **options
        )

    def close(self) -> None:
        self.storage.remove_session()
        if hasattr(self.storage, "engine"):
            self.storage.engine.dispose()


@pytest.fixture(params=["study.db", "study.log"])
def study_path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / request.param


@pytest.fixture
def open_study(request: pytest.FixtureRequest):
    opened = []

    def make(path: Path, name: str = "demo", **options: Any) -> StudyFile:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
            opened.append(StudyFile(path, name, **options))
        return opened[-1]

    yield make
    for each in opened:
        each.close()
