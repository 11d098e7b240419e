"""Whether the sweep is logged to MLflow, and where. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import FieldNote, IconButton, WrappedLabel
from tuner_gui.ui.chrome.path_field import PathField
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.setup.field_line import Cell, FieldLine, show_text
from tuner_gui.ui.setup.locking import lock_controls
from tuner_gui.ui.setup.tracking_wish import TrackingWish
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.ui.setup.file_choice import FileChooser
    from tuner_gui.ui.style.icons import Icons


class TrackingSection(QWidget):
    """A switch; where it is on, place and experiment below it. No part of the setup's draft.

    Signals:
        edited(): the person wishes something else.
        unfolded(QWidget): the fields have come, perhaps below what is in sight.
    """

    edited = Signal()
    unfolded = Signal(QWidget)

    def __init__(
        self, icons: Icons, choose_folder: FileChooser, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choose_folder = choose_folder
        self._is_available = True
        self._switch = named(QCheckBox(), "setup_mlflow", self.tr("Log to MLflow"))
        self._switch.setText(self.tr("Log to MLflow"))
        self._place = named(PathField(), "setup_mlflow_place", self.tr("Where MLflow keeps runs"))
        self._place.setToolTip(
            self.tr("A folder, a file that ends in .db, or the address of a server")
        )
        self._browse = IconButton(
            icons, "folder-open", self.tr("Choose a folder"), "setup_mlflow_browse"
        )
        self._experiment = named(QLineEdit(), "setup_mlflow_experiment", self.tr("Experiment"))
        self._experiment.setToolTip(
            self.tr("Which the runs are of; the name of the sweep where nothing is typed")
        )
        self._line = FieldLine(
            Cell("place", self.tr("Where"), self._place, 3, beside=self._browse),
            Cell("experiment", self.tr("Experiment"), self._experiment, 2),
        )
        self._news = WrappedLabel("", "hint")
        self._news.setObjectName("setup_mlflow_news")
        self._trouble = FieldNote()
        self._trouble.setObjectName("setup_mlflow_trouble")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._line, self._news, self._trouble):
            layout.addWidget(widget)
        self._switch.clicked.connect(self._on_switched)
        self._browse.clicked.connect(self._on_browse_clicked)
        for field in (self._place, self._experiment):
            field.textEdited.connect(self._on_edited)
        self.set_missing("")
        self.show_news("")

    def wish(self) -> TrackingWish:
        """Returns what the person wishes; an emptied place is the one that was proposed."""
        place = self._place.text().strip() or self._place.placeholderText()
        is_on = self._switch.isChecked() and self._is_available
        return TrackingWish(place, self._experiment.text().strip(), is_on)

    def show_wish(self, wish: TrackingWish, proposed: str) -> None:
        """Shows another wish.

        Args:
            wish: what the fields say.
            proposed: what an empty experiment stands for.
        """
        self._switch.setChecked(wish.is_on and self._is_available)
        show_text(self._place, wish.place)
        self._place.setPlaceholderText(wish.place)
        show_text(self._experiment, wish.experiment)
        self.propose(proposed)
        self._show()

    def propose(self, experiment: str) -> None:
        """Says what an empty experiment stands for."""
        self._experiment.setPlaceholderText(experiment)

    def set_missing(self, sentence: str) -> None:
        """Says in the tool tip why nothing can be logged; an empty sentence says that it can."""
        self._is_available = not sentence
        self._switch.setEnabled(self._is_available)
        tip = self.tr(
            "Each Run becomes a run of MLflow while it goes on, and in it a run for each trial\n"
            "that it starts. This is kept in your settings, and not in the session."
        )
        self._switch.setToolTip(plain_tip(sentence) or tip)
        self._show()

    def set_locked(self, *, is_locked: bool, reason: str = "") -> None:
        """While locked all can be read, and nothing changed."""
        lock_controls(self, is_locked=is_locked, reason=reason)
        self._switch.setEnabled(self._is_available and not is_locked)

    def show_news(self, news: str, trouble: str = "") -> None:
        """Says how the logging goes, or why it does not; empty texts say nothing."""
        self._news.setText(news)
        self._news.setVisible(bool(news))
        self._trouble.set_note(trouble or None)

    @Slot(bool)
    def _on_switched(self, is_on: bool) -> None:
        self._on_edited()
        if is_on:
            self.unfolded.emit(self)

    @Slot()
    def _on_browse_clicked(self) -> None:
        chosen = self._choose_folder(self, self.tr("Where MLflow keeps its runs"), "")
        if chosen:
            show_text(self._place, chosen)
            self._on_edited()

    @Slot()
    def _on_edited(self) -> None:
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        self._line.setVisible(self._switch.isChecked())
