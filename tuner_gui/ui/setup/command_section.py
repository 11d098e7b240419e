"""A command as the target: its line, where it runs, how it is read. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import (
    ComboBox,
    FieldLabel,
    FieldNote,
    FieldProblem,
    IconButton,
    LinkButton,
    TextLabel,
    mark_problem,
)
from tuner_gui.ui.chrome.path_field import PathField
from tuner_gui.ui.setup.command_field import CommandField
from tuner_gui.ui.setup.command_script import script_of
from tuner_gui.ui.setup.command_words import unpassed_words, with_passed
from tuner_gui.ui.setup.exact_text import exact_text, show_exactly
from tuner_gui.ui.setup.field_line import Cell, FieldLine, show_text
from tuner_gui.ui.setup.interpreter_choice import InterpreterChoice
from tuner_gui.ui.setup.placeholder_link import PlaceholderLink
from tuner_gui.ui.style.roles import named, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.specs import MetricRules
    from tuner_gui.ui.setup.file_choice import FileChooser
    from tuner_gui.ui.setup.setup_model import SetupModel
    from tuner_gui.ui.style.theme import Theme

_FORMATS = ("json", "yaml", "toml")
_ENVIRONMENT_LINES = 3


class CommandSection(QWidget):
    """Command, folder and Python first; environment and configuration file behind “More…”.

    Signals:
        reading_requested(): the person wants the parameters of its script.
        metrics_requested(): … to see how its output is read.
    """

    reading_requested = Signal()
    metrics_requested = Signal()

    def __init__(
        self,
        model: SetupModel,
        theme: Theme,
        choose_file: FileChooser,
        choose_folder: FileChooser,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._choose_folder = choose_folder
        self._is_more = False
        self._command = CommandField(theme, "setup_command", self.tr("Command"))
        self._command.setPlaceholderText("{python} train.py --lr {lr}")
        self._command.setToolTip(
            self.tr(
                "The program and its arguments, quoted as in a shell, but run without one.\n"
                "{lr} is the value of lr, {config} a file with all parameters, {folder} a folder\n"
                "of the trial's own; {flag?--on:--off} chooses by true or false."
            )
        )
        self._problem, self._note = FieldProblem(), FieldNote()
        self._pass = LinkButton("", "setup_command_pass")
        self._add = PlaceholderLink(model)
        self._folder = named(PathField(), "setup_command_folder", self.tr("Working folder"))
        self._folder.setPlaceholderText(self.tr("that of the session"))
        self._browse = IconButton(
            theme.icons, "folder", self.tr("Choose a folder"), "setup_command_browse"
        )
        self._python = InterpreterChoice(choose_file)
        self._format = ComboBox("setup_command_format", self.tr("Format of {config}"))
        self._format.addItems([name.upper() for name in _FORMATS])
        self._environment = _environment_field(self.tr("Environment"))
        self._environment_problem = FieldProblem()
        self._metrics = TextLabel("", "hint")
        self._metrics.setObjectName("setup_command_metrics")
        self._metrics.setWordWrap(True)
        self._links = {
            "read": LinkButton(self.tr("Read its parameters"), "setup_command_read"),
            "metrics": LinkButton(self.tr("Metrics…"), "setup_command_metrics_open"),
            "more": LinkButton("", "setup_command_more"),
        }
        self._lay_out()
        self._connect()
        self._show()

    def focus_command(self) -> None:
        """Goes to where the command is written."""
        self._command.setFocus()

    def show_reading(self, *, is_reading: bool) -> None:
        """Says whether the script is being read."""
        link = self._links["read"]
        link.setText(self.tr("Reading…") if is_reading else self.tr("Read its parameters"))
        link.setEnabled(not is_reading)

    def shut_down(self) -> None:
        """Waits for what is looked for in the background."""
        self._python.close_finder()

    def _lay_out(self) -> None:
        self._place = FieldLine(
            Cell("command_folder", self.tr("Folder"), self._folder, 3, beside=self._browse),
            Cell("command_python", self.tr("Python"), self._python, 2),
        )
        self._more = QWidget()
        more = _column(self._more, METRICS.tiny_gap)
        self._format_line = FieldLine(
            Cell("command_format", self.tr("Format of {config}"), self._format)
        )
        more.addWidget(self._format_line)
        more.addWidget(FieldLabel(self.tr("Environment"), self._environment))
        more.addWidget(self._environment)
        more.addWidget(self._environment_problem)
        links = QHBoxLayout()
        links.setSpacing(METRICS.section)
        for link in self._links.values():
            links.addWidget(link)
        links.addStretch(1)
        top = QWidget()
        column = _column(top, METRICS.tiny_gap)
        column.addWidget(FieldLabel(self.tr("Command"), self._command))
        for widget in (self._command, self._problem, self._add, self._note, self._pass):
            column.addWidget(widget)
        layout = _column(self, METRICS.gap)
        for part in (top, self._place, self._metrics):
            layout.addWidget(part)
        layout.addLayout(links)
        layout.addWidget(self._more)

    def _connect(self) -> None:
        self._command.text_edited.connect(partial(self._on_edited, "text"))
        self._folder.textEdited.connect(partial(self._on_edited, "cwd"))
        self._python.interpreter_chosen.connect(partial(self._on_edited, "python"))
        self._environment.textChanged.connect(self._on_environment_changed)
        self._format.activated.connect(self._on_format_activated)
        self._browse.clicked.connect(self._on_browse_clicked)
        self._pass.clicked.connect(self._on_pass_clicked)
        self._links["read"].clicked.connect(self.reading_requested)
        self._links["metrics"].clicked.connect(self.metrics_requested)
        self._links["more"].clicked.connect(self._on_more_clicked)
        self._model.changed.connect(self._show)

    def _on_edited(self, field: str, value: object) -> None:
        draft = self._model.draft
        command = replace(draft.command, **{field: value})  # type: ignore[arg-type]
        label = self.tr("Change the command")
        self._model.apply(replace(draft, command=command), label, merge=f"command.{field}")

    @Slot()
    def _on_environment_changed(self) -> None:
        text = exact_text(self._environment)
        if text != self._model.draft.command.environment:
            self._on_edited("environment", text)

    @Slot(int)
    def _on_format_activated(self, place: int) -> None:
        self._on_edited("config_format", _FORMATS[place])

    @Slot()
    def _on_browse_clicked(self) -> None:
        folder = self._choose_folder(self, self.tr("Choose the working folder"), "")
        if folder:
            self._on_edited("cwd", folder)

    @Slot()
    def _on_pass_clicked(self) -> None:
        names = self._model.reading.unpassed
        self._on_edited("text", with_passed(self._model.draft.command.text, names))

    @Slot()
    def _on_more_clicked(self) -> None:
        self._is_more = not self._more.isVisible()
        self._show_more()

    # what is shown

    @Slot()
    def _show(self) -> None:
        draft = self._model.draft
        if draft.target_kind != "command":
            self.hide()
            return
        command, faults = draft.command, self._model.reading.faults
        self._command.set_names([row.name for row in self._model.space.draft if row.name])
        self._command.show_text(command.text)
        show_text(self._folder, command.cwd)
        show_exactly(self._environment, command.environment)
        self._format.setCurrentIndex(_FORMATS.index(command.config_format))
        self._python.show_interpreter(command.python)
        script = script_of(self._model.reading.config.target)
        self._python.look_in(_folder_of(script, command.cwd))
        self._links["read"].setVisible(script is not None)
        self._metrics.setText(_metric_words(command.metrics))
        self._show_names(command.placeholders)
        self._show_problems(faults.get("command"), faults.get("command_environment"))
        self._show_note(self._model.reading.unpassed)
        self._show_more()
        self.show()

    def _show_names(self, placeholders: set[str]) -> None:
        self._place.show_cell("command_python", is_shown="python" in placeholders)
        self._format_line.setVisible("config" in placeholders)

    def _show_problems(self, command: str | None, environment: str | None) -> None:
        mark_problem(self._command, command)
        self._problem.set_problem(command)
        mark_problem(self._environment, environment)
        self._environment_problem.set_problem(environment)

    def _show_note(self, unpassed: Sequence[str]) -> None:
        is_shown = bool(unpassed) and not self._model.is_locked
        self._note.set_note(unpassed_words(unpassed) if is_shown else None)
        one = self.tr("Add --{name} {{{name}}}").format(name=unpassed[0] if unpassed else "")
        self._pass.setText(one if len(unpassed) == 1 else self.tr("Add them as options"))
        self._pass.setVisible(is_shown)

    def _show_more(self) -> None:
        command = self._model.draft.command
        is_used = bool(command.environment) or "config" in command.placeholders
        self._more.setVisible(self._is_more or is_used)
        self._links["more"].setVisible(not is_used)
        self._links["more"].setText(self.tr("Less") if self._is_more else self.tr("More…"))


def _metric_words(rules: MetricRules) -> str:
    """Says how the output is read."""
    ways = ["name=value, name: value and JSON lines in the output"] if rules.automatic else []
    if rules.patterns:
        ways.append(", ".join(f"“{each.text}”" for each in rules.patterns[:2]))
        if len(rules.patterns) > 2:
            ways[-1] += f" and {len(rules.patterns) - 2} more"
    if rules.file:
        ways.append(f"the file {rules.file}")
    return f"Metrics: {'; '.join(ways) or 'only those that tuner_gui.report reports'}."


def _folder_of(script: Path | None, cwd: str) -> Path | None:
    if script is not None:
        return script.parent
    return Path(cwd) if cwd.strip() else None


def _environment_field(accessible_name: str) -> QPlainTextEdit:
    field = named(QPlainTextEdit(), "setup_command_environment", accessible_name)
    set_role(field, "mono")
    field.setPlaceholderText("OMP_NUM_THREADS=1")
    field.setTabChangesFocus(True)
    field.setFixedHeight(_ENVIRONMENT_LINES * field.fontMetrics().lineSpacing() + 20)
    return field


def _column(widget: QWidget, gap: int) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    return layout
