"""The choice of the interpreter that makes .venv."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FIND_PYTHON = Path(__file__).parents[2] / "packaging" / "find_python"
SYSTEM_FOLDERS = "/usr/bin:/bin"


def command(path: Path, script: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def sound(path: Path) -> Path:
    return command(path, f'exec "{sys.executable}" "$@"')


def old(path: Path) -> Path:
    return command(path, "exit 1")


def without_venv(path: Path) -> Path:
    """Recent enough, but Debian packs venv separately."""
    return command(
        path,
        f'case "$2" in *ensurepip*) exit 1;; esac; exec "{sys.executable}" "$@"',
    )


def find(path: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [FIND_PYTHON],
        env={"PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_that_the_newest_tested_python_is_preferred(tmp_path: Path) -> None:
    sound(tmp_path / "a" / "python3.11")
    newest = sound(tmp_path / "b" / "python3.12")
    sound(tmp_path / "a" / "python3")
    assert find(f"{tmp_path}/a:{tmp_path}/b:{SYSTEM_FOLDERS}").stdout == f"{newest}\n"


def test_that_a_version_managers_empty_promise_is_passed_over(tmp_path: Path) -> None:
    command(tmp_path / "shims" / "python3.13", "echo 'python3.13: command not found' >&2; exit 127")
    real = sound(tmp_path / "real" / "python3.13")
    found = find(f"{tmp_path}/shims:{tmp_path}/real:{SYSTEM_FOLDERS}")
    assert (found.stdout, found.stderr) == (f"{real}\n", "")


def test_that_a_python_that_makes_no_environments_is_passed_over(tmp_path: Path) -> None:
    without_venv(tmp_path / "a" / "python3.13")
    whole = sound(tmp_path / "a" / "python3.11")
    assert find(f"{tmp_path}/a:{SYSTEM_FOLDERS}").stdout == f"{whole}\n"


def test_that_the_python_asked_for_is_taken_even_from_outside_path(tmp_path: Path) -> None:
    asked = sound(tmp_path / "elsewhere" / "my-python")
    assert find(SYSTEM_FOLDERS, PYTHON=str(asked)).stdout == f"{asked}\n"


def test_that_an_unsuitable_python_asked_for_is_refused_by_name(tmp_path: Path) -> None:
    asked = old(tmp_path / "elsewhere" / "my-python")
    refused = find(SYSTEM_FOLDERS, PYTHON=str(asked))
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr == (
        f"PYTHON={asked} is not a Python 3.11 or later; tuner-gui needs one.\n"
    )


def test_that_no_suitable_python_is_refused_in_one_line(tmp_path: Path) -> None:
    old(tmp_path / "a" / "python3")
    refused = find(f"{tmp_path}/a")
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.startswith("tuner-gui needs Python 3.11 or later and found none")
    assert refused.stderr.count("\n") == 1


def test_that_the_missing_package_is_named_where_only_that_is_missing(tmp_path: Path) -> None:
    lame = without_venv(tmp_path / "a" / "python3")
    command(tmp_path / "a" / "id", "echo 1000")
    refused = find(f"{tmp_path}/a")
    version = "{}.{}".format(*sys.version_info)
    assert refused.returncode == 1
    assert refused.stderr == (
        f"{lame} makes no virtual environments; "
        f"on Debian or Ubuntu: sudo apt-get install python{version}-venv\n"
    )


def test_that_root_on_debian_has_the_missing_package_installed(tmp_path: Path) -> None:
    lame = without_venv(tmp_path / "a" / "python3")
    command(tmp_path / "a" / "id", "echo 0")
    whole = f'#!/bin/sh\\nexec "{sys.executable}" "$@"\\n'
    command(tmp_path / "a" / "apt-get", f"""[ "$1" = update ] || printf '{whole}' > '{lame}'""")
    found = find(f"{tmp_path}/a")
    assert (found.returncode, found.stdout) == (0, f"{lame}\n")
