"""The card of a single trial: how it goes, and how it went. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.buttons import RoleButton
from tuner_gui.ui.chrome.labels import Hairline, TextLabel
from tuner_gui.ui.chrome.notices import EmptyState
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS
from tuner_gui.ui.window.try_one_page import TryOnePage

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.ui.style.theme import Theme

_SIZE = (440, 560)


class TryOneDialog(QDialog):
    """Blocks nothing; closing it ends the trial.

    Signals:
        again_requested(): run another one.
        cancel_requested(): end the trial that runs; also when the dialog is closed.
    """

    again_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "try_one_dialog", self.tr("Try one"))
        self.setWindowTitle(self.tr("Try one"))
        self.resize(*_SIZE)
        self._waiting = EmptyState(theme.icons, "try", "", name="try_one_waiting")
        self._page = TryOnePage(theme)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._waiting)
        self._pages.addWidget(self._page)
        self._verdict = TextLabel("", "second")
        self._verdict.setObjectName("try_one_verdict")
        self._verdict.setWordWrap(True)
        self._again = RoleButton(self.tr("Try again"), "try_one_again")
        self._cancel = RoleButton(self.tr("Cancel the trial"), "try_one_cancel")
        self._close = RoleButton(self.tr("Close"), "try_one_close")
        for button in (self._again, self._cancel, self._close):
            button.setAutoDefault(False)
        self._again.clicked.connect(self.again_requested)
        self._cancel.clicked.connect(self.cancel_requested)
        self._close.clicked.connect(self.close)
        self._lay_out()

    def show_waiting(self, sentence: str) -> None:
        """Says what is being waited for, before the trial has begun."""
        self._page.clear()
        self._say(sentence)
        self.set_running(is_running=True)

    def show_trial(self, store: TrialStore) -> None:
        """Shows the trial as it stands now, but for its output."""
        self._page.show_trial(store)
        self._pages.setCurrentWidget(self._page)

    def show_output(self, raw: str, *, is_cut: bool, is_running: bool) -> None:
        """Shows what the trial has printed so far."""
        self._page.show_output(raw, is_cut=is_cut, is_running=is_running)

    def show_problem(self, sentence: str) -> None:
        """Says why there was no trial."""
        self._say(sentence)

    def set_running(self, *, is_running: bool, verdict: str = "") -> None:
        """Offers what can be done now, and says what the trial tells of a sweep."""
        self._again.setVisible(not is_running)
        self._cancel.setVisible(is_running)
        self._verdict.setText(verdict)
        self._verdict.setVisible(bool(verdict))

    def set_again_enabled(self, is_enabled: bool, why_not: str) -> None:
        """Says whether another trial may run."""
        self._again.setEnabled(is_enabled)
        self._again.setToolTip(why_not)

    def hideEvent(self, event: QHideEvent) -> None:
        """Ends the trial with the dialog."""
        super().hideEvent(event)
        self.cancel_requested.emit()

    def _say(self, sentence: str) -> None:
        self._waiting.set_sentence(sentence)
        self._pages.setCurrentWidget(self._waiting)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(METRICS.gap)
        buttons.addStretch(1)
        for button in (self._cancel, self._again, self._close):
            buttons.addWidget(button)
        foot = QVBoxLayout()
        foot.setContentsMargins(*(METRICS.margin,) * 4)
        foot.setSpacing(METRICS.margin)
        foot.addWidget(self._verdict)
        foot.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(Hairline())
        layout.addLayout(foot)
