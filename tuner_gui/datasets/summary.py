"""What data are like as a trial gets them; any thread, opens them whole.

`python -m tuner_gui.datasets.summary SPEC` prints it as JSON; SPEC is a dataset's spec as JSON.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, TypeAdapter

from tuner_gui.core.errors import TuningError
from tuner_gui.core.specs import DatasetSpec

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST_ROWS = 20
"""With fewer, a column may well have another number in each row."""


class DataSummary(BaseModel):
    """What data are like.

    Args:
        target: its name.
        is_classification: whether the target is a class.
        is_text: whether its classes are texts.
        classes: how many there are; none of a quantity.
        missing: the features that lack a value in some row.
        distinct: the features with another whole number in each row.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    target: str
    is_classification: bool
    is_text: bool
    classes: int
    missing: tuple[str, ...]
    distinct: tuple[str, ...]


def summary(spec: DatasetSpec) -> DataSummary:
    """Returns what data are like.

    Raises:
        TuningError: they cannot be opened.
    """
    import numpy as np

    from tuner_gui.datasets.views import open_dataset

    data = open_dataset(spec)
    missing, distinct = [], []
    for name in data.feature_names:
        values = data.column(name)
        if np.isnan(values).any():
            missing.append(name)
        elif len(values) >= _FEWEST_ROWS and (values == np.round(values)).all():
            distinct += [name] if len(np.unique(values)) == len(values) else []
    return DataSummary(
        target=data.target_name,
        is_classification=data.is_classification,
        is_text=data.target.dtype.kind == "U",
        classes=len(np.unique(data.target)) if data.is_classification else 0,
        missing=tuple(missing),
        distinct=tuple(distinct),
    )


def main(arguments: Sequence[str]) -> int:
    """Prints the summary of SPEC; returns 0, or 2 with a sentence on stderr."""
    (spec,) = arguments
    try:
        found = summary(TypeAdapter[DatasetSpec](DatasetSpec).validate_json(spec))
    except TuningError as error:
        sys.stderr.write(f"\n{error}\n")
        return 2
    sys.stdout.write(f"\n{found.model_dump_json()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
