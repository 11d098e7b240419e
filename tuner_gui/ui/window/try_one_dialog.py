"""The card of a single trial: how it goes, and how it went. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.buttons import LinkButton, RoleButton
from tuner_gui.ui.chrome.labels import Hairline, TextLabel
from tuner_gui.ui.chrome.notices import EmptyState
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS
from tuner_gui.ui.window.try_one_page import TryOnePage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent

    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.ui.style.theme import Theme

_SIZE = (440, 560)

MOST_OFFERED = 3
"""So many other metrics are offered at most."""


class TryOneDialog(QDialog):
    """Blocks nothing; closing it ends the trial.

    Signals:
        again_requested(): run another one.
        metric_chosen(str): this one decides, as the trial has it.
        cancel_requested(): end the trial that runs; also when the dialog is closed.
    """

    again_requested = Signal()
    metric_chosen = Signal(str)
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
        self._offered: tuple[str, ...] = ()
        self._offers = [LinkButton("", f"try_one_metric_{place}") for place in range(MOST_OFFERED)]
        self._again = RoleButton(self.tr("Try again"), "try_one_again")
        self._cancel = RoleButton(self.tr("Cancel the trial"), "try_one_cancel")
        self._close = RoleButton(self.tr("Close"), "try_one_close")
        for button in (self._again, self._cancel, self._close):
            button.setAutoDefault(False)
        self._again.clicked.connect(self.again_requested)
        for place, link in enumerate(self._offers):
            link.clicked.connect(partial(self._on_offer_clicked, place))
        self._cancel.clicked.connect(self.cancel_requested)
        self._close.clicked.connect(self.close)
        self._lay_out()
        self.offer_metrics(())

    def show_waiting(self, sentence: str) -> None:
        """Says what is being waited for, before the trial has begun."""
        self._page.clear()
        self.offer_metrics(())
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

    def offer_metrics(self, names: Sequence[str]) -> None:
        """Offers other metrics that the trial has; nothing where there are none."""
        self._offered = tuple(names[:MOST_OFFERED])
        for place, link in enumerate(self._offers):
            name = self._offered[place] if place < len(self._offered) else ""
            link.setText(self.tr("Use {metric}").format(metric=name))
            link.setVisible(bool(name))

    def _on_offer_clicked(self, place: int, _is_checked: bool = False) -> None:
        self.metric_chosen.emit(self._offered[place])

    def set_again_enabled(self, is_enabled: bool, why_not: str) -> None:
        """Says whether another trial may run."""
        self._again.setEnabled(is_enabled)
        self._again.setToolTip(plain_tip(why_not))

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
        offers = QHBoxLayout()
        offers.setSpacing(METRICS.section)
        for link in self._offers:
            offers.addWidget(link)
        offers.addStretch(1)
        foot.addLayout(offers)
        foot.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(Hairline())
        layout.addLayout(foot)
