"""Reading the search space off a script, a target or a configuration file."""

from __future__ import annotations

from tuner_gui.targets.reading.command_template import argv_of
from tuner_gui.targets.reading.read_target import ReadParameter, ReadTarget, space_of
from tuner_gui.targets.reading.sources import ReadingError
from tuner_gui.targets.reading.static import read_space

__all__ = ["ReadParameter", "ReadTarget", "ReadingError", "argv_of", "read_space", "space_of"]
