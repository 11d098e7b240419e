"""Files of Optuna studies, SQLite or journal: told apart, listed, opened as a copy; any thread.

A file is never opened itself for reading: Optuna would make its tables in any SQLite file.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuner_gui.core.errors import TuningError
from tuner_gui.core.files import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optuna.storages import BaseStorage

_SQLITE = b"SQLite format 3\0"
_CREATE_STUDY, _DELETE_STUDY = 0, 1
"""What Optuna's journal calls them."""

STUDY_SUFFIXES = (".db", ".sqlite3", ".sqlite", ".log", ".journal")
"""How the names of such files end, usually."""

JOURNAL_SUFFIXES = frozenset({".log", ".journal"})


class StudyError(TuningError):
    """A file holds no study that can be read, or cannot be read or written."""


class StudyKind(StrEnum):
    """How studies are stored."""

    SQLITE = "SQLite"
    JOURNAL = "journal"


def study_kind(path: Path) -> StudyKind | None:
    """Returns how a file stores studies, by its first bytes; None where it holds none."""
    try:
        with opened(path) as file:
            first = file.readline(65_536)
    except OSError:
        return None
    if first.startswith(_SQLITE):
        return StudyKind.SQLITE
    try:
        entry = json.loads(first)
    except (ValueError, RecursionError):
        return None
    is_journal = isinstance(entry, dict) and {"op_code", "worker_id"} <= entry.keys()
    return StudyKind.JOURNAL if is_journal else None


def study_names(path: Path) -> tuple[str, ...]:
    """Returns the names of the studies in a file; nothing in it is changed.

    Raises:
        StudyError: the file cannot be read, or holds none.
    """
    match study_kind(path):
        case StudyKind.SQLITE:
            names = _names_in_tables(path)
        case StudyKind.JOURNAL:
            names = _names_in_journal(path)
        case None:
            raise StudyError(_unreadable(path), "Choose an SQLite or a journal file of Optuna.")
    if not names:
        raise StudyError(f"{path.name} holds no Optuna study.")
    return names


def _unreadable(path: Path) -> str:
    return f"{path.name} is no Optuna study." if path.exists() else f"There is no file {path}."


def _names_in_tables(path: Path) -> tuple[str, ...]:
    try:
        with closing(_read_only(path)) as database:
            rows = database.execute("SELECT study_name FROM studies ORDER BY study_id").fetchall()
    except sqlite3.Error as error:
        if "no such table" in str(error):
            raise StudyError(f"{path.name} is a database, but holds no Optuna study.") from None
        raise StudyError(f"{path.name} cannot be read: {error}.") from None
    return tuple(str(name) for (name,) in rows)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _names_in_journal(path: Path) -> tuple[str, ...]:
    names: dict[int, str] = {}
    created = 0
    try:
        with path.open(encoding="utf-8") as file:
            for line in file:
                if '"study_name"' not in line and f'"op_code":{_DELETE_STUDY},' not in line:
                    continue
                entry: dict[str, Any] = json.loads(line)
                name = str(entry.get("study_name"))
                if entry.get("op_code") == _CREATE_STUDY and name not in names.values():
                    names[created] = name
                    created += 1
                elif entry.get("op_code") == _DELETE_STUDY:
                    names.pop(entry.get("study_id", -1), None)
    except (OSError, ValueError, AttributeError, RecursionError):
        raise StudyError(f"{path.name} is no journal that Optuna can read.") from None
    return tuple(names.values())


@contextmanager
def opened_copy(path: Path) -> Iterator[BaseStorage]:
    """Opens a copy of a file, upgraded to this version of Optuna; the file stays as it is.

    Raises:
        StudyError: the file cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="tuner-gui-") as folder:
        copy = Path(folder) / "study"
        kind = study_kind(path)
        try:
            if kind is StudyKind.SQLITE:
                with closing(_read_only(path)) as source, closing(sqlite3.connect(copy)) as target:
                    source.backup(target)
            else:
                shutil.copyfile(path, copy)
        except (OSError, sqlite3.Error) as error:
            raise StudyError(f"{path.name} cannot be read: {error}.") from None
        with opened_storage(copy, kind or StudyKind.SQLITE, path.name, is_scratch=True) as storage:
            yield storage


@contextmanager
def opened_storage(
    path: Path, kind: StudyKind, name: str, *, is_scratch: bool = False
) -> Iterator[BaseStorage]:
    """Opens a file for Optuna, which makes it where it is missing.

    Args:
        path: the file.
        kind: how it stores studies.
        name: what it is called in errors.
        is_scratch: nobody else sees the file: tables of an older Optuna are rewritten, which are
            refused otherwise, and no write waits for the disk.

    Raises:
        StudyError: Optuna cannot open it.
    """
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    try:
        storage = (
            _journal(path) if kind is StudyKind.JOURNAL else _tables(path, is_scratch=is_scratch)
        )
    except Exception as error:  # noqa: BLE001 - of Optuna, SQLAlchemy, Alembic or the file system
        raise StudyError(f"Optuna cannot open {name}: {first_line(error)}") from None
    try:
        yield storage
    finally:
        storage.remove_session()
        engine = getattr(storage, "engine", None)
        if engine is not None:
            engine.dispose()


def _journal(path: Path) -> BaseStorage:
    from optuna.storages import JournalStorage
    from optuna.storages.journal import JournalFileBackend

    return JournalStorage(JournalFileBackend(str(path)))


def _tables(path: Path, *, is_scratch: bool) -> BaseStorage:
    from optuna.storages import RDBStorage

    def connect() -> sqlite3.Connection:  # not by the URL, in which a name may mean something else
        database = sqlite3.connect(path, timeout=60, check_same_thread=False)
        if is_scratch:
            database.execute("PRAGMA synchronous=OFF")
        return database

    storage = RDBStorage(
        "sqlite:///study", engine_kwargs={"creator": connect}, skip_compatibility_check=is_scratch
    )
    if is_scratch and storage.get_current_version() != storage.get_head_version():
        storage.upgrade()
    return storage


def first_line(error: Exception) -> str:
    """Returns what an error says first, short enough for a sentence."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:120].rstrip(".") + "."
