"""Reads a search space in any of the known formats, which its content tells; off the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from tuner_gui.exchange.spaces import nni, optuna_distributions, param_grid, wandb
from tuner_gui.exchange.spaces.documents import read_document, text_of
from tuner_gui.exchange.spaces.faults import SpaceFault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuner_gui.exchange.spaces.result import ImportedSpace

_Reader: TypeAlias = "tuple[Callable[[Any], bool], Callable[[Any], ImportedSpace]]"

SUFFIXES = (".yaml", ".yml", ".json", ".py")
"""How the names of such files end."""

_READERS: tuple[_Reader, ...] = (
    (nni.is_nni_experiment, nni.import_nni_experiment),
    (nni.is_nni_space, nni.import_nni_space),
    (wandb.is_wandb, wandb.import_wandb),
    (optuna_distributions.is_optuna, optuna_distributions.import_optuna),
    (param_grid.is_param_grid, param_grid.import_param_grid),
)
"""What a format looks like, and who reads it; the first that fits."""


def import_space(path: Path) -> ImportedSpace:
    """Returns the space in a file of any known format; nothing in it is run.

    It may be a W&B sweep, an NNI search space or experiment, scikit-learn's parameters, or
    Optuna's distributions. A large one takes a second or two.

    Raises:
        SpaceFileError: the file cannot be read, or holds no such space; one sentence says why.
    """
    try:
        return _space_in(text_of(path), path.name)
    except SpaceFault as fault:
        raise fault.named(path.name or str(path)) from None


def holds_space(path: Path) -> bool:
    """Says whether a file looks like one of a known format, sound or not; nothing in it is run."""
    try:
        value = read_document(text_of(path), path.name).value
    except SpaceFault:
        return False
    return any(looks_like(value) for looks_like, _ in _READERS)


def _space_in(text: str, file_name: str) -> ImportedSpace:
    value = read_document(text, file_name).value
    for looks_like, read in _READERS:
        if looks_like(value):
            return read(value)
    if isinstance(value, dict) and {"format_version", "config"} <= value.keys():
        raise SpaceFault("", "this is a session of tuner-gui.", "Open it instead.")
    hint = "Known are W&B sweeps, NNI search spaces, scikit-learn's parameters and Optuna's JSON."
    raise SpaceFault("", "the file holds no search space that is known here.", hint)
