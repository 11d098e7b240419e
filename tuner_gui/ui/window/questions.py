"""The few boxes that stop a person: questions with a safe answer, and About. GUI thread."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QInputDialog, QLabel, QMessageBox

from tuner_gui.ui.chrome.breakable_text import breakable
from tuner_gui.ui.style.icons import app_icon
from tuner_gui.ui.window.code_rows import CodeRows
from tuner_gui.ui.window.message_box import give_width, message_box, put_below_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from tuner_gui.session.trusting import TrustQuestion

_LOGO = 48


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


def ask_how_to_close(parent: QWidget, running: int, *, is_paused: bool = False) -> CloseAnswer:
    """Asks what becomes of a sweep; everything finished is saved either way.

    Args:
        parent: the window that closes.
        running: how many trials run.
        is_paused: the sweep is paused.
    """
    tr = QCoreApplication.translate
    box = message_box(
        parent,
        "close_question",
        tr("questions", "The sweep is paused" if is_paused else "A sweep is running"),
        tr("questions", "End the sweep?"),
        _what_ends(running),
    )
    stop = box.addButton(tr("questions", "Stop and save"), QMessageBox.ButtonRole.AcceptRole)
    abort = (  # without a running trial it would do the same
        box.addButton(tr("questions", "Abort and save"), QMessageBox.ButtonRole.DestructiveRole)
        if running
        else None
    )
    keep = tr("questions", "Keep it paused") if is_paused else tr("questions", "Keep running")
    stay = box.addButton(keep, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    clicked = box.clickedButton()
    if clicked is stop:
        return CloseAnswer.STOP
    return CloseAnswer.ABORT if abort is not None and clicked is abort else CloseAnswer.STAY


def _what_ends(running: int) -> str:
    tr = QCoreApplication.translate
    if running == 0:
        return tr("questions", "No trial is running just now; those that have ended are saved.")
    if running == 1:
        now = tr("questions", "1 trial is still running. Stop waits for it to finish,")
    else:
        now = tr("questions", "{count} trials are still running. Stop waits for them to finish,")
    rest = tr("questions", "Abort does not. All finished trials are saved either way.")
    return f"{now.format(count=running)} {rest}"


def ask_to_keep_changes(parent: QWidget, name: str) -> ChangesAnswer:
    """Asks what becomes of changes to a session."""
    tr = QCoreApplication.translate
    box = message_box(
        parent,
        "changes_question",
        tr("questions", "Unsaved changes"),
        tr("questions", "Save the changes to {name}?").format(name=name),
        tr("questions", "They are lost otherwise."),
    )
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.setDefaultButton(buttons.Save)
    answers = {
        buttons.Save.value: ChangesAnswer.SAVE,
        buttons.Discard.value: ChangesAnswer.DISCARD,
    }
    return answers.get(box.exec(), ChangesAnswer.STAY)


def ask_to_trust(parent: QWidget, question: TrustQuestion) -> bool:
    """Asks before code runs that a session from elsewhere names; shows all of it."""
    tr = QCoreApplication.translate
    once = tr("questions", "It can do all that you can. You are asked again only if it changes.")
    box = message_box(
        parent,
        "trust_question",
        tr("questions", "Run this code?"),
        tr("questions", "Run the code of {file} on this computer?").format(file=question.file_name),
        f"{question.notes or tr('questions', 'It was not made here.')}\n{once}",
    )
    put_below_text(box, CodeRows(question.rows))
    run = box.addButton(tr("questions", "Run it"), QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(tr("questions", "Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is run


def ask_which(parent: QWidget, title: str, sentence: str, choices: Sequence[str]) -> str | None:
    """Asks for one of several; both are shown as they are. None where the person would rather not.

    Args:
        parent: the window that waits.
        title: of the box.
        sentence: what there is to choose from.
        choices: the first one is proposed.
    """
    box = QInputDialog(parent)
    box.setObjectName("which_question")
    box.setWindowTitle(title)
    box.setLabelText("")
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)  # before the text, which Qt would guess about
        label.setText(breakable(sentence).replace("&", "&&"))  # it names the list below it
        give_width(label)
    box.setComboBoxItems(list(choices))
    box.setComboBoxEditable(False)
    return box.textValue() if box.exec() else None


def show_about(parent: QWidget, version: str) -> None:
    """Says what this program is."""
    tr = QCoreApplication.translate
    box = message_box(
        parent,
        "about_box",
        tr("questions", "About tuner-gui"),
        f"tuner-gui {version}",
        tr("questions", "Hyper-parameter sweeps with a window.\nMIT licence."),
        picture=app_icon().pixmap(QSize(_LOGO, _LOGO), parent.devicePixelRatioF()),
    )
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.exec()
