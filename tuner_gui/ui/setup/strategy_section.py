"""How parameters are chosen and how much is spent: strategy, trials, workers. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tuner_gui.core.kinds import ExtensionKind, GridKind
from tuner_gui.ui.chrome import ComboBox, NumberField, WrappedLabel
from tuner_gui.ui.setup.field_line import Cell, FieldLine, show_text
from tuner_gui.ui.setup.strategy_options import OptionsForm
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.ui.setup.setup_model import SetupModel


class StrategySection(QWidget):
    """The strategy with its options and advice, the number of trials and of workers."""

    def __init__(self, model: SetupModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._strategy = ComboBox("setup_strategy", self.tr("Strategy"))
        self._strategy.setToolTip(self.tr("How the parameters of the next trial are chosen."))
        self._trials = NumberField("setup_trials", self.tr("Trials"))
        self._trials.setToolTip(self.tr("How many trials to run at most."))
        self._workers = NumberField("setup_workers", self.tr("Workers"))
        self._workers.setToolTip(
            self.tr("How many trials run at a time, each in a process of its own.")
        )
        self._line = FieldLine(
            Cell("strategy", self.tr("Strategy"), self._strategy, stretch=2),
            Cell("trials", self.tr("Trials"), self._trials),
            Cell("workers", self.tr("Workers"), self._workers),
        )
        self._advice = WrappedLabel("", "hint")
        self._advice.setObjectName("setup_advice")
        self._promise = WrappedLabel("", "hint")
        self._promise.setObjectName("setup_promise")
        self._options = OptionsForm("strategy")
        self._tags: list[str] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self._line)
        layout.addWidget(self._advice)
        layout.addWidget(self._options)
        layout.addWidget(self._promise)
        self._connect()
        self._show()

    def _connect(self) -> None:
        self._strategy.activated.connect(self._on_strategy_activated)
        self._trials.text_edited.connect(partial(self._on_edited, "trials"))
        self._workers.text_edited.connect(partial(self._on_edited, "workers"))
        self._options.edited.connect(self._on_option_edited)
        self._model.changed.connect(self._show)

    @Slot(int)
    def _on_strategy_activated(self, index: int) -> None:
        label = self.tr("Choose %s") % self._strategy.itemText(index)
        self._model.set_field("strategy", self._tags[index], label)

    def _on_edited(self, field: str, text: str) -> None:
        self._model.set_field(field, text, self.tr("Change the budget"))

    @Slot(str, str)
    def _on_option_edited(self, name: str, text: str) -> None:
        draft = self._model.draft.with_option(name, text)
        self._model.apply(draft, self.tr("Change the strategy"), merge=f"strategy.{name}")

    @Slot()
    def _show(self) -> None:
        draft, faults = self._model.draft, self._model.reading.faults
        tags = [each.tag for each in draft.strategies]
        if tags != self._tags:
            self._tags = tags
            self._strategy.clear()
            self._strategy.addItems([_title(each.base) for each in draft.strategies])
        self._strategy.setCurrentIndex(tags.index(draft.strategy))
        chosen = draft.chosen_strategy
        self._advice.setText(chosen.base.advice)
        self._promise.setText(chosen.base.promise())
        self._options.set_fields(chosen.fields)
        self._options.show_texts(chosen.text)
        self._options.show_problems(faults)
        is_grid = isinstance(chosen.base, GridKind)
        self._trials.setPlaceholderText(self.tr("all") if is_grid else "")
        show_text(self._trials, draft.trials)
        show_text(self._workers, draft.workers)
        self._line.show_problems(faults)


def _title(kind: TunerKind) -> str:
    return kind.kind if isinstance(kind, ExtensionKind) else kind.title
