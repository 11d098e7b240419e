"""Cuts, copies and pastes rows of the space, as text that other programs read too. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from tuner_gui.ui.space.row_order import removed
from tuner_gui.ui.space.row_parcel import (
    Parcel,
    packed,
    parcel_json,
    parcel_of_json,
    parcel_of_text,
    parcel_text,
    pasted,
)
from tuner_gui.ui.space.text_nodes import LONGEST, TextFault

if TYPE_CHECKING:
    from tuner_gui.ui.space.form_model import SpaceFormModel
    from tuner_gui.ui.space.row_parcel import Pasted

ROWS_MIME = "application/x-tuner-gui-rows+json"


class RowClipboard(QObject):
    """Acts on the selected rows of a form model.

    Signals:
        changed(): what can be done is other than before.
        pasted(): rows were pasted.
        told(str): what was left out of what was pasted; after `pasted`.
        failed(str): why nothing was pasted.
    """

    changed = Signal()
    pasted = Signal()
    told = Signal(str)
    failed = Signal(str)

    def __init__(self, form: SpaceFormModel, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        form.selection_changed.connect(self.changed)
        form.changed.connect(self.changed)

    @property
    def can_copy(self) -> bool:
        """True while rows are selected."""
        return bool(self._form.selected_keys)

    @property
    def can_change(self) -> bool:
        """True while the form is not locked."""
        return not self._form.is_locked

    @Slot()
    def copy(self) -> None:
        """Puts the selected rows onto the clipboard."""
        if self.can_copy:
            parcel = packed(self._form.draft, self._form.selected_keys)
            data = QMimeData()
            data.setText(parcel_text(parcel))
            data.setData(ROWS_MIME, parcel_json(parcel).encode())
            QApplication.clipboard().setMimeData(data)

    @Slot()
    def cut(self) -> None:
        """Puts the selected rows onto the clipboard and takes them out of the space."""
        if self.can_copy and self.can_change:
            self.copy()
            keys, draft = self._form.selected_keys, self._form.draft
            label = self.tr("Cut %s") % self._title(keys)
            self._form.apply(removed(draft, keys), label)

    @Slot()
    def paste(self) -> None:
        """Puts the rows on the clipboard behind the selected ones, and selects them."""
        if not self.can_change:
            return
        try:
            parcel = self._parcel()
        except TextFault as fault:
            self.failed.emit(self.tr("Nothing was pasted. {reason}").format(reason=fault))
            return
        if not parcel.rows:
            self.failed.emit(self.tr("There are no parameters on the clipboard."))
            return
        selected = self._form.selected_keys
        done = pasted(self._form.draft, parcel, selected[-1] if selected else None)
        title = self._title(done.keys, done)
        self._form.apply(done.draft, self.tr("Paste %s") % title, select=done.keys)
        self.pasted.emit()
        if done.orphans:
            self.told.emit(self._orphan_words(done))

    def _parcel(self) -> Parcel:
        data = QApplication.clipboard().mimeData()
        own = bytes(data.data(ROWS_MIME).data()) if data.hasFormat(ROWS_MIME) else b""
        parcel = parcel_of_json(own.decode(errors="replace")) if 0 < len(own) <= LONGEST else None
        if parcel is not None:
            return parcel
        text = data.text()
        return parcel_of_text(text) if text.strip() else Parcel(())

    def _title(self, keys: tuple[int, ...], done: Pasted | None = None) -> str:
        draft = self._form.draft if done is None else done.draft
        if len(keys) == 1:
            return draft.row(keys[0]).name or self.tr("parameter")
        return self.tr("%s parameters") % f"{len(keys):,}"

    def _orphan_words(self, done: Pasted) -> str:
        name, parent = done.orphans[0]
        if len(done.orphans) == 1:
            text = self.tr("Pasted without the condition of {name}: there is no {parent} here.")
            return text.format(name=name, parent=parent)
        names = [*dict.fromkeys(name for name, _ in done.orphans)]
        parents = [*dict.fromkeys(parent for _, parent in done.orphans)]
        text = self.tr("Pasted without the conditions of {names}: there is no {parents} here.")
        return text.format(names=_listed(names), parents=_listed(parents, "or"))


def _listed(names: list[str], word: str = "and") -> str:
    if len(names) == 1:
        return names[0]
    if len(names) > 3:
        return f"{names[0]} {word} {len(names) - 1} more"
    return f"{', '.join(names[:-1])} {word} {names[-1]}"
