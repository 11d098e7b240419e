"""The header of the trial table, painted to line up with the cells below. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QPointF, QRect, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS
from tuner_gui.ui.trials.cell_cache import PADDING
from tuner_gui.ui.trials.trial_columns import ColumnKind
from tuner_gui.ui.trials.trial_words import column_title

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.style.tokens import Tokens
    from tuner_gui.ui.trials.trial_table_model import TrialTableModel

HEADER = 28
"""The height of the header, in pixels."""

_STAR = 14
_ARROW = 12
_ARROW_ROOM = 4  # the rest of the arrow lies in the padding


class TrialHeader(QHeaderView):
    """Titles of the columns; click sorts, drag moves."""

    def __init__(self, model: TrialTableModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        named(self, "trial_table_header", self.tr("Columns of the trial table"))
        self._model = model
        self._theme = theme
        self._hovered = -1
        self._font = theme.ui_font(METRICS.small, QFont.Weight.Medium)
        self._metrics = QFontMetrics(self._font)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(32)
        self.setMouseTracking(True)
        theme.changed.connect(self._on_theme_changed)

    def use_empty_selection(self) -> None:
        """Parts from the table's selection, once the table has a model.

        Asked whether a column is wholly selected, it would look at every row.
        """
        self.setSelectionModel(QItemSelectionModel(self._model, self))

    def title_width(self, section: int) -> int:
        """Returns the room that a title needs, in pixels, sort arrow included."""
        if self._model.columns[section].kind is ColumnKind.STAR:
            return _STAR
        title = column_title(self._model.columns[section])
        return self._metrics.horizontalAdvance(title) + 1 + _ARROW_ROOM

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:  # noqa: N802, N803
        """The size of a whole title."""
        return QSize(self.title_width(logicalIndex) + 2 * PADDING, HEADER)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the sections, and the hairline below them from edge to edge."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        bottom = self.viewport().height() - 1
        painter.setPen(QColor(self._theme.tokens.border))
        painter.drawLine(event.rect().left(), bottom, event.rect().right(), bottom)
        painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Paints a title above its column, and the arrow on the column sorted by."""
        tokens = self._theme.tokens
        is_sorted = logicalIndex == self.sortIndicatorSection() and self.isSortIndicatorShown()
        is_hovered = logicalIndex == self._hovered
        painter.save()
        painter.fillRect(rect, QColor(tokens.hover if is_hovered else tokens.raised))
        painter.setFont(self._font)
        painter.setPen(QColor(tokens.text if is_sorted or is_hovered else tokens.text_second))
        column = self._model.columns[logicalIndex]
        if column.kind is ColumnKind.STAR:
            self._paint_star(painter, rect, is_lit=is_sorted or is_hovered, is_sorted=is_sorted)
            painter.restore()
            return
        is_numeric = column.is_numeric(self._model.store)
        room = rect.adjusted(PADDING, 0, -PADDING, -1)
        text = column_title(column)
        if is_sorted:
            text_width = self._metrics.horizontalAdvance(text) + 1
            room, arrow = _parted(room, text_width, at_right=is_numeric)
            painter.drawPixmap(arrow, self._picture(self._arrow_name(), _ARROW, "text"))
        # the end of a name tells it from its neighbours: min_samples_leaf, min_samples_split
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
        side = Qt.AlignmentFlag.AlignRight if is_numeric else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _paint_star(self, painter: QPainter, rect: QRect, *, is_lit: bool, is_sorted: bool) -> None:
        """The glyph in place of a title, in the middle; with the arrow both are."""
        whole = _STAR + (_ARROW - _ARROW_ROOM if is_sorted else 0)
        left = rect.left() + (rect.width() - whole) / 2
        star = self._picture("star", _STAR, "text" if is_lit else "text_second")
        painter.drawPixmap(QPointF(left, rect.center().y() - _STAR / 2), star)
        if is_sorted:
            place = QPointF(left + _STAR - 1, rect.center().y() - _ARROW / 2 + 1)
            painter.drawPixmap(place, self._picture(self._arrow_name(), _ARROW, "text"))

    def _picture(self, name: str, size: int, colour: str) -> QPixmap:
        return self._theme.icons.pixmap(name, size, colour, self.devicePixelRatioF())

    def _arrow_name(self) -> str:
        is_descending = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return "sort-down" if is_descending else "sort-up"

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Remembers the title under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.logicalIndexAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Forgets it."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()

    @Slot(object)
    def _on_theme_changed(self, _tokens: Tokens) -> None:
        self.viewport().update()


def _parted(room: QRect, text_width: int, *, at_right: bool) -> tuple[QRect, QPointF]:
    """Where the text goes, and the arrow on its inner side, beside the column."""
    width = min(text_width, room.width() - _ARROW_ROOM)
    top = room.center().y() - _ARROW / 2 + 1
    if at_right:
        text = QRect(room.right() + 1 - width, room.top(), width, room.height())
        return text, QPointF(text.left() - _ARROW - 1, top)
    text = QRect(room.left(), room.top(), width, room.height())
    return text, QPointF(text.right() + 2, top)


class HeaderCap(QWidget):
    """Carries the header on to the edge of the pane, above the scroll bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(HEADER)
        theme.changed.connect(self._on_theme_changed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints ground and hairline."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens.raised))
        painter.setPen(QColor(tokens.border))
        painter.drawLine(0, HEADER - 1, self.width(), HEADER - 1)
        painter.end()

    @Slot(object)
    def _on_theme_changed(self, _tokens: Tokens) -> None:
        self.update()
