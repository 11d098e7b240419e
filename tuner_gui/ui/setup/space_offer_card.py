"""Asks, in the pane, before edited parameters are replaced by those of a target. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from tuner_gui.ui.chrome import NoticeCard, NoticeLink

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tuner_gui.ui.setup.setup_model import SetupModel

_REPLACE = "replace_space"


class SpaceOfferCard(NoticeCard):
    """There while the model has an offer."""

    def __init__(self, model: SetupModel, parent: QWidget | None = None) -> None:
        super().__init__("space_offer", parent)
        self._model = model
        self.link_activated.connect(self._on_answered)
        model.changed.connect(self._show_offer)
        self._show_offer()

    @Slot(str)
    def _on_answered(self, answer: str) -> None:
        if answer == _REPLACE:
            self._model.accept_offer()
        else:
            self._model.decline_offer()

    @Slot()
    def _show_offer(self) -> None:
        offer = self._model.offer
        self.setVisible(offer is not None and not self._model.is_locked)
        if offer is None:
            return
        count = len(self._model.space.draft)
        words = self.tr("the parameter") if count == 1 else self.tr("the %s parameters") % count
        self.show_notice(
            self.tr("Replace {parameters} by those of {target}?").format(
                parameters=words, target=offer.target
            ),
            self.tr("What you have edited would be gone."),
            "advice",
            [NoticeLink(_REPLACE, self.tr("Replace")), NoticeLink("keep_space", self.tr("Keep"))],
        )
