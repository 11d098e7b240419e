"""Which trial is meant: by the pointer, by a click, by the arrow keys. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPointF, Qt, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from tuner_gui.bridge.live_store import TrialSelection
    from tuner_gui.ui.charts.nearness import Spot
    from tuner_gui.ui.charts.plot_view import PlotView
    from tuner_gui.ui.charts.tip_card import TipCard
    from tuner_gui.ui.charts.trial_layer import TrialLayer


class TrialPicking(QObject):
    """Lets stand out what is pointed at and what is selected, and says what it is.

    Args:
        say: returns the two lines about a spot.

    Signals:
        walked(int): the arrow keys came to the trial of this number.
    """

    walked = Signal(int)

    def __init__(
        self,
        view: PlotView,
        layer: TrialLayer[Any],
        tip: TipCard,
        selection: TrialSelection,
        *,
        say: Callable[[Spot], tuple[str, str]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._view, self._layer, self._tip = view, layer, tip
        self._selection = selection
        self._say = say
        self._pointer: QPointF | None = None
        selection.current_changed.connect(self._on_selection_changed)
        view.pointer_moved.connect(self._on_pointer_moved)
        view.pointer_left.connect(self._on_pointer_left)
        view.clicked.connect(self._on_clicked)

    def start_over(self) -> None:
        """Picks among other trials from now on: those that the layer shows by now."""
        self._hover(None)
        self._on_selection_changed(self._selection.current)

    def refresh(self) -> None:
        """Looks anew at what is below the pointer: marks have come or moved."""
        if self._pointer is not None:
            self._on_pointer_moved(self._pointer)

    def handle_key(self, key: int) -> bool:
        """Moves or clears the selection; says whether the key was one that does."""
        trace, current = self._layer.trace, self._selection.current
        row = None if current is None else trace.store.row_of(current)
        match key:
            case Qt.Key.Key_Left:
                self._select(trace.beside(row, -1))
            case Qt.Key.Key_Right:
                self._select(trace.beside(row, 1))
            case Qt.Key.Key_Home:
                self._select(trace.beside(None, 1))
            case Qt.Key.Key_End:
                self._select(trace.beside(None, -1))
            case Qt.Key.Key_Escape if current is not None:
                self._select(None)
            case _:
                return False
        if self._selection.current is not None:
            self.walked.emit(self._selection.current)
        return True

    def _select(self, row: int | None) -> None:
        number = None if row is None else int(self._layer.trace.store.numbers[row])
        self._selection.select(number)

    @Slot(object)
    def _on_selection_changed(self, number: int | None) -> None:
        row = None if number is None else self._layer.trace.store.row_of(number)
        self._layer.selected = row
        self._layer.update()

    @Slot(QPointF)
    def _on_clicked(self, pixel: QPointF) -> None:
        spot = self._layer.near(pixel)
        self._select(None if spot is None else spot.row)

    @Slot(QPointF)
    def _on_pointer_moved(self, pixel: QPointF) -> None:
        self._pointer = pixel
        spot = self._layer.near(pixel)
        self._hover(spot)
        if spot is not None:
            at, inside = self._view.place_of(QPointF(spot.x, spot.y)), self._view.box_rect()
            self._tip.show_beside(at, inside, *self._say(spot))

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
