"""The limits that few sweeps need, behind a disclosure. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import LinkButton
from tuner_gui.ui.chrome.labels import ElidedLabel
from tuner_gui.ui.setup.limit_fields import BREAKING, SPENDING, limits_in_short
from tuner_gui.ui.setup.strategy_options import OptionsForm
from tuner_gui.ui.setup.sweep_changes import FIXED_LIMITS
from tuner_gui.ui.style.roles import set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.setup.setup_model import SetupModel
    from tuner_gui.ui.style.icons import Icons

_IN_A_LINE = 2


class MoreLimits(QWidget):
    """Closed it says what is set; a problem opens it."""

    def __init__(self, model: SetupModel, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._icons = icons
        self._is_open = False
        self._toggle = LinkButton(self.tr("More limits"), "setup_more_limits")
        set_role(self._toggle, "disclosure")
        self._toggle.setToolTip(
            self.tr("What else ends the sweep, what one trial may take, and when to pause and ask")
        )
        self._summary = ElidedLabel("", "hint")
        self._summary.setObjectName("setup_limits_summary")
        self._spending = OptionsForm("limits", in_a_line=_IN_A_LINE)
        self._breaking = OptionsForm("limits", in_a_line=_IN_A_LINE)
        self._spending.set_fields(SPENDING)
        self._breaking.set_fields(BREAKING)
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(METRICS.gap)
        inside.addWidget(self._spending)
        inside.addWidget(self._breaking)
        head = QHBoxLayout()
        head.setSpacing(METRICS.gap)
        head.addWidget(self._toggle)
        head.addWidget(self._summary, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.tiny_gap)
        layout.addLayout(head)
        layout.addWidget(self._inside)
        self._toggle.clicked.connect(self._on_toggle_clicked)
        for form in (self._spending, self._breaking):
            form.edited.connect(self._on_edited)
        model.changed.connect(self._show)
        self._show()

    def fixed_controls(self) -> list[QWidget]:
        """Returns what a running sweep cannot change."""
        return [self._spending.control(name) for name in FIXED_LIMITS]

    @Slot()
    def _on_toggle_clicked(self) -> None:
        self._is_open = not self._inside.isVisibleTo(self)
        self._show()

    @Slot(str, str)
    def _on_edited(self, name: str, text: str) -> None:
        draft = self._model.draft
        limits = draft.limits.with_text(name, text)
        label = self.tr("Change the budget")
        self._model.apply(replace(draft, limits=limits), label, merge=f"limits.{name}")

    @Slot()
    def _show(self) -> None:
        limits, faults = self._model.draft.limits, self._model.reading.faults
        for form in (self._spending, self._breaking):
            form.show_texts(limits.text)
            form.show_problems(faults)
        # what is wrong is never hidden; once it is mended the fields stay
        self._is_open = self._is_open or any(name.startswith("limits.") for name in faults)
        self._inside.setVisible(self._is_open)
        self._summary.setText(limits_in_short(self._model.reading.config.budget))
        self._summary.setVisible(not self._is_open)
        icon = "chevron-down" if self._is_open else "chevron-right"
        self._icons.bind(self._toggle, icon, "text_second", 16)
