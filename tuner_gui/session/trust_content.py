"""What a sweep would run here, as a person sees it and as it is known again; any thread.

Files are read as text and digested. Nothing is run, imported or connected to.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, assert_never

from tuner_gui.core.domains import Choice, Constant
from tuner_gui.core.errors import TuningError
from tuner_gui.core.files import is_file, resolved
from tuner_gui.core.specs import (
    ClassSpec,
    CommandSpec,
    EstimatorSpec,
    FunctionSpec,
    PipelineSpec,
)
from tuner_gui.core.table_specs import FlightSpec
from tuner_gui.session.trust_files import (
    MOST_FILES,
    digest_of,
    file_digest,
    installed_file,
    local_code,
    module_files,
)
from tuner_gui.targets.command.interpreters import interpreter_of
from tuner_gui.targets.command.template import names_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.specs import PythonSpec

COMMAND, TARGET, FOLDER = "the command", "the target", "the working folder"
INTERPRETER, ENVIRONMENT, VALUES = "the interpreter", "the environment", "the values for it"
SERVER = "the server"

_PYTHON = re.compile(r"(?:\{python\}|(?:.*[/\\])?python[\d.]*(?:\.exe)?)")
_TAKES_A_WORD = frozenset({"-W", "-X"})
_OWN_CODE = re.compile(r"-[A-Za-z]*[cm]|-$")


@dataclass(frozen=True, slots=True)
class RunContent:
    """What would run.

    Args:
        rows: what a person is shown, each with its label; all of it can be printed.
        facts: the digest of each thing that counts, by what it is called in a sentence.
    """

    rows: tuple[tuple[str, str], ...]
    facts: Mapping[str, str]


Tried: TypeAlias = "Callable[[str], Iterable[object]]"
"""The values that the trials of a session have of a parameter: any may be run again."""


def untried(_name: str) -> Iterable[object]:
    """The values of a session without trials."""
    return ()


def content_of(
    config: SweepConfig, session: Path | None, tried: Tried = untried
) -> RunContent | None:
    """Returns what a sweep would run; None where it runs only libraries, on data of this computer.

    Args:
        config: the sweep, its files as they are found from the working folder.
        session: its file; None before it has one.
        tried: what its trials have of each parameter.
    """
    found = _Found(session)
    match config.target:
        case None | EstimatorSpec():
            pass
        case ClassSpec() | FunctionSpec() | PipelineSpec():
            found.take_python(config.target)
        case CommandSpec():
            found.take_command(config.target, config.space, tried)
        case never:
            assert_never(never)
    if isinstance(config.dataset, FlightSpec):
        found.show("Server", config.dataset.location)
        found.facts[SERVER] = digest_of(config.dataset.location)
    return RunContent(tuple(found.rows), found.facts) if found.facts else None


def printable(text: str) -> str:
    """Returns a text with nothing in it that a terminal or a layout would obey."""
    return "".join(letter if letter.isprintable() else ascii(letter).strip("'") for letter in text)


class _Found:
    """Gathers the rows and the facts of a sweep."""

    def __init__(self, session: Path | None) -> None:
        self._home = None if session is None else session.absolute().parent
        self.rows: list[tuple[str, str]] = []
        self.facts: dict[str, str] = {}

    def show(self, label: str, text: str) -> None:
        self.rows.append((label, printable(text)))

    def take_python(self, spec: PythonSpec) -> None:
        source, _, name = spec.path.rpartition(":")
        is_file = source.endswith(".py") or "/" in source or "\\" in source
        folder = Path.cwd()
        self.show(spec.kind.capitalize(), name)
        if is_file:
            path = Path(source).absolute()
            self.show("File", str(path))
            self._take_files([path], _folders_of(path))
        else:
            self.show("Module", source)
            self._take_module(source, folder)
        self.show("Interpreter", sys.executable)
        self.show("Working folder", str(folder))
        seen = Path(source).name if is_file else source
        self.facts[TARGET] = digest_of(json.dumps([spec.kind, seen, name]))

    def take_command(self, spec: CommandSpec, space: HyperParamSpace, tried: Tried) -> None:
        cwd = Path(spec.cwd).absolute()
        uses_python = any("{python}" in word for word in spec.argv)
        words = [word.replace("{python}", interpreter_of(spec)) for word in spec.argv]
        self.show("Command", shlex.join(words))
        is_known = self._take_program(spec, cwd)
        if uses_python:
            self.show("Interpreter", interpreter_of(spec))
            self.facts[INTERPRETER] = digest_of(self._interpreter(spec, cwd))
        self.show("Working folder", str(cwd))
        for variable, value in spec.environment.items():
            self.show("Environment", f"{variable}={value}")
        filled = [*spec.environment.values(), *([] if is_known else spec.argv)]
        for name, texts in _texts_for(filled, space, tried):
            self.show(f"{{{name}}}", ", ".join(map(repr, texts)))
            self.facts[VALUES] = digest_of(self.facts.get(VALUES, "") + json.dumps([name, texts]))
        self.facts[COMMAND] = digest_of(json.dumps(spec.argv))
        self.facts[ENVIRONMENT] = digest_of(json.dumps(spec.environment, sort_keys=True))
        self.facts[FOLDER] = digest_of(self._seen_folder(cwd) if is_known else str(cwd))

    def _take_program(self, spec: CommandSpec, cwd: Path) -> bool:
        """Says whether it is a Python script: known by its text, it may move to another folder.

        Any other program may read whatever lies in its folder.
        """
        if _PYTHON.fullmatch(spec.argv[0]):
            paths = [cwd / place for place in _python_path(spec)]
            match _script_of(spec.argv[1:]):
                case ("module", name) if found := module_files(name, cwd):
                    self._take_files(found, [cwd, *paths])
                    return True
                case ("file", name) if is_file(cwd / name):
                    script = cwd / name
                    self._take_files([script], [*_folders_of(script), *paths])
                    return True
        for word in spec.argv:
            text = word.rpartition("=")[2]
            path = cwd / text
            if text and self._is_near(path, cwd) and is_file(path):
                self.facts[f"the file {printable(text)}"] = file_digest(path)
        return False

    def _take_module(self, name: str, folder: Path) -> None:
        if found := module_files(name, folder):
            self._take_files(found, [folder])
        elif (path := installed_file(name)) is not None:
            self.facts[f"the module {name}"] = file_digest(path)
        else:
            self.facts[FOLDER] = digest_of(str(folder))

    def _take_files(self, files: Sequence[Path], roots: Sequence[Path]) -> None:
        found = local_code(files, roots)
        for name, digest in found.items():
            self.facts[f"the file {printable(name)}"] = digest
        if len(found) >= MOST_FILES:  # what is not known by its text is known by its place
            self.facts["the folder of the code"] = digest_of(str(roots[0]))

    def _interpreter(self, spec: CommandSpec, cwd: Path) -> str:
        if not spec.python:
            return ""
        path = Path(spec.python)
        own = file_digest(resolved(path)) if self._is_near(path, cwd) else ""
        return json.dumps([spec.python, str(resolved(path)), own])

    def _is_near(self, path: Path, cwd: Path) -> bool:
        homes = (cwd, *(() if self._home is None else (self._home,)))
        return any(path.is_relative_to(home) for home in homes)

    def _seen_folder(self, cwd: Path) -> str:
        if self._home is not None and cwd.is_relative_to(self._home):
            return cwd.relative_to(self._home).as_posix()
        return str(cwd)


def _folders_of(script: Path) -> list[Path]:
    """Where a script's imports are looked up: beside it, and beside what it is a link to."""
    return list(dict.fromkeys([script.parent, resolved(script).parent]))


def _script_of(words: Sequence[str]) -> tuple[str, str]:
    """What an interpreter with these arguments runs: a module, a file, or something else."""
    left = list(words)
    while left:
        word = left.pop(0)
        if word == "-m" and left:
            return ("other", "") if "{" in left[0] else ("module", left[0])
        if word in _TAKES_A_WORD and left:
            left.pop(0)
        elif _OWN_CODE.match(word) or "{" in word:
            return "other", ""
        elif not word.startswith("-"):
            return "file", word
    return "other", ""


def _python_path(spec: CommandSpec) -> list[str]:
    value = spec.environment.get("PYTHONPATH", "")
    return [] if "{" in value else [place for place in value.split(os.pathsep) if place]


def _texts_for(
    elements: Sequence[str], space: HyperParamSpace, tried: Tried
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts that there are for the placeholders of a command: they may be code."""
    try:
        names = names_in(elements)
    except TuningError:
        return
    for parameter in space:
        if not any(name == parameter.name or _holds(name, parameter.name) for name in names):
            continue
        kinds = (parameter.kind, parameter.set_aside)
        offered = dict.fromkeys(_texts(value for kind in kinds for value in _values_of(kind)))
        others = sorted({*_texts(tried(parameter.name))} - offered.keys())
        if texts := (*offered, *others):
            yield parameter.name, texts


def _texts(values: Iterable[object]) -> Iterator[str]:
    return (json.dumps(value) for value in values if not isinstance(value, int | float | None))


def _holds(group: str, name: str) -> bool:
    return name.startswith(f"{group}.")


def _values_of(kind: object) -> tuple[object, ...]:
    match kind:
        case Choice():
            return kind.values
        case Constant():
            return (kind.value,)
        case _:
            return ()
