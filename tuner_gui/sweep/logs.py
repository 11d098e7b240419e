"""What trials print, one file a trial; written on the pipeline's thread, read by path."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from tuner_gui.core.files import require_own_folder
from tuner_gui.core.trial import trial_stem

if TYPE_CHECKING:
    from pathlib import Path


def log_path(folder: Path, number: int) -> Path:
    """Returns where the output of a trial is kept inside a log folder."""
    return folder / f"{trial_stem(number)}.log"


def read_log_tail(folder: Path, number: int, limit: int = 65_536) -> tuple[str, bool]:
    """Returns the end of a trial's output, and whether earlier output was left out.

    Args:
        folder: the log folder.
        number: the trial's number.
        limit: the most bytes to read.
    """
    path = log_path(folder, number)
    if folder.is_symlink() or path.is_symlink() or not path.is_file():
        return "", False
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - limit))
            return file.read(limit).decode("utf-8", "replace"), size > limit
    except FileNotFoundError:
        return "", False


class TrialLogs:
    """Appends output to one file a trial; a file is open only while its trial runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[int, BinaryIO] = {}

    def write(self, number: int, data: bytes) -> None:
        """Appends what a trial printed; the file exists once something was printed."""
        file = self._open.get(number)
        if file is None:
            file = self._open[number] = self._new_file(number)
        file.write(data)

    def _new_file(self, number: int) -> BinaryIO:
        require_own_folder(self._folder)
        self._folder.mkdir(parents=True, exist_ok=True)
        path = log_path(self._folder, number)
        path.unlink(missing_ok=True)  # left from another sweep: each number is written once
        return path.open("xb", buffering=0)

    def end(self, number: int) -> None:
        """Closes the file of a finished trial."""
        if file := self._open.pop(number, None):
            file.close()

    def close(self) -> None:
        """Closes all files."""
        for number in list(self._open):
            self.end(number)
