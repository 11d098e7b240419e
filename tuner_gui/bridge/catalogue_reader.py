"""Reads the estimators, or the space of a class, on threads of their own. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from tuner_gui.bridge.background import BackgroundCall
from tuner_gui.targets.catalogue import Catalogue, load_catalogue, read_class_space

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuner_gui.core.specs import ClassSpec


class CatalogueReader(QObject):
    """Asks child processes about targets; the window never waits for them.

    Signals:
        ready(Catalogue): the estimators have been read.
        failed(str): they could not be; why, and what to do.
        class_space_ready(str, HyperParamSpace): what the class of this path states.
        class_space_failed(str, str): the class of this path could not be asked; why.
    """

    ready = Signal(object)
    failed = Signal(str)
    class_space_ready = Signal(str, object)
    class_space_failed = Signal(str, str)

    def __init__(self, cache_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache_folder = cache_folder
        self._catalogue: Catalogue | None = None
        self._listing: BackgroundCall | None = None
        self._asking: BackgroundCall | None = None
        self._asked_path = ""

    @property
    def catalogue(self) -> Catalogue | None:
        """The estimators, once they are ready."""
        return self._catalogue

    def start(self) -> None:
        """Reads the estimators, unless that is done or under way; a failure may be retried."""
        if self._catalogue is None and self._listing is None:
            call = partial(load_catalogue, self._cache_folder)
            self._listing = self._begin(call, "catalogue", self._on_listed)

    def read_class_space(self, spec: ClassSpec) -> None:
        """Asks a class for its space: runs its module. One at a time."""
        if self._asking is None:
            self._asked_path = spec.path
            call = partial(read_class_space, spec)
            self._asking = self._begin(call, "class_space", self._on_asked)

    def close(self) -> None:
        """Waits for what is under way; nothing is told any more."""
        for call in (self._listing, self._asking):
            if call is not None:
                call.finished.disconnect()
                call.wait()
        self._listing = self._asking = None

    def _begin(
        self, call: Callable[[], object], name: str, finished: Callable[[], None]
    ) -> BackgroundCall:
        background = BackgroundCall(call, name, self)
        background.finished.connect(finished)
        background.start()
        return background

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

    @Slot()
    def _on_asked(self) -> None:
        done, self._asking = self._asking, None
        if done is None:
            return
        if done.problem is not None:
            self.class_space_failed.emit(self._asked_path, str(done.problem))
        else:
            self.class_space_ready.emit(self._asked_path, done.result)
        done.deleteLater()
