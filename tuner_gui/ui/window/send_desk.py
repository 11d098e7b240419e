"""Sends all trials to another tool from the export dialog, on a thread. GUI thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.bridge.leavable_call import LeavableCall
from tuner_gui.exchange.studies.files import JOURNAL_SUFFIXES, STUDY_SUFFIXES
from tuner_gui.session.naming import name_of
from tuner_gui.ui.export.destination_form import DestinationWords
from tuner_gui.ui.export.send_jobs import MLFLOW, STUDY, SendProgress, StudyJob, TrackingJob

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.ui.export.export_dialog import ExportDialog
    from tuner_gui.ui.export.jobs import Preview
    from tuner_gui.ui.export.send_jobs import SendJob
    from tuner_gui.ui.window.session_desk import SessionDesk
    from tuner_gui.ui.window.tracking_memory import TrackingMemory

_PREVIEW_MS = 150
_PROGRESS_MS = 200
_PATIENCE_S = 5.0
"""So long a window that closes waits for a server that does not answer."""


class SendDesk(QObject):
    """One job at a time; its place and name stay typed while the session is shown.

    Signals:
        done(str): what was written, for a line in the window.
        failed(str): why it was not.
    """

    done = Signal(str)
    failed = Signal(str)

    def __init__(
        self, live: LiveStore, session: SessionDesk, tracking: TrackingMemory, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._live = live
        self._session = session
        self._tracking = tracking
        self._dialog: ExportDialog | None = None
        self._key = ""
        self._typed: dict[str, tuple[str, str]] = {}
        self._said = ""
        self._under_way: tuple[str, SendJob, SendProgress] | None = None
        self._was_warned = False
        self._tracking_call: LeavableCall | None = None
        self._previews = LatestCall("send_preview", _PREVIEW_MS, self)
        self._previews.answered.connect(self._on_previewed)
        self._previews.failed.connect(self._on_preview_failed)
        self._sender = LatestCall("export_sender", 0, self)
        self._sender.answered.connect(self._on_sent)
        self._sender.failed.connect(self._on_failed)
        self._clock = QTimer(self)
        self._clock.setInterval(_PROGRESS_MS)
        self._clock.timeout.connect(self._tell_progress)
        live.replaced.connect(self._forget)

    @property
    def is_busy(self) -> bool:
        """True until what was asked for is shown and written."""
        return self._previews.is_busy or self._under_way is not None

    def may_leave(self) -> bool:
        """Says whether the window may close; the first time that keeps a job from ending it not."""
        is_first = self._under_way is not None and not self._was_warned
        self._was_warned = is_first
        return not is_first

    def shut_down(self) -> None:
        """Ends what is being written before its next trial, and waits for that.

        For a server only some seconds: what a file lacks would be left half written.
        """
        if self._under_way is not None:
            self._under_way[2].stop()
            if self._tracking_call is not None:
                self._tracking_call.leave(_PATIENCE_S)
        self._clock.stop()
        self._previews.close()
        self._sender.close()

    def attach(self, dialog: ExportDialog) -> None:
        """Works in this dialog from now on."""
        self._dialog = dialog
        dialog.destination.edited.connect(self._on_edited)
        dialog.destination.choose_requested.connect(self._choose)

    def show(self, key: str) -> None:
        """Shows a destination in the dialog."""
        if self._dialog is None or self._session.ran_config is None:
            return
        self._key, self._said = key, ""
        proposed = self._session.ran_config.name or "sweep"
        self._dialog.destination.show_destination(self._words(), *self._texts(), proposed)
        self._dialog.destination.show()
        self._refresh()

    def hide(self) -> None:
        """Leaves the dialog to others; what is being written goes on."""
        self._key = ""
        self._previews.cancel()
        if self._dialog is not None:
            self._dialog.destination.hide()

    @Slot()
    def press(self) -> None:
        """Writes, or stops writing."""
        if self._under_way is not None:
            self._under_way[2].stop()
            return
        job = self._job()
        if job is None:
            return
        progress = SendProgress()
        self._under_way, self._said = (self._key, job, progress), ""
        self._was_warned = False
        send: Callable[[], object] = partial(job.send, progress)
        self._tracking_call = None
        if isinstance(job, TrackingJob):
            self._tracking.keep_place(job.place)
            send = self._tracking_call = LeavableCall(send, "export_tracking")
        self._sender.ask(send)
        self._clock.start()
        self._refresh()

    # what is typed

    def _texts(self) -> tuple[str, str]:
        if self._key not in self._typed:
            wish = self._tracking.wish(self._session.path)
            study = str(self._folder() / f"{self._stem()}.study.db")
            proposed = {STUDY: (study, ""), MLFLOW: (wish.place, wish.experiment)}
            return proposed[self._key]
        return self._typed[self._key]

    def _job(self) -> SendJob | None:
        config = self._session.ran_config
        if config is None or not self._key:
            return None
        store = self._live.store.snapshot()
        place, name = self._texts()
        if self._key == STUDY:
            typed = place.strip() or f"{self._stem()}.study.db"
            return StudyJob(store, config, self._folder() / Path(typed).expanduser(), name)
        return TrackingJob(store, config, place, self._folder(), name)

    @Slot()
    def _on_edited(self) -> None:
        if self._dialog is not None:
            form = self._dialog.destination
            self._typed[self._key] = form.place, form.name
            self._said = ""
            self._refresh()

    @Slot()
    def _choose(self) -> None:
        place, name = self._texts()
        chosen = self._ask_for_file(place) if self._key == STUDY else self._ask_for_folder(place)
        if chosen and self._dialog is not None:
            self._dialog.destination.show_texts(chosen, name)
            self._on_edited()

    def _ask_for_file(self, place: str) -> str:
        tables = " ".join(f"*{each}" for each in STUDY_SUFFIXES if each not in JOURNAL_SUFFIXES)
        journals = " ".join(f"*{each}" for each in sorted(JOURNAL_SUFFIXES))
        journal_filter = self.tr("Journal files ({endings})").format(endings=journals)
        chosen, name_filter = QFileDialog.getSaveFileName(
            self._dialog,
            self.tr("Write an Optuna study"),
            place,
            ";;".join([self.tr("SQLite files ({endings})").format(endings=tables), journal_filter]),
            options=QFileDialog.Option.DontConfirmOverwrite,  # nothing is: it is added to
        )
        if chosen and not Path(chosen).suffix:
            chosen += ".log" if name_filter == journal_filter else ".db"
        return chosen

    def _ask_for_folder(self, place: str) -> str:
        start = str(self._folder()) if "://" in place else place
        title = self.tr("Where MLflow keeps its runs")
        return QFileDialog.getExistingDirectory(self._dialog, title, start)

    @Slot()
    def _forget(self) -> None:
        """Another session has other names."""
        self._typed.clear()

    def _folder(self) -> Path:
        path = self._session.path
        return path.parent if path is not None else Path.cwd()

    def _stem(self) -> str:
        path = self._session.path
        return name_of(path) if path is not None else "sweep"

    # what is shown

    def _refresh(self) -> None:
        dialog = self._dialog
        if dialog is None or not self._key:
            return
        is_writing = self._under_way is not None
        dialog.destination.set_locked(is_locked=is_writing)
        self._previews.cancel()
        if is_writing:
            dialog.set_save(self.tr("Stop"), can_save=True, can_copy=False)
            self._tell_progress()
            return
        dialog.set_save(self._save_text(), can_save=False, can_copy=False)
        job = self._job()
        if job is not None:
            self._previews.ask(job.preview)

    @Slot(object)
    def _on_previewed(self, preview: Preview) -> None:
        if self._dialog is not None:
            self._dialog.preview.show_text(preview.text)
            self._dialog.set_note(self._said or preview.note)
            can_save = self._live.store.finished > 0
            self._dialog.set_save(self._save_text(), can_save=can_save, can_copy=False)

    @Slot(str)
    def _on_preview_failed(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.preview.show_sentence(sentence)
            self._dialog.set_note("" if self._said == sentence else self._said)

    @Slot()
    def _tell_progress(self) -> None:
        if self._dialog is None or self._under_way is None or not self._key:
            return
        key, job, progress = self._under_way
        text = self.tr("Writing to the study: {done} of {count} trials…")
        if key == MLFLOW:
            text = self.tr("Logging to MLflow: {done} of {count} trials…")
        self._dialog.set_note(text.format(done=f"{progress.done:,}", count=f"{job.count:,}"))

    @Slot(object)
    def _on_sent(self, sentence: str) -> None:
        self._end(sentence)
        self.done.emit(sentence)

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._end(sentence)
        self.failed.emit(sentence)

    def _end(self, sentence: str) -> None:
        self._clock.stop()
        self._under_way = None
        self._said = sentence
        self._refresh()

    def _save_text(self) -> str:
        return self.tr("Log to MLflow") if self._key == MLFLOW else self.tr("Write study")

    def _words(self) -> DestinationWords:
        if self._key == MLFLOW:
            return DestinationWords(
                self.tr("Where"),
                self.tr("A folder, a file that ends in .db, or the address of a server"),
                self.tr("Choose folder…"),
                self.tr("Experiment"),
                self.tr("Which the runs are of; the name of the sweep where nothing is typed"),
            )
        return DestinationWords(
            self.tr("File"),
            self.tr("SQLite, or a journal file where its name ends in .log or .journal"),
            self.tr("Choose file…"),
            self.tr("Study"),
            self.tr("Its name in the file; that of the sweep where nothing is typed"),
        )
