"""The few questions that stop a person: each asked once, each with a safe answer. GUI thread."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class CloseAnswer(Enum):
    """What to do with a sweep that runs while the window closes."""

    STOP = "stop"
    ABORT = "abort"
    STAY = "stay"


class ChangesAnswer(Enum):
    """What to do with changes that no file holds."""

    SAVE = "save"
    DISCARD = "discard"
    STAY = "stay"


def ask_how_to_close(parent: QWidget, running: int) -> CloseAnswer:
    """Asks what becomes of a running sweep; everything finished is saved either way."""
    tr = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setObjectName("close_question")
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(tr("questions", "A sweep is running"))
    box.setText(tr("questions", "A sweep is running."))
    box.setInformativeText(
        tr(
            "questions",
            "Trials that run now: {running}. Stop lets them finish, Abort ends them at once. "
            "All finished trials are saved either way.",
        ).format(running=running)
    )
    stop = box.addButton(tr("questions", "Stop and save"), QMessageBox.ButtonRole.AcceptRole)
    abort = box.addButton(tr("questions", "Abort and save"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(tr("questions", "Keep running"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    clicked = box.clickedButton()
    if clicked is stop:
        return CloseAnswer.STOP
    return CloseAnswer.ABORT if clicked is abort else CloseAnswer.STAY


def ask_to_keep_changes(parent: QWidget, name: str) -> ChangesAnswer:
    """Asks what becomes of changes to a session."""
    tr = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setObjectName("changes_question")
    box.setWindowTitle(tr("questions", "Unsaved changes"))
    box.setText(tr("questions", "Save the changes to {name}?").format(name=name))
    box.setInformativeText(tr("questions", "They are lost otherwise."))
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.setDefaultButton(buttons.Save)
    answers = {
        buttons.Save.value: ChangesAnswer.SAVE,
        buttons.Discard.value: ChangesAnswer.DISCARD,
    }
    return answers.get(box.exec(), ChangesAnswer.STAY)


def ask_to_trust(parent: QWidget, file_name: str, code: str) -> bool:
    """Asks before code runs that a session from elsewhere names."""
    tr = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setObjectName("trust_question")
    box.setWindowTitle(tr("questions", "Run this code?"))
    box.setText(tr("questions", "{file} runs code on this computer:").format(file=file_name))
    box.setInformativeText(code)
    run = box.addButton(tr("questions", "Run it"), QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(tr("questions", "Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is run
