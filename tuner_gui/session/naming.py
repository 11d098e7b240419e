"""How a session's file and what lies beside it are called; standard library only, any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SESSION_ENDING = ".tuner.json"
LOGS_ENDING = ".tuner.d"
LOCK_ENDING = ".lock"
JOURNAL_ENDING = ".journal"


def name_of(session_path: Path) -> str:
    """Returns the NAME of `NAME.tuner.json`."""
    return session_path.name.removesuffix(".json").removesuffix(".tuner")


def logs_folder(session_path: Path) -> Path:
    """Returns the folder beside a session for what its trials print: `NAME.tuner.d`."""
    return session_path.with_name(f"{name_of(session_path)}{LOGS_ENDING}")


def lock_file(session_path: Path) -> Path:
    """Returns the file that is there while a session is run: `NAME.tuner.json.lock`."""
    return session_path.with_name(f"{session_path.name}{LOCK_ENDING}")


def journal_file(session_path: Path) -> Path:
    """Returns the file of what happened since the session was written last."""
    return session_path.with_name(f"{session_path.name}{JOURNAL_ENDING}")


def with_ending(path: Path) -> Path:
    """Returns the path with the ending of a session file."""
    return path.with_name(f"{name_of(path)}{SESSION_ENDING}")
