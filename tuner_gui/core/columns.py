"""Growing numpy columns that keep values exactly: whole numbers, real numbers, or anything else."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from tuner_gui.core.values import ParamValue, exact_key

if TYPE_CHECKING:
    from collections.abc import Hashable

MISSING: Any = type("Missing", (), {"__repr__": lambda _self: "MISSING", "__slots__": ()})()
"""What a column gives for a row without a value (an inactive parameter, an absent metric)."""

Part: TypeAlias = "slice | npt.NDArray[np.int64]"
"""Which rows: neighbours, or any."""

_ALL = slice(None)
_FIRST_CAPACITY = 256

_Thing = TypeVar("_Thing")


def grown(array: npt.NDArray[Any], rows: int, fill: object) -> npt.NDArray[Any]:
    """Returns the array, or a longer copy with room for `rows` rows."""
    if rows <= len(array):
        return array
    longer = np.full(max(rows, 2 * len(array), _FIRST_CAPACITY), fill, dtype=array.dtype)
    longer[: len(array)] = array
    return longer


class FloatColumn:
    """Real numbers; NaN where missing."""

    def __init__(self) -> None:
        self._values: npt.NDArray[np.float64] = np.empty(0, np.float64)

    def accepts(self, value: ParamValue) -> bool:
        """Says whether the value can be kept exactly."""
        return type(value) is float

    def set(self, row: int, value: ParamValue) -> None:
        """Keeps a value."""
        if row >= len(self._values):
            self._values = grown(self._values, row + 1, np.nan)
        self._values[row] = value

    def get(self, row: int) -> Any:
        """Returns the value of a row, or MISSING."""
        value = float(self._values[row]) if row < len(self._values) else np.nan
        return MISSING if value != value else value  # noqa: PLR0124 - NaN

    def numbers(self, rows: int, part: Part = _ALL) -> npt.NDArray[np.float64]:
        """Returns the first rows, or a part of them, NaN where missing. May be a view."""
        self._values = grown(self._values, rows, np.nan)
        return self._values[:rows][part]


_NO_INT = np.iinfo(np.int64).min


class IntColumn:
    """Whole numbers of up to 63 bits; the smallest one stands for missing."""

    def __init__(self) -> None:
        self._values: npt.NDArray[np.int64] = np.empty(0, np.int64)

    def accepts(self, value: ParamValue) -> bool:
        """Says whether the value can be kept exactly."""
        return type(value) is int and _NO_INT < value < 2**63

    def set(self, row: int, value: ParamValue) -> None:
        """Keeps a value."""
        if row >= len(self._values):
            self._values = grown(self._values, row + 1, _NO_INT)
        self._values[row] = value  # type: ignore[assignment]

    def get(self, row: int) -> Any:
        """Returns the value of a row, or MISSING."""
        value = int(self._values[row]) if row < len(self._values) else _NO_INT
        return MISSING if value == _NO_INT else value

    def numbers(self, rows: int, part: Part = _ALL) -> npt.NDArray[np.float64]:
        """Returns the first rows, or a part of them, as floats, NaN where missing."""
        self._values = grown(self._values, rows, _NO_INT)
        values = self._values[:rows][part]
        return np.where(values == _NO_INT, np.nan, values)

    def whole_numbers(
        self, rows: int, part: Part = _ALL
    ) -> tuple[list[int], npt.NDArray[np.bool_]]:
        """Returns the first rows, or a part of them, exactly, and which of them have a value."""
        self._values = grown(self._values, rows, _NO_INT)
        values = self._values[:rows][part]
        return values.tolist(), values != _NO_INT


class CategoryColumn:
    """Any values, each kept once; the rows hold codes, -1 where missing."""

    def __init__(self) -> None:
        self._codes: npt.NDArray[np.int32] = np.empty(0, np.int32)
        self._code_of: dict[Hashable, int] = {}
        self.categories: list[ParamValue] = []
        """The values, in the order in which they first came."""

    def accepts(self, _value: ParamValue) -> bool:
        """Everything can be kept."""
        return True

    def set(self, row: int, value: ParamValue) -> None:
        """Keeps a value."""
        key = exact_key(value)
        code = self._code_of.get(key)
        if code is None:
            code = self._code_of[key] = len(self.categories)
            self.categories.append(value)
        if row >= len(self._codes):
            self._codes = grown(self._codes, row + 1, -1)
        self._codes[row] = code

    def get(self, row: int) -> Any:
        """Returns the value of a row, or MISSING."""
        code = int(self._codes[row]) if row < len(self._codes) else -1
        return MISSING if code < 0 else self.categories[code]

    def codes(self, rows: int) -> npt.NDArray[np.int32]:
        """Returns the codes of the first rows, shape (rows,), -1 where missing."""
        self._codes = grown(self._codes, rows, -1)
        return self._codes[:rows]

    def numbers(self, rows: int) -> npt.NDArray[np.float64]:
        """Returns the rank of each row's value in a person's order, NaN where missing."""
        order = sorted(
            range(len(self.categories)), key=lambda code: _sort_key(self.categories[code])
        )
        ranks = np.empty(len(order) + 1)
        ranks[order] = np.arange(len(order))
        ranks[-1] = np.nan
        return ranks[self.codes(rows)]


def _sort_key(value: ParamValue) -> tuple[int, float, str]:
    if isinstance(value, bool | int | float):
        return (0, float(value), "")
    return (1, 0.0, str(value))


Column: TypeAlias = FloatColumn | IntColumn | CategoryColumn


def column_for(value: ParamValue) -> Column:
    """Returns an empty column of the narrowest kind that keeps the value exactly."""
    candidates: tuple[Column, ...] = (FloatColumn(), IntColumn())
    return next((column for column in candidates if column.accepts(value)), CategoryColumn())


def copied(thing: _Thing) -> _Thing:
    """Returns a copy of an object that holds columns; later changes do not reach it."""
    twin = copy(thing)
    for name, value in vars(twin).items():
        setattr(twin, name, _copied_value(value))
    return twin


def _copied_value(value: Any) -> Any:
    match value:
        case np.ndarray() | list() | set():
            return value.copy()
        case dict():
            return {name: _copied_value(item) for name, item in value.items()}
        case FloatColumn() | IntColumn() | CategoryColumn():
            return copied(value)
        case _:
            return value


def widened(column: Column, rows: int) -> CategoryColumn:
    """Returns a category column with the same values."""
    wide = CategoryColumn()
    for row in range(rows):
        if (value := column.get(row)) is not MISSING:
            wide.set(row, value)
    return wide
