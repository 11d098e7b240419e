"""The space form: heading, list, editor of the selected row, size of the grid. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import ElidedLabel, EmptyState, Hairline, LinkButton, TextLabel
from tuner_gui.ui.space.condition_popup import ConditionPopup
from tuner_gui.ui.space.constraints_section import ConstraintsSection
from tuner_gui.ui.space.list_view import ParameterListView
from tuner_gui.ui.space.multi_editor import MultiEditor
from tuner_gui.ui.space.row_actions import RowActions
from tuner_gui.ui.space.row_editor import RowEditor
from tuner_gui.ui.space.space_footer import SpaceFooter
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QAction

    from tuner_gui.insight.coverage import Coverage
    from tuner_gui.ui.space.form_model import SpaceFormModel
    from tuner_gui.ui.style.theme import Theme

_BESIDES_LIST = 310
"""Heading, editor and the line below them."""


class SpaceForm(QWidget):
    """Master and detail: the parameters, and below them the fields of the selected one.

    Signals:
        text_requested(): the person wants to see the space as text.
    """

    text_requested = Signal()

    def __init__(self, form: SpaceFormModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "space_form", self.tr("Search space"))
        icons = theme.icons
        self._form = form
        self._actions = RowActions(form, icons, self)
        self._count = ElidedLabel("", "subtitle")
        self._count.setObjectName("space_count")
        self._add = LinkButton(self.tr("+ Add"), "space_add")
        self._text = LinkButton(self.tr("Text"), "space_as_text")
        self._text.setToolTip(self.tr("The same space as YAML or JSON, beside the charts"))
        self._list = ParameterListView(form, theme)
        self._empty = EmptyState(
            icons,
            "target",
            self.tr("Choose a target and its parameters appear here, or add one"),
            name="space_empty",
        )
        self._editor = RowEditor(form, self._actions, icons)
        self._multi = MultiEditor(form, self._actions, icons)
        self._popup = ConditionPopup(form, self._actions.edits, self)
        self._constraints = ConstraintsSection(form, icons)
        self._footer = SpaceFooter(form, self._constraints.add)
        self._lay_out()
        self._connect()
        self._show()

    def set_invitation(self, sentence: str) -> None:
        """Says in place of an empty list how parameters get there."""
        self._empty.set_sentence(sentence)

    def set_locked(self, locked: bool) -> None:
        """While locked, rows can be selected and read, not changed."""
        self._form.is_locked = locked
        self._add.setEnabled(not locked)
        self._list.setDragEnabled(not locked)
        self._editor.set_locked(locked)
        self._multi.set_locked(locked)
        self._constraints.set_locked(locked)
        self._actions.refresh()

    def set_room(self, height: int) -> None:
        """Says how high the window shows it: list and editor are to be seen together."""
        self._list.set_room(height - _BESIDES_LIST)

    def set_coverage(self, coverage: Mapping[str, Coverage]) -> None:
        """Shows what trials have tried of each parameter, by name."""
        self._list.set_coverage(coverage)

    def add_row_actions(self, actions: Sequence[QAction]) -> None:
        """Puts more into the menu of the list; the keys work wherever the form has the focus."""
        self._actions.more = list(actions)
        for action in actions:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)

    def editor(self) -> QWidget:
        """The fields of the selected rows, to be scrolled to."""
        return self._multi if len(self._form.selected_keys) > 1 else self._editor

    @property
    def has_selected_row(self) -> bool:
        """True while the editor has something to show."""
        return self._form.current_key is not None

    def slide_list_back(self, slid: int) -> None:
        """Keeps the selected row where it is on the screen, as far as the list can."""
        self._list.slide_back(slid)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(METRICS.margin, 0, METRICS.margin, 0)
        head.setSpacing(METRICS.gap)
        head.addWidget(TextLabel(self.tr("Search space"), "title"))
        head.addWidget(self._count, 1)
        head.addWidget(self._add)
        head.addWidget(self._text)
        bar = QWidget()
        bar.setFixedHeight(METRICS.pane_title)
        bar.setLayout(head)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(Hairline())
        layout.addWidget(self._list)
        layout.addWidget(self._empty)
        layout.addWidget(self._editor)
        layout.addWidget(self._multi)
        layout.addWidget(self._constraints)
        layout.addWidget(self._footer)

    def _connect(self) -> None:
        self._actions.install(self, self._list)
        self._actions.added.connect(self._editor.focus_name)
        self._list.edit_requested.connect(self._on_edit_requested)
        self._list.rename_requested.connect(self._on_rename_requested)
        edits = self._actions.edits
        self._list.dropped.connect(edits.drop)
        # queued: the popup opens when the drag is over
        queued = Qt.ConnectionType.QueuedConnection
        self._list.dropped_on.connect(self._on_values_requested, queued)
        edits.values_requested.connect(self._on_values_requested)
        edits.refused.connect(self._list.refuse)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.customContextMenuRequested.connect(self._on_context_menu_requested)
        self._editor.left.connect(self._list.setFocus)
        self._multi.left.connect(self._list.setFocus)
        self._constraints.left.connect(self._list.setFocus)
        self._add.clicked.connect(self._on_add_clicked)
        self._text.clicked.connect(self.text_requested)
        self._form.changed.connect(self._show)

    @Slot()
    def _on_edit_requested(self) -> None:
        if len(self._form.selected_keys) > 1:
            self._multi.focus_first_field()
        else:
            self._editor.focus_first_field()

    @Slot()
    def _on_rename_requested(self) -> None:
        self._form.select(self._form.current_key)
        self._editor.focus_name()

    @Slot(object, int)
    def _on_values_requested(self, keys: tuple[int, ...], parent: int) -> None:
        self._popup.ask(keys, parent, self._list.corner_of(parent))

    @Slot()
    def _on_add_clicked(self) -> None:
        corner = self._add.mapToGlobal(QPoint(0, self._add.height()))
        self._actions.add_menu.popup(corner)

    @Slot(QPoint)
    def _on_context_menu_requested(self, place: QPoint) -> None:
        menu = self._actions.context_menu(self._list)
        menu.popup(self._list.viewport().mapToGlobal(place))

    @Slot()
    def _show(self) -> None:
        count = len(self._form.draft)
        self._count.setText(self._count_words(count))
        self._list.setVisible(count > 0)
        self._empty.setVisible(count == 0)

    def _count_words(self, count: int) -> str:
        if count == 0:
            return ""
        return self.tr("1 parameter") if count == 1 else self.tr("%s parameters") % f"{count:,}"
