"""The editor of several selected parameters: what they share, changed at once. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tuner_gui.ui.chrome import (
    ComboBox,
    ElidedLabel,
    FieldLabel,
    FieldProblem,
    IconButton,
    NumberField,
    TextLabel,
)
from tuner_gui.ui.space.condition_text import conditions_text
from tuner_gui.ui.space.draft import FIELDS_OF_KIND, KIND_NAMES
from tuner_gui.ui.space.row_buttons import row_buttons
from tuner_gui.ui.space.wording import KIND_TITLES
from tuner_gui.ui.style.roles import named, set_look, set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from tuner_gui.ui.space.draft import RowDraft
    from tuner_gui.ui.space.form_model import SpaceFormModel
    from tuner_gui.ui.space.row_actions import RowActions
    from tuner_gui.ui.style.icons import Icons

_FIELDS = ("low", "high", "step")


class MultiEditor(QFrame):
    """Shown while more than one row is selected.

    Signals:
        left(): the person goes back to the list (Esc, Enter).
    """

    left = Signal()

    def __init__(
        self,
        form: SpaceFormModel,
        actions: RowActions,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "space_multi_editor", self.tr("Selected parameters"))
        set_role(self, "raised")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._form, self._actions = form, actions
        self._make_controls(icons)
        self._buttons = row_buttons(actions, icons, "all_button")
        self._lay_out()
        self._connect()
        self._show()

    def _make_controls(self, icons: Icons) -> None:
        tr = self.tr
        self._title = TextLabel("", "title")
        self._title.setObjectName("space_multi_title")
        self._names = ElidedLabel("", "second")
        self._kind = ComboBox("space_multi_kind", tr("Kind of all"))
        self._kind.setPlaceholderText(tr("mixed"))
        for kind in KIND_NAMES:
            self._kind.addItem(KIND_TITLES[kind], kind)
        self._log = named(QCheckBox(tr("Log scale")), "space_multi_log", tr("Log scale of all"))
        self._use = named(QCheckBox(tr("Use them")), "space_multi_use", tr("Use all of them"))
        self._use.setToolTip(tr("Off: each trial gets one value of each; the rows keep the rest."))
        titles = {"low": tr("Low"), "high": tr("High"), "step": tr("Step")}
        self._texts = {
            field: NumberField(f"space_multi_{field}", titles[field]) for field in titles
        }
        self._labels = {field: FieldLabel(titles[field], self._texts[field]) for field in titles}
        self._when = ElidedLabel("", "field")
        self._when.setObjectName("space_multi_when")
        tip = tr("Choose a parameter and the values of it that switch all of these on")
        self._when_menu = IconButton(icons, "chevron-down", tip, "space_multi_when_menu")
        tip = tr("Always active: drop the conditions of all of these")
        self._always = IconButton(icons, "close", tip, "space_multi_always_active")
        self._problem = FieldProblem()

    def focus_first_field(self) -> None:
        """Goes to the first field that all of them have."""
        fields = [widget for widget in self._texts.values() if widget.isVisibleTo(self)]
        (fields[0] if fields else self._kind).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_locked(self, locked: bool) -> None:
        """Keeps the fields readable, but not to be changed."""
        for field in self._texts.values():
            field.setReadOnly(locked)
        for control in (self._kind, self._log, self._use):
            set_look(control, "locked", locked)
            control.setEnabled(not locked)
        for button in (self._when_menu, self._always):
            button.setEnabled(not locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Enter lead back to the list."""
        if Qt.Key(event.key()) in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._title, 1)
        for button in self._buttons:
            head.addWidget(button)
        grid = QGridLayout()
        grid.setContentsMargins(0, METRICS.tiny_gap, 0, 0)
        grid.setHorizontalSpacing(METRICS.gap)
        grid.setVerticalSpacing(METRICS.tiny_gap)
        grid.addWidget(self._kind, 0, 0)
        grid.addWidget(self._use, 0, 1)
        grid.addWidget(self._log, 0, 2)
        for column, field in enumerate(self._texts):
            grid.setColumnStretch(column, 1)
            grid.addWidget(self._labels[field], 1, column)
            grid.addWidget(self._texts[field], 2, column)
        for widget in (self._kind, *self._texts.values()):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        when = QHBoxLayout()
        when.setSpacing(2)
        when.addWidget(self._when, 1)
        when.addWidget(self._when_menu)
        when.addWidget(self._always)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(METRICS.margin, 6, METRICS.margin, METRICS.gap)
        layout.setSpacing(METRICS.tiny_gap)
        layout.addLayout(head)
        layout.addWidget(self._names)
        layout.addLayout(grid)
        layout.addLayout(when)
        layout.addWidget(self._problem)

    def _connect(self) -> None:
        edits = self._actions.edits
        self._kind.activated.connect(self._on_kind_activated)
        self._log.clicked.connect(self._on_log_clicked)
        self._use.clicked.connect(self._on_use_clicked)
        for field, widget in self._texts.items():
            widget.text_edited.connect(partial(edits.set_text, field))
        self._when_menu.clicked.connect(self._open_menu)
        self._always.clicked.connect(edits.make_always_active)
        self._form.changed.connect(self._show)
        self._form.selection_changed.connect(self._show)

    @Slot()
    def _show(self) -> None:
        keys = self._form.selected_keys
        if len(keys) < 2:
            self.hide()
            return
        rows = [self._form.draft.row(key) for key in keys]
        self._title.setText(self._actions.edits.title())
        self._names.setText(", ".join(row.name for row in rows))
        kinds = {row.kind for row in rows}
        self._kind.setCurrentIndex(self._kind.findData(rows[0].kind) if len(kinds) == 1 else -1)
        _show_switch(self._use, [row.disabled is None for row in rows])
        _show_switch(self._log, [row.log for row in rows])
        self._log.setVisible(all("log" in FIELDS_OF_KIND[kind] for kind in kinds))
        for field in _FIELDS:
            self._show_field(field, rows)
        self._show_when(rows)
        self._problem.set_problem(self._first_problem(rows))
        self.show()

    def _show_field(self, field: str, rows: Sequence[RowDraft]) -> None:
        is_there = all(field in FIELDS_OF_KIND[row.kind] for row in rows)
        self._texts[field].setVisible(is_there)
        self._labels[field].setVisible(is_there)
        texts = {row.text(field) for row in rows}
        text = texts.pop() if len(texts) == 1 else ""
        nothing = self.tr("none") if field == "step" else ""
        self._texts[field].setPlaceholderText(self.tr("different") if texts else nothing)
        if self._texts[field].text() != text:
            self._texts[field].setText(text)

    def _show_when(self, rows: Sequence[RowDraft]) -> None:
        said = {conditions_text(self._form.draft, row) for row in rows}
        words = self.tr("Active under different conditions")
        if len(said) == 1:
            text = said.pop()
            words = self.tr("When %s") % text if text else self.tr("Always active")
        self._when.setText(words)
        self._always.setVisible(any(row.conditions for row in rows))

    def _first_problem(self, rows: Sequence[RowDraft]) -> str | None:
        problems = self._form.problems
        found = [
            f"{row.name}: {problems[row.key][0].message}" for row in rows if row.key in problems
        ]
        if not found:
            return None
        more = self.tr(" (%d more)") % (len(found) - 1) if len(found) > 1 else ""
        return found[0] + more

    @Slot(int)
    def _on_kind_activated(self, index: int) -> None:
        self._actions.edits.set_kind(self._kind.itemData(index))

    @Slot()
    def _on_log_clicked(self) -> None:
        self._actions.edits.set_log(self._log.checkState() != Qt.CheckState.Unchecked)

    @Slot()
    def _on_use_clicked(self) -> None:
        self._actions.edits.set_disabled(self._use.checkState() == Qt.CheckState.Unchecked)

    @Slot()
    def _open_menu(self) -> None:
        corner = self._when_menu.mapToGlobal(QPoint(0, self._when_menu.height()))
        self._actions.active_when.popup(corner)


def _show_switch(switch: QCheckBox, states: Sequence[bool]) -> None:
    """On, off, or between where some are on: a click there switches all on."""
    if all(states) or not any(states):
        switch.setTristate(False)
        switch.setChecked(all(states))
    else:
        switch.setCheckState(Qt.CheckState.PartiallyChecked)
