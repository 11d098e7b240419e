"""Keeps controls readable, but not to be changed, and says why. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import set_look

if TYPE_CHECKING:
    from collections.abc import Iterable

_OWN_TIP = "tip_without_lock"


def lock_controls(section: QWidget, *, is_locked: bool, reason: str = "") -> None:
    """Locks all controls of a section, but what only opens and closes a part of it.

    Args:
        section: whose controls they are.
        is_locked: or not.
        reason: stands in their tool tips while they are locked.
    """
    lock(section.findChildren(QWidget), is_locked=is_locked, reason=reason)


def lock(controls: Iterable[QWidget], *, is_locked: bool, reason: str = "") -> None:
    """Locks these controls; other widgets among them stay as they are."""
    for control in controls:
        match control:
            case QLineEdit():
                control.setReadOnly(is_locked)
            case QPlainTextEdit():
                control.setReadOnly(is_locked)
                set_look(control, "locked", is_locked)
            case QAbstractButton() | QComboBox():
                if control.property("role") == "disclosure":
                    continue
                for widget in (control, *control.findChildren(QLabel)):
                    set_look(widget, "locked", is_locked)
                control.setEnabled(not is_locked)
            case _:
                continue
        _explain(control, reason if is_locked else "")


def _explain(control: QWidget, reason: str) -> None:
    own = control.property(_OWN_TIP)
    if reason:
        if own is None:
            control.setProperty(_OWN_TIP, control.toolTip())
        control.setToolTip(plain_tip(reason))
    elif own is not None:
        control.setToolTip(str(own))
        control.setProperty(_OWN_TIP, None)
