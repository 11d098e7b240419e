"""Which two sessions lie side by side, and which trial of each. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tuner_gui.ui.chrome import ComboBox, FieldProblem, IconButton, mark_problem
from tuner_gui.ui.style.roles import named
from tuner_gui.ui.style.series import paint_swatch
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tuner_gui.ui.compare.comparison import ComparedSession
    from tuner_gui.ui.style.theme import Theme

_SWATCH = QSize(16, 16)
_TRIAL_WIDTH = 104


@dataclass(frozen=True, slots=True, eq=False)
class PickedTrial:
    """A trial of a session.

    Args:
        row: in the store of the session; None where there is none.
        problem: why not.
    """

    session: ComparedSession
    row: int | None
    problem: str = ""


class TrialPicker(QWidget):
    """A session, and the number of a trial; without one, its best.

    Signals:
        changed(): another session or trial.
    """

    changed = Signal()

    def __init__(self, name: str, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sessions: list[ComparedSession] = []
        self._is_chosen = False
        self._box = ComboBox(f"compare_{name}", title)
        self._box.setIconSize(_SWATCH)
        trial = self.tr("Trial of the {which}").format(which=title.lower())
        self._trial = named(QLineEdit(), f"compare_{name}_trial", trial)
        self._trial.setFixedWidth(_TRIAL_WIDTH)
        self._trial.setToolTip(self.tr("A trial's number; nothing is the best one."))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(METRICS.gap)
        layout.addWidget(self._box, 1)
        layout.addWidget(self._trial)
        self._box.currentIndexChanged.connect(self._on_index_changed)
        self._box.activated.connect(self._on_chosen)
        self._trial.textEdited.connect(self._on_chosen)
        self._trial.textChanged.connect(self.changed)
        theme.changed.connect(self._on_theme_changed)

    def show_trial(self, *, is_shown: bool) -> None:
        """Offers trials, or only sessions."""
        self._trial.setVisible(is_shown)

    def offer(self, sessions: Sequence[ComparedSession], place: int) -> None:
        """Offers sessions; one that a person chose stays, else it is the one at this place."""
        before = self.path
        self._sessions = list(sessions)
        paths = [each.path for each in sessions]
        self._is_chosen = self._is_chosen and before in paths
        with QSignalBlocker(self._box):
            self._box.clear()
            for each in sessions:
                self._box.addItem(self._icon(each.slot), each.name)
            self._box.setCurrentIndex(min(place, len(paths) - 1))
        if self._is_chosen and before is not None:
            with QSignalBlocker(self._box):
                self._box.setCurrentIndex(paths.index(before))
        if self.path != before:
            self._trial.clear()
        self._show_best()

    @property
    def path(self) -> Path | None:
        """The file of the chosen session."""
        session = self.session
        return None if session is None else session.path

    @property
    def session(self) -> ComparedSession | None:
        """The chosen session."""
        place = self._box.currentIndex()
        return self._sessions[place] if 0 <= place < len(self._sessions) else None

    def choose(self, path: Path | None) -> None:
        """Chooses a session."""
        self._is_chosen = True
        for place, each in enumerate(self._sessions):
            if each.path == path:
                self._box.setCurrentIndex(place)

    def trial_text(self) -> str:
        """What is typed."""
        return self._trial.text()

    def type_trial(self, text: str) -> None:
        """Puts this in place of what is typed."""
        self._trial.setText(text)

    def picked(self) -> PickedTrial | None:
        """Returns the trial; None without sessions."""
        session = self.session
        if session is None:
            return None
        picked = self._picked_of(session)
        mark_problem(self._trial, picked.problem or None)
        return picked

    def _picked_of(self, session: ComparedSession) -> PickedTrial:
        text, store = self._trial.text().strip(), session.read.store
        if not text:
            problem = "" if store.best_row is not None else self.tr("has no complete trial")
            return PickedTrial(session, store.best_row, self._sentence(session, problem))
        if not (text.isascii() and text.isdigit()):
            problem = self.tr("A trial's number is a whole number; leave it empty for the best.")
            return PickedTrial(session, None, problem)
        row = store.row_of(int(text)) if len(text) < 19 else None
        problem = "" if row is not None else self.tr("has no trial {number}").format(number=text)
        return PickedTrial(session, row, self._sentence(session, problem))

    def _sentence(self, session: ComparedSession, problem: str) -> str:
        return f"{session.name} {problem}." if problem else ""

    def _show_best(self) -> None:
        number = None if self.session is None else self.session.read.summary.best_number
        best = self.tr("best ({number})").format(number=f"{number:,}") if number is not None else ""
        self._trial.setPlaceholderText(best or self.tr("best"))

    def _icon(self, slot: int) -> QIcon:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(_SWATCH * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill("transparent")
        painter = QPainter(pixmap)
        box = QRectF(0, 0, _SWATCH.width(), _SWATCH.height())
        paint_swatch(painter, box, self._theme.tokens, slot)
        painter.end()
        return QIcon(pixmap)

    @Slot()
    def _on_chosen(self) -> None:
        self._is_chosen = True

    @Slot(int)
    def _on_index_changed(self, _place: int) -> None:
        self._trial.clear()
        self._show_best()
        self.changed.emit()

    @Slot(object)
    def _on_theme_changed(self, _tokens: object) -> None:
        for place, each in enumerate(self._sessions):
            self._box.setItemIcon(place, self._icon(each.slot))


class PairPicker(QWidget):
    """Two pickers and a button that swaps them.

    Signals:
        changed(): another session or trial on either side.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = TrialPicker("first", self.tr("First session"), theme)
        self.second = TrialPicker("second", self.tr("Second session"), theme)
        self._swap = IconButton(theme.icons, "swap", self.tr("Swap the two"), "compare_swap")
        self._problem = FieldProblem()
        self._problem.setObjectName("compare_trial_problem")
        row = QHBoxLayout()
        row.setSpacing(METRICS.gap)
        row.addWidget(self.first, 1)
        row.addWidget(self._swap)
        row.addWidget(self.second, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(METRICS.margin, METRICS.margin, METRICS.margin, METRICS.gap)
        layout.setSpacing(METRICS.tiny_gap)
        layout.addLayout(row)
        layout.addWidget(self._problem)
        self._swap.clicked.connect(self._on_swap_clicked)
        for picker in (self.first, self.second):
            picker.changed.connect(self.changed)

    def offer(self, sessions: Sequence[ComparedSession]) -> None:
        """Offers sessions on both sides: the first and the second, until others are chosen."""
        self.first.offer(sessions, 0)
        self.second.offer(sessions, 1)

    def show_trials(self, *, is_shown: bool) -> None:
        """Offers trials of the sessions, too."""
        for picker in (self.first, self.second):
            picker.show_trial(is_shown=is_shown)
        if not is_shown:
            self._problem.set_problem(None)

    def picked(self) -> tuple[PickedTrial, PickedTrial] | None:
        """Returns both trials, and says what is wrong with them; None without sessions."""
        first, second = self.first.picked(), self.second.picked()
        if first is None or second is None:
            return None
        self._problem.set_problem(" ".join(filter(None, (first.problem, second.problem))) or None)
        return first, second

    @Slot()
    def _on_swap_clicked(self) -> None:
        sides = (self.first, self.second)
        paths, texts = [side.path for side in sides], [side.trial_text() for side in sides]
        for side, path, text in zip(sides, reversed(paths), reversed(texts), strict=True):
            side.choose(path)
            side.type_trial(text)
