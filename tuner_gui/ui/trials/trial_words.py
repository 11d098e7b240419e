"""How columns and cells of the trial table are written for a person. GUI thread."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from tuner_gui.core.columns import MISSING
from tuner_gui.core.trial import TrialState
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.formats import ABSENT, format_duration, format_metric, format_value
from tuner_gui.ui.trials.mark_data import first_line
from tuner_gui.ui.trials.mark_words import mark_words, star_tip, star_word
from tuner_gui.ui.trials.trial_columns import ColumnKind, TrialColumn

if TYPE_CHECKING:
    from tuner_gui.core.marks import TrialMark
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.trial_store import TrialStore

_STATE_WORDS = {
    TrialState.RUNNING: QT_TRANSLATE_NOOP("TrialState", "Running"),
    TrialState.COMPLETE: QT_TRANSLATE_NOOP("TrialState", "Complete"),
    TrialState.PRUNED: QT_TRANSLATE_NOOP("TrialState", "Pruned"),
    TrialState.FAILED: QT_TRANSLATE_NOOP("TrialState", "Failed"),
    TrialState.STOPPED: QT_TRANSLATE_NOOP("TrialState", "Stopped"),
}
_TITLES = {
    ColumnKind.NUMBER: QT_TRANSLATE_NOOP("TrialColumn", "#"),
    ColumnKind.STAR: QT_TRANSLATE_NOOP("TrialColumn", "★"),
    ColumnKind.STATE: QT_TRANSLATE_NOOP("TrialColumn", "State"),
    ColumnKind.TAGS: QT_TRANSLATE_NOOP("TrialColumn", "Tags"),
    ColumnKind.NOTE: QT_TRANSLATE_NOOP("TrialColumn", "Note"),
    ColumnKind.TIME: QT_TRANSLATE_NOOP("TrialColumn", "time"),
    ColumnKind.WORKER: QT_TRANSLATE_NOOP("TrialColumn", "worker"),
    ColumnKind.STARTED: QT_TRANSLATE_NOOP("TrialColumn", "started"),
}
_NAMES = _TITLES | {
    ColumnKind.NUMBER: QT_TRANSLATE_NOOP("TrialColumn", "Trial number"),
    ColumnKind.STAR: QT_TRANSLATE_NOOP("TrialColumn", "Star"),
}
_TIPS = {
    ColumnKind.NUMBER: QT_TRANSLATE_NOOP("TrialColumn", "The trial's number"),
    ColumnKind.STAR: QT_TRANSLATE_NOOP("TrialColumn", "Trials worth coming back to"),
    ColumnKind.STATE: QT_TRANSLATE_NOOP("TrialColumn", "Where the trial stands"),
    ColumnKind.TAGS: QT_TRANSLATE_NOOP("TrialColumn", "Words to find the trial by"),
    ColumnKind.NOTE: QT_TRANSLATE_NOOP("TrialColumn", "How the trial's note begins"),
    ColumnKind.PARAM: QT_TRANSLATE_NOOP("TrialColumn", "Parameter"),
    ColumnKind.METRIC: QT_TRANSLATE_NOOP("TrialColumn", "Another metric that the trial returned"),
    ColumnKind.TIME: QT_TRANSLATE_NOOP("TrialColumn", "How long the trial took, or takes so far"),
    ColumnKind.WORKER: QT_TRANSLATE_NOOP("TrialColumn", "Where the trial ran"),
    ColumnKind.STARTED: QT_TRANSLATE_NOOP("TrialColumn", "When the trial began"),
}


def state_word(state: TrialState) -> str:
    """Returns a state as a word."""
    return QCoreApplication.translate("TrialState", str(_STATE_WORDS[state]))


def column_title(column: TrialColumn) -> str:
    """Returns what stands in the header."""
    title = _TITLES.get(column.kind)
    return column.name if title is None else QCoreApplication.translate("TrialColumn", str(title))


def column_name(column: TrialColumn) -> str:
    """Returns what a column is called in a menu."""
    name = _NAMES.get(column.kind)
    return column.name if name is None else QCoreApplication.translate("TrialColumn", str(name))


def column_tip(column: TrialColumn, objective: Objective) -> str:
    """Returns the tool tip of a header: what the column holds, in a sentence."""
    if column.kind is not ColumnKind.OBJECTIVE:
        tip = QCoreApplication.translate("TrialColumn", str(_TIPS[column.kind]))
        is_named = column.kind in (ColumnKind.PARAM, ColumnKind.METRIC)
        return plain_tip(f"{tip}: {column.name}") if is_named else tip
    sentence = QCoreApplication.translate(
        "TrialColumn",
        "The objective {metric}, to be maximised. The bar is longest for the best trial."
        if objective.is_maximized
        else "The objective {metric}, to be minimised. The bar is longest for the best trial.",
    )
    return plain_tip(sentence.format(metric=column.name))


def cell_text(  # noqa: PLR0911 - one for each kind
    column: TrialColumn, store: TrialStore, row: int, now_s: float
) -> str:
    """Returns a cell as it is shown; a running trial's time is that until now (Unix seconds)."""
    match column.kind:
        case ColumnKind.STATE:
            return state_word(store.state(row))
        case ColumnKind.OBJECTIVE:
            return format_metric(float(store.metric[row]))
        case ColumnKind.METRIC:
            return format_metric(float(store.metric_column(column.name)[row]))
        case ColumnKind.TIME:
            return format_duration(elapsed_ms(store, row, now_s))
        case ColumnKind.STARTED:
            return _clock(float(store.started_at[row]), now_s)
        case ColumnKind.STAR:
            return column_title(column) if column.value(store, row) else ""
        case ColumnKind.TAGS:
            return ", ".join(mark_of(store, row).tags)
        case ColumnKind.NOTE:
            return first_line(mark_of(store, row).note)
        case _:
            return format_value(column.value(store, row))


def cell_tip(column: TrialColumn, store: TrialStore, row: int) -> str:
    """Returns the tool tip of a cell: all its digits, under its name; of a state why it failed."""
    value = column.value(store, row)
    if value is MISSING:
        return ""
    if column.kind is ColumnKind.STAR:
        return star_tip(is_starred=value)
    if column.kind in (ColumnKind.TAGS, ColumnKind.NOTE):
        return plain_tip(str(value))
    error = store.error(row)
    if column.kind is ColumnKind.STATE and error is not None:
        return plain_tip(error.sentence)
    text = started_text(value) if column.kind is ColumnKind.STARTED else str(value)
    return plain_tip(f"{column_title(column)} = {text}")


def spoken_cell(column: TrialColumn, store: TrialStore, row: int, now_s: float) -> str:
    """Returns a cell as a screen reader says it; that of the number says the marks too."""
    if column.kind is ColumnKind.STAR:
        return star_word(is_starred=column.value(store, row))
    text = cell_text(column, store, row, now_s)
    if column.kind is not ColumnKind.NUMBER:
        return text
    return ", ".join(filter(None, [text, mark_words(mark_of(store, row))]))


def elapsed_ms(store: TrialStore, row: int, now_s: float) -> float:
    """Returns how long a trial took, or has taken until now; NaN where nobody knows."""
    if store.state(row) is not TrialState.RUNNING:
        return float(store.duration_ms[row])
    return max(0.0, now_s - float(store.started_at[row])) * 1000


def started_text(seconds: float) -> str:
    """Returns a start time to the second, in local time."""
    return datetime.fromtimestamp(seconds).astimezone().isoformat(" ", "seconds")


def mark_of(store: TrialStore, row: int) -> TrialMark:
    """Returns what a person said of a row."""
    return store.marks.of(int(store.numbers[row]))


def _clock(seconds: float, now_s: float) -> str:
    if seconds != seconds:  # noqa: PLR0124 - NaN
        return ABSENT
    started, now = (datetime.fromtimestamp(each).astimezone() for each in (seconds, now_s))
    is_today = started.date() == now.date()
    return f"{started:%H:%M:%S}" if is_today else f"{started:%Y-%m-%d %H:%M}"
