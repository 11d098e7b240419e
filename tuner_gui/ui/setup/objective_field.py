"""The metric that decides and its direction, side by side. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from tuner_gui.core.objective import Direction
from tuner_gui.ui.chrome import PickerItem, RoleButton, SearchPicker, mark_problem
from tuner_gui.ui.setup.field_line import show_text
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.ui.style.icons import Icons


class ObjectiveField(QWidget):
    """A scorer from a list or a name typed, and the button that says which way is better.

    Signals:
        scoring_chosen(str): a scorer of the list.
        metric_edited(str): a name was typed.
        direction_chosen(Direction): the button was pressed.
    """

    scoring_chosen = Signal(str)
    metric_edited = Signal(str)
    direction_chosen = Signal(object)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._direction = Direction.MAXIMIZE
        self._scorings: tuple[str, ...] | None = None
        self._scoring = SearchPicker(icons, "setup_scoring", self.tr("Objective"))
        self._metric = named(QLineEdit(), "setup_metric", self.tr("Objective"))
        self._metric.setPlaceholderText(self.tr("name of the metric"))
        self._metric.setToolTip(self.tr("The metric that validate returns and that decides."))
        self._metric.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._scoring.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._arrow = RoleButton("", "setup_direction")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.tiny_gap)
        layout.addWidget(self._scoring, 1)
        layout.addWidget(self._metric, 1)
        layout.addWidget(self._arrow)
        self._scoring.chosen.connect(self.scoring_chosen)
        self._metric.textEdited.connect(self.metric_edited)
        self._arrow.clicked.connect(self._on_arrow_clicked)

    def show_scoring(self, scorings: Sequence[str], metric: str) -> None:
        """Shows a list of scorers; the metric stands in it even if it is none of them."""
        listed = tuple(dict.fromkeys((*scorings, metric)))
        if listed != self._scorings:
            self._scorings = listed
            self._scoring.set_items([PickerItem(name, name) for name in listed])
        self._scoring.choose(metric)
        self._scoring.setVisible(True)
        self._metric.setVisible(False)
        self.setFocusProxy(self._scoring)

    def show_metric(self, metric: str, *, is_printed: bool = False) -> None:
        """Shows a field for any name; of a command it is the name that is printed."""
        returned = self.tr("The metric that validate returns and that decides.")
        printed = self.tr("The metric that decides, by the name under which it is printed.")
        self._metric.setToolTip(printed if is_printed else returned)
        show_text(self._metric, metric)
        self._scoring.setVisible(False)
        self._metric.setVisible(True)
        self.setFocusProxy(self._metric)

    def show_direction(self, direction: Direction) -> None:
        """Says which way is better."""
        self._direction = direction
        is_up = direction is Direction.MAXIMIZE
        self._arrow.setText(self.tr("↑ maximise") if is_up else self.tr("↓ minimise"))
        name = self.tr("Maximise") if is_up else self.tr("Minimise")
        named(self._arrow, "setup_direction", name)
        more = self.tr("Maximise: more is better. Click to minimise.")
        less = self.tr("Minimise: less is better. Click to maximise.")
        self._arrow.setToolTip(more if is_up else less)

    def show_problem(self, message: str | None) -> None:
        """Marks the scorer or the name."""
        mark_problem(self._scoring, message)
        mark_problem(self._metric, message)

    @Slot()
    def _on_arrow_clicked(self) -> None:
        is_up = self._direction is Direction.MAXIMIZE
        self.direction_chosen.emit(Direction.MINIMIZE if is_up else Direction.MAXIMIZE)
