"""The setup's draft, what it says, and what may change of it now. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from tuner_gui.ui.setup.setup_draft import SetupDraft
from tuner_gui.ui.setup.setup_reading import SetupFacts, SetupReading, read_setup
from tuner_gui.ui.setup.setup_steps import SetupEdit
from tuner_gui.ui.setup.space_demand import SpaceDemand
from tuner_gui.ui.setup.sweep_changes import SweepChanges, as_running, sweep_changes, with_live_part
from tuner_gui.ui.space.draft import SpaceDraft

if TYPE_CHECKING:
    from tuner_gui.bridge.data_reader import DataAnswer
    from tuner_gui.bridge.python_reader import PythonAnswer
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.targets.catalogue import Catalogue
    from tuner_gui.ui.space.form_model import SpaceFormModel


class SetupState(QObject):
    """Holds the draft beside that of the space; every edit of a person comes through `apply`.

    Signals:
        changed(): draft, space, facts, offer or problems are other than before.
        edited(SetupEdit): a person changed the draft; after `changed`.
    """

    changed = Signal()
    edited = Signal(object)

    def __init__(
        self, config: SweepConfig, space: SpaceFormModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.space = space
        self._is_frozen = False
        self._running: SweepConfig | None = None
        self._demand: SpaceDemand | None = None
        self._draft = SetupDraft.from_config(config)
        self._facts = SetupFacts()
        self._reading = SetupReading(config)

    @property
    def draft(self) -> SetupDraft:
        """The texts as typed."""
        return self._draft

    @property
    def facts(self) -> SetupFacts:
        """What the draft is checked against."""
        return self._facts

    @property
    def reading(self) -> SetupReading:
        """What the draft says."""
        return self._reading

    def load(self, config: SweepConfig) -> None:
        """Shows another config; not a person's edit."""
        self._draft = SetupDraft.from_config(config)
        self._facts = SetupFacts(self._facts.catalogue)
        self._running = None
        self._tell_space()
        self.space.load(SpaceDraft.from_space(config.space))
        self._read()

    def apply(self, draft: SetupDraft, label: str, *, merge: str = "") -> None:
        """Takes a person's edit; the one way in. Does nothing while locked."""
        before = self._draft
        if draft == before or not self._may_become(draft):
            return
        self._draft = draft
        self._tell_space()
        self._read()
        self.edited.emit(SetupEdit(before, draft, label, merge))

    def set_field(self, name: str, value: Any, label: str) -> None:
        """Takes an edit of one field; typing in it is one step."""
        self.apply(replace(self._draft, **{name: value}), label, merge=name)

    def set_table(self, name: str, value: Any) -> None:
        """Takes an edit of one field of the table that is the data; typing in it is one step."""
        data = self._draft.data
        table = data.with_table(replace(data.table, **{name: value}))
        self.apply(
            replace(self._draft, data=table), self.tr("Change the data"), merge=f"data.{name}"
        )

    def set_catalogue(self, catalogue: Catalogue) -> None:
        """Takes the estimators, once they are read."""
        self._facts = replace(self._facts, catalogue=catalogue)
        self._tell_space()
        self._read()

    def take_python(self, answer: PythonAnswer) -> None:
        """Takes what a path stands for."""
        self._facts = replace(self._facts, python={**self._facts.python, answer.path: answer})
        self._read()

    def take_data(self, answer: DataAnswer) -> None:
        """Takes what data hold."""
        self._facts = replace(self._facts, data=answer)
        self._read()

    # while a sweep runs

    @property
    def is_locked(self) -> bool:
        """True where target and data, and all that no running sweep can change, stay."""
        return self._is_frozen or self._running is not None

    @property
    def running(self) -> SweepConfig | None:
        """What the sweep that runs goes by, in the form's terms; None while none can change."""
        return None if self._is_frozen else self._running

    def set_running(self, config: SweepConfig | None, *, is_frozen: bool = False) -> None:
        """Takes what a running sweep goes by; what the form says stays as typed.

        Args:
            config: None once no sweep runs.
            is_frozen: nothing at all can be changed.
        """
        self._running, self._is_frozen = config, is_frozen
        if config is not None:
            self._draft = replace(self._draft, base=as_running(self._draft.base, config))
        self._read()

    def changes(self) -> SweepChanges:
        """Returns what the form says otherwise than the running sweep goes by."""
        if self.running is None:
            return SweepChanges()
        return sweep_changes(self.running, self._reading.config)

    def revert(self) -> None:
        """Shows what the running sweep goes by again."""
        running = self.running
        if running is None:
            return
        label = self.tr("Revert to what runs")
        self.apply(with_live_part(self._draft, SetupDraft.from_config(running)), label)
        if self.space.space != running.space:
            self.space.replace_all(running.space, label)

    def _may_become(self, draft: SetupDraft) -> bool:
        if self._is_frozen:
            return False
        return self._running is None or with_live_part(self._draft, draft) == draft

    def _tell_space(self) -> None:
        """Says what strategy and estimator demand of the parameters."""
        draft, catalogue = self._draft, self._facts.catalogue
        is_listed = draft.target_kind == "estimator" and catalogue is not None
        entry = catalogue.entry(draft.estimator) if catalogue is not None and is_listed else None
        demand = SpaceDemand(draft.chosen_strategy.base, entry)
        if not demand.is_like(self._demand):
            self._demand = demand
            self.space.set_demand(demand)

    def _read(self) -> None:
        self._reading = read_setup(self._draft, self.space.space, self._facts)
        self.changed.emit()
