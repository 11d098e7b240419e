"""The settings a test writes are its own."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest
from PySide6.QtCore import QSettings, QStandardPaths


@pytest.mark.parametrize("turn", ["first", "second"])
def test_that_settings_start_empty_and_stay_in_the_folder_of_the_test(
    turn: str, own_settings: Path
) -> None:
    settings = QSettings("tuner-gui-tests", "isolation")
    assert not settings.contains("turn")
    settings.setValue("turn", turn)
    settings.sync()
    assert Path(settings.fileName()).is_relative_to(own_settings)
    assert Path(settings.fileName()).exists()


def test_that_the_folders_of_the_user_are_not_in_reach(own_settings: Path) -> None:
    of_qt = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    assert Path(of_qt).is_relative_to(own_settings)
    for folder in (platformdirs.user_state_path, platformdirs.user_config_path):
        assert folder("tuner-gui").is_relative_to(own_settings)
    assert platformdirs.user_documents_path().is_relative_to(own_settings)
