"""What early stopping saved, in a sentence. No Qt widgets; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tuner_gui.core.trial import TrialState
from tuner_gui.insight.saved_time import saved_by_pruning
from tuner_gui.ui.formats import format_estimate, format_part

if TYPE_CHECKING:
    from tuner_gui.core.trial_store import TrialStore

_MOST_COUNTED = 20_000
"""Trials; of more of them, counting would be felt."""


def saved_sentence(store: TrialStore) -> str:
    """Returns how much early stopping saved; empty where it did nothing, or nobody can tell."""
    if not store.count(TrialState.PRUNED) or len(store) > _MOST_COUNTED:
        return ""
    saved = saved_by_pruning(store)
    if saved is None or not saved.steps_saved:
        return ""
    translate = QCoreApplication.translate
    text = (
        translate("Saved", "Early stopping ended 1 trial early and saved about {part} of all steps")
        if saved.trials == 1
        else translate(
            "Saved", "Early stopping ended {count} trials early and saved about {part} of all steps"
        )
    ).format(count=f"{saved.trials:,}", part=format_part(saved.part))
    steps = translate("Saved", "{saved} of {all}").format(
        saved=f"{saved.steps_saved:,}", all=f"{saved.steps_saved + saved.steps_run:,}"
    )
    if saved.seconds_saved < 1:
        return f"{text} ({steps})."
    time = translate("Saved", "{time} of training").format(
        time=format_estimate(saved.seconds_saved)
    )
    return f"{text} ({steps}), {time}."
