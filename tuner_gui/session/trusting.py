"""Whether the sweep that a window shows may run its code, and what is asked if not; GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuner_gui.session.trust import changed_words
from tuner_gui.session.trust_content import content_of, untried

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.session.trust_content import RunContent, Tried
    from tuner_gui.session.trust_store import TrustStore


@dataclass(frozen=True, slots=True)
class TrustQuestion:
    """What a person is asked before code runs.

    Args:
        file_name: of the session.
        rows: what would run, each with its label.
        notes: what has changed since it was trusted, and what happened to the list of trust.
    """

    file_name: str
    rows: tuple[tuple[str, str], ...]
    notes: str = ""


class CodeTrust:
    """What was made here may run; what a file brought may run once the person has said so.

    What the person then edits in the window is the person's own.

    Args:
        store: what this user lets run.
        tried: what the trials in the window have of each parameter.
    """

    def __init__(self, store: TrustStore, tried: Tried = untried) -> None:
        self._store = store
        self._tried = tried
        self._brought: tuple[SweepConfig, Path] | None = None

    def note_made(self) -> None:
        """Notes that the sweep was made in this window."""
        self._brought = None

    def note_opened(self, config: SweepConfig, path: Path) -> None:
        """Notes that a file brought the sweep."""
        self._brought = (config, path)

    def question(self, config: SweepConfig, path: Path | None) -> TrustQuestion | None:
        """Returns what to ask before the sweep runs; None where it may.

        Args:
            config: the sweep as it would run.
            path: its file.
        """
        content = self._content(config, path)
        if content is None or self._may_run(content):
            return None
        notes = (changed_words(self._store.changes(content, path)), self._store.take_damage())
        name = "" if path is None else path.name
        return TrustQuestion(name, content.rows, "\n".join(filter(None, notes)))

    def grant(self, config: SweepConfig, path: Path | None) -> None:
        """Keeps that the person lets the sweep run."""
        content = self._content(config, path)
        if content is not None:
            self._store.trust(content, path)
        if self._brought is not None and path is not None:
            self._brought = (config, path)

    def note_saved(self, config: SweepConfig, path: Path) -> None:
        """Keeps the trust in what was written, if there is any."""
        content = self._content(config, path)
        if content is not None and self._may_run(content):
            self.grant(config, path)

    def _content(self, config: SweepConfig, path: Path | None) -> RunContent | None:
        return content_of(config, path, self._tried)

    def _may_run(self, content: RunContent) -> bool:
        if self._brought is None or self._store.is_trusted(content):
            return True
        brought = self._content(*self._brought)
        return (
            brought is not None
            and brought.facts != content.facts
            and self._store.is_trusted(brought)
        )
