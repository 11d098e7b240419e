"""Which curve is meant: by the pointer, by a click, by the arrow keys. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, Slot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tuner_gui.bridge.live_store import TrialSelection
    from tuner_gui.ui.charts.curve_trace import CurveTrace, Spot
    from tuner_gui.ui.charts.curves_layer import CurvesLayer
    from tuner_gui.ui.charts.curves_words import CurvesWords
    from tuner_gui.ui.charts.plot_view import PlotView
    from tuner_gui.ui.charts.tip_card import TipCard

_REACH = 8.0
"""Pixels from a line within which the pointer means it."""


class CurvesPicking(QObject):
    """Emphasises what is pointed at and what is selected, and says what it is."""

    def __init__(
        self,
        view: PlotView,
        layer: CurvesLayer,
        tip: TipCard,
        selection: TrialSelection,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._view, self._layer, self._tip = view, layer, tip
        self._selection = selection
        self._trace: CurveTrace | None = None
        self._words: CurvesWords | None = None
        self._pointer: QPointF | None = None
        selection.current_changed.connect(self._on_selection_changed)
        view.pointer_moved.connect(self._on_pointer_moved)
        view.pointer_left.connect(self._on_pointer_left)
        view.clicked.connect(self._on_clicked)

    def follow(self, trace: CurveTrace, words: CurvesWords) -> None:
        """Picks among other curves from now on."""
        self._trace, self._words = trace, words
        self._hover(None)
        self._on_selection_changed(self._selection.current)

    def refresh(self) -> None:
        """Looks anew at what is below the pointer: curves have come or moved."""
        if self._pointer is not None:
            self._on_pointer_moved(self._pointer)

    def handle_key(self, key: int) -> bool:
        """Moves or clears the selection; says whether the key was one that does."""
        if self._trace is None:
            return False
        row = self._layer.selected
        match key:
            case Qt.Key.Key_Left:
                self._select(self._trace.beside(row, -1))
            case Qt.Key.Key_Right:
                self._select(self._trace.beside(row, 1))
            case Qt.Key.Key_Home:
                self._select(self._trace.beside(None, 1))
            case Qt.Key.Key_End:
                self._select(self._trace.beside(None, -1))
            case Qt.Key.Key_Escape if row is not None:
                self._select(None)
            case _:
                return False
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
        spot = self._near(pixel)
        self._select(None if spot is None else spot.row)

    @Slot(QPointF)
    def _on_pointer_moved(self, pixel: QPointF) -> None:
        self._pointer = pixel
        spot = self._near(pixel)
        self._hover(spot)
        if spot is not None and self._words is not None:
            at, inside = self._view.place_of(QPointF(spot.x, spot.y)), self._view.box_rect()
            self._tip.show_beside(at, inside, self._words.title(spot), self._words.detail(spot))

    @Slot()
    def _on_pointer_left(self) -> None:
        self._pointer = None
        self._hover(None)

    def _hover(self, spot: Spot | None) -> None:
        if spot is None:
            self._tip.hide()
        if spot != self._layer.hovered:
            self._layer.hovered = spot
            self._layer.update()

    def _near(self, pixel: QPointF) -> Spot | None:
        frame = self._layer.frame
        if self._trace is None or not frame.is_usable:
            return None
        return self._trace.near(frame, pixel.x(), pixel.y(), _REACH)
