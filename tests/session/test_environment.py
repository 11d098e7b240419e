"""Where a sweep ran, as far as it can be told."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tuner_gui.session.environment import GitState, current_environment, git_state


def git(folder: Path, *arguments: str) -> str:
    names = {
        f"GIT_{who}_{what}": "somebody"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull},
    ).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "train.py").write_text("lr = 1\n")
    git(tmp_path, "add", "train.py")
    git(tmp_path, "commit", "--quiet", "-m", "first")
    return tmp_path


def test_that_versions_and_platform_are_those_of_this_process(tmp_path: Path) -> None:
    environment = current_environment(tmp_path)
    assert environment.platform == platform.platform()
    assert environment.versions["python"] == platform.python_version()
    assert environment.versions["numpy"] == np.__version__
    assert set(environment.versions) == {
        *("python", "tuner-gui", "numpy", "scikit-learn", "optuna", "PySide6")
    }
    assert environment.git is None


def test_that_a_clean_repository_has_its_commit(repository: Path) -> None:
    commit = git(repository, "rev-parse", "HEAD")
    assert git_state(repository) == GitState(commit=commit, dirty=False)
    (repository / "sub").mkdir()
    assert git_state(repository / "sub") == GitState(commit=commit, dirty=False)


def test_that_a_session_that_git_does_not_know_makes_nothing_dirty(repository: Path) -> None:
    (repository / "s.tuner.json").write_text("{}")
    state = git_state(repository)
    assert state is not None
    assert not state.dirty


def test_that_a_changed_file_makes_it_dirty(repository: Path) -> None:
    (repository / "train.py").write_text("lr = 2\n")
    state = git_state(repository)
    assert state is not None
    assert state.dirty


def test_that_a_repository_without_a_commit_has_no_state(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    assert git_state(tmp_path) is None


def test_that_a_machine_without_git_has_no_state(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert git_state(repository) is None


def test_that_asking_runs_nothing_that_the_folder_configures(repository: Path) -> None:
    canary = repository / "canary"
    git(repository, "config", "core.fsmonitor", f"touch {canary}; false")
    assert git_state(repository) is not None
    assert not canary.exists()
