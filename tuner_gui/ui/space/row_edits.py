"""What a person does with the selected rows: each call is one step of the form. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tuner_gui.ui.space.conditions import (
    always_active,
    shared_values,
    with_condition,
    with_conditions,
)
from tuner_gui.ui.space.draft import FIELDS_OF_KIND
from tuner_gui.ui.space.field_words import field_words
from tuner_gui.ui.space.kind_change import with_kind
from tuner_gui.ui.space.outline import Outline
from tuner_gui.ui.space.row_order import Refusal, copied, landing, removed, settled, shifted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.values import ParamValue
    from tuner_gui.ui.space.draft import ConditionDraft, KindName, SpaceDraft
    from tuner_gui.ui.space.form_model import SpaceFormModel


class RowEdits(QObject):
    """Edits the rows of a form model; without rows given, those that are selected.

    Signals:
        refused(str): an edit cannot be made; one sentence says why.
        values_requested(keys, parent): ask which values of a row switch these rows on.
    """

    refused = Signal(str)
    values_requested = Signal(object, int)

    def __init__(self, form: SpaceFormModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form = form

    def title(self, keys: Sequence[int] | None = None) -> str:
        """Returns `gamma`, or `3 parameters`."""
        keys = self._form.selected_keys if keys is None else keys
        if len(keys) == 1:
            return self._form.draft.row(keys[0]).name or self.tr("parameter")
        return self.tr("%s parameters") % f"{len(keys):,}"

    def remove(self) -> None:
        """Removes the selected rows; what depends on them stays, and says what is gone."""
        keys = self._form.selected_keys
        self._form.apply(removed(self._form.draft, keys), self.tr("Remove %s") % self.title())

    def under_selected(self) -> int:
        """Returns how many rows sit under the selected ones without being selected."""
        return len(self._blocks()) - len(self._form.selected_keys)

    def remove_blocks(self) -> None:
        """Removes the selected rows and all that sit under them."""
        label = self.tr("Remove %s and %d below") % (self.title(), self.under_selected())
        self._form.apply(removed(self._form.draft, self._blocks()), label)

    def _blocks(self) -> list[int]:
        outline = Outline(self._form.draft)
        outermost = outline.outermost(self._form.selected_keys)
        return [key for each in outermost for key in outline.block(each)]

    def duplicate(self) -> None:
        """Copies the selected rows below their blocks and selects the copies."""
        draft, copies = copied(self._form.draft, self._form.selected_keys)
        self._form.apply(draft, self.tr("Duplicate %s") % self.title(), select=copies)

    def move(self, step: int) -> None:
        """Moves the selected rows, with their blocks, one place up (-1) or down (1)."""
        after = shifted(self._form.draft, self._form.selected_keys, step)
        self._apply(after, self.tr("Move %s") % self.title())

    def drop(self, keys: Sequence[int], place: int) -> None:
        """Moves rows to where they land when dropped before a place."""
        found = landing(self._form.draft, keys, place)
        after = found if isinstance(found, Refusal) else found.after
        self._apply(after, self.tr("Move %s") % self.title(keys))

    def set_condition(self, keys: Sequence[int], parent: int, values: Sequence[ParamValue]) -> None:
        """Makes rows active only while a parent has one of the values; without any, drops that."""
        after = with_condition(self._form.draft, keys, parent, values)
        name = self._form.draft.row(parent).name
        verb = self.tr("Make %s depend on %s") if values else self.tr("Free %s from %s")
        self._apply(after, verb % (self.title(keys), name))

    def switch_value(self, parent: int, value: ParamValue) -> None:
        """Lets one value of a parent switch the selected rows on, or no longer."""
        keys, draft = self._form.selected_keys, self._form.draft
        shared = shared_values(draft, keys, parent)
        others = tuple(each for each in shared if each != value or type(each) is not type(value))
        values = others if len(others) < len(shared) else (*shared, value)
        self.set_condition(keys, parent, values)

    def make_always_active(self) -> None:
        """Drops the conditions of the selected rows."""
        after = always_active(self._form.draft, self._form.selected_keys)
        self._form.apply(after, self.tr("Make %s always active") % self.title())

    def type_conditions(self, key: int, conditions: tuple[ConditionDraft, ...]) -> None:
        """Takes conditions as they are typed; the row moves when typing ends."""
        self._apply_typed(key, with_conditions(self._form.draft, key, conditions))

    def end_typing_conditions(self, key: int) -> None:
        """Moves a row to where its conditions put it."""
        if key in self._form.draft:
            self._apply_typed(key, settled(self._form.draft, key))

    def _apply_typed(self, key: int, after: SpaceDraft) -> None:
        label = self.tr("Change when %s is active") % self.title([key])
        self._form.apply(after, label, merge=f"{key}.when")

    def set_text(self, field: str, text: str) -> None:
        """Types a text into a field of all selected rows that have it."""
        draft, keys = self._form.draft, self._form.selected_keys
        rows = (draft.row(key) for key in keys)
        changed = [row.with_texts(**{field: text}) for row in rows if field in _fields(row.kind)]
        merge = f"{','.join(map(str, keys))}.{field}"
        label = self.tr("Change %s of %s") % (field_words(field), self.title())
        self._form.apply(draft.with_rows(changed), label, merge=merge)

    def set_log(self, is_log: bool) -> None:
        """Switches the log scale of all selected rows that have one."""
        draft = self._form.draft
        rows = (draft.row(key) for key in self._form.selected_keys)
        changed = [replace(row, log=is_log) for row in rows if "log" in _fields(row.kind)]
        label = self.tr("Change %s of %s") % (field_words("log"), self.title())
        self._form.apply(draft.with_rows(changed), label)

    def set_kind(self, kind: KindName) -> None:
        """Gives all selected rows a kind; what can be kept is kept."""
        draft = self._form.draft
        changed = [with_kind(draft.row(key), kind) for key in self._form.selected_keys]
        label = self.tr("Change the kind of %s") % self.title()
        self._form.apply(draft.with_rows(changed), label)

    def set_disabled(self, is_disabled: bool) -> None:
        """Holds all selected rows at a value each, or uses them again."""
        draft, keys = self._form.draft, self._form.selected_keys
        after = draft.disabling(keys) if is_disabled else draft.enabling(keys)
        label = self.tr("Hold %s") if is_disabled else self.tr("Use %s")
        self._form.apply(after, label % self.title())

    def _apply(self, after: SpaceDraft | Refusal, label: str) -> None:
        if isinstance(after, Refusal):
            self.refused.emit(after.message)
        else:
            self._form.apply(after, label)


def _fields(kind: KindName) -> tuple[str, ...]:
    return FIELDS_OF_KIND[kind]
