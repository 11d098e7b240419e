"""Asks a child process what a module or file of the user's defines under a name; any thread.

`python -m tuner_gui.targets.python_targets PATH:NAME DATASET` prints the answer as one JSON
document; DATASET is a dataset's spec as JSON.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter, ValidationError

from tuner_gui.core.errors import TuningError
from tuner_gui.core.space_document import ParameterRow, SpaceDocument, space_from_document
from tuner_gui.core.specs import (
    ClassSpec,
    DatasetSpec,
    FunctionSpec,
    NoDataSpec,
    PipelineSpec,
)
from tuner_gui.targets.child import document_in, run_child
from tuner_gui.targets.offered import EstimatorKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from threading import Event

    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.specs import PythonSpec

_MODULE = "tuner_gui.targets.python_targets"


class PythonTarget(BaseModel):
    """What a name stands for.

    Args:
        kind: of its spec.
        rows: the space that it states, or that is proposed.
        notes: what to know of the space, a sentence each.
        estimator: what a pipeline does.
        defaults: of a pipeline, where they are plain values.
        metrics: the names of what decides, as far as its source tells; the likely one first.
        direction: which way is better, where its source says it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["class", "function", "pipeline"]
    rows: tuple[ParameterRow, ...] = ()
    notes: tuple[str, ...] = ()
    estimator: EstimatorKind | None = None
    defaults: dict[str, JsonValue] = Field(default_factory=dict)
    metrics: tuple[str, ...] = ()
    direction: Literal["", "maximize", "minimize"] = ""

    def space(self) -> HyperParamSpace:
        """Returns the space."""
        return space_from_document(SpaceDocument(parameters=list(self.rows)))

    def spec(self, path: str) -> PythonSpec:
        """Returns the target that the path names."""
        match self.kind:
            case "class":
                return ClassSpec(path=path)
            case "function":
                return FunctionSpec(path=path)
            case "pipeline":
                return PipelineSpec(path=path)


_NO_DATA = NoDataSpec()


def read_python_target(
    path: str,
    dataset: DatasetSpec = _NO_DATA,
    *,
    timeout_s: float = 60.0,
    stop: Event | None = None,
) -> PythonTarget:
    """Returns what `package.module:name` or `path/file.py:name` is; runs it in a child process.

    Args:
        path: where it is.
        dataset: what an objective of Optuna's is given while it is read.
        timeout_s: how long that may take.
        stop: once it is set, the child is ended.

    Raises:
        TuningError: it cannot be loaded, is nothing that could be a target, or its module does
            not come to an end.
    """
    data = dataset.model_dump_json()
    printed = run_child(_MODULE, path, data, timeout_s=timeout_s, stop=stop)
    try:
        return PythonTarget.model_validate_json(document_in(printed))
    except ValidationError as error:
        raise TuningError(f"What {path} is could not be read.") from error


def main(arguments: Sequence[str]) -> int:
    """Prints what a name stands for; returns 0, or 2 with a sentence on stderr."""
    from tuner_gui.targets.recognising import recognise

    path, data = arguments
    dataset: DatasetSpec = TypeAdapter(DatasetSpec).validate_json(data)
    try:
        target = recognise(path, dataset)
    except TuningError as error:
        sys.stderr.write(f"\n{error}\n")
        return 2
    sys.stdout.write(f"\n{target.model_dump_json()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
