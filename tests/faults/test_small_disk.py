"""A window on a disk that is really full: a small tmpfs, in a mount namespace of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
FLOWS = Path("tests", "flows", "on_small_disk.py")
ALONE = ["unshare", "--user", "--map-root-user", "--mount"]
MOUNT = 'mount -t tmpfs -o size=1m tmpfs "$TUNER_GUI_SMALL_DISK" && exec "$@"'


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A folder that a child may mount a disk on, which ends with it."""
    if shutil.which("unshare") is None:
        pytest.skip("there is no unshare to make a mount namespace with")
    disk = tmp_path / "disk"
    disk.mkdir()
    probe = subprocess.run(
        [*ALONE, "sh", "-c", MOUNT, "sh", "true"],
        env={**os.environ, "TUNER_GUI_SMALL_DISK": str(disk)},
        capture_output=True,
        text=True,
        check=False,
    )
    if probe.returncode != 0:
        pytest.skip(f"no disk can be mounted here: {probe.stderr.strip()}")
    return disk


def test_that_a_full_disk_costs_no_trial(disk: Path) -> None:
    flows = subprocess.run(
        [
            *(*ALONE, "sh", "-c", MOUNT, "sh", sys.executable, "-m", "pytest", "-q"),
            *("-p", "no:cacheprovider", "--timeout", "120", str(FLOWS)),
        ],
        env={**os.environ, "TUNER_GUI_SMALL_DISK": str(disk)},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert flows.returncode == 0, flows.stdout[-8_000:] + flows.stderr[-2_000:]
    assert "3 passed" in flows.stdout
    assert list(disk.iterdir()) == [], "it was mounted for the child only"
