"""What stands in place of an empty search space: how parameters get there. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from tuner_gui.ui.setup.setup_model import SetupModel
    from tuner_gui.ui.space.form import SpaceForm


class SpaceInvitation(QObject):
    """Keeps the sentence fitting to the target that is chosen."""

    def __init__(self, model: SetupModel, form: SpaceForm, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._form = form
        model.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        match self._model.draft.target_kind:
            case "none":
                said = self.tr("Choose a target and its parameters appear here, or add one")
            case "command":
                said = self.tr("No parameters yet: read those of the script above, or add one")
            case "python":
                said = self.tr("No parameters yet: read those of the code above, or add one")
            case "estimator":
                said = self.tr("No parameters yet: add one, or choose the target again")
        self._form.set_invitation(said)
