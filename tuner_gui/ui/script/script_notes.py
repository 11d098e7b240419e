"""Below the parameters: what was not understood, and what the script asks for. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import Hairline, LinkButton, PictureLabel, TextLabel
from tuner_gui.ui.chrome.breakable_text import breakable
from tuner_gui.ui.chrome.scroll_page import ScrollPage
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from tuner_gui.ui.style.icons import Icons

_SHOWN = 2
_TALLEST = 132
_PICTURE = 16


class ScriptNotes(QWidget):
    """Some lines, the rest behind a link; away where there is nothing to say."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[str, ...] = ()
        self._is_whole = False
        picture = PictureLabel()
        icons.bind(picture, "warning", "warn", size=_PICTURE)
        self._page = ScrollPage("script_notes_page")
        self._page.content.setContentsMargins(0, 0, 0, 0)
        self._text = TextLabel("", "small")
        self._text.setObjectName("script_notes")
        self._text.setWordWrap(True)
        self._page.content.addWidget(self._text)
        self._page.content.addStretch(1)
        self._more = LinkButton("", "script_notes_more")
        self._more.clicked.connect(self._on_more_clicked)
        row = QHBoxLayout()
        row.setContentsMargins(METRICS.section, METRICS.gap, METRICS.section, METRICS.gap)
        row.setSpacing(METRICS.gap)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._page, 1)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Hairline())
        layout.addLayout(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Is as high as the lines, wrapped anew."""
        super().resizeEvent(event)
        self._fit()

    def show_notes(self, notes: Sequence[str], missing: Sequence[str]) -> None:
        """Shows sentences.

        Args:
            notes: of the reading.
            missing: the names without which the script does not run.
        """
        said = [_missing_words(missing)] if missing else []
        said += [note if note.endswith((".", "!", "?")) else f"{note}." for note in notes]
        if tuple(said) != self._notes:
            self._notes, self._is_whole = tuple(said), False
        self._show()

    @Slot()
    def _on_more_clicked(self) -> None:
        self._is_whole = not self._is_whole
        self._show()

    def _show(self) -> None:
        hidden = len(self._notes) - _SHOWN
        shown = self._notes if self._is_whole or hidden <= 1 else self._notes[:_SHOWN]
        self._text.setText(breakable("\n".join(shown)))
        self._more.setVisible(hidden > 1)
        less, more = self.tr("Show less"), self.tr("{count} more notes").format(count=hidden)
        self._more.setText(less if self._is_whole else more)
        self.setVisible(bool(self._notes))
        self._fit()

    def _fit(self) -> None:
        around = 2 * METRICS.section + _PICTURE + METRICS.gap
        if not self._more.isHidden():
            around += self._more.sizeHint().width() + METRICS.gap
        wanted = self._text.heightForWidth(max(160, self.width() - around))
        self._page.setFixedHeight(max(0, min(_TALLEST, wanted)))


def _missing_words(names: Sequence[str]) -> str:
    shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    verb = "is" if len(names) == 1 else "are"
    return (
        f"{shown} {verb} required and not ticked: write the value into the command in Setup, in "
        "the place of the braces."
    )
