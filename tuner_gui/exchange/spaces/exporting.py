"""Writes a search space in the formats of other tools: one table of them; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuner_gui.core.files import write_atomically
from tuner_gui.exchange.spaces.result import SetupHints, SpaceFileError
from tuner_gui.exchange.spaces.to_nni import nni_text
from tuner_gui.exchange.spaces.to_optuna import optuna_text
from tuner_gui.exchange.spaces.to_wandb import wandb_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.exchange.spaces.result import ExportedSpace


@dataclass(frozen=True, slots=True)
class SpaceFormat:
    """A format of another tool.

    Args:
        title: what a person calls it.
        suffix: how the names of its files end.
        export: makes the text.
    """

    title: str
    suffix: str
    export: Callable[[HyperParamSpace, SetupHints], ExportedSpace]


SPACE_FORMATS: dict[str, SpaceFormat] = {
    "wandb": SpaceFormat("W&B sweep", ".yaml", wandb_text),
    "nni": SpaceFormat("NNI search space", ".json", nni_text),
    "optuna": SpaceFormat("Optuna function", ".py", optuna_text),
}
"""The formats by name."""


def export_space(
    space: HyperParamSpace, format_name: str, hints: SetupHints | None = None
) -> ExportedSpace:
    """Returns the text of a space, and what the text does not say.

    Args:
        space: what is exported.
        format_name: a key of SPACE_FORMATS.
        hints: what else the text may say; see `hints_of`.

    Raises:
        InvalidSpace: the space is empty.
        SpaceFileError: there is no such format.
    """
    space.require_searchable()
    known = SPACE_FORMATS.get(format_name)
    if known is None:
        names = ", ".join(SPACE_FORMATS)
        raise SpaceFileError(f"The format {format_name} is not known here.", f"Known: {names}.")
    return known.export(space, hints or SetupHints())


def hints_of(config: SweepConfig) -> SetupHints:
    """Returns what another tool may know of a sweep."""
    return SetupHints(
        name=config.name,
        metric=config.objective.metric,
        direction=config.objective.direction,
        strategy=config.strategy,
        trials=config.budget.trials,
    )


def write_space(path: Path, exported: ExportedSpace) -> None:
    """Writes the text of a space to a file, whole or not at all.

    Raises:
        SpaceFileError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, exported.text.encode("utf-8", "replace"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise SpaceFileError(
            f"{path} cannot be written: {reason}.", "Save it elsewhere."
        ) from error
