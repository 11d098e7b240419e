"""Where a sweep ran: versions, platform and the state of the code; any thread but the GUI's."""

from __future__ import annotations

import importlib.metadata
import platform
import subprocess
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

_PACKAGES = {
    "tuner-gui": "tuner-gui",
    "numpy": "numpy",
    "scikit-learn": "scikit-learn",
    "optuna": "optuna",
    "PySide6": "PySide6-Essentials",
}
_GIT_TIMEOUT_S = 3.0


class GitState(BaseModel):
    """What git says of the working folder.

    Args:
        commit: the full hash.
        dirty: True where a file that git knows differs from that commit.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    commit: str
    dirty: bool


class Environment(BaseModel):
    """Where a sweep ran.

    Args:
        versions: of Python and the packages that matter, by name; None for one not installed.
        platform: the operating system and the processor, in Python's words.
        git: None where the working folder is not under git, or git did not answer.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    versions: dict[str, str | None] = Field(default_factory=dict)
    platform: str = ""
    git: GitState | None = None


def current_environment(folder: Path | None = None) -> Environment:
    """Returns the environment of this process.

    Args:
        folder: the folder whose git state counts; the working folder by default.
    """
    versions: dict[str, str | None] = {"python": platform.python_version()}
    versions |= {name: _version(package) for name, package in _PACKAGES.items()}
    return Environment(
        versions=versions, platform=platform.platform(), git=git_state(folder or Path.cwd())
    )


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def git_state(folder: Path) -> GitState | None:
    """Returns the git state of a folder, None where there is none.

    Files that git does not track do not count: the session itself is often one. The options keep
    git from taking locks and from running the folder's own file system monitor.
    """
    command = ["git", "--no-optional-locks", "-c", "core.fsmonitor=false", "status"]
    command += ["--porcelain=v2", "--branch", "--untracked-files=no", "--ignore-submodules"]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_GIT_TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    commit = next((line.split()[-1] for line in lines if line.startswith("# branch.oid ")), "")
    if done.returncode != 0 or commit in {"", "(initial)"}:
        return None
    return GitState(commit=commit, dirty=any(not line.startswith("#") for line in lines))
