"""Between the reader of the estimators and the pane: what arrives, or fails. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from tuner_gui.bridge.catalogue_reader import CatalogueReader
    from tuner_gui.targets.catalogue import Catalogue
    from tuner_gui.ui.setup.setup_model import SetupModel
    from tuner_gui.ui.setup.target_section import TargetSection


class TargetReading(QObject):
    """Hands what the reader found to the model, and what it could not to the target's section."""

    def __init__(
        self,
        reader: CatalogueReader,
        model: SetupModel,
        section: TargetSection,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._model = model
        self._section = section
        section.retry_requested.connect(self._on_retry_requested)
        reader.ready.connect(self._on_catalogue_ready)
        reader.failed.connect(self._on_catalogue_failed)

    @Slot(object)
    def _on_catalogue_ready(self, catalogue: Catalogue) -> None:
        self._model.set_catalogue(catalogue)
        self._section.show_listing()

    @Slot(str)
    def _on_catalogue_failed(self, reason: str) -> None:
        self._section.show_listing(self.tr("The estimators could not be read. %s") % reason)

    @Slot()
    def _on_retry_requested(self) -> None:
        self._reader.start()
        self._section.show_listing()
