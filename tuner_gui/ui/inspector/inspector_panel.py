"""The Inspector pane: the best trial so far, or the selected one. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from tuner_gui.insight.failure_tally import FailureTally
from tuner_gui.ui.chrome.buttons import LinkButton
from tuner_gui.ui.chrome.pane import Pane
from tuner_gui.ui.inspector.best_page import BestPage
from tuner_gui.ui.inspector.output_reading import OutputReading
from tuner_gui.ui.inspector.saved_words import saved_sentence
from tuner_gui.ui.inspector.star_button import StarButton
from tuner_gui.ui.inspector.trial_page import TrialPage

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.core.trial_store import StoreChange
    from tuner_gui.ui.inspector.output_view import LogReader
    from tuner_gui.ui.style.theme import Theme

_NARROWEST = 260


def no_output(_number: int) -> tuple[str, bool]:
    """Reads no log: what there is before a session says where its logs are."""
    return "", False


class InspectorPanel(Pane):
    """Looks at one trial: the selected one, or the best so far.

    Args:
        live: the trials.
        selection: which of them is shown; None is the best so far.
        theme: colours, fonts and icons.
        read_log: gives the output of a trial by its number, and whether it is only its end.

    Signals:
        copy_requested(str): copy the parameters of `shown_number` as this format.
        export_requested(): write the best parameters into a file.
        folder_requested(): show where the files of `shown_number` are.
        steering_requested(str, int): `kill`, `skip`, `again` or `changed`, and which trial.
        failures_requested(): show all that failed.
    """

    copy_requested = Signal(str)
    export_requested = Signal()
    folder_requested = Signal()
    steering_requested = Signal(str, int)
    failures_requested = Signal()

    def __init__(
        self,
        live: LiveStore,
        selection: TrialSelection,
        theme: Theme,
        read_log: LogReader = no_output,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "inspector_pane", parent)
        self.setMinimumWidth(_NARROWEST)
        self._live = live
        self._selection = selection
        self._metric_note = ""
        self._tally = FailureTally()
        self._back = LinkButton(self.tr("Best so far"), "back_to_best")
        self._back.setToolTip(self.tr("Show the best trial again"))
        self._star = StarButton(live, theme.icons, "trial_star")
        self._best_page = BestPage(live, theme)
        self._trial_page = TrialPage(live, theme)
        self._reading = OutputReading(self._trial_page, live, self._selected_row, read_log)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._best_page)
        self._pages.addWidget(self._trial_page)
        self.set_body(self._pages)
        self.add_action_widget(self._back)
        self.add_action_widget(self._star)
        self._connect()
        self._on_replaced()

    def _connect(self) -> None:
        self._live.changed.connect(self._on_changed)
        self._live.replaced.connect(self._on_replaced)
        self._live.finished.connect(self._on_finished)
        self._selection.current_changed.connect(self._on_selected)
        self._best_page.copy_requested.connect(self.copy_requested)
        self._trial_page.copy_requested.connect(self.copy_requested)
        self._best_page.export_requested.connect(self.export_requested)
        self._best_page.failure_chosen.connect(self._on_failure_chosen)
        self._best_page.failures_requested.connect(self.failures_requested)
        self._best_page.note_requested.connect(self._on_note_requested)
        self._trial_page.folder_requested.connect(self.folder_requested)
        self._trial_page.steering_requested.connect(self._on_steering_requested)
        self._back.clicked.connect(self._on_back)

    # what is shown

    @property
    def shown_number(self) -> int | None:
        """The number of the trial in view; None where there is none."""
        row = self._shown_row()
        return None if row is None else int(self._live.store.numbers[row])

    def set_metric_note(self, note: str) -> None:
        """Says more of the objective below its best value, such as `5-fold mean`."""
        self._metric_note = note
        self._show()

    def set_command(self, *, is_command: bool) -> None:
        """Says whether trials can be copied as commands."""
        for page in (self._best_page, self._trial_page):
            page.set_command(is_command=is_command)

    def set_steering_obstacle(self, reason: str) -> None:
        """Says why no trial can be run again just now; nothing where one can."""
        self._trial_page.steering.set_obstacle(reason)

    def set_log_reader(self, read_log: LogReader) -> None:
        """Takes the output of trials from elsewhere: another session."""
        self._reading.set_log_reader(read_log)
        self._read_soon()

    def _selected_row(self) -> int | None:
        number = self._selection.current
        return None if number is None else self._live.store.row_of(number)

    def _shown_row(self) -> int | None:
        selected = self._selected_row()
        return self._live.store.best_row if selected is None else selected

    def _show(self) -> None:
        row = self._selected_row()
        self._back.setVisible(row is not None)
        if row is None:
            self._trial_page.marks.leave()
            self._show_best()
        else:
            self._show_trial(row)

    def _show_best(self) -> None:
        number = self.shown_number
        self._star.show_trial(number)
        self.set_title(self.tr("Best so far"))
        self.set_subtitle("" if number is None else self.tr("trial {number}").format(number=number))
        self._best_page.show_best(self._live.store, self._metric_note)
        self._pages.setCurrentWidget(self._best_page)

    def _show_trial(self, row: int) -> None:
        store = self._live.store
        number, is_best = int(store.numbers[row]), row == store.best_row
        self._star.show_trial(number)
        self.set_title(self.tr("Trial {number}").format(number=number))
        self.set_subtitle(self.tr("the best so far") if is_best else "")
        self._trial_page.show_trial(store, row)
        self._pages.setCurrentWidget(self._trial_page)

    # following the trials

    @Slot(object)
    def _on_changed(self, change: StoreChange) -> None:
        store = self._live.store
        if self._tally.take(store, change):
            self._best_page.show_failures(self._tally.groups(store))
        row = self._selected_row()
        if row is None:
            if change.best_changed or store.best_row is None:
                self._show_best()
            else:
                self._best_page.show_caption(store, self._metric_note)
        elif change.best_changed or row in change.changed or row >= change.first_new:
            self._show()

    @Slot()
    def _on_finished(self) -> None:
        self._best_page.show_saved(saved_sentence(self._live.store))

    @Slot()
    def _on_replaced(self) -> None:
        self._on_finished()
        self._tally.count_anew(self._live.store)
        self._best_page.show_failures(self._tally.groups(self._live.store))
        self._on_selected(self._selection.current)

    @Slot(object)
    def _on_selected(self, _number: int | None) -> None:
        self._trial_page.output.clear_output()
        self._trial_page.verticalScrollBar().setValue(0)
        self._show()
        self._read_soon()

    @Slot(int)
    def _on_failure_chosen(self, number: int) -> None:
        self._selection.select(number)

    @Slot(str)
    def _on_steering_requested(self, action: str) -> None:
        if (number := self.shown_number) is not None:
            self.steering_requested.emit(action, number)

    @Slot()
    def _on_back(self) -> None:
        self._selection.select(None)

    # marks

    def edit_note(self, number: int) -> None:
        """Selects a trial and opens its note for typing; then the keyboard goes back.

        While nothing can be marked, the trial is only selected.
        """
        back = QApplication.focusWidget()
        self._selection.select(number)
        if self._selected_row() is not None:
            marks = self._trial_page.marks
            marks.edit_note(None if back is None or self.isAncestorOf(back) else back)
            self._trial_page.ensureWidgetVisible(marks)

    def settle(self) -> None:
        """Commits what is being typed: a note, a tag."""
        self._trial_page.marks.settle()

    @Slot()
    def _on_note_requested(self) -> None:
        if (number := self.shown_number) is not None:
            self.edit_note(number)

    # output

    def showEvent(self, event: QShowEvent) -> None:
        """Reads the output again."""
        super().showEvent(event)
        self._reading.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Reads no more."""
        super().hideEvent(event)
        self._reading.stop()

    def _read_soon(self) -> None:
        if self.isVisible():
            self._reading.start()
