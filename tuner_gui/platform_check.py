"""Whether this Python and this PySide6 can live together, asked before Qt loads; stdlib only."""

from __future__ import annotations

import importlib.metadata
import sys

_OLDEST_PYTHON = (3, 11)
_FIRST_LETHAL_PYSIDE = (6, 12)
_FIRST_IMMUNE_PYTHON = (3, 12)


def refusal(python: tuple[int, int] | None = None, pyside: str | None = None) -> str | None:
    """Why the program must not start here, in one sentence; None where it may.

    PySide6 6.12 drops a reference to None in every void call. From Python 3.12 on, None is immortal
    and nothing happens; before that the interpreter aborts after some thousand calls.

    Args:
        python: Major and minor version; those of the running interpreter by default.
        pyside: Version of PySide6; that of the installed one by default.
    """
    python = python or sys.version_info[:2]
    if python < _OLDEST_PYTHON:
        return f"tuner-gui needs Python 3.11 or later, and this is Python {_dotted(python)}."
    pyside = pyside or _installed_pyside()
    if pyside and python < _FIRST_IMMUNE_PYTHON and _release(pyside) >= _FIRST_LETHAL_PYSIDE:
        return (
            f"PySide6 {pyside} crashes Python {_dotted(python)}: "
            "install 'PySide6-Essentials<6.12', or use Python 3.12 or later."
        )
    return None


def _installed_pyside() -> str | None:
    try:
        return importlib.metadata.version("PySide6-Essentials")
    except importlib.metadata.PackageNotFoundError:
        return None


def _release(version: str) -> tuple[int, int]:
    major, minor, *_ = version.split(".")
    return int(major), int(minor)


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
