"""The first page: how to begin, what was open lately, what to look at. GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.labels import ElidedLabel, TextLabel
from tuner_gui.ui.style.icons import app_icon
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.ui.style.icons import Icons

_COLUMN_WIDTH = 360
_LOGO_SIZE = 56
_MOST_RECENT = 6


class WelcomeCard(QPushButton):
    """A way to begin: an icon, a title and a sentence."""

    def __init__(self, icons: Icons, icon: str, title: str, sentence: str, name: str) -> None:
        super().__init__()
        named(self, name, title)
        self.setAccessibleDescription(sentence)
        set_role(self, "card")
        picture = QLabel()
        icons.bind(picture, icon, "accent", size=22)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(TextLabel(title, "title"))
        words.addWidget(ElidedLabel(sentence, "hint"))
        row = QHBoxLayout(self)
        row.setContentsMargins(METRICS.section, METRICS.margin, METRICS.section, METRICS.margin)
        row.setSpacing(METRICS.section)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        for child in self.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """As tall as its words."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()


class WelcomePage(QWidget):
    """Shown at the first start, and while nothing is open.

    Signals:
        estimator_requested, class_requested, open_requested: a card was chosen.
        session_requested(Path): a recent session was chosen.
        example_requested(Path): an example was chosen.
    """

    estimator_requested = Signal()
    class_requested = Signal()
    open_requested = Signal()
    session_requested = Signal(object)
    example_requested = Signal(object)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "welcome_page", self.tr("Welcome"))
        set_role(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icons = icons
        self._recent = _FileList(icons, "recent", "recent")
        self._examples = _FileList(icons, "example", "example")
        self._recent.chosen.connect(self.session_requested)
        self._examples.chosen.connect(self.example_requested)
        columns = QHBoxLayout()
        columns.setSpacing(METRICS.chapter * 2)
        columns.addStretch(1)
        columns.addWidget(_column(self._make_start()))
        columns.addWidget(_column(self._make_lists()))
        columns.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(self._make_head())
        layout.addSpacing(METRICS.chapter * 2)
        layout.addLayout(columns)
        layout.addStretch(3)

    def show_files(self, recent: Sequence[Path], examples: Sequence[Path]) -> None:
        """Fills the lists."""
        self._recent.show_files(recent[:_MOST_RECENT], with_folder=True)
        self._recent_empty.setVisible(not recent)
        self._examples.show_files(examples, with_folder=False)

    def _make_head(self) -> QVBoxLayout:
        logo = QLabel()
        logo.setPixmap(app_icon().pixmap(QSize(_LOGO_SIZE, _LOGO_SIZE), self.devicePixelRatioF()))
        head = QVBoxLayout()
        head.setSpacing(METRICS.gap)
        head.addWidget(logo, 0, Qt.AlignmentFlag.AlignHCenter)
        title = TextLabel("tuner-gui", "heading")
        sentence = TextLabel(
            self.tr("See the knobs, drag the ranges, press Run, take the best away."), "second"
        )
        for label in (title, sentence):
            head.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        return head

    def _make_start(self) -> QVBoxLayout:
        estimator = WelcomeCard(
            self._icons,
            "estimator",
            self.tr("From an estimator"),
            self.tr("Choose a scikit-learn model and a data set"),
            "welcome_estimator",
        )
        python_class = WelcomeCard(
            self._icons,
            "code",
            self.tr("From a Python class"),
            self.tr("Your own class with train and validate"),
            "welcome_class",
        )
        opened = WelcomeCard(
            self._icons,
            "folder-open",
            self.tr("Open a session"),
            self.tr("A .tuner.json file; or drop one here"),
            "welcome_open",
        )
        estimator.clicked.connect(self.estimator_requested)
        python_class.clicked.connect(self.class_requested)
        opened.clicked.connect(self.open_requested)
        column = QVBoxLayout()
        column.setSpacing(METRICS.gap)
        column.addWidget(TextLabel(self.tr("Start"), "title"))
        for card in (estimator, python_class, opened):
            column.addWidget(card)
        column.addStretch(1)
        return column

    def _make_lists(self) -> QVBoxLayout:
        self._recent_empty = TextLabel(self.tr("Sessions that you open appear here."), "hint")
        column = QVBoxLayout()
        column.setSpacing(METRICS.gap)
        column.addWidget(TextLabel(self.tr("Recent"), "title"))
        column.addWidget(self._recent_empty)
        column.addWidget(self._recent)
        column.addSpacing(METRICS.section)
        column.addWidget(TextLabel(self.tr("Examples"), "title"))
        column.addWidget(self._examples)
        column.addStretch(1)
        return column


class _FileList(QFrame):
    """A short list of session files as flat buttons.

    Signals:
        chosen(Path): one was pressed.
    """

    chosen = Signal(object)

    def __init__(self, icons: Icons, icon: str, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}_list")
        self._icons = icons
        self._icon = icon
        self._name = name
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)

    def show_files(self, paths: Sequence[Path], *, with_folder: bool) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for path in paths:
            self._rows.addWidget(self._row(path, with_folder=with_folder))
        self.setVisible(bool(paths))

    def _row(self, path: Path, *, with_folder: bool) -> QPushButton:
        title = session_title(path)
        button = named(QPushButton(title), f"{self._name}_{path.name}", title)
        set_role(button, "link")
        button.setProperty("path", str(path))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._icons.bind(button, self._icon, "text_third", 16)
        if with_folder:
            button.setToolTip(str(path))
        button.clicked.connect(self._on_clicked)
        return button

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen.emit(Path(str(sender.property("path"))))


def session_title(path: Path) -> str:
    """Returns a session's file name without its ending."""
    return path.name.removesuffix(".json").removesuffix(".tuner")


def _column(layout: QVBoxLayout) -> QWidget:
    column = QWidget()
    column.setFixedWidth(_COLUMN_WIDTH)
    layout.setContentsMargins(0, 0, 0, 0)
    column.setLayout(layout)
    return column
