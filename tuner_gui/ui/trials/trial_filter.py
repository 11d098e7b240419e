"""The filter language of the trial table: text in, terms out. No Qt; any thread.

The text is read by Python's own parser and then taken over node by node from a short list;
nothing of it is ever run. Names of columns are found before that, since a parameter may be called
`learning-rate`, `layer.0` or `lambda`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tuner_gui.ui.trials.filter_errors import (
    FilterError,
)
from tuner_gui.ui.trials.filter_reader import FilterReader
from tuner_gui.ui.trials.filter_terms import (
    AllOf,
    ErrorText,
    Word,
    passing,
)
from tuner_gui.ui.trials.mark_data import Hidden, NoteText, Starred, Tag
from tuner_gui.ui.trials.trial_columns import MARKS, ColumnKind, TrialColumn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.ui.trials.column_data import BoolArray, IntArray
    from tuner_gui.ui.trials.filter_terms import Readable, Term

MAX_LENGTH = 1_000

_EXPRESSION = re.compile(r"""[=<>!()"',\[\]|&]|(?<![\w.-])(?:and|or|not|in)(?![\w.-])""")
_NAMED_BY_USER = (ColumnKind.PARAM, ColumnKind.METRIC)


@dataclass(frozen=True, slots=True)
class TrialFilter:
    """Which trials to show.

    Args:
        text: as it was written.
        term: what has to hold; None lets all pass.
        sees_hidden: it asks for hidden trials, and so looks at them too.
    """

    text: str = ""
    term: Term | None = None
    sees_hidden: bool = False

    def passing(self, store: TrialStore, rows: IntArray) -> BoolArray:
        """Returns for each of these rows whether it is shown, shape (rows,)."""
        if self.term is None:
            return np.ones(len(rows), np.bool_)
        return passing(self.term, store, rows)


def parse_filter(text: str, columns: Iterable[TrialColumn]) -> TrialFilter:
    """Reads a filter: comparisons with `and`, `or`, `not`, `in`, or plain words.

    Args:
        text: such as `accuracy > 0.95 and criterion in ("gini", "entropy")`, or `gini`.
        columns: what can be named.

    Raises:
        FilterError: with one sentence that says what is wrong.
    """
    text = text.strip()
    if len(text) > MAX_LENGTH:
        raise FilterError(f"The filter is longer than {MAX_LENGTH:,} characters.")
    if not text:
        return TrialFilter()
    sources = _sources(columns)
    if _EXPRESSION.search(text) is None and text not in sources:
        words = tuple(Word(word) for word in text.split())
        return TrialFilter(text, words[0] if len(words) == 1 else AllOf(words))
    reader = FilterReader(sources)
    return TrialFilter(text, reader.read(text), reader.sees_hidden)


def _sources(columns: Iterable[TrialColumn]) -> dict[str, Readable]:
    """What can be named; a parameter or metric whose name is taken goes by `param.`, `metric.`."""
    special: tuple[Readable, ...] = (ErrorText(), Starred(), Hidden(), Tag(), NoteText())
    sources = {source.name: source for source in special}
    for column in sorted(columns, key=lambda column: column.kind in _NAMED_BY_USER):
        if column.kind is ColumnKind.STARTED or column.kind in MARKS:
            continue
        name = column.name if column.name not in sources else f"{column.kind}.{column.name}"
        sources[name] = column
    return sources
