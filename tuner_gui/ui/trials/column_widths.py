"""How wide the columns should be: from a sample of rows, then shared out. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tuner_gui.core.trial import TrialState
from tuner_gui.ui.trials.cell_cache import PADDING, STATE_INDENT
from tuner_gui.ui.trials.trial_columns import ColumnKind, TrialColumn
from tuner_gui.ui.trials.trial_words import cell_text, state_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QFontMetrics

    from tuner_gui.ui.trials.trial_table_model import TrialTableModel

_SAMPLE = 32
_WIDEST = 240
_NARROWEST = {ColumnKind.NUMBER: 56, ColumnKind.OBJECTIVE: 92, ColumnKind.TIME: 76}
_SHARE = {ColumnKind.NUMBER: 0.25, ColumnKind.STATE: 0.5}


def natural_width(
    model: TrialTableModel,
    column: TrialColumn,
    title_width: int,
    metrics: QFontMetrics,
    now_s: float,
) -> int:
    """Returns the width at which a column shows its title and a sample of its values."""
    store = model.store
    if column.kind is ColumnKind.STATE:
        texts = [state_word(state) for state in TrialState]
        extra = STATE_INDENT
    else:
        at = np.linspace(0, len(model.rows) - 1, min(_SAMPLE, len(model.rows))).astype(np.intp)
        texts = [cell_text(column, store, row, now_s) for row in model.rows[at].tolist()]
        extra = 0
    content = max((metrics.horizontalAdvance(text) for text in texts), default=0) + extra
    return max(
        min(max(content, title_width) + 2 * PADDING, _WIDEST), _NARROWEST.get(column.kind, 48)
    )


def shared_out(columns: Sequence[TrialColumn], widths: Mapping[str, int], room: int) -> list[int]:
    """Returns the widths that fill the room where it is wider than the columns need."""
    own = [widths[column.key] for column in columns]
    spare = room - sum(own)
    if spare <= 0:
        return own
    shares = np.array([_SHARE.get(column.kind, 1.0) for column in columns])
    edges = np.concatenate([[0], np.cumsum(own + spare * shares / shares.sum())])
    filled: list[int] = np.diff(np.round(edges)).astype(int).tolist()
    return filled
