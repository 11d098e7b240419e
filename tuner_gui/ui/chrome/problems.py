"""Problems at the field that causes them: red edge, tool tip, a line below. GUI thread."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.ui.chrome.labels import FieldLabel, WrappedLabel
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.style.roles import set_look

_OWN_TIP = "tip_without_problem"
_OWN_DESCRIPTION = "description_without_problem"


def mark_problem(widget: QWidget, message: str | None) -> None:
    """Marks a field as wrong and says why, or takes the mark away.

    The field's own tool tip and description come back when the problem is gone.
    """
    is_marked = widget.property("invalid") == "true"
    if message is None and not is_marked:
        return
    if not is_marked:
        widget.setProperty(_OWN_TIP, widget.toolTip())
        widget.setProperty(_OWN_DESCRIPTION, widget.accessibleDescription())
    if message is None:
        widget.setToolTip(str(widget.property(_OWN_TIP)))
        widget.setAccessibleDescription(str(widget.property(_OWN_DESCRIPTION)))
    else:
        widget.setToolTip(plain_tip(message))
        widget.setAccessibleDescription(message)
    set_look(widget, "invalid", message is not None)


class FieldProblem(WrappedLabel):
    """The small red line under a field; there only while there is a problem."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "problem", parent)
        self.setObjectName("field_problem")
        self.hide()

    def set_problem(self, message: str | None) -> None:
        """Shows a problem, or goes away."""
        self.setText(message or "")
        self.setVisible(message is not None)


class FieldNote(WrappedLabel):
    """The small line under a field that says something worth knowing; there only while it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "note", parent)
        self.setObjectName("field_note")
        self.hide()

    def set_note(self, message: str | None) -> None:
        """Shows a note, or goes away."""
        self.setText(message or "")
        self.setVisible(message is not None)


class Field(QWidget):
    """A control with its name above and its problem below."""

    def __init__(self, label: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.label = FieldLabel(label, control)
        self._problem = FieldProblem()
        if not control.accessibleName():
            control.setAccessibleName(label.replace("&", ""))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.label)
        layout.addWidget(control)
        layout.addWidget(self._problem)

    def set_problem(self, message: str | None) -> None:
        """Marks the control and says the problem below it."""
        mark_problem(self.control, message)
        self._problem.set_problem(message)
