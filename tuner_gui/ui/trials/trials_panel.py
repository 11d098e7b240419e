"""The Trials pane: the table with its counts, filter and columns; other pages. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from tuner_gui.core.trial import TrialState
from tuner_gui.ui.chrome.buttons import IconButton
from tuner_gui.ui.chrome.notices import EmptyState
from tuner_gui.ui.chrome.pane import Pane
from tuner_gui.ui.chrome.tabs import SegmentedTabs
from tuner_gui.ui.trials.column_memory import ColumnMemory
from tuner_gui.ui.trials.filter_errors import FilterError
from tuner_gui.ui.trials.filter_field import FilterField, FilterProblem
from tuner_gui.ui.trials.trial_filter import parse_filter
from tuner_gui.ui.trials.trial_menus import build_column_menu
from tuner_gui.ui.trials.trial_table_model import TrialTableModel
from tuner_gui.ui.trials.trial_table_view import TrialTableView

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.core.trial_store import StoreChange
    from tuner_gui.ui.style.theme import Theme

_TABLE = "table"


class TrialsPanel(Pane):
    """All trials of the sweep, as they run.

    Other rooms add pages of their own behind tabs, by `add_page`.

    Args:
        live: the trials.
        selection: the trial that the window shows; the table follows it and sets it.
        theme: colours, fonts and icons.
    """

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
        self.filter_field = FilterField()
        self._problem = FilterProblem(self.filter_field, self)
        self._column_button = self._make_column_button(theme)
        self._empty, self._no_match = self._make_empty_states(theme)
        self._pages = QStackedWidget()
        for page in (self.table, self._empty, self._no_match):
            self._pages.addWidget(page)
        self._others: dict[str, QWidget] = {}
        self.tabs = SegmentedTabs("trial_tabs", self.tr("Trials"), self)
        self.tabs.setUsesScrollButtons(False)  # the filter gives way, not the tabs
        self.tabs.hide()
        self.tabs.add(_TABLE, self.tr("Trials"), self.tr("All trials, one row each"))
        self.set_body(self._pages)
        self.add_action_widget(self.filter_field)
        self.add_action_widget(self._column_button)
        self._connect(live)
        self._refresh()

    def _make_column_button(self, theme: Theme) -> IconButton:
        tip = self.tr("Choose and sort columns")
        button = IconButton(theme.icons, "columns", tip, "trial_columns_button")
        button.clicked.connect(self._on_columns_clicked)
        return button

    def _make_empty_states(self, theme: Theme) -> tuple[EmptyState, EmptyState]:
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
        return empty, no_match

    def _connect(self, live: LiveStore) -> None:
        self.tabs.chosen.connect(self._on_tab_chosen)
        self.filter_field.edited.connect(self._on_filter_edited)
        self.filter_field.left.connect(self._on_filter_left)
        self.model.modelReset.connect(self._on_replaced)
        live.changed.connect(self._on_changed)

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
        self._on_filter_edited(self.filter_field.text())
        self._refresh()

    def _refresh(self) -> None:
        counts = self._counts()
        if counts != self._shown_counts:
            self._shown_counts = counts
            self.set_subtitle(counts)
        title = self.tr("Trials")
        self.tabs.set_text(_TABLE, f"{title} {self._total()}" if len(self._live.store) else title)
        other = self._others.get(self.tabs.current_key())
        if other is not None:
            page = other
        elif not len(self._live.store):
            page = self._empty
        elif not self.model.rowCount() and self.model.is_filtered:
            page = self._no_match
        else:
            page = self.table
        if self._pages.currentWidget() is not page:
            self._pages.setCurrentWidget(page)

    def _counts(self) -> str:
        """What stands beside the title; on tabs, each says its own number."""
        store = self._live.store
        parts = []
        if len(store) and not self._others:
            parts.append(self._total())
        if running := store.count(TrialState.RUNNING):
            parts.append(self.tr("{count} running").format(count=f"{running:,}"))
        if pruned := store.count(TrialState.PRUNED):
            parts.append(self.tr("{count} pruned").format(count=f"{pruned:,}"))
        failed = store.count(TrialState.FAILED)
        if failed and not self._others:
            parts.append(self.tr("{count} failed").format(count=f"{failed:,}"))
        return " · ".join(parts)

    def _total(self) -> str:
        total = f"{len(self._live.store):,}"
        if not self.model.is_filtered:
            return total
        shown = f"{self.model.rowCount():,}"
        return self.tr("{shown} of {total}").format(shown=shown, total=total)
