"""What a person says of the sweep and its trials, on its way to the file. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from tuner_gui.session.journal_lines import SweepNoted, TrialMarked

if TYPE_CHECKING:
    from tuner_gui.ui.window.panels import Panels, Services
    from tuner_gui.ui.window.session_desk import SessionDesk

_SAVE_MS = 1_000
"""A remark at rest is saved so soon after the last one."""


class RemarksDesk(QObject):
    """Keeps marks and the sweep's note: in the journal of a running sweep, at rest in the file.

    Edits of the form that the person has not saved stay so.
    """

    def __init__(
        self, parent: QObject, panels: Panels, services: Services, session: SessionDesk
    ) -> None:
        super().__init__(parent)
        self._panels = panels
        self._live = services.live
        self._controller = services.controller
        self._session = session
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(_SAVE_MS)
        self._saving.timeout.connect(session.save_remarks)
        self._live.marked.connect(self._on_marked)
        panels.note.changed.connect(self._on_noted)
        session.settling.connect(self._take_typed)
        session.changed.connect(self._on_session_changed)
        session.heard_marks.connect(self._live.take_marks)

    def settle(self) -> None:
        """Takes in what is being typed, and saves at once what would be saved soon."""
        self._take_typed()
        self._saving.stop()
        self._session.save_remarks()

    @Slot()
    def _take_typed(self) -> None:
        self._panels.note.settle()
        self._panels.inspector.settle()

    @Slot(object)
    def _on_marked(self, numbers: frozenset[int]) -> None:
        if self._session.is_followed:  # said elsewhere, and kept there
            return
        marks = self._live.store.marks
        said = {number: marks.of(number) for number in numbers}  # gone through on another thread
        self._controller.keep_remarks(TrialMarked(*each) for each in said.items())
        self._session.mark_remarked()
        self._save_soon()

    @Slot()
    def _on_noted(self) -> None:
        notes = self._panels.note.note()
        self._controller.keep_remarks([SweepNoted(notes)])
        self._session.set_notes(notes)
        self._save_soon()

    def _save_soon(self) -> None:
        if not self._controller.phase.is_active:
            self._saving.start()

    @Slot()
    def _on_session_changed(self) -> None:
        obstacle = ""
        if self._session.is_followed:
            obstacle = self.tr("Another program runs this session; Save as makes a copy to mark.")
        self._panels.note.set_note(self._session.notes)  # first: an obstacle commits what is typed
        self._panels.note.set_obstacle(obstacle)
        self._live.set_marking_obstacle(obstacle)
