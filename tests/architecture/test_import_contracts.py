"""Who may import whom: the contracts of pyproject.toml hold, and each of them can be broken."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PACKAGE = CHECKOUT / "tuner_gui"


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_that_every_import_contract_is_kept() -> None:
    outcome = lint_imports(CHECKOUT)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


FOR_TYPES_ONLY = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {}"

BREACHES = {
    "A room imports only from rooms below it": ("core", "import tuner_gui.sweep"),
    "strategies/ stands on core/ alone": ("strategies", "import tuner_gui.datasets"),
    "Only strategies/ imports optuna": ("sweep", "from optuna.samplers import TPESampler"),
    "Only ui/charts/ imports pyqtgraph": ("ui", "def draw():\n    import pyqtgraph"),
    "Only bridge/ and ui/ import PySide6": (
        "session",
        FOR_TYPES_ONLY.format("from PySide6.QtCore import QObject"),
    ),
    "Only executors/dask.py imports distributed": ("executors", "import distributed"),
    "core/ imports the standard library, numpy and pydantic only": ("core", "import pandas"),
}


@pytest.fixture(scope="module")
def broken_contracts(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The contracts that are broken in a copy of the house that commits each breach once."""
    folder = tmp_path_factory.mktemp("breaches")
    shutil.copy(CHECKOUT / "pyproject.toml", folder)
    shutil.copytree(PACKAGE, folder / "tuner_gui", ignore=shutil.ignore_patterns("__pycache__"))
    for number, (room, statement) in enumerate(BREACHES.values()):
        (folder / "tuner_gui" / room / f"breach_{number}.py").write_text(statement + "\n")
    outcome = lint_imports(folder)
    return set(re.findall(r"^(.+?) BROKEN", outcome.stdout, re.MULTILINE))


@pytest.mark.parametrize("contract", BREACHES)
def test_that_a_breach_is_noticed(contract: str, broken_contracts: set[str]) -> None:
    assert contract in broken_contracts


def test_that_every_contract_has_its_breach_here() -> None:
    declared = re.findall(
        r'^name = "(.+)"\ntype = ', (CHECKOUT / "pyproject.toml").read_text(), re.MULTILINE
    )
    assert set(declared) == set(BREACHES)


STANDARD_LIBRARY_ONLY = [
    "__init__.py",
    "__main__.py",
    "platform_check.py",
    "report.py",
    "resources.py",
]


@pytest.mark.parametrize("name", STANDARD_LIBRARY_ONLY)
def test_that_a_module_that_loads_first_or_elsewhere_needs_nothing_installed(name: str) -> None:
    path = PACKAGE / name
    if not path.exists():
        pytest.skip(f"tuner_gui/{name} is not written yet")
    foreign = set(imported_at_load(path)) - sys.stdlib_module_names - {"tuner_gui"}
    assert not foreign


def imported_at_load(path: Path) -> Iterator[str]:
    """The top-level packages a module imports outside its functions and its type checking block."""
    for statement in ast.parse(path.read_text()).body:
        if isinstance(statement, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            yield (statement.module or "").partition(".")[0]
