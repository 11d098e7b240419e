"""Between the reader of targets and the pane: what arrives, or fails. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tuner_gui.core.specs import ClassSpec
from tuner_gui.ui.setup.setup_model import SpaceOffer

if TYPE_CHECKING:
    from tuner_gui.bridge.catalogue_reader import CatalogueReader
    from tuner_gui.core.space import HyperParamSpace
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
        section.class_reading_requested.connect(self._on_class_reading_requested)
        section.retry_requested.connect(self._on_retry_requested)
        reader.ready.connect(self._on_catalogue_ready)
        reader.failed.connect(self._on_catalogue_failed)
        reader.class_space_ready.connect(self._on_class_space_ready)
        reader.class_space_failed.connect(self._on_class_space_failed)

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

    @Slot()
    def _on_class_reading_requested(self) -> None:
        target = self._model.reading.config.target
        if isinstance(target, ClassSpec):
            self._reader.read_class_space(target)
            self._section.show_class_reading(is_reading=True)

    @Slot(str, object)
    def _on_class_space_ready(self, path: str, space: HyperParamSpace) -> None:
        self._section.show_class_reading(is_reading=False)
        if self._model.reading.config.target != ClassSpec(path=path) or self._model.is_locked:
            return  # asked for before the person went on
        name = path.rpartition(":")[2]
        if space.parameters:
            is_unedited = not self._model.space.draft.rows
            self._model.offer_space(SpaceOffer(name, space), is_unedited=is_unedited)
        else:
            words = self.tr("%s states no HyperParams; add its parameters below.")
            self._section.show_note(words % name)

    @Slot(str, str)
    def _on_class_space_failed(self, _path: str, reason: str) -> None:
        self._section.show_class_reading(is_reading=False)
        self._section.show_note(reason)
