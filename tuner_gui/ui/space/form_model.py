"""The draft under the form: every edit comes through here. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.core.errors import shortened
from tuner_gui.ui.space.draft import SpaceDraft, new_row
from tuner_gui.ui.space.findings import findings
from tuner_gui.ui.space.outline import Outline
from tuner_gui.ui.space.reading import DraftReading, read_draft
from tuner_gui.ui.space.survey import SpaceFacts, SpaceSurvey, quick_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuner_gui.core.errors import SpaceProblem
    from tuner_gui.core.parameter import Parameter
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.ui.space.draft import KindName, RowDraft
    from tuner_gui.ui.space.findings import StrategyDemand


@dataclass(frozen=True, slots=True)
class DraftEdit:
    """One step of a person.

    Args:
        label: names the step, as an Edit menu would.
        merge: steps in a row with the same non-empty word are one: typing in one field.
    """

    before: SpaceDraft
    after: SpaceDraft
    label: str
    merge: str = ""


def _no_demand(_parameter: Parameter) -> Iterable[SpaceProblem]:
    return ()


class SpaceFormModel(QObject):
    """Holds the draft, what it says, and which row is selected.

    Signals:
        changed(): draft, problems or notes are other than before.
        facts_changed(): the size of the space has been counted, some time after `changed`.
        edited(DraftEdit): a person changed the draft; after `changed`.
        current_changed(): another row is the focused one, or none.
        selection_changed(): other rows are selected than before; after `current_changed`.
        settling(): the space is about to be used; who holds an edit back makes it now.
    """

    changed = Signal()
    facts_changed = Signal()
    edited = Signal(object)
    current_changed = Signal()
    selection_changed = Signal()
    settling = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = SpaceDraft()
        self._reading: DraftReading = read_draft(self._draft)
        self._demand: StrategyDemand = _no_demand
        self._findings = findings(self._draft, self._reading, self._demand)
        self._survey = SpaceSurvey(self)
        self._facts: SpaceFacts | None = self._survey.facts
        self._survey.surveyed.connect(self._on_surveyed)
        self._current: int | None = None
        self._selected: tuple[int, ...] = ()
        self.is_locked = False

    @property
    def draft(self) -> SpaceDraft:
        """The rows as typed."""
        return self._draft

    @property
    def space(self) -> HyperParamSpace | None:
        """The space that the draft says; None while a row or a constraint cannot be read."""
        return self._reading.space

    @property
    def problems(self) -> dict[int, tuple[SpaceProblem, ...]]:
        """What is wrong, by row key, in the order of the rows; the strategy's demands last."""
        return dict(self._findings.problems)

    @property
    def notes(self) -> dict[int, tuple[SpaceProblem, ...]]:
        """What is worth saying and keeps nobody from running, by row key."""
        return dict(self._findings.notes)

    @property
    def constraint_problems(self) -> dict[int, tuple[SpaceProblem, ...]]:
        """What is wrong with the constraints, by their keys, in their order."""
        return dict(self._reading.constraint_problems)

    def sentences(self) -> list[str]:
        """Returns what is wrong, rows first; each sentence names its row or its constraint."""
        said = [str(problem) for found in self._findings.problems.values() for problem in found]
        for key, found in self._reading.constraint_problems.items():
            text = shortened(self._draft.constraint(key).text.strip())
            said += [f"{text}: {problem.message}" for problem in found]
        return said

    @property
    def facts(self) -> SpaceFacts | None:
        """How large the space is; None while that is being counted."""
        return self._facts

    @property
    def current_key(self) -> int | None:
        """The key of the focused row: the one that the editor shows."""
        return self._current

    @property
    def selected_keys(self) -> tuple[int, ...]:
        """The keys of all selected rows, the focused one among them, in declared order."""
        return self._selected

    @property
    def current_row(self) -> RowDraft | None:
        """The focused row."""
        return None if self._current is None else self._draft.row(self._current)

    def select(self, key: int | None) -> None:
        """Selects one row, or none."""
        if key is None or key in self._draft:
            self._select(() if key is None else (key,), key)

    def select_rows(self, keys: Iterable[int], current: int | None = None) -> None:
        """Selects several rows; keys that no row has are left out.

        Args:
            keys: the rows, in any order.
            current: the focused one; the first of them by default.
        """
        selected = self._in_order(keys)
        first = selected[0] if selected else None
        self._select(selected, current if current in selected else first)

    def _in_order(self, keys: Iterable[int]) -> tuple[int, ...]:
        known = {key for key in keys if key in self._draft}
        return tuple(sorted(known, key=self._draft.place_of))

    def _select(self, selected: tuple[int, ...], current: int | None) -> None:
        before = (self._current, self._selected)
        self._current, self._selected = current, selected
        self._tell_selection(*before)

    def _tell_selection(self, current: int | None, selected: tuple[int, ...]) -> None:
        """Tells what is other than before, which is given."""
        is_other, are_others = current != self._current, selected != self._selected
        if is_other:
            self.current_changed.emit()
        if are_others:
            self.selection_changed.emit()

    def load(self, draft: SpaceDraft) -> None:
        """Shows another draft, no row selected; not a person's edit."""
        self.select(None)
        self._take(draft, self._draft)

    def apply(
        self,
        draft: SpaceDraft,
        label: str,
        *,
        merge: str = "",
        select: int | Sequence[int] | None = None,
    ) -> None:
        """Takes a person's edit; the one way in. Does nothing while locked.

        Args:
            draft: the draft after the edit.
            label: what was done, such as `Duplicate criterion`.
            merge: see `DraftEdit`.
            select: the row, or rows, selected after it; by default the selection stays.
        """
        if self.is_locked or draft == self._draft:
            return
        before = self._draft
        self._take(draft, before, select)
        self.edited.emit(DraftEdit(before, draft, label, merge))

    def restore(self, draft: SpaceDraft, *, select: Sequence[int] = ()) -> None:
        """Shows a draft from before or after an edit, as undo and redo do; no edit by itself.

        Args:
            draft: what is shown.
            select: the rows selected then; where there are none, the selection stays.
        """
        self._take(draft, self._draft, select)

    def settle(self) -> None:
        """Takes in what has been typed elsewhere and not been read yet."""
        self.settling.emit()

    def close(self) -> None:
        """Waits for what is being counted; call it before the window goes."""
        self._survey.close()

    def set_demand(self, demand: StrategyDemand | None) -> None:
        """Says what the chosen strategy cannot do; its problems stand at the rows."""
        self._demand = demand or _no_demand
        self._findings = findings(self._draft, self._reading, self._demand)
        self.changed.emit()

    def _take(
        self, draft: SpaceDraft, before: SpaceDraft, select: int | Sequence[int] | None = None
    ) -> None:
        selection = (self._current, self._selected)
        self._draft = draft
        wish = (select,) if isinstance(select, int) else select or self._selected
        self._selected = self._in_order(wish)
        if not self._selected:
            neighbour = _neighbour(before, self._current, draft)
            self._selected = () if neighbour is None else (neighbour,)
        if self._current not in self._selected:
            self._current = self._selected[0] if self._selected else None
        self._read()
        self._tell_change()
        self._tell_selection(*selection)

    def _read(self) -> None:
        self._reading = read_draft(self._draft)
        self._findings = findings(self._draft, self._reading, self._demand)
        self._facts = quick_facts(self._reading.space)

    def _tell_change(self) -> None:
        """Tells of another draft, and has its space counted where that takes a moment."""
        self.changed.emit()
        self._survey.set_space(self._reading.space if self._facts is None else None)

    @Slot(object)
    def _on_surveyed(self, facts: SpaceFacts) -> None:
        if self._facts is None:
            self._facts = facts
            self.facts_changed.emit()

    def edit_row(self, row: RowDraft, label: str, *, merge: str = "") -> None:
        """Replaces the row of the same key."""
        self.apply(self._draft.with_row(row), label, merge=merge)

    def replace_all(self, space: HyperParamSpace, label: str) -> None:
        """Replaces all rows by those of a space; no row is selected then."""
        if not self.is_locked:
            self.select(None)
            self.apply(SpaceDraft.from_space(space, self._draft.free_key()), label)

    def add_all(self, space: HyperParamSpace, label: str) -> None:
        """Adds the parameters of a space at the end, as one step, and selects them."""
        draft, first = self._draft, self._draft.free_key()
        added = SpaceDraft.from_space(space, first)
        for row in added:
            draft = draft.adding(row)
        self.apply(draft, label, select=[row.key for row in added])

    def add(self, kind: KindName) -> None:
        """Adds a row and selects it: at the end, or in the group of the focused row."""
        name, place = self.tr("parameter"), len(self._draft)
        current = self.current_row
        if current is not None and "." in current.name:
            name = f"{current.name.rpartition('.')[0]}.{name}"
            outline = Outline(self._draft)
            place = outline.end((*outline.above(current.key), current.key)[0])
        row = new_row(self._draft.free_key(), self._draft.free_name(name), kind)
        self.apply(self._draft.adding(row, place), self.tr("Add parameter"), select=row.key)


def _neighbour(before: SpaceDraft, key: int | None, after: SpaceDraft) -> int | None:
    """Returns the row to select when the selected one is gone: the one that took its place."""
    if key is None or key not in before or not len(after):
        return None
    return after.rows[min(before.place_of(key), len(after) - 1)].key
