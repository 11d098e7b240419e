"""One constraint as typed, following the names of the rows that it speaks of. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tuner_gui.core.constraints import rename_in

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


@dataclass(frozen=True, slots=True)
class ConstraintDraft:
    """A relation as typed.

    Args:
        key: known under it among the constraints of its draft.
        text: the relation.
        waiting: names in the text, each with the key of the row that it means while that row has
            a name that cannot stand there: none, or another row's. It follows once it can.
    """

    key: int
    text: str = ""
    waiting: tuple[tuple[str, int], ...] = ()

    def following(
        self, row_key: int, old: str, new: str, others: AbstractSet[str]
    ) -> ConstraintDraft:
        """Returns it after a row has got a new name; `others` are the names of the other rows."""
        written = {key: name for name, key in self.waiting}.get(row_key)
        if written is None and old not in others and _mentions(self.text, old):
            written = old
        if written is None:
            return self
        waiting = tuple(each for each in self.waiting if each[1] != row_key)
        if new == written:
            return replace(self, waiting=waiting)
        if not new or new in others or set(new) & {"{", "}"} or _mentions(self.text, new):
            return replace(self, waiting=(*waiting, (written, row_key)))
        return replace(self, text=rename_in(self.text, written, new), waiting=waiting)


def _mentions(text: str, name: str) -> bool:
    return bool(name) and rename_in(text, name, f"{name}_") != text
