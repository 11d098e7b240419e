"""What whole columns of the trial table are made of: arrays. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tuner_gui.core.values import ParamValue

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.intp]
BoolArray: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Coded:
    """Values that are kept once each.

    Args:
        codes: shape (rows,), an index into the categories; -1 where missing.
        categories: the distinct values.
    """

    codes: npt.NDArray[np.signedinteger[Any]]
    categories: Sequence[ParamValue]

    def picked(self, answers: Sequence[float], missing: float) -> FloatArray:
        """Returns for each row the number of its category, shape (rows,)."""
        numbers: FloatArray = np.array([*answers, missing], np.float64)[self.codes]
        return numbers

    def asked(self, test: Callable[[ParamValue], bool]) -> list[bool]:
        """Returns for each category whether a test holds."""
        return [test(value) for value in self.categories]


@dataclass(frozen=True, slots=True)
class CodedSets(Coded):
    """Several texts a row: each category is a tuple of them, and one that passes is enough."""

    def asked(self, test: Callable[[ParamValue], bool]) -> list[bool]:
        """Returns for each category whether a test holds for one of its texts."""
        return [
            isinstance(texts, tuple) and any(test(text) for text in texts)
            for texts in self.categories
        ]


ColumnData: TypeAlias = FloatArray | Coded
"""A whole column: numbers with NaN where missing, or coded values."""
