"""What is remembered of the table's columns, by their keys. No Qt; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.ui.trials.trial_columns import TrialColumn

_MOST_KEYS = 500


class ColumnMemory(BaseModel):
    """Order, visibility, widths and sorting; columns that another sweep had are kept in mind.

    Args:
        order: keys from left to right.
        shown: what the person showed or hid.
        widths: in pixels; they count where the columns are not fitted to the pane.
        is_fitted: the columns share the width of the pane.
        sort_key: the column that is sorted by.
        is_descending: largest first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    order: tuple[str, ...] = ()
    shown: dict[str, bool] = {}
    widths: dict[str, int] = {}
    is_fitted: bool = True
    sort_key: str = "number"
    is_descending: bool = True

    @classmethod
    def read(cls, text: str) -> ColumnMemory:
        """Returns what `model_dump_json` wrote; nothing remembered where it cannot be read."""
        try:
            return cls.model_validate_json(text)
        except ValidationError:
            return cls()

    def arranged(self, keys: Sequence[str]) -> list[str]:
        """Returns these keys in the remembered order; new ones follow their neighbour."""
        known = [key for key in self.order if key in keys]
        return _woven(known, keys)

    def is_shown(self, column: TrialColumn) -> bool:
        """Says whether a column is to be seen."""
        return self.shown.get(column.key, not column.is_hidden_at_first)

    def with_order(self, keys: Sequence[str]) -> ColumnMemory:
        """Returns the memory with these columns in this order, all others kept among them."""
        return self._with(order=tuple(_woven(list(keys), self.order)[:_MOST_KEYS]))

    def with_shown(self, key: str, *, is_shown: bool) -> ColumnMemory:
        """Returns the memory with a column shown or hidden."""
        return self._with(shown=_latest(self.shown | {key: is_shown}))

    def with_widths(self, widths: dict[str, int]) -> ColumnMemory:
        """Returns the memory with these widths, from now on not fitted to the pane."""
        return self._with(widths=_latest(self.widths | widths), is_fitted=False)

    def fitted(self) -> ColumnMemory:
        """Returns the memory with the columns fitted to the pane again."""
        return self._with(widths={}, is_fitted=True)

    def with_sorting(self, key: str, *, is_descending: bool) -> ColumnMemory:
        """Returns the memory sorted by another column."""
        return self._with(sort_key=key, is_descending=is_descending)

    def _with(self, **values: object) -> ColumnMemory:
        return self.model_copy(update=values)


def _woven(first: list[str], others: Sequence[str]) -> list[str]:
    """The first list with the missing keys of the other, each behind the one it followed there.

    Keys that somebody moved away from their neighbours are not followed.
    """
    steady = _in_common_order(first, others)
    woven = list(first)
    before: str | None = None
    for key in others:
        if key not in woven:
            woven.insert(0 if before is None else woven.index(before) + 1, key)
            before = key
        elif key in steady:
            before = key
    return woven


def _in_common_order(first: Sequence[str], others: Sequence[str]) -> set[str]:
    """The longest run of keys that both lists have in the same order."""
    place = {key: at for at, key in enumerate(others)}
    runs: list[list[str]] = []
    longest: list[str] = []
    for key in first:
        if key in place:
            before: list[str] = []
            for run in runs:
                if place[run[-1]] < place[key] and len(run) > len(before):
                    before = run
            runs.append([*before, key])
            longest = max(longest, runs[-1], key=len)
    return set(longest)


def _latest(values: dict[str, object] | dict[str, bool] | dict[str, int]) -> dict[str, object]:
    return dict(list(values.items())[-_MOST_KEYS:])
