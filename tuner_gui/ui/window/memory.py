"""What the window remembers from one start to the next. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QMainWindow

    from tuner_gui.ui.style.tokens import Preference

_LAYOUT_VERSION = 1


class WindowMemory:
    """Sizes, docks, columns and theme, in an INI file."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def theme(self) -> Preference:
        """The chosen theme."""
        value = str(self._settings.value("theme", "system"))
        choices: tuple[Preference, ...] = ("system", "light", "dark")
        return next((choice for choice in choices if choice == value), "system")

    @theme.setter
    def theme(self, preference: Preference) -> None:
        self._settings.setValue("theme", preference)

    @property
    def trial_table(self) -> str:
        """Which columns the trial table shows, in its own words."""
        return str(self._settings.value("trial_table", ""))

    @trial_table.setter
    def trial_table(self, state: str) -> None:
        self._settings.setValue("trial_table", state)

    @property
    def mlflow(self) -> str:
        """What is logged to MLflow and where, in the words of TrackingMemory."""
        return str(self._settings.value("mlflow", ""))

    @mlflow.setter
    def mlflow(self, text: str) -> None:
        self._settings.setValue("mlflow", text)

    @property
    def compare_size(self) -> QSize | None:
        """The size of the window that compares sessions; None where nothing is remembered."""
        value = self._settings.value("compare_size")
        return value if isinstance(value, QSize) and value.isValid() else None

    @compare_size.setter
    def compare_size(self, size: QSize) -> None:
        self._settings.setValue("compare_size", size)

    def keep_window(self, window: QMainWindow) -> None:
        """Remembers the window's place and size."""
        self._settings.setValue("geometry", window.saveGeometry())

    def keep_docks(self, ground: QMainWindow) -> None:
        """Remembers where the docks are."""
        self._settings.setValue("docks", ground.saveState(_LAYOUT_VERSION))

    def restore_window(self, window: QMainWindow) -> bool:
        """Puts the window back; False where nothing fitting is remembered."""
        geometry = self._settings.value("geometry", QByteArray())
        return isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)

    def restore_docks(self, ground: QMainWindow) -> bool:
        """Puts the docks back; False where nothing fitting is remembered."""
        docks = self._settings.value("docks", QByteArray())
        return isinstance(docks, QByteArray) and ground.restoreState(docks, _LAYOUT_VERSION)
