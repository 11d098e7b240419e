"""Tags as quiet chips in a cell of the trial table: placed, and painted. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from tuner_gui.ui.style.tokens import METRICS, blend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.style.tokens import Tokens

_HEIGHT = 18
_RADIUS = 4
_PADDING = 5
_GAP = 4
_LEAST = 34
"""A chip cut to less would say nothing."""

_MOST_KEPT = 2_000
_WHERE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Chip:
    """A tag as it lies in its cell.

    Args:
        text: cut where the cell ends.
        left: from where the tags begin, in pixels.
        width: in pixels.
    """

    text: str
    left: int
    width: int


def chips_width(tags: Sequence[str], metrics: QFontMetrics) -> int:
    """Returns the width at which all tags of a row show whole."""
    texts = sum(metrics.horizontalAdvance(tag) + 2 * _PADDING for tag in tags)
    return texts + _GAP * max(0, len(tags) - 1)


class TagChips:
    """Knows the font and the colours of chips, and how tags fit into a width."""

    def __init__(self, theme: Theme) -> None:
        self._font = theme.ui_font(METRICS.tiny)
        self._metrics = QFontMetrics(self._font)
        self._kept: dict[tuple[tuple[str, ...], int], tuple[Chip, ...]] = {}
        self.set_tokens(theme.tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes the colours of a theme."""
        self._text = QPen(QColor(tokens.text_second))
        self._ground = QColor(blend(tokens.pane, tokens.text_second, 0.16))
        self._ground_selected = QColor(blend(tokens.selection, tokens.accent, 0.18))
        self._text_strong = QPen(QColor(tokens.text))

    def placed(self, tags: tuple[str, ...], room: int) -> tuple[Chip, ...]:
        """Returns chips that fit into a width; a last one such as `+2` stands for the others."""
        key = (tags, room)
        chips = self._kept.get(key)
        if chips is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            chips = self._kept[key] = self._place(tags, room)
        return chips

    def paint(
        self,
        painter: QPainter,
        tags: tuple[str, ...],
        box: QRectF,
        *,
        is_selected: bool,
        is_faint: bool = False,
    ) -> None:
        """Paints the tags of a row into a cell; letters that the painter dims begin stronger."""
        painter.save()
        painter.setFont(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = self._text_strong if is_selected or is_faint else self._text
        ground = self._ground_selected if is_selected else self._ground
        top = box.top() + (box.height() - _HEIGHT) / 2
        for chip in self.placed(tags, int(box.width())):
            place = QRectF(box.left() + chip.left, top, chip.width, _HEIGHT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(place, _RADIUS, _RADIUS)
            painter.setPen(pen)
            painter.drawText(place.adjusted(_PADDING, 0, 0, 0), _WHERE, chip.text)
        painter.restore()

    def _place(self, tags: tuple[str, ...], room: int) -> tuple[Chip, ...]:
        chips: list[Chip] = []
        left = 0
        for at, whole in enumerate(tags):
            tag = whole
            others = len(tags) - at - 1
            reserved = self._whole(f"+{others}") + _GAP if others else 0
            width = self._whole(tag)
            if left + width + reserved > room:
                width = room - left - reserved
                if (chips or others) and width < _LEAST:
                    rest = f"+{others + 1}"
                    return (*chips, Chip(rest, left, min(self._whole(rest), room - left)))
                cut = Qt.TextElideMode.ElideRight
                tag = self._metrics.elidedText(whole, cut, width - 2 * _PADDING)
            chips.append(Chip(tag, left, width))
            left += width + _GAP
        return tuple(chips)

    def _whole(self, text: str) -> int:
        return chips_width([text], self._metrics)
