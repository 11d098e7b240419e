"""Paints rows of the trial table: ground, glyphs, text, bar, tags, hairline. GUI thread."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from tuner_gui.core.trial_store import STATES
from tuner_gui.ui.style.states import STATE_LOOKS
from tuner_gui.ui.style.tokens import METRICS, blend
from tuner_gui.ui.trials.cell_cache import GLYPH, GLYPH_MARGIN, PADDING, CellCache
from tuner_gui.ui.trials.metric_scale import MetricScale
from tuner_gui.ui.trials.tag_chips import TagChips
from tuner_gui.ui.trials.trial_columns import ColumnKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPixmap

    from tuner_gui.core.marks import TrialMark
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.style.tokens import Tokens
    from tuner_gui.ui.trials.cell_cache import ColumnBox

ROW = METRICS.table_row
_BAR_TOP = ROW - 6
_BAR_HEIGHT = 2
_SHORTEST_BAR = 2
_FAINT = 0.65
"""How much is left of the colours of a hidden trial: enough to be read."""


@dataclass(frozen=True, slots=True)
class PaintedRow:
    """A row as it lies in the window.

    Args:
        row: the store's row.
        top: in pixels of the viewport.
        is_selected: part of the selection.
        is_hovered: under the pointer.
        has_focus: the keyboard is here.
        is_star_hovered: the pointer is on the star.
    """

    row: int
    top: int
    is_selected: bool
    is_hovered: bool
    has_focus: bool
    is_star_hovered: bool = False


@dataclass(frozen=True, slots=True)
class GlyphLook:
    """A drawing of `resources/icons`, a colour of `Tokens`, and a size in pixels."""

    name: str
    colour: str
    size: int = GLYPH


_STAR = GlyphLook("star-filled", "accent")
_NO_STAR = GlyphLook("star", "text_third")
_STAR_OFFERED = GlyphLook("star", "text_second")
_HIDDEN = GlyphLook("hidden", "text", 14)
_STATES = [GlyphLook(STATE_LOOKS[state].glyph, STATE_LOOKS[state].colour) for state in STATES]


class RowPainter:
    """Knows colours, fonts and the cache of texts."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._font = theme.ui_font()
        self._best_font = theme.ui_font(weight=QFont.Weight.DemiBold)
        metrics = QFontMetrics(self._font)
        self._baseline = (ROW - 1 + metrics.ascent() - metrics.descent()) // 2
        self._best_metrics = QFontMetrics(self._best_font)
        self.cells = CellCache(metrics)
        self.chips = TagChips(theme)
        self.scale = MetricScale()
        self.offers_stars = True
        self._glyphs: dict[tuple[GlyphLook, float], QPixmap] = {}
        self.set_tokens(theme.tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Takes the colours of a theme."""
        self._tokens = tokens
        self._glyphs.clear()
        self.chips.set_tokens(tokens)
        self._text, self._third, self._good = (
            QPen(QColor(colour)) for colour in (tokens.text, tokens.text_third, tokens.good)
        )
        self._hairline = QColor(blend(tokens.pane, tokens.border, 0.6))
        self._selection, self._hover = QColor(tokens.selection), QColor(tokens.row_hover)
        self._bar = QColor(tokens.good)

    def paint(
        self,
        painter: QPainter,
        rows: Sequence[PaintedRow],
        boxes: Sequence[ColumnBox],
        store: TrialStore,
        *,
        width: int,
        now_s: float,
    ) -> None:
        """Paints rows from edge to edge of a viewport of this width."""
        painter.setFont(self._font)
        for row in rows:
            if row.is_selected or row.is_hovered:
                ground = self._selection if row.is_selected else self._hover
                painter.fillRect(0, row.top, width, ROW - 1, ground)
            painter.fillRect(0, row.top + ROW - 1, width, 1, self._hairline)
        for row in rows:
            self._paint_cells(painter, row, boxes, store, now_s)
            if row.has_focus:
                self._paint_focus(painter, row.top, width)

    def _paint_cells(
        self,
        painter: QPainter,
        row: PaintedRow,
        boxes: Sequence[ColumnBox],
        store: TrialStore,
        now_s: float,
    ) -> None:
        baseline = row.top + self._baseline
        mark = store.marks.of(int(store.numbers[row.row]))
        painter.setOpacity(_FAINT if mark.is_hidden else 1.0)
        for box in boxes:
            kind = box.column.kind
            if kind is ColumnKind.STAR:
                self._paint_star(painter, row, box, is_starred=mark.is_starred)
                continue
            if kind is ColumnKind.TAGS:
                self._paint_tags(painter, row, box, mark)
                continue
            cell = self.cells.cell(box, store, row.row, now_s)
            if kind is ColumnKind.OBJECTIVE:
                self._paint_bar(painter, row, box, float(store.metric[row.row]))
                if row.row == store.best_row:
                    self._paint_best(painter, box, cell.text, baseline)
                    continue
            elif kind is ColumnKind.STATE:
                left = box.left + PADDING - GLYPH_MARGIN
                self._paint_glyph(painter, _STATES[store.states[row.row]], left, row.top)
            elif kind is ColumnKind.NUMBER and mark.is_hidden:
                self._paint_hidden(painter, box, cell.indent, row.top)
            painter.setPen(self._third if cell.is_absent else self._text)
            painter.drawText(box.left + cell.indent, baseline, cell.text)
        painter.setOpacity(1.0)

    def _paint_star(
        self, painter: QPainter, row: PaintedRow, box: ColumnBox, *, is_starred: bool
    ) -> None:
        """A filled star; an outline where one can be set by the pointer or the keyboard."""
        is_offered = self.offers_stars and (row.is_hovered or row.has_focus)
        if is_starred or is_offered:
            look = _STAR if is_starred else _STAR_OFFERED if row.is_star_hovered else _NO_STAR
            self._paint_glyph(painter, look, box.left + (box.width - GLYPH) // 2, row.top)

    def _paint_hidden(self, painter: QPainter, box: ColumnBox, indent: int, top: int) -> None:
        """A hidden trial that is shown says so by a shape too, where its number leaves room."""
        left = PADDING - 2
        if left + _HIDDEN.size <= indent:
            self._paint_glyph(painter, _HIDDEN, box.left + left, top)

    def _paint_tags(
        self, painter: QPainter, row: PaintedRow, box: ColumnBox, mark: TrialMark
    ) -> None:
        if mark.tags:
            place = QRectF(box.left + PADDING, row.top, box.width - 2 * PADDING, ROW - 1)
            self.chips.paint(
                painter,
                mark.tags,
                place,
                is_selected=row.is_selected,
                is_faint=mark.is_hidden,
            )

    def _paint_bar(self, painter: QPainter, row: PaintedRow, box: ColumnBox, metric: float) -> None:
        fraction = self.scale.fraction(metric)
        if math.isnan(fraction):
            return
        length = max(_SHORTEST_BAR, round(fraction * (box.width - 2 * PADDING)))
        painter.fillRect(box.left + PADDING, row.top + _BAR_TOP, length, _BAR_HEIGHT, self._bar)

    def _paint_best(self, painter: QPainter, box: ColumnBox, text: str, baseline: int) -> None:
        painter.setFont(self._best_font)
        painter.setPen(self._good)
        indent = box.width - PADDING - self._best_metrics.horizontalAdvance(text)
        painter.drawText(box.left + max(indent, PADDING), baseline, text)
        painter.setFont(self._font)

    def _paint_glyph(self, painter: QPainter, look: GlyphLook, left: int, top: int) -> None:
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        glyph = self._glyphs.get((look, ratio))
        if glyph is None:
            glyph = self._theme.icons.pixmap(look.name, look.size, look.colour, ratio)
            self._glyphs[look, ratio] = glyph
        painter.drawPixmap(left, top + (ROW - 1 - look.size) // 2, glyph)

    def _paint_focus(self, painter: QPainter, top: int, width: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(0.5, top + 0.5, width - 1, ROW - 2)
        soft = QColor(self._tokens.accent)
        soft.setAlphaF(0.35)
        painter.setPen(QPen(soft, 3))
        painter.drawRoundedRect(ring.adjusted(1, 1, -1, -1), 3, 3)
        painter.setPen(QPen(QColor(self._tokens.accent), 1))
        painter.drawRoundedRect(ring, 3, 3)
        painter.restore()
