"""The small buttons of the selected rows: up, down, duplicate, remove. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.ui.chrome import IconButton

if TYPE_CHECKING:
    from tuner_gui.ui.space.row_actions import RowActions
    from tuner_gui.ui.style.icons import Icons


def row_buttons(actions: RowActions, icons: Icons, suffix: str) -> list[IconButton]:
    """Returns one button for each action, named after it."""
    buttons = []
    for action, icon in (
        (actions.move_up, "up"),
        (actions.move_down, "down"),
        (actions.duplicate, "duplicate"),
        (actions.remove, "remove"),
    ):
        button = IconButton(icons, icon, action.toolTip(), f"{action.objectName()}_{suffix}")
        button.setEnabled(action.isEnabled())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        buttons.append(button)
    return buttons
