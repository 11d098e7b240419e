"""The dialog that asks for the parameters of one trial. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from tuner_gui.core.errors import TuningError
from tuner_gui.ui.chrome.buttons import RoleButton
from tuner_gui.ui.chrome.labels import Hairline, WrappedLabel
from tuner_gui.ui.chrome.plain_tip import plain_tip
from tuner_gui.ui.chrome.problems import FieldProblem
from tuner_gui.ui.parameters.parameter_form import ParameterForm
from tuner_gui.ui.parameters.typed_values import read_json
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.space import HyperParamSpace

_WIDTH = 460
_ROW, _REST = 48, 150
_TALLEST = 620


class ParametersDialog(QDialog):
    """Blocks nothing; the sweep goes on behind it.

    Args:
        space: what the parameters lie in.
        texts: what the form shows at first.
        about: where these come from, and what becomes of them.

    Signals:
        chosen(Params): the person wants a trial with these.
    """

    chosen = Signal(object)

    def __init__(
        self,
        space: HyperParamSpace,
        texts: Mapping[str, str],
        about: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        named(self, "parameters_dialog", self.tr("Try these parameters"))
        self.setWindowTitle(self.tr("Try these parameters"))
        self._space = space
        self._obstacle = ""
        self._about = WrappedLabel(about, "second")
        self._about.setObjectName("parameters_about")
        self._form = ParameterForm(space)
        self._problem = FieldProblem()
        self._paste = RoleButton(self.tr("Paste JSON"), "parameters_paste")
        self._paste.setToolTip(self.tr("Fill the form with parameters that were copied as JSON"))
        self._cancel = RoleButton(self.tr("Cancel"), "parameters_cancel")
        self._accept = RoleButton(self.tr("Run it"), "parameters_accept", "primary")
        self._accept.setDefault(True)
        for button in (self._paste, self._cancel):
            button.setAutoDefault(False)
        self._form.read.connect(self._on_read)
        self._paste.clicked.connect(self._on_paste_clicked)
        self._cancel.clicked.connect(self.reject)
        self._accept.clicked.connect(self._on_accept_clicked)
        self.finished.connect(self.deleteLater)
        self._lay_out()
        self._form.set_texts(texts)
        self.resize(_WIDTH, min(_TALLEST, _REST + _ROW * len(self._form.values.active)))

    def set_way(self, text: str, obstacle: str) -> None:
        """Says on the button what becomes of the parameters, or why nothing can."""
        self._accept.setText(text)
        self._accept.setAccessibleName(text)
        self._obstacle = obstacle
        self._on_read()

    def _lay_out(self) -> None:
        self._about.setContentsMargins(
            METRICS.section, METRICS.section, METRICS.section, METRICS.margin
        )
        self._form.content.setContentsMargins(
            METRICS.section, METRICS.margin, METRICS.section, METRICS.margin
        )
        self._problem.setContentsMargins(METRICS.section, METRICS.gap, METRICS.section, 0)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(*(METRICS.margin,) * 4)
        buttons.setSpacing(METRICS.gap)
        buttons.addWidget(self._paste)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._about)
        layout.addWidget(Hairline())
        layout.addWidget(self._form, 1)
        layout.addWidget(Hairline())
        layout.addWidget(self._problem)
        layout.addLayout(buttons)

    @Slot()
    def _on_read(self) -> None:
        values = self._form.values
        wrong = next(iter(values.problems.items()), None)
        reason = self._obstacle or values.whole or ("" if wrong is None else ": ".join(wrong))
        self._accept.setEnabled(not reason)
        self._accept.setToolTip(plain_tip(reason))
        self._problem.set_problem(self._obstacle or None)

    @Slot()
    def _on_paste_clicked(self) -> None:
        try:
            texts = read_json(self._space, QGuiApplication.clipboard().text())
        except TuningError as problem:
            self._problem.set_problem(str(problem))
            return
        self._form.set_texts(texts)

    @Slot()
    def _on_accept_clicked(self) -> None:
        if self._form.values.params is not None:
            self.chosen.emit(self._form.values.params)
            self.accept()
