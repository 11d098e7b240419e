"""The field above the trial table in which the filter is written. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from tuner_gui.ui.chrome.labels import TextLabel
from tuner_gui.ui.chrome.problems import mark_problem
from tuner_gui.ui.style.roles import named, set_look, set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

_DEBOUNCE_MS = 150
_WIDTH, _NARROWEST = 232, 64
_WIDEST_PROBLEM = 320


class FilterField(QLineEdit):
    """Tells what was written once the person pauses, and shows what is wrong with it.

    Signals:
        edited(str): another text, a moment after the last key; at once on Return.
        left(): the person is done here and goes on to the table.
        focus_changed(): the keyboard came or went.
    """

    edited = Signal(str)
    left = Signal()
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "trial_filter", self.tr("Filter trials"))
        self.setPlaceholderText(self.tr('filter: state == "complete"'))
        self.setToolTip(
            self.tr(
                "Which trials to show. Compare columns, or type a word:\n"
                "accuracy > 0.95 and max_depth <= 8\n"
                'criterion in ("gini", "entropy")\n'
                'starred or "lr" in tag or "leak" in note\n'
                "hidden\n"
                "gini"
            )
        )
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(_WIDTH)
        self._told = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_DEBOUNCE_MS)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._pause.start)
        self.returnPressed.connect(self._tell)

    def sizeHint(self) -> QSize:
        """As wide as a short expression."""
        return QSize(_WIDTH, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the field; Down goes on to the table."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.empty()
        elif event.key() == Qt.Key.Key_Down:
            self._tell()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells that the keyboard came."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tells that it went."""
        super().focusOutEvent(event)
        self.focus_changed.emit()

    @Slot()
    def empty(self) -> None:
        """Shows all trials again, at once."""
        self.clear()
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self._pause.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.edited.emit(self._told)


class FilterProblem(QFrame):
    """What is wrong with the filter: one sentence below the field, over the table.

    It is there while the person writes, and pushes nothing aside.
    """

    def __init__(self, field: FilterField, ground: QWidget) -> None:
        super().__init__(ground)
        self.setObjectName("trial_filter_problem")
        set_role(self, "banner")
        set_look(self, "tone", "error")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._field = field
        self._ground = ground
        self._text = TextLabel("", "small")
        self._text.setObjectName("trial_filter_problem_text")
        self._text.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(9, 5, 9, 6)
        layout.addWidget(self._text)
        field.focus_changed.connect(self._place)
        field.installEventFilter(self)
        self.hide()

    def set_problem(self, message: str | None) -> None:
        """Says a problem, or goes away; the edge of the field stays red meanwhile."""
        mark_problem(self._field, message)
        self._text.setText(message or "")
        self._place()

    def text(self) -> str:
        """The problem; empty without one."""
        return self._text.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Goes where the field goes."""
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize}:
            self._place()
        return super().eventFilter(watched, event)

    @Slot()
    def _place(self) -> None:
        self.setVisible(bool(self._text.text()) and self._field.hasFocus())
        if not self.isVisible():
            return
        width = min(_WIDEST_PROBLEM, self._ground.width() - 16)
        self.setFixedWidth(width)
        self.adjustSize()
        corner = self._field.mapToGlobal(QPoint(self._field.width(), self._field.height()))
        below = self._ground.mapFromGlobal(corner)
        self.move(max(8, below.x() - width), max(4, below.y() + 4))
        self.raise_()
