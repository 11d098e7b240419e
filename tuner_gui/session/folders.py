"""Where this user's files of tuner-gui lie; any thread. The folders are made by who writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "tuner-gui"


def cache_folder() -> Path:
    """Returns the folder of what can be made again, such as the list of estimators."""
    from platformdirs import user_cache_path

    return user_cache_path(_NAME, appauthor=False)


def config_folder() -> Path:
    """Returns the folder of what this user chose, such as the list of recent sessions."""
    from platformdirs import user_config_path

    return user_config_path(_NAME, appauthor=False)


def recent_file() -> Path:
    """Returns the file of the recent sessions."""
    return config_folder() / "recent.json"


def sweeps_folder() -> Path:
    """Returns the folder of sweeps that were started before anybody named a file for them."""
    from platformdirs import user_documents_path

    return user_documents_path() / _NAME


def trust_file() -> Path:
    """Returns the file of what this user lets run."""
    return config_folder() / "trust.json"


def window_file() -> Path:
    """Returns the file of what the window remembers."""
    return config_folder() / "window.ini"
