"""Which parts of the Setup pane can be changed now, and why the others cannot. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tuner_gui.ui.setup.locking import lock_controls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from tuner_gui.ui.setup.data_part import DataPart
    from tuner_gui.ui.setup.limits_section import LimitsSection
    from tuner_gui.ui.setup.strategy_section import StrategySection
    from tuner_gui.ui.space.form import SpaceForm


class PaneLock(QObject):
    """Locks all of the pane, or what a running sweep cannot change.

    Args:
        fixed: the sections that a running sweep cannot change, besides its data.
    """

    def __init__(
        self,
        fixed: Sequence[QWidget],
        data: DataPart,
        strategy: StrategySection,
        limits: LimitsSection,
        form: SpaceForm,
    ) -> None:
        super().__init__(form)
        self._fixed = fixed
        self._data = data
        self._strategy = strategy
        self._limits = limits
        self._form = form

    def set(self, *, is_locked: bool, is_live: bool) -> None:
        """Locks all, or while a sweep runs what it cannot change, or nothing."""
        ending = self.tr("Nothing can be changed just now.")
        running = self.tr("A running sweep keeps this; stop it to change it.")
        why = ending if is_locked else running
        is_fixed = is_locked or is_live
        for section in self._fixed:
            lock_controls(section, is_locked=is_fixed, reason=why)
        self._data.set_locked(is_locked=is_fixed, reason=why)
        lock_controls(self._strategy, is_locked=is_locked, reason=why)
        self._limits.set_locked(is_locked=is_locked, is_live=is_live, reason=why)
        self._form.set_locked(is_locked)
