"""The sweep that the trials in the window are of, beside what the form says now. GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tuner_gui.ui.window.sameness import default_name, goes_on, going_on, has_same_course

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.bridge.live_store import LiveStore
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.ui.setup.setup_panel import SetupPanel


class RanSweep:
    """Knows what the trials are of, and so what may go on from them.

    Args:
        setup: the form.
        live: the trials.
    """

    def __init__(self, setup: SetupPanel, live: LiveStore) -> None:
        self._setup = setup
        self._live = live
        self.config: SweepConfig | None = None
        """None without trials."""

    def is_continued_by(self, config: SweepConfig) -> bool:
        """Says whether a sweep would go on from the trials."""
        return self.config is not None and goes_on(self.config, config)

    def is_as_before(self, config: SweepConfig) -> bool:
        """Says whether a sweep that goes on chooses its trials as those so far were."""
        return self.config is not None and has_same_course(self.config, config)

    @property
    def has_other_setup(self) -> bool:
        """True where the form describes another sweep than the one the trials are of."""
        return self.config is not None and not self.is_continued_by(self._setup.config())

    def left_behind(self, config: SweepConfig, path: Path | None) -> str:
        """Says what becomes of the trials in this file that are of another space; or nothing."""
        count = len(self._live.store)
        if path is None or count == 0 or self.config is None:
            return ""
        if self.is_continued_by(config):
            if self.config.space == config.space:
                return ""
            return _tr("The search space has changed; the earlier trials stay in the table.")
        if count == 1:
            return _tr("The earlier trial is in {file}.").format(file=path.name)
        text = _tr("The {count} earlier trials are in {file}.")
        return text.format(count=f"{count:,}", file=path.name)

    def going_on(self, config: SweepConfig) -> SweepConfig:
        """Returns the next part of the sweep, with the spaces that its trials are from."""
        if self.config is None:
            return config
        is_used = self.config.space_revision in self._live.store.revisions
        return going_on(self.config, config, is_used=is_used)

    def to_save(self, *, is_running: bool) -> SweepConfig:
        """Returns what the form says, but the trials' own sweep where that is another one."""
        ran = self.config
        config = self._setup.config()
        if ran is not None and (is_running or not goes_on(ran, config)):
            return ran
        if ran is None:
            return replace(config, name=config.name or default_name(config))
        return self.going_on(replace(config, name=config.name or ran.name or default_name(config)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("RanSweep", text)
