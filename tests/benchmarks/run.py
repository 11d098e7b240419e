"""Runs the benchmarks, each in a process of its own, and prints a table.

    python tests/benchmarks/run.py [NAME ...]

A benchmark is a file beside this one with a function measure() that yields figures.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.benchmarks.figures import Figure  # noqa: E402 - run as a script, it finds itself above

NAMES = (
    "trial_cost",
    "strategy_cost",
    "quality",
    "journal",
    "saving",
    "pool_cost",
    "kill",
    "early_stopping",
    "startup",
    "event_gap",
    "chart",
    "curves",
    "table",
    "space_form",
    "space_preview",
)
ONE = "--one"


def main(arguments: list[str]) -> int:
    if arguments[:1] == [ONE]:
        measure_here(arguments[1])
        return 0
    names = arguments or list(NAMES)
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"There is no benchmark {unknown[0]!r}; there are {', '.join(NAMES)}.")
        return 2
    problems = [problem for name in names for problem in report(name)]
    print()
    print("\n".join(problems) or "All goals are met.")
    return 0


def measure_here(name: str) -> None:
    """Prints each figure as a line of JSON."""
    for figure in importlib.import_module(f"tests.benchmarks.{name}").measure():
        print(json.dumps(asdict(figure)), flush=True)


def report(name: str) -> Iterator[str]:
    """Runs a benchmark, prints its part of the table, yields what is not as it should be."""
    print(f"\n{name}", flush=True)
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    command = [sys.executable, str(Path(__file__)), ONE, name]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if not line.startswith("{"):
                print(f"  {line.rstrip()}", flush=True)
                continue
            figure = Figure(**json.loads(line))
            print(row(figure), flush=True)
            if not figure.is_met:
                yield f"Missed: {name}, {figure.what}."
    if child.returncode:
        yield f"Broken: {name} ended with exit code {child.returncode}."


def row(figure: Figure) -> str:
    digits = 2 if figure.value < 100 else 0
    measured = f"{figure.value:,.{digits}f} {figure.unit}"
    goal = ""
    if figure.at_most is not None:
        goal = f"at most {figure.at_most:g} {figure.unit}: {'met' if figure.is_met else 'MISSED'}"
    return f"  {figure.what:<66}{measured:>14}  {goal}".rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
