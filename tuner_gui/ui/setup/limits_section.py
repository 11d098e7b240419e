"""What else ends a sweep or a trial, and the seed. GUI thread."""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import IconButton, NumberField
from tuner_gui.ui.setup.field_line import Cell, FieldLine, show_text
from tuner_gui.ui.setup.locking import lock, lock_controls
from tuner_gui.ui.setup.more_limits import MoreLimits
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.setup.setup_model import SetupModel
    from tuner_gui.ui.style.icons import Icons

_SEEDS = 10_000
"""Short enough to be told on the phone."""


class LimitsSection(QWidget):
    """Time limit, time for one trial, seed; more behind a disclosure."""

    def __init__(self, model: SetupModel, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._fields: dict[str, QLineEdit] = {
            "time_limit": named(QLineEdit(), "setup_time_limit", self.tr("Time limit")),
            "trial_timeout": named(QLineEdit(), "setup_trial_timeout", self.tr("Trial timeout")),
            "seed": NumberField("setup_seed", self.tr("Seed")),
        }
        tips = {
            "time_limit": self.tr("No new trial starts after it: 10 min, 2 h, or seconds."),
            "trial_timeout": self.tr("A trial that takes longer is killed and counts as failed."),
            "seed": self.tr("The same seed and settings give the same random choices."),
        }
        for field, widget in self._fields.items():
            widget.setToolTip(tips[field])
            widget.textEdited.connect(partial(self._on_edited, field))
        self._fields["time_limit"].setPlaceholderText(self.tr("none"))
        self._fields["trial_timeout"].setPlaceholderText(self.tr("none"))
        self._dice = IconButton(icons, "dice", self.tr("Take another seed"), "setup_new_seed")
        self._dice.clicked.connect(self._on_dice_clicked)
        self._line = FieldLine(
            Cell("time_limit", self.tr("Time limit"), self._fields["time_limit"], 3),
            Cell("trial_timeout", self.tr("Trial timeout"), self._fields["trial_timeout"], 3),
            Cell("seed", self.tr("Seed"), self._fields["seed"], 5, beside=self._dice),
        )
        self._more = MoreLimits(model, icons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.tiny_gap)
        layout.addWidget(self._line)
        layout.addWidget(self._more)
        model.changed.connect(self._show)
        self._show()

    def set_locked(self, *, is_locked: bool, is_live: bool, reason: str) -> None:
        """Locks all of it, or what a running sweep cannot change.

        Args:
            is_locked: all of it.
            is_live: a sweep runs.
            reason: why.
        """
        lock_controls(self, is_locked=is_locked, reason=reason)
        if is_live:
            fixed = (self._fields["seed"], self._dice, *self._more.fixed_controls())
            lock(fixed, is_locked=True, reason=reason)

    def _on_edited(self, field: str, text: str) -> None:
        self._model.set_field(field, text, self.tr("Change the budget"))

    @Slot()
    def _on_dice_clicked(self) -> None:
        self._on_edited("seed", str(secrets.randbelow(_SEEDS)))

    @Slot()
    def _show(self) -> None:
        draft = self._model.draft
        texts = (draft.time_limit, draft.trial_timeout, draft.seed)
        for widget, text in zip(self._fields.values(), texts, strict=True):
            show_text(widget, text)
        self._line.show_problems(self._model.reading.faults)
