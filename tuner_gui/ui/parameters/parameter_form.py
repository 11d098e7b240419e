"""The parameters of one trial, one field each, as far as they are active. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from tuner_gui.core.domains import Constant
from tuner_gui.ui.chrome.problems import FieldProblem
from tuner_gui.ui.chrome.scroll_page import ScrollPage
from tuner_gui.ui.parameters.parameter_row import ParameterRow
from tuner_gui.ui.parameters.typed_values import TypedValues, read_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from tuner_gui.core.space import HyperParamSpace


class ParameterForm(ScrollPage):
    """A form by a search space; what has one value only is left out.

    Signals:
        read(): the fields were read anew; see `values`.
    """

    read = Signal()

    def __init__(self, space: HyperParamSpace, parent: QWidget | None = None) -> None:
        super().__init__("parameter_form", parent)
        self._space = space
        self._texts: dict[str, str] = {}
        self._rows = [ParameterRow(each) for each in space if not isinstance(each.kind, Constant)]
        self._whole = FieldProblem()
        self._whole.setObjectName("try_problem")
        for row in self._rows:
            row.edited.connect(self._on_edited)
            self.content.addWidget(row)
        self.content.addWidget(self._whole)
        self.content.addStretch(1)
        self.values = TypedValues(None, {}, ())
        self.set_texts({})

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Fills all fields; a parameter that is not named gets an empty one."""
        self._texts = dict(texts)
        for row in self._rows:
            row.set_text(texts.get(row.name, ""))
        self._read()

    @Slot()
    def _on_edited(self) -> None:
        self._texts |= {row.name: row.text for row in self._rows}
        self._read()

    def _read(self) -> None:
        self.values = read_texts(self._space, self._texts)
        active = frozenset(self.values.active)
        for row in self._rows:
            row.setVisible(row.name in active)
            row.set_problem(self.values.problems.get(row.name))
        self._whole.set_problem(self.values.whole or None)
        self.read.emit()
