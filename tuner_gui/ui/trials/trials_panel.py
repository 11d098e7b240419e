"""The Trials pane: the table with its counts, filter and columns; other pages. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from tuner_gui.ui.chrome.buttons import IconButton
from tuner_gui.ui.chrome.notices import EmptyState
from tuner_gui.ui.chrome.pane import Pane
from tuner_gui.ui.chrome.tabs import SegmentedTabs
from tuner_gui.ui.trials.column_memory import ColumnMemory
from tuner_gui.ui.trials.filter_errors import FilterError
from tuner_gui.ui.trials.filter_field import FilterField, FilterProblem
from tuner_gui.ui.trials.hidden_button import HiddenButton
from tuner_gui.ui.trials.mark_actions import MarkActions
from tuner_gui.ui.trials.trial_counts import all_hidden_text, state_parts, total_text
from tuner_gui.ui.trials.trial_filter import parse_filter
from tuner_gui.ui.trials.trial_menus import build_column_menu
from tuner_gui.ui.trials.trial_table_model import TrialTableModel
from tuner_gui.ui.trials.trial_table_view import TrialTableView

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.core.trial_store import StoreChange
    from tuner_gui.ui.style.theme import Theme

_TABLE = "table"
_NARROW = 500
"""A head with less than this has no room for what others say too."""


class TrialsPanel(Pane):
    """All trials of the sweep, as they run.

    Other rooms add pages of their own behind tabs, by `add_page`.

    Args:
        live: the trials.
        selection: the trial that the window shows; the table follows it and sets it.
        theme: colours, fonts and icons.

    Signals:
        note_requested(int): the note of this trial is to be written; the window shows the trial.
    """

    note_requested = Signal(int)

    def __init__(
        self,
        live: LiveStore,
        selection: TrialSelection,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "trials_pane", parent)
        self.set_title(self.tr("Trials"))
        self._live = live
        self._shown_counts = ""
        self.model = TrialTableModel(live, self)
        self.table = TrialTableView(self.model, selection, theme)
        self.marks = MarkActions(self.table, live, selection)
        self.filter_field = FilterField()
        self._problem = FilterProblem(self.filter_field, self)
        self._hidden_button = HiddenButton(theme.icons)
        self._column_button = self._make_column_button(theme)
        self._empty, self._no_match, self._all_hidden = self._make_empty_states(theme)
        self._pages = QStackedWidget()
        for page in (self.table, self._empty, self._no_match, self._all_hidden):
            self._pages.addWidget(page)
        self._others: dict[str, QWidget] = {}
        self.tabs = SegmentedTabs("trial_tabs", self.tr("Trials"), self)
        self.tabs.setUsesScrollButtons(False)  # the filter gives way, not the tabs
        self.tabs.hide()
        self.tabs.add(_TABLE, self.tr("Trials"), self.tr("All trials, one row each"))
        self.set_body(self._pages)
        self.add_action_widget(self._hidden_button)
        self.add_action_widget(self.filter_field)
        self.add_action_widget(self._column_button)
        self._connect(live)
        self._refresh()

    def _make_column_button(self, theme: Theme) -> IconButton:
        tip = self.tr("Choose and sort columns")
        button = IconButton(theme.icons, "columns", tip, "trial_columns_button")
        button.clicked.connect(self._on_columns_clicked)
        return button

    def _make_empty_states(self, theme: Theme) -> tuple[EmptyState, EmptyState, EmptyState]:
        empty = EmptyState(
            theme.icons,
            "table",
            self.tr("Trials appear here as they run, the newest on top."),
            name="no_trials",
        )
        no_match = EmptyState(
            theme.icons,
            "filter",
            self.tr("No trial matches the filter."),
            self.tr("Clear the filter"),
            name="no_matching_trials",
        )
        no_match.activated.connect(self.filter_field.empty)
        all_hidden = EmptyState(
            theme.icons, "hidden", "", self.tr("Show hidden trials"), name="all_trials_hidden"
        )
        all_hidden.activated.connect(self._hidden_button.click)
        return empty, no_match, all_hidden

    def _connect(self, live: LiveStore) -> None:
        self.tabs.chosen.connect(self._on_tab_chosen)
        self.filter_field.edited.connect(self._on_filter_edited)
        self.filter_field.left.connect(self._on_filter_left)
        self.model.modelReset.connect(self._on_replaced)
        self.model.marks_changed.connect(self._refresh)
        self._hidden_button.toggled.connect(self._on_hidden_toggled)
        self.marks.note_requested.connect(self.note_requested)
        live.changed.connect(self._on_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the filter and the tabs what room there is."""
        super().resizeEvent(event)
        self._refresh()

    # other pages

    def add_page(self, key: str, title: str, tip: str, page: QWidget) -> None:
        """Puts a page behind a tab of its own; `tabs.choose(key)` brings it to the front."""
        if not self._others:
            self.set_tabs(self.tabs)
            self.tabs.show()
        self._others[key] = page
        self._pages.addWidget(page)
        self.tabs.add(key, title, tip)
        self._refresh()

    def show_filtered(self, text: str) -> None:
        """Shows the table with this filter."""
        self.tabs.choose(_TABLE)
        self.filter_field.setText(text)
        self._on_filter_edited(text)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_tab_chosen(self, key: str) -> None:
        for control in (self.filter_field, self._column_button):
            control.setVisible(key == _TABLE)
        self._refresh()

    @Slot(bool)
    def _on_hidden_toggled(self, is_wanted: bool) -> None:
        self.model.show_hidden(is_wanted=is_wanted)
        self._refresh()

    # what is remembered

    def save_state(self) -> str:
        """Returns order, visibility, widths and sorting of the columns, for the settings."""
        return self.table.columns.memory().model_dump_json()

    def restore_state(self, state: str) -> None:
        """Arranges the columns as saved; what cannot be read changes nothing."""
        if state:
            self.table.columns.restore(ColumnMemory.read(state))

    # filter

    @Slot()
    def focus_filter(self) -> None:
        """Lets the person write a filter."""
        self.tabs.choose(_TABLE)
        self.filter_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_field.selectAll()

    @Slot(str)
    def _on_filter_edited(self, text: str) -> None:
        """Takes a filter; one that cannot be read leaves the last one in force."""
        try:
            trial_filter = parse_filter(text, self.model.columns)
        except FilterError as error:
            self._problem.set_problem(str(error))
            return
        self._problem.set_problem(None)
        self.model.set_filter(trial_filter)
        self._refresh()

    @Slot()
    def _on_filter_left(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_columns_clicked(self) -> None:
        menu = build_column_menu(self, self.model, self.table.columns)
        button = self._column_button
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + 2))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))

    # counts and pages

    @Slot(object)
    def _on_changed(self, change: StoreChange) -> None:
        if change.has_new_columns and self._problem.text():
            self._on_filter_edited(self.filter_field.text())
        self._refresh()

    @Slot()
    def _on_replaced(self) -> None:
        self._hidden_button.setChecked(False)
        self._on_filter_edited(self.filter_field.text())
        self._refresh()

    def _refresh(self) -> None:
        counts = self._counts()
        if counts != self._shown_counts:
            self._shown_counts = counts
            self.set_subtitle(counts)
        is_table = self.tabs.current_key() == _TABLE
        self._hidden_button.set_count(self.model.hidden_count, is_wanted=is_table)
        title = self.tr("Trials")
        has_trials = len(self._live.store) > 0
        total = total_text(self.model, is_short=self._is_narrow)
        self.tabs.set_text(_TABLE, f"{title} {total}" if has_trials else title)
        page = self._page()
        if self._pages.currentWidget() is not page:
            self._pages.setCurrentWidget(page)

    @property
    def _is_narrow(self) -> bool:
        return self.width() < _NARROW

    def _page(self) -> QWidget:
        """What there is to see."""
        other = self._others.get(self.tabs.current_key())
        if other is not None:
            return other
        if not len(self._live.store):
            return self._empty
        if self.model.rowCount():
            return self.table
        if self.model.hidden_matches():
            self._all_hidden.set_sentence(all_hidden_text(self.model))
            return self._all_hidden
        return self._no_match if self.model.is_filtered else self.table

    def _counts(self) -> str:
        """What stands beside the title; on tabs, each says its own number."""
        is_alone = not self._others
        if self._is_narrow and not is_alone:
            return ""
        total = [total_text(self.model)] if is_alone and len(self._live.store) else []
        return " · ".join([*total, *state_parts(self.model, with_failed=is_alone)])
