"""Files that a session names, found from the session's own folder; any thread, runs nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tuner_gui.core.files import is_file
from tuner_gui.core.specs import CommandSpec, PythonSpec
from tuner_gui.core.table_specs import FileSpec

if TYPE_CHECKING:
    from tuner_gui.core.config import SweepConfig


def located(config: SweepConfig, folder: Path) -> SweepConfig:
    """Returns the sweep with its relative files made absolute where they lie in `folder`.

    A command runs in that folder, or in the one that it names from there.

    So a session that travels with its script or its table runs from any working folder. A file
    that is not there is left as it is named: it may lie in the working folder.

    Args:
        config: the sweep of a session.
        folder: the folder of the session's file.
    """
    target, dataset = config.target, config.dataset
    if isinstance(target, PythonSpec):
        file, _, name = target.path.rpartition(":")
        if file.endswith(".py") and (found := _beside(file, folder)):
            target = target.model_copy(update={"path": f"{found}:{name}"})
    if isinstance(target, CommandSpec):
        python = (target.python and _beside(target.python, folder)) or target.python
        cwd = str(folder.absolute() / target.cwd)
        target = target.model_copy(update={"cwd": cwd, "python": python})
    if isinstance(dataset, FileSpec) and (found := _beside(dataset.path, folder)):
        dataset = dataset.model_copy(update={"path": found})
    return replace(config, target=target, dataset=dataset)


def _beside(path: str, folder: Path) -> str | None:
    candidate = folder.absolute() / path
    return str(candidate) if not Path(path).is_absolute() and is_file(candidate) else None
