"""The dialog that shows what was read off a script, to be ticked and accepted. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tuner_gui.core.errors import TuningError
from tuner_gui.ui.chrome import EmptyState, Hairline, LinkButton, TextLabel
from tuner_gui.ui.script.parameter_table import ParameterTable
from tuner_gui.ui.script.parameter_view import ParameterView
from tuner_gui.ui.script.script_foot import ScriptFoot
from tuner_gui.ui.script.script_head import ScriptHead
from tuner_gui.ui.script.script_notes import ScriptNotes
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from tuner_gui.session.script_answer import ScriptAnswer
    from tuner_gui.session.script_draft import ScriptDraft
    from tuner_gui.ui.style.theme import Theme

_SIZE = (820, 660)
_SEARCH_WIDTH = 220


class ScriptDialog(QDialog):
    """Shows a draft and tells what the person changes; whoever opened it reads the script.

    Signals:
        exact_requested(): run the script to read it exactly.
        cancel_requested(): stop reading.
        command_chosen(tuple): read the sub-command of these words.
        chosen(ScriptDraft): make this a sweep.
    """

    exact_requested = Signal()
    cancel_requested = Signal()
    command_chosen = Signal(object)
    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "script_dialog", self.tr("From a script"))
        self.setWindowTitle(self.tr("From a script"))
        self.resize(*_SIZE)
        self._draft: ScriptDraft | None = None
        self._is_reading = False
        self._head = ScriptHead(theme.icons)
        self._search = named(QLineEdit(), "script_search", self.tr("Search parameters"))
        self._count = TextLabel("", "second")
        self._count.setObjectName("script_count")
        self._all = LinkButton(self.tr("Tick all"), "script_tick_all")
        self._none = LinkButton(self.tr("Tick none"), "script_tick_none")
        self._proposed = LinkButton(self.tr("As proposed"), "script_tick_proposed")
        self._table = ParameterTable(self)
        self._view = ParameterView(self._table, theme)
        self._empty = EmptyState(
            theme.icons, "file-script", "", self.tr("Use it anyway"), name="script_empty"
        )
        self._nothing = EmptyState(
            theme.icons, "search", self.tr("No parameter matches"), name="script_nothing"
        )
        self._pages = QStackedWidget()
        self._notes = ScriptNotes(theme.icons)
        self._foot = ScriptFoot()
        self._set_up_search(theme)
        self._lay_out()
        self._connect()
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter accepts, wherever it is pressed

    # what is shown

    @property
    def draft(self) -> ScriptDraft | None:
        """What the dialog says by now; None until something was read."""
        return self._draft

    def show_reading(self, draft: ScriptDraft, sentence: str) -> None:
        """Says that the script is being read."""
        if self._draft is None or self._draft.path != draft.path:
            self._draft = draft
            self._show_draft()
        self._is_reading = True
        self._head.show_reading(sentence)
        self._foot.set_ready(is_ready=False)
        self._show_page()

    def show_answer(self, draft: ScriptDraft, answer: ScriptAnswer) -> None:
        """Shows what was read, or says why nothing was and keeps what there is."""
        self._is_reading = False
        has_rows = self._draft is not None and self._draft.read is not None
        if answer.read is None and has_rows:
            self._head.show_problem(answer.problem)
        else:
            self._draft = draft
            self._head.show_answer(draft, answer)
            self._empty.set_sentence(answer.problem)
        self._show_draft()

    def show_stopped(self) -> None:
        """Says that reading was cancelled."""
        self._is_reading = False
        self._head.show_problem(self.tr("Reading was cancelled."))
        self._show_draft()

    def set_draft(self, draft: ScriptDraft) -> None:
        """Takes a change of the person's."""
        self._draft = draft
        self._show_draft()

    def _show_draft(self) -> None:
        draft = self._draft
        if draft is None:
            return
        self._head.show_path(draft)
        self._table.show_parameters(draft.parameters, draft.ticked)
        self._count.setText(
            self.tr("{ticked} of {count} ticked").format(
                ticked=len(draft.ticked), count=len(draft.parameters)
            )
        )
        self._notes.show_notes(() if draft.read is None else draft.read.notes, draft.missing())
        self._foot.show_draft(draft)
        self._foot.set_ready(is_ready=self._is_ready())
        self._foot.show_problem(None if self._is_reading else self._problem())
        self._show_page()

    def _is_ready(self) -> bool:
        return not self._is_reading and self._problem() is None and self._has_metric()

    def _has_metric(self) -> bool:
        return self._draft is not None and bool(self._draft.metric.strip())

    def _problem(self) -> str | None:
        """What keeps the draft from being accepted."""
        if self._draft is None:
            return None
        try:
            target = self._draft.target()
        except TuningError as error:
            return str(error)
        return None if target is not None else self.tr("Write the command that reads this file.")

    def _show_page(self) -> None:
        has_rows = self._draft is not None and bool(self._draft.parameters)
        self._bar.setVisible(has_rows)
        self._foot.setVisible(has_rows or not self._is_reading)
        page: QWidget = self._empty
        if has_rows:
            page = self._view if self._table.rowCount() else self._nothing
        elif self._is_reading:
            page = self._blank
        self._pages.setCurrentWidget(page)

    # what the person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+F searches; Enter accepts wherever it is pressed."""
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if is_control and event.key() == Qt.Key.Key_F and self._bar.isVisible():
            self._search.setFocus()
            self._search.selectAll()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._accept()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Closes, and ends what is being read."""
        self.cancel_requested.emit()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ends what is being read."""
        self.cancel_requested.emit()
        super().closeEvent(event)

    @Slot()
    def _accept(self) -> None:
        draft = self._draft
        if draft is not None and not self._is_reading and not self._has_metric():
            self._foot.ask_for_metric()
        elif draft is not None and self._is_ready():
            self.accept()
            self.chosen.emit(draft)

    @Slot(list, bool)
    def _on_tick_requested(self, names: list[str], is_ticked: bool) -> None:
        if self._draft is not None:
            self.set_draft(self._draft.with_ticks(names, is_ticked=is_ticked))

    @Slot()
    def _on_proposed(self) -> None:
        if self._draft is not None and self._draft.read is not None:
            shown = set(self._table.shown_names())
            wanted = shown & set(self._draft.read.selected)
            draft = self._draft.with_ticks(shown - wanted, is_ticked=False)
            self.set_draft(draft.with_ticks(wanted, is_ticked=True))

    @Slot(str)
    def _on_searched(self, query: str) -> None:
        self._table.set_query(query)
        self._show_page()

    def _tick_shown(self, _is_checked: bool = False, *, is_ticked: bool) -> None:
        self._on_tick_requested(self._table.shown_names(), is_ticked)

    # putting it together

    def _set_up_search(self, theme: Theme) -> None:
        self._search.setPlaceholderText(self.tr("search"))
        self._search.setClearButtonEnabled(True)
        self._search.setFixedWidth(_SEARCH_WIDTH)
        self._search.setToolTip(self.tr("Words in a name, a flag or a help text (Ctrl+F)"))
        action = self._search.addAction(
            theme.icons.icon("search", "text_third"), QLineEdit.ActionPosition.LeadingPosition
        )
        theme.icons.bind(action, "search", "text_third")
        for link in (self._all, self._none, self._proposed):
            link.setToolTip(self.tr("Of those that the search leaves"))

    def _lay_out(self) -> None:
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(METRICS.section, 0, METRICS.section, METRICS.margin)
        bar.setSpacing(METRICS.section)
        bar.addWidget(self._count)
        for link in (self._all, self._none, self._proposed):
            bar.addWidget(link)
        bar.addStretch(1)
        bar.addWidget(self._search)
        self._blank = QWidget()
        for page in (self._view, self._empty, self._nothing, self._blank):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self._bar)
        layout.addWidget(Hairline())
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._notes)
        layout.addWidget(Hairline())
        layout.addWidget(self._foot)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._on_searched)
        self._all.clicked.connect(partial(self._tick_shown, is_ticked=True))
        self._none.clicked.connect(partial(self._tick_shown, is_ticked=False))
        self._proposed.clicked.connect(self._on_proposed)
        self._table.tick_requested.connect(self._on_tick_requested)
        self._view.accept_requested.connect(self._accept)
        self._head.command_chosen.connect(self.command_chosen)
        self._head.exact_requested.connect(self.exact_requested)
        self._head.cancel_requested.connect(self.cancel_requested)
        self._empty.activated.connect(self._accept)
        self._foot.draft_changed.connect(self.set_draft)
        self._foot.accepted.connect(self._accept)
        self._foot.rejected.connect(self.reject)
