"""Above the parameters: which script, how it was read, and the offer to run it. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.targets.reading.exact import RUNNABLE
from tuner_gui.ui.chrome import (
    ComboBox,
    ElidedLabel,
    FieldLabel,
    LinkButton,
    PictureLabel,
    TextLabel,
)
from tuner_gui.ui.style.roles import set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.session.script_answer import ScriptAnswer
    from tuner_gui.session.script_draft import ScriptDraft
    from tuner_gui.ui.style.icons import Icons

_STYLE_WORDS = {
    "argparse": "its argparse options",
    "click": "its click options",
    "typer": "its typer options",
    "hydra": "its Hydra configuration",
    "absl": "its absl flags",
    "fire": "the function that fire calls",
    "optuna": "its suggest calls",
    "configurator": "the values that its configurator sets",
    "function": "the signature of a function",
    "class": "a class",
    "dataclass": "a dataclass",
    "pydantic": "a pydantic model",
    "yaml": "its values",
    "json": "its values",
    "toml": "its values",
}


class ScriptHead(QWidget):
    """Name and folder, and a line on how it was read.

    Signals:
        command_chosen(tuple): the words of the sub-command that should run.
        exact_requested(): run the script to read it exactly.
        cancel_requested(): stop reading.
    """

    command_chosen = Signal(object)
    exact_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_reading = False
        picture = PictureLabel()
        icons.bind(picture, "file-script", "accent", size=22)
        self._name = ElidedLabel("", "title")
        self._name.setObjectName("script_name")
        self._folder = ElidedLabel("", "hint")
        self._folder.setObjectName("script_folder")
        self._how = TextLabel("", "second")
        self._how.setObjectName("script_how")
        self._how.setWordWrap(True)
        self._commands: tuple[tuple[str, ...], ...] = ()
        self._command = ComboBox("script_subcommand", self.tr("Sub-command"))
        self._command.setToolTip(self.tr("The script has several; this one runs in each trial."))
        self._command.activated.connect(self._on_command_activated)
        self._exact = LinkButton(self.tr("Run it to read exactly"), "script_exact")
        self._exact.setToolTip(
            self.tr(
                "Runs the script in a process of its own, up to where it reads its command line,\n"
                "for at most 30 s. What stands before that runs, with all that it does."
            )
        )
        self._exact.clicked.connect(self._on_clicked)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._folder)
        top = QHBoxLayout()
        top.setSpacing(METRICS.margin)
        top.addWidget(picture)
        top.addLayout(words, 1)
        line = QHBoxLayout()
        line.setSpacing(METRICS.margin)
        line.addWidget(self._command_row())
        line.addWidget(self._how, 1)
        line.addWidget(self._exact)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(METRICS.section,) * 3, METRICS.margin)
        layout.setSpacing(METRICS.margin)
        layout.addLayout(top)
        layout.addLayout(line)

    def _command_row(self) -> QWidget:
        """Away where a script has one command only."""
        row = self._choice = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, METRICS.margin, 0)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(FieldLabel(self.tr("Sub-command"), self._command))
        layout.addWidget(self._command)
        row.hide()
        return row

    def show_path(self, draft: ScriptDraft) -> None:
        """Says which script it is."""
        self._name.setText(draft.path.name)
        self._folder.setText(str(draft.path.parent))
        commands = () if draft.read is None else draft.read.commands
        if commands != self._commands:
            self._commands = commands
            self._command.clear()
            self._command.addItems([" ".join(words) for words in commands])
        self._choice.setVisible(len(commands) > 1)
        if draft.command_words in commands:
            self._command.setCurrentIndex(commands.index(draft.command_words))

    def show_reading(self, sentence: str) -> None:
        """Says that it is being read, and how to stop that."""
        self._is_reading = True
        self._command.setEnabled(False)
        self._say(sentence, is_problem=False)
        self._exact.setText(self.tr("Cancel"))
        self._exact.show()

    def show_answer(self, draft: ScriptDraft, answer: ScriptAnswer) -> None:
        """Says how it was read."""
        self._offer_to_run(draft)
        if answer.read is None:
            self._say("", is_problem=False)
            return
        what = _STYLE_WORDS.get(answer.read.style, f"its {answer.read.style} options")
        if answer.is_exact:
            how = self.tr("Read exactly: the script was run up to its command line.")
        else:
            how = self.tr("Read from {what}, without running anything.").format(what=what)
        self._say(how, is_problem=False)
        if answer.is_exact:
            self._exact.hide()

    def show_problem(self, sentence: str) -> None:
        """Says what went wrong; what was read before stays."""
        self._is_reading = False
        self._command.setEnabled(True)
        self._exact.setText(self.tr("Run it to read exactly"))
        self._say(sentence, is_problem=True)

    def _offer_to_run(self, draft: ScriptDraft) -> None:
        self._is_reading = False
        self._command.setEnabled(True)
        self._exact.setText(self.tr("Run it to read exactly"))
        is_python = draft.path.suffix.lower() in {".py", ".pyw"}
        style = "" if draft.read is None else draft.read.style
        self._exact.setVisible(is_python and style in RUNNABLE)

    def _say(self, sentence: str, *, is_problem: bool) -> None:
        set_role(self._how, "bad" if is_problem else "second")
        self._how.setText(sentence)

    @Slot(int)
    def _on_command_activated(self, place: int) -> None:
        self.command_chosen.emit(self._commands[place])

    @Slot()
    def _on_clicked(self) -> None:
        (self.cancel_requested if self._is_reading else self.exact_requested).emit()
