"""The dialog in which metrics are tried on an output. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QColor, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.ui.chrome import FieldLabel, Hairline, RoleButton, TextLabel
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.chrome.scroll_page import ScrollPage
from tuner_gui.ui.script.metric_draft import (
    MetricDraft,
    MetricFindings,
    PatternDraft,
    find_metrics,
)
from tuner_gui.ui.script.metric_findings import MetricFindingsView
from tuner_gui.ui.script.pattern_rows import PatternRows
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from tuner_gui.core.specs import MetricPattern, MetricRules
    from tuner_gui.ui.style.theme import Theme

_SIZE = (860, 560)
_RULES_WIDTH = 340
_PAUSE_MS = 120


class MetricDialog(QDialog):
    """The output at the left, how it is read at the right.

    Signals:
        chosen(MetricRules): read it so.
        try_requested(): run one trial for its output.
    """

    chosen = Signal(object)
    try_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "metric_dialog", self.tr("Metrics"))
        self.setWindowTitle(self.tr("Metrics"))
        self.resize(*_SIZE)
        self._theme = theme
        self._objective = ""
        self._draft = MetricDraft()
        self._findings = MetricFindings((), (), ())
        self._finder = LatestCall("metric-finder", _PAUSE_MS, self)
        self._output = named(QPlainTextEdit(), "metric_output", self.tr("Output"))
        self._try = RoleButton(self.tr("Try one trial"), "metric_try")
        self._found = MetricFindingsView()
        self._automatic = QCheckBox(self.tr("Read name=value, name: value and JSON lines"))
        named(self._automatic, "metric_automatic", self._automatic.text())
        self._patterns = PatternRows(theme.icons)
        self._file = named(QLineEdit(), "metric_file", self.tr("Metrics file"))
        self._cancel = RoleButton(self.tr("Cancel"), "metric_cancel")
        self._use = RoleButton(self.tr("Use these rules"), "metric_use", "primary")
        self._set_up()
        self._lay_out()
        self._connect()
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)

    def open_with(self, rules: MetricRules, objective: str, output: str) -> None:
        """Shows rules on an output."""
        self._objective = objective
        self._draft = MetricDraft.of(rules)
        self._output.setPlainText(output)
        self._show_draft()
        self.show()
        self.raise_()

    def show_output(self, output: str) -> None:
        """Takes the output of a trial."""
        self._output.setPlainText(output)

    def set_try_enabled(self, is_enabled: bool, why_not: str) -> None:
        """Says whether a trial may run."""
        self._try.setEnabled(is_enabled)
        self._try.setToolTip(
            plain_tip(why_not) or self.tr("Run one trial in the middle of the space")
        )

    def hideEvent(self, event: QHideEvent) -> None:
        """Forgets what is under way."""
        super().hideEvent(event)
        self._finder.cancel()

    def shut_down(self) -> None:
        """Waits for what is under way; call it before the window goes."""
        self._finder.close()

    # reading

    def _set_draft(self, draft: MetricDraft) -> None:
        self._draft = draft
        self._show_draft()

    def _show_draft(self) -> None:
        draft = self._draft
        self._automatic.setChecked(draft.automatic)
        self._patterns.show_patterns(draft.patterns)
        if self._file.text() != draft.file:
            self._file.setText(draft.file)
        self._use.setEnabled(draft.is_sound)
        self._find()

    @Slot()
    def _find(self) -> None:
        output = self._output.toPlainText()
        self._finder.ask(partial(find_metrics, output, self._draft.rules(), self._objective))

    @Slot(object)
    def _on_found(self, findings: MetricFindings) -> None:
        self._findings = findings
        has_output = bool(self._output.toPlainText().strip())
        self._found.show_findings(findings, self._objective, has_output=has_output)
        self._mark()

    @Slot()
    def _mark(self) -> None:
        """Shows on the output what was read."""
        selections = []
        ground = QColor(self._theme.tokens.good_soft)
        ink = QColor(self._theme.tokens.good)
        for line, start, length in self._findings.marks:
            block = self._output.document().findBlockByNumber(line)
            if not block.isValid() or start + length > block.length():
                continue
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + start)
            cursor.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
            look = selection.format
            look.setBackground(ground)
            look.setForeground(ink)
            look.setProperty(QTextFormat.Property.FontWeight, 600)
            selection.format = look
            selection.cursor = cursor
            selections.append(selection)
        self._output.setExtraSelections(selections)

    # what the person does

    @Slot()
    def _on_accept(self) -> None:
        rules = self._draft.rules()
        self.accept()
        self.chosen.emit(rules)

    @Slot(bool)
    def _on_automatic(self, is_checked: bool) -> None:
        self._set_draft(replace(self._draft, automatic=is_checked))

    @Slot(str)
    def _on_file_edited(self, text: str) -> None:
        self._set_draft(replace(self._draft, file=text))

    @Slot(int, object)
    def _on_pattern_changed(self, place: int, pattern: PatternDraft) -> None:
        self._set_draft(self._draft.changing(place, pattern))

    @Slot(int)
    def _on_pattern_removed(self, place: int) -> None:
        self._set_draft(self._draft.without(place))

    @Slot()
    def _on_pattern_added(self) -> None:
        self._set_draft(self._draft.adding(PatternDraft(self._objective, "")))
        self._patterns.focus_last()

    @Slot(object)
    def _on_suggestion_chosen(self, pattern: MetricPattern) -> None:
        self._set_draft(self._draft.adding(PatternDraft(pattern.name, pattern.text)))

    # putting it together

    def _set_up(self) -> None:
        set_role(self._output, "mono")
        self._output.setUndoRedoEnabled(False)
        self._output.setTabChangesFocus(True)
        self._output.setPlaceholderText(self.tr("Paste here what a run prints, or try one trial."))
        self._file.setPlaceholderText("metrics.json")
        self._file.setToolTip(
            self.tr(
                "A JSON, JSON lines or CSV file that the command writes, followed as it grows;\n"
                "its path counts from the command's folder, {folder} is that of the trial."
            )
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(TextLabel(self.tr("Output of a run"), "title"), 1)
        head.addWidget(self._try)
        left = QVBoxLayout()
        left.setSpacing(METRICS.gap)
        left.addLayout(head)
        left.addWidget(self._output, 1)
        rules = ScrollPage("metric_rules")
        rules.content.setContentsMargins(0, 0, METRICS.gap, 0)
        rules.content.setSpacing(METRICS.gap)
        for widget in (
            TextLabel(self.tr("What is found"), "title"),
            self._found,
            Hairline(),
            TextLabel(self.tr("How it is read"), "title"),
            self._automatic,
            FieldLabel(self.tr("Patterns of lines"), self._patterns),
            self._patterns,
            FieldLabel(self.tr("Metrics file"), self._file),
            self._file,
        ):
            rules.content.addWidget(widget)
        rules.content.addStretch(1)
        rules.setFixedWidth(_RULES_WIDTH)
        columns = QHBoxLayout()
        columns.setContentsMargins(*(METRICS.section,) * 4)
        columns.setSpacing(METRICS.section)
        columns.addLayout(left, 1)
        columns.addWidget(rules)
        foot = QHBoxLayout()
        foot.setContentsMargins(*(METRICS.margin,) * 4)
        foot.setSpacing(METRICS.gap)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._use)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(columns, 1)
        layout.addWidget(Hairline())
        layout.addLayout(foot)

    def _connect(self) -> None:
        self._finder.answered.connect(self._on_found)
        self._output.textChanged.connect(self._find)
        self._automatic.toggled.connect(self._on_automatic)
        self._file.textEdited.connect(self._on_file_edited)
        self._patterns.changed.connect(self._on_pattern_changed)
        self._patterns.removed.connect(self._on_pattern_removed)
        self._patterns.added.connect(self._on_pattern_added)
        self._found.suggestion_chosen.connect(self._on_suggestion_chosen)
        self._try.clicked.connect(self.try_requested)
        self._cancel.clicked.connect(self.reject)
        self._use.clicked.connect(self._on_accept)
        self._theme.changed.connect(self._mark)
