"""The dialog that takes results away: what, in which format, and how that looks. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tuner_gui.ui.chrome import ElidedLabel, Hairline, RoleButton, SegmentedTabs, WrappedLabel
from tuner_gui.ui.export.destination_form import DestinationForm
from tuner_gui.ui.export.preview import ExportPreview
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.ui.export.jobs import Offer
    from tuner_gui.ui.style.theme import Theme

_SIZE = (860, 600)
_LIST_WIDTH = 200
_KEY = Qt.ItemDataRole.UserRole


class ExportDialog(QDialog):
    """Subjects as tabs, their formats as a list, and a preview; it blocks nothing.

    Signals:
        subject_chosen(str): another tab is in front.
        format_chosen(str): another format is wanted.
        shown_only_toggled(bool): only the rows that the table shows are wanted, or all.
        copy_requested(): onto the clipboard.
        save_requested(): into a file.
        file_requested(): another configuration file is to be changed.
    """

    subject_chosen = Signal(str)
    format_chosen = Signal(str)
    shown_only_toggled = Signal(bool)
    copy_requested = Signal()
    save_requested = Signal()
    file_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "export_dialog", self.tr("Export"))
        self.setWindowTitle(self.tr("Export"))
        self.resize(*_SIZE)
        self._is_filling = False
        self.subjects = SegmentedTabs("export_subjects", self.tr("What to export"))
        self._formats = named(QListWidget(), "export_formats", self.tr("Formats"))
        self._formats.setFrameShape(QFrame.Shape.NoFrame)
        self._formats.setFixedWidth(_LIST_WIDTH)
        self._formats.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview = ExportPreview(theme)
        self._note = WrappedLabel("", "second")
        self._note.setObjectName("export_note")
        self.shown_only = named(QCheckBox(), "export_shown_only", self.tr("Only the rows shown"))
        self._file = ElidedLabel("", "mono")
        self._file.setObjectName("export_file")
        self._choose = RoleButton(self.tr("Choose file…"), "export_choose_file")
        self.destination = DestinationForm()
        self.destination.hide()
        self._copy = RoleButton(self.tr("Copy"), "export_copy")
        self._save = RoleButton("", "export_save", "primary")
        self._close = RoleButton(self.tr("Close"), "export_close")
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self.subjects.chosen.connect(self._on_subject_chosen)
        self._formats.currentItemChanged.connect(self._on_format_changed)
        self._formats.itemActivated.connect(self._on_activated)
        self.shown_only.toggled.connect(self.shown_only_toggled)
        self._choose.clicked.connect(self.file_requested)
        self._copy.clicked.connect(self.copy_requested)
        self._save.clicked.connect(self.save_requested)
        self._close.clicked.connect(self.close)
        for button in (self._choose, self._copy, self._close):
            button.setAutoDefault(False)
        self._save.setDefault(True)
        self._add_shortcuts()

    def _add_shortcuts(self) -> None:
        """Ctrl+C in the list copies all; in the preview it copies what is selected there."""
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self._formats)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self._copy.click)
        save = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        save.activated.connect(self._save.click)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._turn, step))

    # what the desk tells it

    def offer_subjects(self, titles: Sequence[tuple[str, str, str]], current: str) -> None:
        """Offers what can be taken away: keys, titles and tips."""
        self._is_filling = True
        while self.subjects.count():
            self.subjects.removeTab(0)
        for key, title, tip in titles:
            self.subjects.add(key, title, tip)
        self.subjects.choose(current)
        self._is_filling = False

    def offer_formats(self, offers: Sequence[Offer], current: str) -> None:
        """Offers the formats of a subject."""
        self._is_filling = True
        self._formats.clear()
        for offer in offers:
            item = QListWidgetItem(offer.title)
            item.setData(_KEY, offer.key)
            self._formats.addItem(item)
        keys = [offer.key for offer in offers]
        self._formats.setCurrentRow(keys.index(current) if current in keys else 0)
        self._is_filling = False

    def current_format(self) -> str:
        """The key of the chosen format."""
        item = self._formats.currentItem()
        return "" if item is None else str(item.data(_KEY))

    def set_save(self, text: str, *, can_save: bool, can_copy: bool) -> None:
        """Says what the buttons do, and whether they can."""
        self._save.setText(text)
        self._save.setAccessibleName(text)
        self._save.setEnabled(can_save)
        self._copy.setEnabled(can_copy)

    def set_note(self, note: str) -> None:
        """Says something about the preview."""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def set_file(self, path: str | None) -> None:
        """Shows which configuration file is to be changed; None where none is."""
        self._file.setVisible(path is not None)
        self._choose.setVisible(path is not None)
        self._file.setText(path or "")

    def set_shown_only(self, text: str) -> None:
        """Offers to take only what the table shows; an empty text does not."""
        self.shown_only.setVisible(bool(text))
        self.shown_only.setText(text)

    def focus_formats(self) -> None:
        """Puts the keyboard where the formats are."""
        self._formats.setFocus(Qt.FocusReason.OtherFocusReason)

    # its looks

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(METRICS.margin, METRICS.gap, METRICS.margin, METRICS.gap)
        top.addWidget(self.subjects)
        top.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(METRICS.gap)
        head.addWidget(self._file, 1)
        head.addWidget(self.shown_only, 1)
        head.addWidget(self._choose)
        right = QVBoxLayout()
        right.setContentsMargins(*(METRICS.margin,) * 4)
        right.setSpacing(METRICS.gap)
        right.addLayout(head)
        right.addWidget(self.destination)
        right.addWidget(self.preview, 1)
        right.addWidget(self._note)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(*(METRICS.gap,) * 4)
        left.addWidget(self._formats)
        middle.addLayout(left)
        middle.addWidget(Hairline(Qt.Orientation.Vertical))
        middle.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(*(METRICS.margin,) * 4)
        foot.setSpacing(METRICS.gap)
        foot.addWidget(self._close)
        foot.addStretch(1)
        foot.addWidget(self._copy)
        foot.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(Hairline())
        layout.addLayout(middle, 1)
        layout.addWidget(Hairline())
        layout.addLayout(foot)

    # what the person does

    @Slot(str)
    def _on_subject_chosen(self, key: str) -> None:
        if not self._is_filling:
            self.subject_chosen.emit(key)

    @Slot()
    def _on_format_changed(self) -> None:
        if not self._is_filling:
            self.format_chosen.emit(self.current_format())

    def _turn(self, step: int) -> None:
        """Brings the next tab to the front, or the one before."""
        count = self.subjects.count()
        self.subjects.setCurrentIndex((self.subjects.currentIndex() + step) % count)

    @Slot()
    def _on_activated(self) -> None:
        self._save.click()
