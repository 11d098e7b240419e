"""A chart as a widget: a plot with a layer in it, a tip, a menu, the keyboard. GUI thread.

It imports pyqtgraph: import it when it is first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.ui.charts.picture_saver import PictureSaver
from tuner_gui.ui.charts.plot_menu import PlotMenu
from tuner_gui.ui.charts.plot_view import PlotView
from tuner_gui.ui.charts.tip_card import TipCard
from tuner_gui.ui.style.roles import named

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from tuner_gui.ui.charts.plot_layer import PlotLayer
    from tuner_gui.ui.style.theme import Theme


class PlotChart(QWidget):
    """Shows its own range until the person zooms or drags; a chart says which, and what is in it.

    Signals:
        zoom_changed(bool): the person began to look at a part, or everything is shown again.
        picture_saved(str): a sentence that says where.
        picture_failed(str): a sentence that says why not.
    """

    zoom_changed = Signal(bool)
    picture_saved = Signal(str)
    picture_failed = Signal(str)

    def __init__(self, theme: Theme, layer: PlotLayer, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._is_followed = True
        self.view = PlotView(theme)
        self.layer = layer
        self.tip = TipCard(self)
        self.menu = PlotMenu(theme.icons, self)
        self.pictures = PictureSaver(self.view, self)
        self._assemble()
        self._connect_view(theme)
        self._connect_menu()

    def _assemble(self) -> None:
        self.layer.setParentItem(self.view.box)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFocusProxy(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def _connect_view(self, theme: Theme) -> None:
        theme.changed.connect(self._on_theme_changed)
        self.view.frame_changed.connect(self._on_frame_changed)
        self.view.moved_by_hand.connect(self._on_moved_by_hand)
        self.view.double_clicked.connect(self.reset_view)
        self.view.focus_changed.connect(self._on_focus_changed)
        self.view.customContextMenuRequested.connect(self.menu.open_at)

    def _connect_menu(self) -> None:
        self.menu.reset_requested.connect(self.reset_view)
        self.menu.copy_requested.connect(self.pictures.copy)
        self.menu.save_requested.connect(self.pictures.ask_where)
        self.pictures.saved.connect(self.picture_saved)
        self.pictures.failed.connect(self.picture_failed)

    # what a chart says of itself

    def _entitle(self, key: str, title: str) -> None:
        """Names the chart, its plot, and the files of its pictures."""
        named(self, f"{key}_chart", title)
        named(self.view, f"{key}_plot", title)
        self.pictures.stem = key

    def _set_summary(self, summary: str) -> None:
        """Says the whole chart in one line, for a screen reader."""
        self.setAccessibleDescription(summary)
        self.view.setAccessibleDescription(summary)

    def _show_range(self) -> None:
        """Shows the range that the chart has by itself."""
        raise NotImplementedError

    def _walk(self, key: int) -> bool:
        """Goes to what is beside; says whether the key was one that does."""
        raise NotImplementedError

    # the range

    @Slot()
    def reset_view(self) -> None:
        """Shows everything again, and follows what comes."""
        self._set_followed(is_followed=True)
        self._show_range()

    def _set_followed(self, *, is_followed: bool) -> None:
        if is_followed != self._is_followed:
            self._is_followed = is_followed
            self.zoom_changed.emit(not is_followed)

    @Slot()
    def _on_frame_changed(self) -> None:
        frame, before = self.view.frame(), self.layer.frame
        self.layer.show_frame(frame, self.view.y_ticks().at)
        if self._is_followed and (frame.width, frame.height) != (before.width, before.height):
            self._show_range()

    @Slot()
    def _on_moved_by_hand(self) -> None:
        self._set_followed(is_followed=False)

    # the widget

    @Slot()
    def _on_focus_changed(self) -> None:
        self.layer.has_focus = self.view.has_key_focus()
        self.layer.update()

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        self.layer.redraw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk along what is shown, plus and minus zoom, 0 shows everything."""
        key = event.key()
        if key == Qt.Key.Key_0:
            self.reset_view()
        elif not self.view.handle_zoom_key(key) and not self._walk(key):
            super().keyPressEvent(event)
