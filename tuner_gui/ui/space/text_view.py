"""The page with the space as text, beside the form and always the same space. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.core.space_document import space_to_document
from tuner_gui.ui.chrome import LinkButton, SegmentedTabs, TextLabel, WrappedLabel
from tuner_gui.ui.space.text_colours import has_comment
from tuner_gui.ui.space.text_draft import draft_of_text
from tuner_gui.ui.space.text_edit import SpaceTextEdit
from tuner_gui.ui.space.text_format import space_text
from tuner_gui.ui.space.text_reading import read_space_text
from tuner_gui.ui.style.roles import set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.ui.space.form_model import SpaceFormModel
    from tuner_gui.ui.space.text_format import TextFormat
    from tuner_gui.ui.space.text_reading import TextProblem, TextReading
    from tuner_gui.ui.style.roles import Role
    from tuner_gui.ui.style.theme import Theme

_READ_MS = 200
"""So long after the last letter the text is read."""
_SHOW_MS = 40
_MERGE = "text"


@dataclass(frozen=True, slots=True)
class _Read:
    """What a text says, and how the program writes that: two texts of one meaning are equal."""

    reading: TextReading
    meaning: str


class SpaceTextView(QWidget):
    """Follows the form, and is followed by it as soon as what is typed is a space.

    A text that is no space stays as typed, marked, and changes nothing; until it is mended or
    given up, edits of the form do not reach it. After a pause it is read on a thread, and at once
    where the space is about to be used.
    """

    def __init__(self, form: SpaceFormModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("space_text_view")
        self._form = form
        self._format: TextFormat = "yaml"
        self._meaning = ""
        self._problems: tuple[TextProblem, ...] = ()
        self._is_stale = True
        self._is_unread = False
        self._edit = SpaceTextEdit(theme)
        self._tabs = SegmentedTabs("space_text_format", self.tr("Format"))
        self._tabs.add("yaml", "YAML", self.tr("Fewer brackets, and comments"))
        self._tabs.add("json", "JSON", self.tr("For programs"))
        self._state = WrappedLabel("", "hint")
        self._state.setObjectName("space_text_state")
        self._go = LinkButton("", "space_text_go")
        self._discard = LinkButton(self.tr("Discard this text"), "space_text_discard")
        self._discard.setToolTip(self.tr("Shows what the form says again."))
        self._reader = LatestCall("space_text", _READ_MS, self)
        self._writer = QTimer(self)
        self._writer.setSingleShot(True)
        self._writer.setInterval(_SHOW_MS)
        self._lay_out()
        self._connect()

    @property
    def editor(self) -> SpaceTextEdit:
        """Where the text stands."""
        return self._edit

    @property
    def problems(self) -> tuple[TextProblem, ...]:
        """What is wrong with the text."""
        return self._problems

    @property
    def is_unread(self) -> bool:
        """True while something has been typed that the form does not know yet."""
        return self._is_unread

    def set_locked(self, locked: bool) -> None:
        """While locked the text can be read, not changed."""
        self._edit.setReadOnly(locked)
        self.read_now()
        self._say()

    def showEvent(self, event: QShowEvent) -> None:
        """Catches up with the form."""
        super().showEvent(event)
        if self._is_stale:
            self._follow_form()

    def hideEvent(self, event: QHideEvent) -> None:
        """Reads what was typed last."""
        super().hideEvent(event)
        self.read_now()

    @Slot()
    def read_now(self) -> None:
        """Reads what has been typed without waiting for a pause."""
        if self._is_unread and not self._form.is_locked:
            self._reader.cancel()
            self._take(_read(self._edit.toPlainText(), self._format))

    @Slot()
    def discard(self) -> None:
        """Gives up what was typed: shows what the form says again."""
        self._reader.cancel()
        self._is_unread = False
        if self._form.space is None:
            self._problems = ()
            self._edit.set_marks({})
            self._edit.set_text(self._meaning)
            self._say()
        else:
            self._rewrite()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(METRICS.gap)
        bar.addWidget(self._tabs)
        bar.addStretch(1)
        hint = TextLabel(self.tr("The same space as in the form; edit either"), "hint")
        hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        bar.addWidget(hint, 100)
        foot = QHBoxLayout()
        foot.setSpacing(METRICS.margin)
        self._state.setMinimumHeight(20)
        foot.addWidget(self._state, 1)
        foot.addWidget(self._go)
        foot.addWidget(self._discard)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(METRICS.margin, METRICS.gap, METRICS.margin, METRICS.gap)
        layout.setSpacing(METRICS.gap)
        layout.addLayout(bar)
        layout.addWidget(self._edit, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self._tabs.chosen.connect(self._on_format_chosen)
        self._edit.typed.connect(self._on_typed)
        self._edit.left.connect(self.read_now)
        self._reader.answered.connect(self._take)
        self._writer.timeout.connect(self._follow_form)
        self._go.clicked.connect(self._on_go_clicked)
        self._discard.clicked.connect(self._on_discard_clicked)
        self._form.changed.connect(self._on_form_changed)
        self._form.settling.connect(self.read_now)

    # from the text to the form

    @Slot()
    def _on_typed(self) -> None:
        self._is_unread = True
        self._reader.ask(partial(_read, self._edit.toPlainText(), self._format))

    @Slot(object)
    def _take(self, read: _Read) -> None:
        """Lets the form follow what the text says."""
        if self._form.is_locked:  # it is read once that is over
            return
        self._is_unread = False
        space, self._problems = read.reading.space, read.reading.problems
        self._edit.set_marks({each.line: each.message for each in reversed(self._problems)})
        if space is not None and read.meaning != self._meaning:
            self._meaning = read.meaning
            draft = draft_of_text(space, self._form.draft, self._form.space)
            self._form.apply(draft, self.tr("Edit as text"), merge=_MERGE)
        elif space is not None:  # mended to what it said: what the form says meanwhile is newer
            self._follow_form()
        self._say()

    # from the form to the text

    @Slot()
    def _on_form_changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._writer.start()

    @Slot()
    def _follow_form(self) -> None:
        if self._is_unread:  # what is being typed is newer
            return
        self._is_stale = False
        space = self._form.space
        if space is not None and not self._problems:
            self._show_space(space)
        self._say()

    def _show_space(self, space: HyperParamSpace) -> None:
        meaning = _text_of(space, self._format)
        if meaning != self._meaning:
            self._meaning = meaning
            self._edit.set_text(meaning)

    @Slot(str)
    def _on_format_chosen(self, key: str) -> None:
        self.read_now()
        if key == self._format:
            return
        if self._problems:  # it would be lost
            self._tabs.choose(self._format)
            return
        self._format = "json" if key == "json" else "yaml"
        self._rewrite()

    def _rewrite(self) -> None:
        """Shows what the form says, whatever stood there."""
        self._problems = ()
        self._edit.set_marks({})
        space = self._form.space
        if space is None:  # the last one that the text said, in the other language
            other: TextFormat = "yaml" if self._format == "json" else "json"
            space = read_space_text(self._meaning, other).space
        if space is not None:
            self._meaning = _text_of(space, self._format)
            self._edit.set_text(self._meaning)
        self._say()

    # words

    def _say(self) -> None:
        words, role = self._words()
        self._state.setText(words)
        set_role(self._state, role)
        wrong = bool(self._problems)
        self._discard.setVisible(wrong)
        self._go.setVisible(wrong)
        self._tabs.setEnabled(not wrong)
        tip = self.tr("Mend or discard the text first.") if wrong else ""
        self._tabs.setToolTip(tip)
        self._edit.setAccessibleDescription(words)
        if wrong:
            self._go.setText(self.tr("Go to line %s") % self._problems[0].line)

    def _words(self) -> tuple[str, Role]:
        if self._problems:
            return self._problem_words(), "problem"
        if self._edit.isReadOnly():
            return self.tr("Locked while the sweep runs."), "hint"
        if self._form.space is None:
            return self._form_problem(), "warn"
        if _has_comments(self._edit.toPlainText(), self._format):
            return self.tr("Comments stay until the space is changed in the form."), "hint"
        return "", "hint"

    def _problem_words(self) -> str:
        first, more = self._problems[0], len(self._problems) - 1
        text = self.tr("Line {line}: {message}").format(line=first.line, message=first.message)
        if more:
            count = (
                self.tr("1 more line is wrong")
                if more == 1
                else self.tr("%s more lines are wrong") % more
            )
            text = f"{text} {count}."
        return text

    def _form_problem(self) -> str:
        text = self.tr("The form has a problem, so this is the space before it. {problem}")
        return text.format(problem=next(iter(self._form.sentences()), "")).strip()

    @Slot()
    def _on_go_clicked(self) -> None:
        if self._problems:
            self._edit.go_to_line(self._problems[0].line)

    @Slot()
    def _on_discard_clicked(self) -> None:
        self.discard()
        self._edit.setFocus()


def _read(text: str, form: TextFormat) -> _Read:
    """Reads a text, on any thread."""
    reading = read_space_text(text, form)
    return _Read(reading, "" if reading.space is None else _text_of(reading.space, form))


def _text_of(space: HyperParamSpace, form: TextFormat) -> str:
    document = space_to_document(space)
    return space_text(document.parameters, document.constraints, form)


def _has_comments(text: str, form: TextFormat) -> bool:
    lines = text.splitlines() if form == "yaml" else []
    return any(map(has_comment, lines))
