"""Shipped files are found from a checkout, from a wheel and from a frozen program's folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tuner_gui.resources import resource_path

CHECKOUT = Path(__file__).parents[1]


def where_it_looks(folder: Path, *parts: str) -> str:
    """What a fresh interpreter that sees only the package in `folder` answers."""
    program = f"from tuner_gui.resources import resource_path; print(resource_path(*{parts!r}))"
    return subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path[:0] = [{str(folder)!r}]; {program}"],
        check=True,
        capture_output=True,
        text=True,
        cwd=folder,
    ).stdout.strip()


def test_that_a_checkout_serves_its_own_resources_folder() -> None:
    assert resource_path() == CHECKOUT / "resources"


def test_that_a_folder_inside_the_package_comes_first(tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "tuner_gui", tmp_path / "tuner_gui")
    shipped = tmp_path / "tuner_gui" / "_resources" / "examples"
    shipped.mkdir(parents=True)
    assert where_it_looks(tmp_path, "examples") == str(shipped)


def test_that_a_wheel_ships_every_resource_and_finds_it(tmp_path: Path) -> None:
    """Built by the build backend itself, in a process of its own, without the network."""
    pytest.importorskip("hatchling", reason="hatchling, the build backend, is not installed")
    build = f"from hatchling.build import build_wheel; build_wheel({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", build], check=True, capture_output=True, cwd=CHECKOUT)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    ours = {
        path.relative_to(CHECKOUT / "resources")
        for path in (CHECKOUT / "resources").rglob("*")
        if path.is_file()
    }
    shipped = installed / "tuner_gui" / "_resources"
    assert {path.relative_to(shipped) for path in shipped.rglob("*") if path.is_file()} == ours
    assert not (installed / "resources").exists()
    assert where_it_looks(installed) == str(shipped)
