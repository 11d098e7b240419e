"""A row of controls that goes on in the next line where the room ends. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator


class FlowLayout(QLayout):
    """Places its visible items at their size hints, line by line from the left."""

    def __init__(self, gap: int, line_gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """Appends an item."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Returns an item; None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Takes an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """None."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Yes: more lines where there is less room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines, in pixels."""
        return max((box.bottom() + 1 for _, box in self._placed(width)), default=0)

    def minimumSize(self) -> QSize:  # noqa: N802
        """Room for the widest item."""
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def sizeHint(self) -> QSize:
        """All items in one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def setGeometry(self, room: QRect) -> None:  # noqa: N802
        """Places the items."""
        super().setGeometry(room)
        for item, box in self._placed(room.width()):
            item.setGeometry(box.translated(room.topLeft()))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _placed(self, width: int) -> Iterator[tuple[QLayoutItem, QRect]]:
        x = y = tallest = 0
        for item in self._shown():
            hint = item.sizeHint()
            if x and x + hint.width() > width:
                x, y, tallest = 0, y + tallest + self._line_gap, 0
            yield item, QRect(QPoint(x, y), hint)
            x += hint.width() + self._gap
            tallest = max(tallest, hint.height())
