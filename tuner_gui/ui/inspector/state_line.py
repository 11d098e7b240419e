"""A trial's state as glyph and word, and beside it how long it took. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tuner_gui.ui.chrome.labels import PictureLabel, TextLabel
from tuner_gui.ui.style.states import STATE_LOOKS
from tuner_gui.ui.trials.trial_words import state_word

if TYPE_CHECKING:
    from tuner_gui.core.trial import TrialState
    from tuner_gui.ui.style.icons import Icons

_GLYPH = 16
_GLYPH_MARGIN = 3  # empty in the drawing: cut off, so that the glyph lines up with texts below


class StateLine(QWidget):
    """Where a trial stands, in one line."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trial_state")
        self._icons = icons
        self._state: TrialState | None = None
        self._glyph = PictureLabel()
        self._glyph.setFixedWidth(_GLYPH - 2 * _GLYPH_MARGIN)
        self._glyph.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._word = TextLabel()
        self._time = TextLabel("", "second")
        self._word.setObjectName("trial_state_word")
        self._time.setObjectName("trial_time")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        layout.addWidget(self._glyph)
        layout.addWidget(self._word)
        layout.addStretch(1)
        layout.addWidget(self._time)

    def set_state(self, state: TrialState, time: str) -> None:
        """Shows a state and a duration as it is to be read."""
        if state is not self._state:
            self._state = state
            look = STATE_LOOKS[state]
            self._icons.bind(self._glyph, look.glyph, look.colour, size=_GLYPH)
            self._word.setText(state_word(state))
        self._time.setText(time)
        self.setAccessibleName(f"{self._word.text()}, {time}")
