"""What an import may cost and load: measured in interpreters of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

OF_THE_WINDOW = {"PySide6", "pyqtgraph"}
OF_THE_TRIALS = {"distributed", "matplotlib", "optuna", "pandas", "pyarrow", "scipy", "sklearn"}
HEAVY = OF_THE_WINDOW | OF_THE_TRIALS


def in_fresh_interpreter(program: str) -> Any:
    """What a program prints as JSON, run by an interpreter that has imported nothing else."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def loaded_by(statement: str) -> set[str]:
    """The top-level packages in memory after one statement."""
    return set(
        in_fresh_interpreter(
            f"import json, sys\n{statement}\n"
            "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
        )
    )


def test_that_importing_the_package_takes_under_20_ms() -> None:
    program = (
        "import time; start = time.perf_counter(); import tuner_gui;"
        "print((time.perf_counter() - start) * 1000)"
    )
    fastest_ms = min(in_fresh_interpreter(program) for _ in range(5))
    assert fastest_ms < 20


def test_that_importing_the_package_loads_nothing_heavy() -> None:
    assert not loaded_by("import tuner_gui") & (HEAVY | {"numpy", "pydantic", "yaml"})


def test_that_the_public_names_resolve_without_qt() -> None:
    statement = "import tuner_gui\nfor name in tuner_gui.__all__: getattr(tuner_gui, name)"
    assert not loaded_by(statement) & {"PySide6", "pyqtgraph", "optuna", "sklearn"}


@pytest.mark.parametrize("module", ["tuner_gui.__main__", "tuner_gui.cli"])
def test_that_the_command_line_loads_no_window_and_no_learner(module: str) -> None:
    assert not loaded_by(f"import {module}") & HEAVY


def test_that_asking_for_help_loads_no_window_and_no_learner() -> None:
    statement = (
        "import contextlib, io, tuner_gui.cli\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
        "    tuner_gui.cli.main(['--help'])"
    )
    assert not loaded_by(statement) & HEAVY


def test_that_a_trial_host_loads_no_qt() -> None:
    loaded = loaded_by("import tuner_gui.executors.host")
    assert not loaded & {"PySide6", "shiboken6", "pyqtgraph", "optuna"}


ROOMS_WITHOUT_QT = [
    "core",
    "datasets",
    "exchange",
    "executors",
    "insight",
    "session",
    "strategies",
    "sweep",
    "targets",
]


def test_that_the_rooms_below_the_bridge_work_where_qt_is_not_installed() -> None:
    """Every module of theirs, in one interpreter that refuses to import PySide6."""
    absent = in_fresh_interpreter(
        f"""
import importlib, importlib.util, json, pkgutil, sys
sys.modules["PySide6"] = None
failed = []
for room in {ROOMS_WITHOUT_QT!r}:
    package = importlib.import_module(f"tuner_gui.{{room}}")
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if found.name == "tuner_gui.executors.dask" and not importlib.util.find_spec("distributed"):
            continue
        try:
            importlib.import_module(found.name)
        except ImportError as error:
            failed.append(f"{{found.name}}: {{error}}")
print(json.dumps(failed))
"""
    )
    assert absent == []
