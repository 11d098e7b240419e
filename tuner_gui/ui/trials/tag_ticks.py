"""The tags in use, one to tick each. GUI thread."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from tuner_gui.core.marks import tidy_tags
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import named, set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

_TICK, _BETWEEN = 20, 6
_MOST_SEEN = 7
_MOST = 200
_WIDEST = 190
_Check = Qt.CheckState


class TagTicks(QScrollArea):
    """A tag that only some of the trials have begins half ticked, and may stay so."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trial_tags")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._boxes: list[tuple[QCheckBox, str, Qt.CheckState]] = []

    def set_tags(self, in_use: Sequence[str], tags: Sequence[Sequence[str]]) -> None:
        """Shows the tags in use; `tags` are those of each trial."""
        counts = Counter(tag.casefold() for each in tags for tag in each)
        own = [tag for tag in in_use if counts[tag.casefold()]]
        inside = QWidget()
        set_role(inside, "bare")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, _BETWEEN // 2, 0, _BETWEEN // 2)
        layout.setSpacing(_BETWEEN)
        self._boxes = []
        for tag in tidy_tags([*own, *in_use])[:_MOST]:
            count = counts[tag.casefold()]
            state = _Check.PartiallyChecked if count else _Check.Unchecked
            layout.addWidget(self._add(tag, _Check.Checked if count == len(tags) else state))
        layout.addStretch(1)
        self.setWidget(inside)
        self.setFixedHeight(min(len(self._boxes), _MOST_SEEN) * (_TICK + _BETWEEN))
        self.setVisible(bool(self._boxes))

    def show_only(self, part: str) -> None:
        """Shows the tags with this text in them."""
        for box, tag, _ in self._boxes:
            box.setVisible(part.casefold() in tag.casefold())

    def boxes(self) -> list[QCheckBox]:
        """Returns what there is to tick, from above."""
        return [box for box, _, _ in self._boxes]

    def begin(self) -> None:
        """Takes the keyboard."""
        seen = [box for box, _, _ in self._boxes if box.isVisible()]
        if seen:
            seen[0].setFocus(Qt.FocusReason.TabFocusReason)

    def changes(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Returns the tags that were ticked, and those whose tick was taken away."""
        turned = [
            (tag, box.checkState())
            for box, tag, before in self._boxes
            if box.checkState() != before
        ]
        put = tuple(tag for tag, state in turned if state == _Check.Checked)
        return put, tuple(tag for tag, state in turned if state == _Check.Unchecked)

    def known(self, typed: Sequence[str]) -> tuple[str, ...]:
        """Returns typed tags, each as it is written where it is in use."""
        written = {tag.casefold(): tag for _, tag, _ in reversed(self._boxes)}
        return tuple(written.get(tag.casefold(), tag) for tag in typed)

    def _add(self, tag: str, state: Qt.CheckState) -> QCheckBox:
        box = named(QCheckBox(), f"trial_tag_{len(self._boxes)}", tag)
        shown = self.fontMetrics().elidedText(tag, Qt.TextElideMode.ElideRight, _WIDEST)
        box.setText(shown.replace("&", "&&"))
        box.setToolTip("" if shown == tag else plain_tip(tag))
        box.setFixedHeight(_TICK)
        box.setTristate(state == _Check.PartiallyChecked)
        box.setCheckState(state)
        self._boxes.append((box, tag, state))
        return box
