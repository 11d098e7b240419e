"""What is imported is declared, and what is declared is pinned by name and version only."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).parents[2]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
OPTIONAL = {"dask", "distributed", "mlflow-skinny", "pyarrow"}
"""Imported where they are used, and only if the user has them."""

INSEPARABLE = {"pydantic-core", "shiboken6"}
"""Halves of declared dependencies, which pin them exactly."""


def declared(*extras: str) -> list[Requirement]:
    lines = [*PROJECT["dependencies"]]
    for extra in extras:
        lines += PROJECT["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


def pins() -> dict[str, str]:
    lines = (CHECKOUT / "constraints.txt").read_text().splitlines()
    split = (line.split("==") for line in lines if not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in split}


def test_that_the_package_imports_nothing_that_it_does_not_declare() -> None:
    owners = importlib.metadata.packages_distributions()
    allowed = {canonicalize_name(each.name) for each in declared()} | OPTIONAL | INSEPARABLE
    undeclared = {
        f"{path.relative_to(CHECKOUT)}: {module}"
        for path in (CHECKOUT / "tuner_gui").rglob("*.py")
        for module in imported(path) - sys.stdlib_module_names - {"tuner_gui"}
        if not allowed & {canonicalize_name(name) for name in owners.get(module, [module])}
    }
    assert undeclared == set()


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports anywhere, be it inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").partition(".")[0])
    return found


def test_that_every_declared_dependency_is_pinned_inside_its_range() -> None:
    wrong = [
        str(each)
        for each in declared("dev", "app")
        if each.marker is None or each.marker.evaluate()
        if pins().get(canonicalize_name(each.name)) not in each.specifier
    ]
    assert wrong == []


def test_that_what_the_dependencies_need_in_turn_is_pinned() -> None:
    open_, seen = declared("dev"), set()
    while open_:
        requirement = open_.pop()
        name = canonicalize_name(requirement.name)
        if name in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        open_ += map(Requirement, importlib.metadata.requires(requirement.name) or [])
    assert sorted(seen - pins().keys()) == []


def test_that_pins_are_names_and_versions_and_nothing_else() -> None:
    lines = (CHECKOUT / "constraints.txt").read_text().splitlines()
    odd = [
        line for line in lines if not re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", line)
    ]
    assert odd == []


def test_that_the_lethal_pyside_is_out_of_range_for_python_3_11() -> None:
    qt = [each for each in declared() if canonicalize_name(each.name) == "pyside6-essentials"]
    for version, python, is_allowed in [
        ("6.11.3", "3.11", True),
        ("6.12.0", "3.11", False),
        ("6.12.0", "3.12", True),
        ("6.13.0", "3.13", False),
    ]:
        applying = [each for each in qt if each.marker.evaluate({"python_version": python})]
        assert [version in each.specifier for each in applying] == [is_allowed]
