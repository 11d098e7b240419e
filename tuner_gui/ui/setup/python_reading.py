"""Between the reader of Python code and the pane: what a click asks, and the answer. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tuner_gui.ui.setup.choosing import with_found_metrics, with_pipeline
from tuner_gui.ui.setup.read_target import python_path, python_target, target_name
from tuner_gui.ui.setup.setup_steps import SpaceOffer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.bridge.python_reader import NamesAnswer, PythonAnswer, PythonReader
    from tuner_gui.ui.setup.python_section import PythonSection
    from tuner_gui.ui.setup.setup_model import SetupModel


def _always() -> bool:
    return True


class PythonReading(QObject):
    """Has code read when the person asks; what a target of its kind needs follows."""

    def __init__(
        self, reader: PythonReader, model: SetupModel, section: PythonSection, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._model = model
        self._section = section
        self.may_run: Callable[[], bool] = _always
        """Asked before code is loaded that a session from elsewhere may name."""
        section.reading_requested.connect(self._on_reading_requested)
        section.cancel_requested.connect(self._on_cancel_requested)
        section.names_requested.connect(reader.list_names)
        reader.answered.connect(self._on_answered)
        reader.listed.connect(self._on_listed)

    @Slot()
    def _on_reading_requested(self) -> None:
        if not self.may_run():
            return
        config = self._model.reading.config
        self._reader.read(python_path(self._model.draft), config.dataset)
        self._section.show_reading(is_reading=True)

    @Slot()
    def _on_cancel_requested(self) -> None:
        self._reader.cancel()
        self._section.show_reading(is_reading=False)

    @Slot(object)
    def _on_answered(self, answer: PythonAnswer) -> None:
        self._section.show_reading(is_reading=False)
        model = self._model
        before = python_target(model.draft, model.facts)
        model.take_python(answer)
        draft, found = model.draft, answer.target
        is_current = draft.target_kind == "python" and python_path(draft) == answer.path
        if found is None or model.is_locked or not is_current:
            return  # asked for before the person went on
        fitting = with_found_metrics(draft, found.metrics, found.direction)
        if found.estimator is not None and (before is None or before.kind != found.kind):
            fitting = with_pipeline(draft, found.estimator, model.facts.catalogue)
        model.apply(fitting, self.tr("Choose Python code"))
        if found.rows:
            offer = SpaceOffer(target_name(draft), found.space())
            model.offer_space(offer, is_unedited=model.is_untouched())

    @Slot(object)
    def _on_listed(self, answer: NamesAnswer) -> None:
        self._section.show_names(answer)
