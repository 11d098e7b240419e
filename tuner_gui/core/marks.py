"""What a person says of trials: stars, tags, notes, and which ones are out of sight."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, ItemsView, Iterable, Mapping
    from typing import Self

    import numpy.typing as npt

LONGEST_TAG = 40
LONGEST_NOTE = 20_000
"""So many characters each; a note is also a line of the journal."""


@dataclass(frozen=True, slots=True)
class TrialMark:
    """What is said of one trial.

    Args:
        is_starred: it is worth coming back to.
        is_hidden: table and charts leave it out; the strategy and the best know it as before.
        tags: words to find it by, each once, in the order in which they were given.
        note: Markdown.
    """

    is_starred: bool = False
    is_hidden: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """True where nothing is said."""
        return not (self.is_starred or self.is_hidden or self.tags or self.note)


UNMARKED = TrialMark()


class TrialMarks:
    """The marks of a sweep's trials, by trial number. Not thread-safe.

    Args:
        marks: what is said already; empty marks are left out.
    """

    def __init__(self, marks: Mapping[int, TrialMark] | None = None) -> None:
        self._marks: dict[int, TrialMark] = {}
        self._picked: dict[str, npt.NDArray[np.int64]] = {}
        self.put(marks or {})

    def __len__(self) -> int:
        return len(self._marks)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TrialMarks) and self._marks == other._marks

    __hash__ = None  # type: ignore[assignment]  # it changes

    def of(self, number: int) -> TrialMark:
        """Returns what is said of a trial."""
        return self._marks.get(number, UNMARKED)

    def by_number(self) -> dict[int, TrialMark]:
        """Returns all marks, ascending by trial number."""
        return dict(sorted(self._marks.items()))

    def items(self) -> ItemsView[int, TrialMark]:
        """Returns all marks with their trial numbers, in no order; not to be kept."""
        return self._marks.items()

    def put(self, marks: Mapping[int, TrialMark]) -> None:
        """Takes new marks of some trials; an empty one takes away what was said."""
        for number, mark in marks.items():
            if mark.is_empty:
                self._marks.pop(number, None)
            else:
                self._marks[number] = mark
        self._picked.clear()

    def copy(self) -> Self:
        """Returns a copy that later changes do not reach."""
        return type(self)(self._marks)

    def starred_among(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Returns for each of these trials, shape (n,), whether it is starred."""
        return self._among(numbers, "starred", lambda mark: mark.is_starred)

    def hidden_among(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Returns for each of these trials, shape (n,), whether it is hidden."""
        return self._among(numbers, "hidden", lambda mark: mark.is_hidden)

    def hidden_numbers(self) -> npt.NDArray[np.int64]:
        """Returns the numbers of all hidden trials; not to be changed, and the same until put."""
        return self._numbers("hidden", lambda mark: mark.is_hidden)

    def tags(self) -> tuple[str, ...]:
        """Returns the tags in use, the most frequent first, then by the alphabet."""
        counts = Counter(tag for mark in self._marks.values() for tag in mark.tags)
        return tuple(sorted(counts, key=lambda tag: (-counts[tag], tag.casefold())))

    def _among(
        self, numbers: npt.NDArray[np.int64], name: str, picks: Callable[[TrialMark], bool]
    ) -> npt.NDArray[np.bool_]:
        picked = self._numbers(name, picks)
        if not len(picked):
            return np.zeros(len(numbers), np.bool_)
        return np.isin(numbers, picked)

    def _numbers(self, name: str, picks: Callable[[TrialMark], bool]) -> npt.NDArray[np.int64]:
        picked = self._picked.get(name)
        if picked is None:
            chosen = sorted(number for number, mark in self._marks.items() if picks(mark))
            picked = self._picked[name] = np.array(chosen, np.int64)
        return picked


def tidy_tags(texts: Iterable[str]) -> tuple[str, ...]:
    """Returns typed tags as they are kept: single spaces, no commas, each once in any case."""
    tags: dict[str, str] = {}
    for text in texts:
        tag = " ".join(text.replace(",", " ").split())[:LONGEST_TAG].rstrip()
        if tag:
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())
