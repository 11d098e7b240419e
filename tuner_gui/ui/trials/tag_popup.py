"""The popup in which trials are tagged: tags in use to tick, a field for new ones. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tuner_gui.core.marks import tidy_tags
from tuner_gui.ui.chrome import ElidedLabel, RoleButton
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS
from tuner_gui.ui.trials.tag_ticks import TagTicks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

_WIDTH = 260


@dataclass(frozen=True, slots=True)
class TagChange:
    """What happens to the tags of each trial.

    Args:
        put: tags that all have from now on.
        taken: tags that none has any more.
    """

    put: tuple[str, ...]
    taken: tuple[str, ...]

    def of(self, tags: Sequence[str]) -> tuple[str, ...]:
        """Returns the tags of a trial after the change."""
        taken = {tag.casefold() for tag in self.taken}
        return tidy_tags([*(tag for tag in tags if tag.casefold() not in taken), *self.put])


class TagPopup(QFrame):
    """Asks, and tells; Esc and a click elsewhere leave all as it was.

    Signals:
        changed(Sequence[int], TagChange): the tags of trials are to be others.
    """

    changed = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        named(self, "trial_tags_popup", self.tr("Tags"))
        set_role(self, "popup")
        self.setFixedWidth(_WIDTH)
        self._numbers: tuple[int, ...] = ()
        self._title = ElidedLabel("", "title")
        self._new = named(QLineEdit(), "trial_new_tag", self.tr("New tag"))
        self._ticks = TagTicks()
        self._set = RoleButton(self.tr("Set tags"), "trial_tags_set", "primary")
        self._cancel = RoleButton(self.tr("Cancel"), "trial_tags_cancel")
        self._lay_out()
        self._new.textChanged.connect(self._on_text_changed)
        self._set.clicked.connect(self._on_set)
        self._cancel.clicked.connect(self.close)
        parent.installEventFilter(self)

    def ask(
        self,
        numbers: Sequence[int],
        tags: Sequence[Sequence[str]],
        in_use: Sequence[str],
        at: QPoint,
    ) -> None:
        """Asks for the tags of trials.

        Args:
            numbers: the trials.
            tags: what each of them has.
            in_use: all there are, the most frequent first.
            at: where to open, on the screen: at the lower edge of a row.
        """
        self._numbers = tuple(numbers)
        title = self.tr("Tags of trial {number}").format(number=numbers[0])
        if len(numbers) > 1:
            title = self.tr("Tags of {count} trials").format(count=f"{len(numbers):,}")
        self._title.setText(title)
        self.setAccessibleName(title)
        self._new.clear()
        self._ticks.set_tags(in_use, tags)
        self._order_keys()
        self._new.setPlaceholderText(
            self.tr("New tag, or part of one below") if in_use else self.tr("New tag, another")
        )
        self.adjustSize()
        self.move(self._on_screen(at))
        self.show()
        self._new.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sets the tags, Esc leaves; Down leads from the field to the ticks."""
        match Qt.Key(event.key()):
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._cancel.hasFocus():
                self.close()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._set.click()
            case Qt.Key.Key_Escape:
                self.close()
            case Qt.Key.Key_Down if self._new.hasFocus():
                self._ticks.begin()
            case _:
                super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Goes with what it is about: closed later, it would give the keyboard to what is gone."""
        if event.type() == QEvent.Type.Hide and watched is self.parent():
            self.close()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(METRICS.gap)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._set)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[METRICS.margin] * 4)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self._title)
        layout.addWidget(self._new)
        layout.addWidget(self._ticks)
        layout.addLayout(buttons)

    def _order_keys(self) -> None:
        """Tab goes from the field through the ticks to the buttons."""
        for first, second in pairwise([self._new, *self._ticks.boxes(), self._cancel, self._set]):
            self.setTabOrder(first, second)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self._ticks.show_only(text.rpartition(",")[2].strip())

    @Slot()
    def _on_set(self) -> None:
        put, taken = self._ticks.changes()
        typed = tidy_tags(self._new.text().split(","))
        self.close()
        self.changed.emit(self._numbers, TagChange((*put, *self._ticks.known(typed)), taken))

    def _on_screen(self, at: QPoint) -> QPoint:
        """Below the row, or where the screen ends, above it."""
        screen = self.screen().availableGeometry()
        x = min(at.x(), screen.right() - self.width())
        fits = at.y() + self.height() <= screen.bottom()
        y = at.y() if fits else at.y() - METRICS.table_row - self.height()
        return QPoint(max(screen.left(), x), max(screen.top(), y))
