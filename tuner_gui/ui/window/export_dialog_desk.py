"""Runs the export dialog: makes what it shows on a thread, copies and saves it. GUI thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QFileDialog

from tuner_gui.bridge.latest_call import LatestCall
from tuner_gui.exchange.best import write_export
from tuner_gui.exchange.patching.patch import CONFIG_FORMATS, write_patch
from tuner_gui.ui.export.chart_picture import chart_bytes
from tuner_gui.ui.export.export_dialog import ExportDialog
from tuner_gui.ui.export.jobs import (
    Preview,
    file_content,
)
from tuner_gui.ui.window.export_choice import ExportChoice

if TYPE_CHECKING:
    from tuner_gui.core.trial_store import StoreChange
    from tuner_gui.exchange.patching.patch import Patch
    from tuner_gui.ui.export.jobs import ExportJob
    from tuner_gui.ui.window.export_choice import Subject
    from tuner_gui.ui.window.main_window import MainWindow
    from tuner_gui.ui.window.panels import Panels, Services
    from tuner_gui.ui.window.send_desk import SendDesk
    from tuner_gui.ui.window.session_desk import SessionDesk

_PREVIEW_MS = 30


class ExportDialogDesk(QObject):
    """Remembers what was chosen last, and the configuration file, as long as the window lives.

    Signals:
        done(str): what was done, for a line in the window.
        failed(str): why it was not.
    """

    done = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        window: MainWindow,
        panels: Panels,
        services: Services,
        session: SessionDesk,
        sending: SendDesk,
    ) -> None:
        super().__init__(window)
        self._sending = sending
        self._window = window
        self._live = services.live
        self._selection = services.selection
        self._session = session
        self._choice = ExportChoice(panels, services, session, self)
        self._dialog: ExportDialog | None = None
        self._preview: Preview | None = None
        self._previews = LatestCall("export_preview", _PREVIEW_MS, self)
        self._previews.answered.connect(self._on_previewed)
        self._previews.failed.connect(self._on_preview_failed)
        self._writer = LatestCall("export_writer", 0, self)
        self._writer.answered.connect(self._on_made)
        self._writer.failed.connect(self._tell_failed)
        self._live.changed.connect(self._on_trials_changed)
        self._live.replaced.connect(self._close)

    @property
    def is_busy(self) -> bool:
        """True until what was asked for is shown and written."""
        return self._previews.is_busy or self._writer.is_busy or self._sending.is_busy

    def can_export(self) -> bool:
        """True once there are trials."""
        return len(self._live.store) > 0

    def shut_down(self) -> None:
        """Waits for what is being written."""
        self._previews.close()
        self._writer.close()

    @Slot()
    def open_best(self) -> None:
        """Opens the dialog with the best trial in front."""
        self._open("best" if self._live.store.best_row is not None else "table")

    @Slot()
    def open_shown(self) -> None:
        """Opens the dialog with the trial that the inspector shows."""
        self._open("best" if self._selection.current is None else "trial")

    def _open(self, subject: Subject) -> None:
        if not self.can_export() or self._session.ran_config is None:
            return
        if self._dialog is None:
            self._dialog = self._made_dialog()
        self._choice.trial = self._selection.current
        self._dialog.offer_subjects(self._choice.subjects(), subject)
        self._show_subject(subject)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        self._dialog.focus_formats()

    def _made_dialog(self) -> ExportDialog:
        dialog = ExportDialog(self._window.theme, self._window)
        dialog.subject_chosen.connect(self._show_subject)
        dialog.format_chosen.connect(self._show_format)
        dialog.shown_only_toggled.connect(self._on_shown_only_toggled)
        dialog.copy_requested.connect(self._copy)
        dialog.save_requested.connect(self._save)
        dialog.file_requested.connect(self._choose_config)
        self._window.theme.changed.connect(self._refresh_chart)
        self._sending.attach(dialog)
        return dialog

    @Slot()
    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.close()

    # showing

    @Slot(str)
    def _show_subject(self, subject: Subject) -> None:
        self._choice.subject = subject
        if self._dialog is not None:
            self._dialog.offer_formats(self._choice.offers(), self._choice.format_name)
            self._show_format(self._dialog.current_format())

    @Slot(str)
    def _show_format(self, name: str) -> None:
        self._choice.format_name = name
        self._refresh()

    @Slot(bool)
    def _on_shown_only_toggled(self, is_shown_only: bool) -> None:
        self._choice.is_shown_only = is_shown_only
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        self._preview = None
        self._previews.cancel()
        is_patch = self._choice.is_patch
        dialog.set_file(self._file_words() if is_patch else None)
        dialog.set_shown_only(self._choice.shown_only_words())
        dialog.set_note("")
        if self._choice.subject == "tools":
            self._sending.show(self._choice.format_name)
            return
        self._sending.hide()
        if self._choice.subject == "chart":
            dialog.preview.show_picture(self._choice.chart().picture())
            self._tell_buttons(can_save=True, can_copy=self._can_copy())
            return
        job = self._choice.job()
        self._tell_buttons(can_save=False, can_copy=False)
        if job is not None:
            self._previews.ask(job.preview)
        elif is_patch:
            dialog.preview.show_sentence(
                self.tr("Choose a YAML, TOML or JSON file; what would change in it is shown here")
            )

    @Slot()
    def _refresh_chart(self) -> None:
        if (
            self._dialog is not None
            and self._dialog.isVisible()
            and self._choice.subject == "chart"
        ):
            self._refresh()

    @Slot(object)
    def _on_previewed(self, preview: Preview) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        self._preview = preview
        patch = preview.patch
        dialog.set_note(preview.note)
        if patch is not None and not patch.changes:
            dialog.preview.show_sentence(preview.note)
            dialog.set_note("")
        else:
            dialog.preview.show_text(preview.text, is_difference=patch is not None)
        self._tell_buttons(
            can_save=patch is None or bool(patch.changes),
            can_copy=self._can_copy() and (patch is None or bool(patch.changes)),
        )

    @Slot(str)
    def _on_preview_failed(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.preview.show_sentence(sentence)

    def _can_copy(self) -> bool:
        return self._choice.offer.can_copy

    def _tell_buttons(self, *, can_save: bool, can_copy: bool) -> None:
        if self._dialog is None:
            return
        text = self.tr("Save…")
        if self._choice.is_patch and self._choice.config_file is not None:
            text = self.tr("Write into {file}").format(file=self._choice.config_file.name)
        self._dialog.set_save(text, can_save=can_save, can_copy=can_copy)

    def _file_words(self) -> str:
        return "" if self._choice.config_file is None else str(self._choice.config_file)

    @Slot(object)
    def _on_trials_changed(self, change: StoreChange) -> None:
        dialog = self._dialog
        if change.best_changed and dialog is not None and dialog.isVisible():
            self._dialog_follows_best(dialog)

    def _dialog_follows_best(self, dialog: ExportDialog) -> None:
        if dialog.subjects.count() < len(self._choice.subjects()):
            dialog.offer_subjects(self._choice.subjects(), self._choice.subject)
        if self._choice.subject == "best":
            self._refresh()

    # doing

    @Slot()
    def _choose_config(self) -> None:
        endings = " ".join(f"*{suffix}" for suffix in CONFIG_FORMATS)
        chosen, _ = QFileDialog.getOpenFileName(
            self._dialog,
            self.tr("Your configuration file"),
            str(self._choice.config_file or self._choice.folder()),
            self.tr("Configuration files ({endings});;All files (*)").format(endings=endings),
        )
        if chosen:
            self._choice.config_file = Path(chosen)
            self._refresh()

    @Slot()
    def _copy(self) -> None:
        if self._choice.subject == "chart":
            QApplication.clipboard().setImage(self._choice.chart().picture())
            self._tell_done(self.tr("The chart was copied as a picture."))
        elif self._preview is not None and self._preview.is_whole:
            self._put_on_clipboard(self._preview.text)
        elif (job := self._choice.job()) is not None:
            self._writer.ask(partial(_copied, job))

    def _put_on_clipboard(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        title = self._choice.offer.title
        sentence = self.tr("{what} copied as {format}.")
        self._tell_done(sentence.format(what=self._choice.what(), format=title))

    @Slot()
    def _save(self) -> None:
        if self._choice.subject == "tools":
            self._sending.press()
            return
        if self._choice.is_patch:
            self._write_patch()
            return
        offer = self._choice.offer
        chosen, _ = QFileDialog.getSaveFileName(
            self._dialog,
            self.tr("Export"),
            str(self._choice.folder() / f"{self._choice.stem()}{offer.suffix}"),
            f"{offer.title} (*{offer.suffix})",
        )
        if not chosen:
            return
        path = Path(chosen)
        if self._choice.subject == "chart":
            content = chart_bytes(self._choice.chart(), self._choice.stem(), offer.key)
            self._writer.ask(partial(_written, path, content))
        elif (job := self._choice.job()) is not None:
            self._writer.ask(partial(_written, path, job))

    def _write_patch(self) -> None:
        patch = None if self._preview is None else self._preview.patch
        if patch is not None:
            self._writer.ask(partial(_patched, patch))

    def _tell_patched(self, patch: Patch) -> None:
        text = self.tr("{count} values of trial {number} written into {file}.")
        if len(patch.changes) == 1:
            text = self.tr("1 value of trial {number} written into {file}.")
        record = self._choice.record()
        number = "" if record is None else record.number
        self._refresh()
        count = len(patch.changes)
        self._tell_done(text.format(count=count, number=number, file=patch.path.name))

    @Slot(object)
    def _on_made(self, made: Path | str | Patch) -> None:
        match made:
            case str():
                self._put_on_clipboard(made)
            case Path():
                text = self.tr("{what} written to {file}.")
                self._tell_done(text.format(what=self._choice.what(), file=made.name))
            case patch:
                self._tell_patched(patch)

    @Slot(str)
    def _tell_failed(self, sentence: str) -> None:
        self.failed.emit(sentence)
        if self._dialog is not None:
            self._dialog.set_note(sentence)

    def _tell_done(self, sentence: str) -> None:
        self.done.emit(sentence)
        if self._dialog is not None:
            self._dialog.set_note(sentence)


def _copied(job: ExportJob) -> str:
    return str(job.content())


def _written(path: Path, job: ExportJob | bytes) -> Path:
    write_export(path, job if isinstance(job, bytes) else file_content(job.content()))
    return path


def _patched(patch: Patch) -> Patch:
    write_patch(patch)
    return patch
