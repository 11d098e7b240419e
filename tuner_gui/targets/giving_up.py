"""How a target gives its own trial up: by Optuna's exception, which need not be installed."""

from __future__ import annotations

PRUNED = "TrialPruned"


def is_pruned(error: BaseException) -> bool:
    """Says whether an exception is Optuna's TrialPruned, or one that is named like it."""
    return any(kind.__name__ == PRUNED for kind in type(error).__mro__)


def pruned_in(line: str) -> str | None:
    """Returns what TrialPruned said, perhaps nothing, where this is the last line of a traceback.

    None where it is not.
    """
    name, _, said = line.partition(":")
    return said.strip() if name.rpartition(".")[2] == PRUNED else None
