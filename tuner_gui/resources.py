"""Where the shipped files lie (icons, styles, examples); standard library only, any thread."""

from __future__ import annotations

import functools
from pathlib import Path

_DEMO = "forest-on-breast-cancer.tuner.json"


def resource_path(*parts: str) -> Path:
    """The path of a shipped file or folder, for example `resource_path("icons", "app.svg")`."""
    return _root().joinpath(*parts)


def demo_session() -> Path:
    """The path of the bundled example that `--demo` runs."""
    return resource_path("examples", _DEMO)


@functools.cache
def _root() -> Path:
    """Beside the code in a wheel and in a frozen program, at the top of a checkout."""
    package = Path(__file__).resolve().parent
    shipped = package / "_resources"
    return shipped if shipped.is_dir() else package.parent / "resources"
