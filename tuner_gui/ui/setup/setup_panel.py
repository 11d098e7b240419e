"""The Setup pane: all that defines a sweep, from target to seed. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tuner_gui.bridge.python_reader import PythonReader
from tuner_gui.bridge.script_reader import ScriptReader
from tuner_gui.core.budget import Budget
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.kinds import RandomKind
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.chrome import Hairline, Pane
from tuner_gui.ui.setup.changes_bar import ChangesBar
from tuner_gui.ui.setup.command_section import CommandSection
from tuner_gui.ui.setup.data_part import DataPart
from tuner_gui.ui.setup.early_stopping_section import EarlyStoppingSection
from tuner_gui.ui.setup.editor_in_sight import EditorInSight, SetupScroller
from tuner_gui.ui.setup.file_choice import choose_file as choose_file_in_dialog
from tuner_gui.ui.setup.file_choice import choose_folder as choose_folder_in_dialog
from tuner_gui.ui.setup.limits_section import LimitsSection
from tuner_gui.ui.setup.pane_lock import PaneLock
from tuner_gui.ui.setup.problem_line import ProblemLine
from tuner_gui.ui.setup.python_reading import PythonReading
from tuner_gui.ui.setup.python_section import PythonSection
from tuner_gui.ui.setup.script_reading import ScriptReading
from tuner_gui.ui.setup.setup_model import SetupModel
from tuner_gui.ui.setup.space_invitation import SpaceInvitation
from tuner_gui.ui.setup.space_offer_card import SpaceOfferCard
from tuner_gui.ui.setup.strategy_section import StrategySection
from tuner_gui.ui.setup.target_reading import TargetReading
from tuner_gui.ui.setup.target_section import TargetSection
from tuner_gui.ui.setup.tracking_section import TrackingSection
from tuner_gui.ui.space.form import SpaceForm
from tuner_gui.ui.space.form_model import SpaceFormModel
from tuner_gui.ui.style.roles import set_role
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QShowEvent

    from tuner_gui.bridge.catalogue_reader import CatalogueReader
    from tuner_gui.insight.coverage import Coverage
    from tuner_gui.ui.setup.file_choice import FileChooser
    from tuner_gui.ui.setup.sweep_changes import SweepChanges
    from tuner_gui.ui.style.theme import Theme


_NARROWEST = 224


class SetupPanel(Pane):
    """Target, data and objective; the space; strategy and limits.

    The reader of the estimators becomes its child; it starts when the pane is first seen.

    Signals:
        changed(): the person edited something.
        status_changed(): problems or the number of planned trials may be others; also without
            an edit, as when the estimators have been read.
        metrics_requested(): the person wants to see how the output of the command is read.
        apply_requested(): the sweep that runs should go by what the pane says.
    """

    changed = Signal()
    status_changed = Signal()
    metrics_requested = Signal()
    apply_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        reader: CatalogueReader,
        parent: QWidget | None = None,
        *,
        choose_file: FileChooser = choose_file_in_dialog,
        choose_folder: FileChooser = choose_folder_in_dialog,
    ) -> None:
        super().__init__(self.tr("Setup"), "setup_panel", parent)
        self.setMinimumWidth(_NARROWEST)
        reader.setParent(self)
        self._reader = reader
        self._space = SpaceFormModel(self)
        self._model = SetupModel(_blank_config(), self._space, self)
        icons = theme.icons
        self._target = TargetSection(self._model, icons)
        self._python = PythonSection(self._model, icons, choose_file)
        self._command = CommandSection(self._model, theme, choose_file, choose_folder)
        self._scripts, self._code = ScriptReader(self), PythonReader(self)
        self._reading = TargetReading(reader, self._model, self._target, self)
        self._python_reading = PythonReading(self._code, self._model, self._python, self)
        self._script_reading = ScriptReading(
            self._scripts, self._model, self._command, self._target.show_note, self
        )
        self._data = DataPart(self._model, theme, choose_file)
        self._offer = SpaceOfferCard(self._model)
        self._form = SpaceForm(self._space, theme)
        self._strategy = StrategySection(self._model)
        self._stopping = EarlyStoppingSection(self._model)
        self._limits = LimitsSection(self._model, icons)
        self._tracking = TrackingSection(icons, choose_folder)
        self._status = ProblemLine(self._model)
        self._changes = ChangesBar(self._model)
        self._scroll = SetupScroller()
        self._invitation = SpaceInvitation(self._model, self._form, self)
        self._sight = EditorInSight(self._scroll, self._form, self)
        self._lay_out()
        fixed = (self._target, self._python, self._command, self._stopping)
        self._lock = PaneLock(fixed, self._data, self._strategy, self._limits, self._form)
        self._connect()

    @property
    def pane(self) -> Pane:
        """What to place in the window."""
        return self

    @property
    def model(self) -> SetupModel:
        """The setup's draft; its `edited` and that of its `space` are the steps of a person."""
        return self._model

    @property
    def space_form(self) -> SpaceForm:
        """The form of the space, for actions that work all over it."""
        return self._form

    @property
    def tracking(self) -> TrackingSection:
        """What is logged elsewhere, which is no part of the config."""
        return self._tracking

    def config(self) -> SweepConfig:
        """Returns what the pane says; where a text cannot be read, the value before it."""
        return self._model.reading.config

    def set_config(self, config: SweepConfig) -> None:
        """Shows another config. Read back, it is equal."""
        self._model.load(config)

    def ask_before_loading(self, may_run: Callable[[], bool]) -> None:
        """Takes who says whether code may be loaded that a session names."""
        self._python_reading.may_run = may_run

    def problems(self) -> list[str]:
        """Returns what keeps the setup from running, one sentence each, the first one first."""
        return self._model.problems()

    def planned_trials(self) -> int | None:
        """Returns how many trials Run would start; None where that is not known."""
        return self._model.planned_trials()

    def grid_size(self) -> int | None:
        """Returns how many points the grid has; None where that is not exact, or not known yet."""
        return self._model.grid_size()

    def has_unparsed_text(self) -> bool:
        """Says whether something is typed that `config()` cannot express."""
        return not self._model.reading.is_complete

    def settle(self) -> None:
        """Takes in what has been typed and not been read yet; call it before `config()` is used."""
        self._space.settle()

    def set_locked(self, locked: bool) -> None:
        """While locked all can be read, and rows be selected, but nothing changed."""
        self.set_running(None, is_locked=locked)

    def set_running(self, config: SweepConfig | None, *, is_locked: bool = False) -> None:
        """Leaves open what may change while a sweep runs, and compares it with that.

        Args:
            config: what the sweep goes by now, in the form's terms; None once none runs.
            is_locked: nothing can be changed: the sweep is stopping, or another program's.
        """
        self._model.set_running(config, is_frozen=is_locked)
        is_live = config is not None and not is_locked
        self._lock.set(is_locked=is_locked, is_live=is_live)
        words = self.tr("what you change waits for Apply") if is_live else ""
        self.set_subtitle(self.tr("locked while running") if is_locked else words)

    def changes(self) -> SweepChanges:
        """Returns what the pane says otherwise than the running sweep goes by."""
        return self._model.changes()

    def set_applying(self, *, is_applying: bool) -> None:
        """Says that the sweep has been told of the changes, and has not answered yet."""
        self._changes.set_applying(is_applying=is_applying)

    def set_coverage(self, coverage: Mapping[str, Coverage]) -> None:
        """Shows what trials have tried of each parameter, by name."""
        self._form.set_coverage(coverage)

    def ask_for_estimator(self) -> None:
        """Opens the list of estimators, once the pane is laid out."""
        QTimer.singleShot(0, self, self._target.ask_for_estimator)

    def ask_for_python(self) -> None:
        """Makes code of the person's own the target, to be named."""
        self._model.choose_python()
        self._python.focus_path()

    def ask_for_command(self) -> None:
        """Goes to where the command is written, once the pane is laid out."""
        QTimer.singleShot(0, self, self._command.focus_command)

    def shut_down(self) -> None:
        """Waits for what is being read in the background; call it before the window goes."""
        self._reader.close()
        for reader in (self._scripts, self._code):
            reader.close()
        self._data.shut_down()
        self._command.shut_down()
        self._space.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Begins to read the estimators, and the data."""
        super().showEvent(event)
        self._reader.start()
        self._data.start()

    def _lay_out(self) -> None:
        content = QWidget()
        set_role(content, "plain")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(
            _section(self._target, self._python, self._command, self._data, self._offer)
        )
        layout.addWidget(Hairline())
        layout.addWidget(self._form)
        layout.addWidget(Hairline())
        search = _section(self._strategy, self._stopping, self._limits, self._tracking)
        search.setSpacing(METRICS.margin)
        layout.addLayout(search)
        layout.addStretch(1)
        self._scroll.setWidget(content)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(self._status)
        self.body.addWidget(self._changes)

    def _connect(self) -> None:
        self._scroll.height_changed.connect(self._form.set_room)
        self._scroll.height_changed.connect(self._keep_editor_in_sight)
        self._space.current_changed.connect(self._sight.ask)
        self._space.changed.connect(self._keep_editor_in_sight)
        self._tracking.unfolded.connect(self._scroll.show_soon)
        self._model.changed.connect(self.status_changed)
        self._model.edited.connect(self._on_edited)
        self._space.edited.connect(self._on_edited)
        self.destroyed.connect(self._reader.close)
        self._target.python_chosen.connect(self._python.focus_path)
        self._target.command_chosen.connect(self.ask_for_command)
        self._changes.apply_requested.connect(self.apply_requested)
        self._command.metrics_requested.connect(self.metrics_requested)

    @Slot(object)
    def _on_edited(self, _edit: object) -> None:
        self.changed.emit()

    @Slot()
    def _keep_editor_in_sight(self) -> None:
        """Who works there sees what is wrong, even where a problem takes up room."""
        focused = QApplication.focusWidget()
        if focused is not None and self._form.isAncestorOf(focused):
            self._sight.ask()


def _section(*widgets: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setContentsMargins(*(METRICS.margin,) * 4)
    layout.setSpacing(METRICS.gap)
    for widget in widgets:
        layout.addWidget(widget)
    return layout


def _blank_config() -> SweepConfig:
    return SweepConfig("", None, HyperParamSpace(), RandomKind(), budget=Budget(trials=50))
