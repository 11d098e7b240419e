"""What the export dialog shows and saves: made off the GUI thread, no Qt.

A job is asked twice: for a preview, which a person reads, and for the content of a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tuner_gui.exchange.best import PARAMETER_FORMATS, export_best, format_title
from tuner_gui.exchange.patching.patch import patch_of
from tuner_gui.exchange.tables.exporting import TABLE_FORMATS, encoded, export_table
from tuner_gui.exchange.tables.trial_table import trial_table

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.exchange.patching.patch import Patch
    from tuner_gui.exchange.tables.trial_table import TrialTable

_PREVIEWED = 100
"""So many trials are enough to see what a table looks like."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What the dialog shows.

    Args:
        text: to be read.
        note: a line below it; empty where there is nothing to say.
        is_whole: the text is all that would be copied.
        patch: of a configuration file, where that is what is shown.
    """

    text: str
    note: str = ""
    is_whole: bool = True
    patch: Patch | None = None


class ExportJob(Protocol):
    """Something to take away, in a format."""

    def preview(self) -> Preview:
        """Returns what a person reads.

        Raises:
            TuningError: it cannot be said in this format.
        """
        ...

    def content(self) -> str | bytes:
        """Returns what goes into a file, or onto the clipboard.

        Raises:
            TuningError: it cannot be said in this format.
        """
        ...


@dataclass(frozen=True, slots=True)
class ParametersJob:
    """The parameters of one trial."""

    record: TrialRecord
    config: SweepConfig
    format_name: str

    def preview(self) -> Preview:
        """Returns the whole text."""
        return Preview(self.content())

    def content(self) -> str:
        """Returns the text."""
        return export_best(self.record, self.config, self.format_name)


@dataclass(frozen=True, slots=True)
class PatchJob:
    """The parameters of one trial in a configuration file of the user's."""

    record: TrialRecord
    path: Path

    def preview(self) -> Preview:
        """Returns the difference."""
        patch = patch_of(self.path, self.record.params)
        count = len(patch.changes)
        said = "1 value changes." if count == 1 else f"{count} values change."
        if not count:
            said = f"{self.path.name} has these values already."
        return Preview(patch.difference(), " ".join([said, *patch.notes]), patch=patch)

    def content(self) -> str:
        """Returns the difference, which can be applied by `patch`."""
        return self.preview().text


@dataclass(frozen=True, slots=True)
class TableJob:
    """All trials, or some of them, in the order of the window.

    Args:
        store: that nobody changes any more.
        rows: which of them.
    """

    store: TrialStore
    rows: npt.NDArray[np.intp]
    config: SweepConfig
    format_name: str

    def preview(self) -> Preview:
        """Returns the first rows; of a file that is no text, its columns."""
        known = TABLE_FORMATS.get(self.format_name)
        content = self._exported(_PREVIEWED)
        rest = len(self.rows) - _PREVIEWED
        if isinstance(content, bytes) or (known is not None and not known.is_text):
            return Preview(self._columns(), is_whole=False)
        note = f"The first {_PREVIEWED} of {len(self.rows):,} trials." if rest > 0 else ""
        return Preview(content, note, is_whole=rest <= 0)

    def content(self) -> str | bytes:
        """Returns the whole table."""
        return self._exported(len(self.rows))

    def _exported(self, most: int) -> str | bytes:
        return export_table(self._table(most), self.format_name)

    def _table(self, most: int) -> TrialTable:
        records = map(self.store.record, map(int, self.rows[:most]))
        return trial_table(records, self.config.objective, self.store.marks.by_number())

    def _columns(self) -> str:
        columns = self._table(_PREVIEWED).columns
        lines = [f"{len(self.rows):,} rows, {len(columns)} columns:", "", *columns]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Offer:
    """A format in the list of the dialog.

    Args:
        key: its name; INTO for a file of the user's.
        title: what a person calls it.
        suffix: how the name of its file ends.
        can_copy: False where it can only go into a file.
    """

    key: str
    title: str
    suffix: str
    can_copy: bool = True


INTO = "into"
"""The key of changing a configuration file of the user's."""


def parameter_offers(names: tuple[str, ...]) -> list[Offer]:
    """Returns the formats of parameters."""
    offers = []
    for name in names:
        known = PARAMETER_FORMATS.get(name)
        title = format_title(name)
        suffix = known.suffixes[0] if known is not None else f".{name}"
        is_name = title.startswith("scikit-learn")  # which is written so
        offers.append(Offer(name, title if is_name else title[:1].upper() + title[1:], suffix))
    return offers


def table_offers(names: tuple[str, ...]) -> list[Offer]:
    """Returns the formats of tables."""
    offers = []
    for name in names:
        known = TABLE_FORMATS.get(name)
        if known is None:
            offers.append(Offer(name, name, f".{name}"))
        else:
            offers.append(Offer(name, known.title, known.suffixes[0], known.is_text))
    return offers


def file_content(content: str | bytes) -> bytes:
    """Returns the content of a file."""
    return content if isinstance(content, bytes) else encoded(content)
