"""The link that adds the parameters which a command names and the space lacks. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from tuner_gui.ui.chrome import LinkButton
from tuner_gui.ui.setup.placeholder_rows import missing_parameters

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.ui.setup.setup_model import SetupModel

_MOST_NAMES = 3


class PlaceholderLink(LinkButton):
    """There while the command has placeholders that are no parameters."""

    def __init__(self, model: SetupModel, parent: QWidget | None = None) -> None:
        super().__init__("", "setup_command_add", parent)
        self._model = model
        self.clicked.connect(self._on_clicked)
        model.changed.connect(self._show)
        self._show()

    def _lacking(self) -> HyperParamSpace:
        names = [row.name for row in self._model.space.draft]
        return missing_parameters(self._model.draft.command, names)

    @Slot()
    def _on_clicked(self) -> None:
        self._model.space.add_all(self._lacking(), self.tr("Add what the command names"))

    @Slot()
    def _show(self) -> None:
        is_command = self._model.draft.target_kind == "command"
        names = self._lacking().names if is_command and not self._model.is_locked else ()
        listed = ", ".join(names) if len(names) <= _MOST_NAMES else self.tr("all %s") % len(names)
        self.setText(self.tr("Add {names} to the search space").format(names=listed))
        self.setVisible(bool(names))
