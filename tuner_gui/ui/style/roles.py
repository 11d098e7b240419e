"""Dynamic properties that the style sheet reads, set so that they show at once. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_Widget = TypeVar("_Widget", bound="QWidget")

Role = Literal[
    # buttons
    "normal", "primary", "danger", "link", "picker", "row", "disclosure",
    # labels
    "title", "heading", "second", "field", "hint", "small", "headline", "mono", "error", "bad",
    "good", "warn", "accent", "running", "pruned", "problem", "note", "subtitle",
    "chip-value",
    # fields
    "tag",
    # frames and grounds
    "ground", "raised", "plain", "bare", "pane", "pane-title", "pane-body", "hairline", "card",
    "chip", "banner", "popup", "table-frame",
]  # fmt: skip

_GROUNDS = {"ground", "raised", "pane", "pane-title", "card", "chip", "banner", "popup"}


def set_role(widget: QWidget, role: Role) -> None:
    """Gives a widget one of the looks of the style sheet."""
    if role in _GROUNDS:  # a subclass of QWidget paints no background of its own accord
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    set_look(widget, "role", role)


def set_look(widget: QWidget, name: str, value: str | bool) -> None:
    """Sets a property that style rules ask for; booleans are written ``true`` and ``false``."""
    text = ("false", "true")[value] if isinstance(value, bool) else value
    if widget.property(name) == text:
        return
    widget.setProperty(name, text)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def named(widget: _Widget, object_name: str, accessible_name: str) -> _Widget:
    """Gives a control the name tests and style rules know and the one a screen reader says."""
    widget.setObjectName(object_name)
    widget.setAccessibleName(accessible_name)
    return widget
