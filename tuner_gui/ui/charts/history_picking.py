"""Which trial is meant: by the pointer, by a click, by the arrow keys. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, Slot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tuner_gui.bridge.live_store import TrialSelection
    from tuner_gui.ui.charts.history_layer import HistoryLayer
    from tuner_gui.ui.charts.history_trace import HistoryTrace
    from tuner_gui.ui.charts.history_words import HistoryWords
    from tuner_gui.ui.charts.plot_view import PlotView
    from tuner_gui.ui.charts.tip_card import TipCard

_REACH = 12.0
"""Pixels from a mark within which the pointer means it."""


class HistoryPicking(QObject):
    """Rings what is pointed at and what is selected, and says what it is."""

    def __init__(
        self,
        view: PlotView,
        layer: HistoryLayer,
        tip: TipCard,
        selection: TrialSelection,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._view, self._layer, self._tip = view, layer, tip
        self._selection = selection
        self._trace: HistoryTrace | None = None
        self._words: HistoryWords | None = None
        self._pointer: QPointF | None = None
        selection.current_changed.connect(self._on_selection_changed)
        view.pointer_moved.connect(self._on_pointer_moved)
        view.pointer_left.connect(self._on_pointer_left)
        view.clicked.connect(self._on_clicked)

    def follow(self, trace: HistoryTrace, words: HistoryWords) -> None:
        """Picks among other trials from now on."""
        self._trace, self._words = trace, words
        self._on_pointer_left()
        self._on_selection_changed(self._selection.current)

    def refresh(self) -> None:
        """Looks anew at what is below the pointer: marks have come or moved."""
        if self._pointer is not None:
            self._on_pointer_moved(self._pointer)

    def handle_key(self, key: int) -> bool:
        """Moves or clears the selection; says whether the key was one that does."""
        if self._trace is None:
            return False
        current = self._selection.current
        row = None if current is None else self._trace.store.row_of(current)
        match key:
            case Qt.Key.Key_Left:
                self._select(self._trace.beside(row, -1))
            case Qt.Key.Key_Right:
                self._select(self._trace.beside(row, 1))
            case Qt.Key.Key_Home:
                self._select(self._trace.beside(None, 1))
            case Qt.Key.Key_End:
                self._select(self._trace.beside(None, -1))
            case Qt.Key.Key_Escape if current is not None:
                self._select(None)
            case _:
                return False
        if self._selection.current is not None:
            self._view.reveal(self._selection.current)
        return True

    def _select(self, row: int | None) -> None:
        if self._trace is None or row is None:
            self._selection.select(None)
        else:
            self._selection.select(int(self._trace.store.numbers[row]))

    @Slot(object)
    def _on_selection_changed(self, number: int | None) -> None:
        self._layer.selected = None
        if self._trace is not None and number is not None:
            self._layer.selected = self._trace.store.row_of(number)
        self._layer.update()

    @Slot(QPointF)
    def _on_clicked(self, pixel: QPointF) -> None:
        if self._trace is not None:
            near = self._near(pixel)
            self._select(None if near is None else near[0])

    @Slot(QPointF)
    def _on_pointer_moved(self, pixel: QPointF) -> None:
        self._pointer = pixel
        near = self._near(pixel)
        if near is None or self._words is None:
            self._hover(None)
            return
        row, mark = near
        self._hover(row)
        at, inside = self._view.place_of(mark), self._view.box_rect()
        self._tip.show_beside(at, inside, self._words.title(row), self._words.detail(row))

    @Slot()
    def _on_pointer_left(self) -> None:
        self._pointer = None
        self._hover(None)

    def _hover(self, row: int | None) -> None:
        if row is None:
            self._tip.hide()
        if row != self._layer.hovered:
            self._layer.hovered = row
            self._layer.update()

    def _near(self, pixel: QPointF) -> tuple[int, QPointF] | None:
        layer = self._layer
        if self._trace is None or not layer.frame.is_usable:
            return None
        found = self._trace.near(
            layer.frame, pixel.x(), pixel.y(), lane=layer.lane, floor=layer.floor, reach=_REACH
        )
        return None if found is None else (found[0], QPointF(found[1], found[2]))
