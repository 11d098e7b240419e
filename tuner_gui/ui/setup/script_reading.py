"""Between the reader of scripts and the pane: what is read again, or cannot be. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tuner_gui.core.specs import CommandSpec
from tuner_gui.targets.reading.read_target import space_of
from tuner_gui.ui.setup.choosing import with_found_metrics
from tuner_gui.ui.setup.command_script import script_of, with_read
from tuner_gui.ui.setup.setup_steps import SpaceOffer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuner_gui.bridge.script_reader import ScriptReader
    from tuner_gui.session.script_answer import ScriptAnswer
    from tuner_gui.ui.setup.command_section import CommandSection
    from tuner_gui.ui.setup.setup_model import SetupModel


class ScriptReading(QObject):
    """Reads the script of a command when the person asks, and offers its parameters.

    Args:
        tell: says a sentence below the target.
    """

    def __init__(
        self,
        reader: ScriptReader,
        model: SetupModel,
        section: CommandSection,
        tell: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._model = model
        self._section = section
        self._tell = tell
        self._asked: Path | None = None
        section.reading_requested.connect(self._on_reading_requested)
        reader.answered.connect(self._on_answered)

    @Slot()
    def _on_reading_requested(self) -> None:
        script = script_of(self._model.reading.config.target)
        if script is not None:
            self._asked = script
            self._reader.read(script)
            self._tell("")
            self._section.show_reading(is_reading=True)

    @Slot(object)
    def _on_answered(self, answer: ScriptAnswer) -> None:
        self._section.show_reading(is_reading=False)
        target = self._model.reading.config.target
        if self._asked is None or script_of(target) != self._asked or self._model.is_locked:
            return  # asked for before the person went on
        if answer.read is None or not isinstance(target, CommandSpec):
            self._tell(answer.problem)
            return
        told = with_found_metrics(self._model.draft, answer.metrics, answer.read.direction)
        self._model.apply(told, self.tr("Read the script"))
        space = space_of(answer.read)
        if not space.parameters:
            words = self.tr("%s has no parameters that are worth a search; add them below.")
            self._tell(words % self._asked.name)
            return
        offer = SpaceOffer(self._asked.name, space, with_read(target.argv, answer.read))
        self._model.offer_space(offer, is_unedited=not self._model.space.draft.rows)
