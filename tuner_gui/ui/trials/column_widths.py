"""How wide the columns should be: from a sample of rows, then shared out. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from tuner_gui.core.trial import TrialState
from tuner_gui.ui.trials.cell_cache import PADDING, STATE_INDENT
from tuner_gui.ui.trials.mark_data import first_line
from tuner_gui.ui.trials.tag_chips import chips_width
from tuner_gui.ui.trials.trial_columns import ColumnKind, TrialColumn
from tuner_gui.ui.trials.trial_words import cell_text, state_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFontMetrics

    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.ui.trials.column_data import FloatArray
    from tuner_gui.ui.trials.trial_table_model import TrialTableModel

_Said = TypeVar("_Said")
_SAMPLE = 32
_WIDEST = 240
_STAR = 32
_LEAST_SAID = {ColumnKind.TAGS: 104, ColumnKind.NOTE: 72}
"""Tags and notes are read elsewhere too: where the pane is narrow, they are cut to this."""

_NARROWEST = {ColumnKind.NUMBER: 48, ColumnKind.OBJECTIVE: 76, ColumnKind.TIME: 64}
_LEAST_TITLE = 48
"""A title cut to this still tells its column from the others."""

_CLOSE_ENOUGH = 0.05
_SHARE = {
    ColumnKind.NUMBER: 0.25,
    ColumnKind.STAR: 0.001,
    ColumnKind.STATE: 0.5,
    ColumnKind.TAGS: 0.5,
    ColumnKind.NOTE: 2.0,
}


@dataclass(frozen=True, slots=True)
class ColumnWidth:
    """How wide a column should be, in pixels.

    Args:
        whole: shows title and values uncut.
        least: shows the values, and of a long title only a part.
    """

    whole: int
    least: int

    @classmethod
    def fixed(cls, width: int) -> ColumnWidth:
        """Returns the width that a person gave a column."""
        return cls(width, width)

    def widened(self, other: ColumnWidth) -> ColumnWidth:
        """Returns what is enough for both."""
        return ColumnWidth(max(self.whole, other.whole), max(self.least, other.least))


def sampled_width(
    model: TrialTableModel,
    column: TrialColumn,
    title_width: int,
    metrics: QFontMetrics,
    now_s: float,
) -> ColumnWidth:
    """Returns the width for a column's title and a sample of its values."""
    store = model.store
    if column.kind is ColumnKind.STAR:
        return ColumnWidth.fixed(_STAR)
    if column.kind in (ColumnKind.TAGS, ColumnKind.NOTE):
        return _said_width(store, column, title_width, metrics)
    if column.kind is ColumnKind.STATE:
        texts = [state_word(state) for state in TrialState]
        extra = STATE_INDENT
    else:
        at = np.linspace(0, len(model.rows) - 1, min(_SAMPLE, len(model.rows))).astype(np.intp)
        texts = [cell_text(column, store, row, now_s) for row in model.rows[at].tolist()]
        extra = 0
    content = max((metrics.horizontalAdvance(text) for text in texts), default=0) + extra
    narrowest = _NARROWEST.get(column.kind, 2 * PADDING)
    whole, least = (
        max(min(max(content, title) + 2 * PADDING, _WIDEST), narrowest)
        for title in (title_width, min(title_width, _LEAST_TITLE))
    )
    return ColumnWidth(whole, least)


def _said_width(
    store: TrialStore, column: TrialColumn, title_width: int, metrics: QFontMetrics
) -> ColumnWidth:
    """Of tags and notes, most rows have none: a sample of those that do."""
    marks = [mark for _, mark in store.marks.items()]
    if column.kind is ColumnKind.TAGS:
        tags = _sample([mark.tags for mark in marks if mark.tags])
        widths = [chips_width(each, metrics) for each in tags]
    else:
        notes = _sample([mark.note for mark in marks if mark.note])
        widths = [metrics.horizontalAdvance(first_line(note)) for note in notes]
    content = min(max(title_width, *widths, 0) + 2 * PADDING, _WIDEST)
    return ColumnWidth(content, min(content, _LEAST_SAID[column.kind]))


def _sample(said: Sequence[_Said]) -> Sequence[_Said]:
    return said[:: 1 + len(said) // _SAMPLE]


def shared_out(
    columns: Sequence[TrialColumn], widths: Sequence[ColumnWidth], room: int
) -> list[int]:
    """Returns the widths that fill the room.

    Where it is too narrow, the longest titles give way first; never the values.
    """
    whole = np.array([width.whole for width in widths], np.float64)
    least = np.array([width.least for width in widths], np.float64)
    spare = room - float(whole.sum())
    if spare >= 0:
        shares = np.array([_SHARE.get(column.kind, 1.0) for column in columns])
        sizes = whole + spare * shares / shares.sum()
    else:
        sizes = _levelled(whole, least, room)
    edges = np.concatenate([[0], np.cumsum(sizes)])
    rounded: list[int] = np.diff(np.round(edges)).astype(int).tolist()
    return rounded


def _levelled(whole: FloatArray, least: FloatArray, room: int) -> FloatArray:
    """What is wider than some level is cut to it, down to its least; the level fits the room."""
    low, high = 0.0, float(whole.max(initial=0.0))
    while high - low > _CLOSE_ENOUGH:
        level = (low + high) / 2
        low, high = (level, high) if _at_level(level, whole, least).sum() <= room else (low, level)
    return _at_level(low, whole, least)


def _at_level(level: float, whole: FloatArray, least: FloatArray) -> FloatArray:
    return np.minimum(whole, np.maximum(least, level))
