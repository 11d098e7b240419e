"""Compares the space of the form with what it was, and with other sessions. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.insight.space_difference import space_difference
from tuner_gui.session.file import read_session
from tuner_gui.session.naming import SESSION_ENDING
from tuner_gui.ui.space.difference_words import difference_lines, summary
from tuner_gui.ui.space.reading import read_draft
from tuner_gui.ui.window.compare_dialog import CompareDialog

if TYPE_CHECKING:
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.space.draft import SpaceDraft
    from tuner_gui.ui.space.undo import SpaceHistory
    from tuner_gui.ui.window.main_window import MainWindow
    from tuner_gui.ui.window.session_desk import SessionDesk

_MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class _Offer:
    """A space to compare with, or the file that holds it; `key` tells it among the others."""

    key: object
    title: str
    space: HyperParamSpace | None = None
    path: Path | None = None


@dataclass(frozen=True, eq=False, slots=True)
class _Past:
    """A draft from before a step, and the space that it says, if any."""

    draft: SpaceDraft
    space: HyperParamSpace | None


class CompareDesk(QObject):
    """Offers the space as it was opened, saved, and before each of the last steps; any session."""

    def __init__(
        self,
        window: MainWindow,
        setup: SetupPanel,
        *,
        session: SessionDesk,
        history: SpaceHistory,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._setup = setup
        self._session = session
        self._history = history
        self._dialog: CompareDialog | None = None
        self._opened = setup.config().space
        self._offers: list[_Offer] = []
        self._past: list[_Past] = []
        self._files: list[Path] = []
        self._chosen = 0
        self._base: HyperParamSpace | None = None
        self._reading = LatestCall("compared_session", 0, self)
        self._reading.answered.connect(self._on_read)
        self._reading.failed.connect(self._on_read_failed)
        session.shown.connect(self._on_session_shown)
        session.saved.connect(self._on_saved)
        history.changed.connect(self._on_steps_changed)
        setup.model.changed.connect(self._refresh)
        window.actions_.compare_space.triggered.connect(self.open)

    @Slot()
    def open(self) -> None:
        """Shows the difference to the space as it was opened, or to what was chosen last."""
        if self._dialog is None:
            self._dialog = CompareDialog(self._window.theme, self._window)
            self._dialog.chosen.connect(self._on_chosen)
            self._dialog.file_requested.connect(self._ask_for_file)
        self._refresh_offers()
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        self._choose(self._chosen)

    def shut_down(self) -> None:
        """Closes the dialog and waits for what is being read; call it before the window goes."""
        self._reading.close()
        if self._dialog is not None:
            self._dialog.close()

    # what there is to compare with

    def _all_offers(self) -> list[_Offer]:
        offers = [_Offer("opened", self.tr("The space as it was opened"), self._opened)]
        path, ran = self._session.path, self._session.ran_config
        if path is not None:
            title = self.tr("The space as it was last saved")
            offers.append(_Offer("saved", title, path=path))
        if ran is not None and self._session.has_other_setup:
            offers.append(_Offer("ran", self.tr("The space of the trials"), ran.space))
        steps = self._history.past()[:_MOST_STEPS]
        self._past = [self._past_of(step.before) for step in steps]
        for step, past in zip(steps, self._past, strict=True):
            if past.space is not None:
                title = self.tr("Before “%s”") % step.label
                offers.append(_Offer(past, title, past.space))
        return offers + [_Offer(path, path.name, path=path) for path in self._files]

    def _past_of(self, draft: SpaceDraft) -> _Past:
        """Reads a draft, once: offers are made at each key, and a wide one takes a while."""
        known = next((each for each in self._past if each.draft is draft), None)
        return known or _Past(draft, read_draft(draft).space)

    @Slot()
    def _on_steps_changed(self) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            self._refresh_offers()

    def _refresh_offers(self) -> None:
        """Keeps to what was chosen while the offers change."""
        if self._dialog is None:
            return
        before = self._offers[self._chosen] if self._offers else None
        self._offers = self._all_offers()
        keys = [offer.key for offer in self._offers]
        is_there = before is not None and before.key in keys
        self._chosen = keys.index(before.key) if before is not None and is_there else 0
        self._dialog.offer([offer.title for offer in self._offers], self._chosen)
        if self._dialog.isVisible() and not is_there:
            self._choose(self._chosen)

    @Slot()
    def _on_saved(self) -> None:
        self._refresh_offers()
        is_shown = self._dialog is not None and self._dialog.isVisible()
        if is_shown and self._offers[self._chosen].key == "saved":
            self._choose(self._chosen)

    @Slot()
    def _on_session_shown(self) -> None:
        self._opened = self._setup.config().space
        self._files.clear()
        self._offers.clear()
        self._chosen = 0
        self._refresh_offers()

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        if place < len(self._offers):
            self._choose(place)

    @Slot()
    def _ask_for_file(self) -> None:
        path = self._session.path
        chosen, _ = QFileDialog.getOpenFileName(
            self._dialog,
            self.tr("Compare with a session"),
            str(Path.cwd() if path is None else path.parent),
            self.tr("Sessions (*{ending});;All files (*)").format(ending=SESSION_ENDING),
        )
        if chosen:
            self.compare_with(Path(chosen))

    def compare_with(self, path: Path) -> None:
        """Compares with the space in a session file, which is only read."""
        if path not in self._files:
            self._files.append(path)
        self.open()
        self._choose([offer.key for offer in self._offers].index(path))
        self._refresh_offers()

    # the difference

    def _choose(self, place: int) -> None:
        self._chosen = place
        offer = self._offers[place]
        self._base = offer.space
        self._reading.cancel()
        if offer.path is not None and self._dialog is not None:
            self._dialog.show_sentence(self.tr("Reading %s…") % offer.path.name)
            self._reading.ask(partial(_space_in, offer.path))
        self._refresh()

    @Slot(object)
    def _on_read(self, space: HyperParamSpace) -> None:
        self._base = space
        self._refresh()

    @Slot(str)
    def _on_read_failed(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.show_sentence(sentence)

    @Slot()
    def _refresh(self) -> None:
        dialog, base = self._dialog, self._base
        if dialog is None or base is None or not dialog.isVisible():
            return
        now = self._setup.config().space
        difference = space_difference(base, now)
        lines = difference_lines(difference, base, now)
        words = summary(difference)
        if self._setup.model.space.space is None:
            problem = self.tr("The form has a problem; this is the space before it.")
            words = f"{words} · {problem}" if words else problem
        dialog.show_difference(lines, words)


def _space_in(path: Path) -> HyperParamSpace:
    return read_session(path).config.space
