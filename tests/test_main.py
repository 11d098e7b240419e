"""The entry point: a trial host or the command line, and nothing heavy on the way."""

from __future__ import annotations

import subprocess
import sys

STAND_INS = """
import runpy, sys, types
for name in {names!r}:
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].main = lambda *given, name=name: print(name, *given) or 7
sys.argv = ["tuner-gui", *{arguments!r}]
try:
    runpy.run_module("tuner_gui", run_name="__main__")
finally:
    suspects = {{"PySide6", "numpy", "tuner_gui.cli", "tuner_gui.executors.host"}}
    print(sorted(suspects & set(sys.modules)))
"""


def start(*arguments: str, stand_in: str) -> tuple[int, list[str]]:
    """Exit code and printed lines of the entry point, with a stand-in for where it should go."""
    program = STAND_INS.format(names=[stand_in], arguments=list(arguments))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.splitlines()


def test_that_the_trial_host_flag_starts_a_host_without_the_command_line() -> None:
    code, lines = start("--trial-host", "--fd", "7", stand_in="tuner_gui.executors.host")
    assert code == 7
    assert lines == ["tuner_gui.executors.host ['--fd', '7']", "['tuner_gui.executors.host']"]


def test_that_the_module_flag_lists_the_estimators_and_runs_no_other_module() -> None:
    module = "tuner_gui.targets.catalogue"
    code, lines = start("--module", module, stand_in=module)
    assert code == 7
    assert lines == [module, "[]"]
    _, lines = start("--module", "antigravity", stand_in="tuner_gui.cli")
    assert lines[0] == "tuner_gui.cli ['--module', 'antigravity']"


def test_that_the_module_flag_looks_into_data() -> None:
    module = "tuner_gui.datasets.preview"
    code, lines = start("--module", module, "csv", "a.csv", stand_in=module)
    assert code == 7
    assert lines == [f"{module} ['csv', 'a.csv']", "[]"]


def test_that_the_module_flag_says_what_data_are_like() -> None:
    module = "tuner_gui.datasets.summary"
    code, lines = start("--module", module, "{}", stand_in=module)
    assert (code, lines) == (7, [f"{module} ['{{}}']", "[]"])


def test_that_anything_else_is_for_the_command_line() -> None:
    code, lines = start("run", "--trial-host", stand_in="tuner_gui.cli")
    assert code == 7
    assert lines == ["tuner_gui.cli ['run', '--trial-host']", "['tuner_gui.cli']"]


def test_that_the_module_flag_reads_what_a_path_names() -> None:
    module = "tuner_gui.targets.python_targets"
    code, lines = start("--module", module, "a.py:A", "{}", stand_in=module)
    assert code == 7
    assert lines == [f"{module} ['a.py:A', '{{}}']", "[]"]


def test_that_no_other_module_can_be_run_in_its_place() -> None:
    code, lines = start("--module", "json.tool", stand_in="tuner_gui.cli")
    assert code == 7
    assert lines == ["tuner_gui.cli ['--module', 'json.tool']", "['tuner_gui.cli']"]
