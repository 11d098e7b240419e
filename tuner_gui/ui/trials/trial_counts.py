"""How many trials there are, in the words at the head of their pane. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tuner_gui.core.trial import TrialState

if TYPE_CHECKING:
    from tuner_gui.ui.trials.trial_table_model import TrialTableModel

translate = QCoreApplication.translate


def total_text(model: TrialTableModel, *, is_short: bool = False) -> str:
    """Returns how many trials are shown, and of how many; that only where they are fewer.

    Args:
        model: what is shown.
        is_short: leaves out of how many.
    """
    total, shown = len(model.store), model.rowCount()
    if is_short or (shown == total and not model.is_filtered):
        return f"{shown:,}"
    text = translate("TrialCounts", "{shown} of {total}")
    return text.format(shown=f"{shown:,}", total=f"{total:,}")


def state_parts(model: TrialTableModel, *, with_failed: bool) -> list[str]:
    """Returns how many run, were pruned, and failed; nothing of what there is none."""
    words = {
        TrialState.RUNNING: translate("TrialCounts", "{count} running"),
        TrialState.PRUNED: translate("TrialCounts", "{count} pruned"),
        TrialState.FAILED: translate("TrialCounts", "{count} failed"),
    }
    return [
        text.format(count=f"{count:,}")
        for state, text in words.items()
        if (count := model.store.count(state)) and (with_failed or state is not TrialState.FAILED)
    ]


def all_hidden_text(model: TrialTableModel) -> str:
    """Returns why there is nothing to see though there are trials."""
    count = model.hidden_matches()
    if model.is_filtered:
        one = translate("TrialCounts", "The one trial that matches the filter is hidden.")
        many = translate("TrialCounts", "The {count} trials that match the filter are hidden.")
    else:
        one = translate("TrialCounts", "The only trial is hidden.")
        many = translate("TrialCounts", "All {count} trials are hidden.")
    return (one if count == 1 else many).format(count=f"{count:,}")
