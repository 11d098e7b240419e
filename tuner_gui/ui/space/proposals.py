"""Words that could stand at the cursor of a line, as data. No Qt; any thread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuner_gui.core.constraints import quoted_name
from tuner_gui.core.domains import Choice, Constant
from tuner_gui.core.ranges import is_finite_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.domains import ParameterKind

_MOST = 12
_NAME_AT_END = re.compile(r"\{[^{}]*$|(?<![\w.])[A-Za-z_]\w*(?:\.\w*)*$")


@dataclass(frozen=True, slots=True)
class Proposals:
    """Words that could stand at the cursor.

    Args:
        start: where the word begins that is typed there.
        typed: as much of it as there is.
        words: what it could become.
        tail: what follows a word that is taken.
    """

    start: int
    typed: str
    words: tuple[str, ...]
    tail: str = ""

    @property
    def is_done(self) -> bool:
        """Whether what is typed is one of the words already."""
        return self.typed.strip() in self.words


NO_PROPOSALS = Proposals(0, "", ())


def matching(words: Iterable[str], typed: str) -> tuple[str, ...]:
    """Returns the words that begin as typed, then those that hold it; only so many."""
    wanted = typed.strip().lower()
    found = [word for word in words if wanted in word.lower()]
    found.sort(key=lambda word: not word.lower().startswith(wanted))
    return tuple(found[:_MOST])


def constraint_proposals(names: Iterable[str], before: str) -> Proposals:
    """Returns the parameters that the name before the cursor of a constraint could become."""
    found = _NAME_AT_END.search(before)
    if found is None:
        return NO_PROPOSALS
    words = matching(names, found[0].lstrip("{"))
    return Proposals(found.start(), found[0], tuple(quoted_name(word) for word in words))


def is_numeric(kind: ParameterKind | None) -> bool:
    """Says whether a constraint can speak of a kind: all of its values are numbers."""
    match kind:
        case None:
            return False
        case Choice(values=values):
            return all(map(is_finite_number, values))
        case Constant(value=value):
            return is_finite_number(value)
        case _:
            return True
