"""Python classes as targets; only where trials run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.core.errors import TrainFailure
from tuner_gui.targets.modules import load_named

if TYPE_CHECKING:
    from tuner_gui.core.specs import ClassSpec


def load_class(spec: ClassSpec) -> type:
    """Returns the class that the spec names; runs its module.

    Raises:
        TrainFailure: it cannot be loaded, is no class, or lacks `train` or `validate`.
    """
    found = load_named(spec.path, "class")
    if not isinstance(found, type):
        source, _, name = spec.path.rpartition(":")
        raise TrainFailure(
            f"{name} in {source} is not a class, but a {type(found).__name__}.",
            "Name a class with train(dataset) and validate(dataset).",
        )
    require_trainable(found)
    return found


def require_trainable(target: type) -> None:
    """Checks that a class has what a trial calls.

    Raises:
        TrainFailure: `train` or `validate` is missing.
    """
    missing = [name for name in ("train", "validate") if not callable(getattr(target, name, None))]
    if missing:
        raise TrainFailure(
            f"The class {target.__name__} has no method {' and no method '.join(missing)}.",
            "A target needs train(dataset) and validate(dataset).",
        )
