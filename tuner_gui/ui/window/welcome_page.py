"""The first page: how to begin, what was open lately, what to look at. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tuner_gui.session.glance import was_interrupted
from tuner_gui.session.naming import name_of
from tuner_gui.session.notes import session_notes
from tuner_gui.ui.chrome.buttons import LinkButton
from tuner_gui.ui.chrome.labels import ElidedLabel, PictureLabel, TextLabel
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.icons import app_icon
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS
from tuner_gui.ui.window.file_rows import FileList, FileRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tuner_gui.ui.style.icons import Icons

_COLUMN_WIDTH = 360
_LOGO_SIZE = 56
_MOST_RECENT = 5


class WelcomeCard(QPushButton):
    """A way to begin: an icon, a title and a sentence."""

    def __init__(self, icons: Icons, icon: str, title: str, sentence: str, name: str) -> None:
        super().__init__()
        named(self, name, title)
        self.setAccessibleDescription(sentence)
        set_role(self, "card")
        picture = PictureLabel()
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
        script_requested, estimator_requested, class_requested, open_requested: a card was chosen.
        back_requested: the person goes back to the session in the window.
        session_requested(Path): a recent session was chosen.
        example_requested(Path): an example was chosen.
    """

    script_requested = Signal()
    estimator_requested = Signal()
    class_requested = Signal()
    open_requested = Signal()
    back_requested = Signal()
    session_requested = Signal(object)
    example_requested = Signal(object)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "welcome_page", self.tr("Welcome"))
        set_role(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icons = icons
        self._back = LinkButton(self.tr("Back to the sweep"), "welcome_back")
        icons.bind(self._back, "chevron-left", "accent", 16)
        self._back.clicked.connect(self.back_requested)
        self._recent_title = _list_title(self.tr("Recent"))
        self._recent = FileList("recent_list")
        self._between = QWidget()
        self._between.setFixedHeight(METRICS.gap)
        self._examples = FileList("example_list")
        self._recent.chosen.connect(self.session_requested)
        self._examples.chosen.connect(self.example_requested)
        columns = QHBoxLayout()
        columns.setSpacing(METRICS.chapter * 2)
        columns.addStretch(1)
        columns.addWidget(_column(self._make_start()))
        columns.addWidget(_column(self._make_lists()))
        columns.addStretch(1)
        content = QWidget()
        set_role(content, "plain")
        middle = QVBoxLayout(content)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(2)
        middle.addLayout(self._make_head())
        middle.addSpacing(METRICS.chapter)
        middle.addLayout(columns)
        middle.addStretch(3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(METRICS.section,) * 4)
        layout.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(_scrolled(content), 1)
        self.show_back(is_possible=False)

    def show_back(self, *, is_possible: bool) -> None:
        """Offers the way back to a session, where there is one."""
        self._back.setVisible(is_possible)

    def show_files(self, recent: Sequence[Path], examples: Sequence[Path]) -> None:
        """Fills the lists; the recent one comes with the first session."""
        latest = recent[:_MOST_RECENT]
        self._recent.show_rows([(path, self._recent_row(path)) for path in latest])
        for widget in (self._recent_title, self._recent, self._between):
            widget.setVisible(bool(latest))
        self._examples.show_rows([(path, self._example_row(path)) for path in examples])

    def _recent_row(self, path: Path) -> FileRow:
        row = FileRow(self._icons, "recent", name_of(path), f"recent_{path.name}")
        row.say_beside(path.parent.name)
        if was_interrupted(path):
            row.say_below(self.tr("Interrupted; its trials are safe. Open it to go on."))
        row.setToolTip(plain_tip(str(path)))
        return row

    def _example_row(self, path: Path) -> FileRow:
        row = FileRow(self._icons, "example", name_of(path), f"example_{path.name}")
        if notes := session_notes(path):
            row.say_below(notes)
        return row

    def _make_head(self) -> QVBoxLayout:
        logo = PictureLabel()
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
        script = WelcomeCard(
            self._icons,
            "file-script",
            self.tr("From a script"),
            self.tr("Its parameters are read off; or drop one here"),
            "welcome_script",
        )
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
            self.tr("From Python code"),
            self.tr("Your own function, class or pipeline"),
            "welcome_class",
        )
        opened = WelcomeCard(
            self._icons,
            "folder-open",
            self.tr("Open a session"),
            self.tr("A .tuner.json file; or drop one here"),
            "welcome_open",
        )
        script.clicked.connect(self.script_requested)
        estimator.clicked.connect(self.estimator_requested)
        python_class.clicked.connect(self.class_requested)
        opened.clicked.connect(self.open_requested)
        column = QVBoxLayout()
        column.setSpacing(METRICS.gap)
        column.addWidget(TextLabel(self.tr("Start"), "title"))
        for card in (script, estimator, python_class, opened):
            column.addWidget(card)
        column.addStretch(1)
        return column

    def _make_lists(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(METRICS.tiny_gap)
        column.addWidget(self._recent_title)
        column.addWidget(self._recent)
        column.addWidget(self._between)
        column.addWidget(_list_title(self.tr("Examples")))
        column.addWidget(self._examples)
        column.addStretch(1)
        return column


def _scrolled(content: QWidget) -> QScrollArea:
    """A page that is scrolled where the window is lower than what it says."""
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setMinimumWidth(content.minimumSizeHint().width())
    return area


def _list_title(text: str) -> TextLabel:
    """A heading that stands above the words of its rows."""
    label = TextLabel(text, "title")
    label.setContentsMargins(METRICS.gap, 0, 0, 0)
    return label


def _column(layout: QVBoxLayout) -> QWidget:
    column = QWidget()
    column.setFixedWidth(_COLUMN_WIDTH)
    layout.setContentsMargins(0, 0, 0, 0)
    column.setLayout(layout)
    return column
