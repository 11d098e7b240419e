"""The line drawings of resources/icons, recoloured into files Qt can load. GUI thread."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from PySide6.QtCore import QTemporaryDir

from tuner_gui.resources import resource_path


@cache
def svg_source(name: str) -> str:
    """The text of ``resources/icons/<name>.svg``.

    Raises:
        FileNotFoundError: if there is no such drawing.
    """
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


class Artwork:
    """Recoloured drawings as files: style sheets and Qt's SVG icon engine read only files.

    The files live in a temporary folder that goes with this object.
    """

    def __init__(self) -> None:
        self._folder = QTemporaryDir()
        self._paths: dict[tuple[str, str], str] = {}

    def path(self, name: str, colour: str) -> str:
        """The path, with forward slashes, of drawing ``name`` in ``colour`` (``#rrggbb``)."""
        key = (name, colour)
        if key not in self._paths:
            file = Path(self._folder.filePath(f"{name}-{colour.removeprefix('#')}.svg"))
            file.write_text(recoloured(svg_source(name), colour), encoding="utf-8")
            self._paths[key] = file.as_posix()
        return self._paths[key]


def recoloured(svg: str, colour: str) -> str:
    """The drawing with ``currentColor`` replaced by ``colour``."""
    return re.sub(r"\bcurrentColor\b", colour, svg)
