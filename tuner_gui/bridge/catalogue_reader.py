"""Reads the estimators on a thread of its own. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.background import BackgroundCall
from tuner_gui.targets.catalogue import Catalogue, load_catalogue

if TYPE_CHECKING:
    from pathlib import Path


class CatalogueReader(QObject):
    """Asks a child process for the estimators; the window never waits for it.

    Signals:
        ready(Catalogue): the estimators have been read.
        failed(str): they could not be; why, and what to do.
    """

    ready = Signal(object)
    failed = Signal(str)

    def __init__(self, cache_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache_folder = cache_folder
        self._catalogue: Catalogue | None = None
        self._listing: BackgroundCall | None = None

    @property
    def catalogue(self) -> Catalogue | None:
        """The estimators, once they are ready."""
        return self._catalogue

    def start(self) -> None:
        """Reads the estimators, unless that is done or under way; a failure may be retried."""
        if self._catalogue is None and self._listing is None:
            call = partial(load_catalogue, self._cache_folder)
            self._listing = BackgroundCall(call, "catalogue", self)
            self._listing.finished.connect(self._on_listed)
            self._listing.start()

    def close(self) -> None:
        """Waits for what is under way; nothing is told any more."""
        if self._listing is not None:
            self._listing.finished.disconnect()
            self._listing.wait()
        self._listing = None

    @Slot()
    def _on_listed(self) -> None:
        done, self._listing = self._listing, None
        if done is None:
            return
        if isinstance(done.result, Catalogue):
            self._catalogue = done.result
            self.ready.emit(done.result)
        elif done.problem is not None:
            self.failed.emit(str(done.problem))
        done.deleteLater()
