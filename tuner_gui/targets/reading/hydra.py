"""The options of a Hydra program: its configuration and the groups it names; runs nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tuner_gui.targets.reading.command_lines import once
from tuner_gui.targets.reading.config_files import ConfigRead, Findings, read_config
from tuner_gui.targets.reading.field_options import options_of_class
from tuner_gui.targets.reading.option import Option
from tuner_gui.targets.reading.sources import ReadingError
from tuner_gui.targets.reading.values import Class, Made

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tuner_gui.targets.reading.script import Script

_MOST_FILES = 50


def hydra_main(script: Script) -> Made | None:
    """Returns the `@hydra.main(…)` of a script; None where it has none."""
    return next((mark for _, mark in script.marked("hydra.main")), None)


def read_hydra_program(script: Script, path: Path, main: Made) -> ConfigRead:
    """Returns the options that a Hydra program takes as `key=value`.

    Raises:
        ReadingError: its configuration is not found.
    """
    name = main.call.kwargs.get("config_name", "config")
    folder = main.call.kwargs.get("config_path", ".") or "."
    stored = _stored_class(script, name)
    if stored is not None:
        options = tuple(
            _as_override(each) for each in options_of_class(script.reader, stored, "none")
        )
        return ConfigRead(options, Findings(), is_hydra=True)
    if not (isinstance(name, str) and isinstance(folder, str)):
        raise ReadingError(
            f"{path.name} names its Hydra configuration in a way that only a run would tell.",
            "Choose the configuration file itself.",
        )
    file = _file(path.parent / folder, name)
    if file is None:
        raise ReadingError(
            f"{path.name} reads the Hydra configuration {name} in {folder}, which is not there.",
            "Choose the configuration file itself.",
        )
    return read_hydra_config(file)


def read_hydra_config(path: Path) -> ConfigRead:
    """Returns the options of a primary configuration and of the groups in its `defaults:`.

    Raises:
        ReadingError: a file cannot be read.
    """
    findings = Findings()
    files: list[Path] = []
    options = once(_composed(_Place(path, path.parent), findings, files))
    own = {option.name: option for option in read_config(path, "override").options}
    merged = tuple(own.get(option.name, option) for option in options)
    return ConfigRead(merged, findings, is_hydra=True)


@dataclass(frozen=True, slots=True)
class _Place:
    """A file of a configuration: in which group it is, and below which names its values go."""

    path: Path
    root: Path
    group: str = ""
    package: str = ""

    def below(self, key: str, name: str) -> _Place | None:
        """The place of an entry of its `defaults:`, such as `optimizer: adam`; None without it."""
        words, _, override = key.lstrip("/").partition("@")
        is_absolute = key.startswith("/")
        group = words if is_absolute else _joined(self.group, words, "/")
        path = _file(self.root / group, name)
        if path is None:
            return None
        above = "" if is_absolute else self.package
        package = _joined(above, override or words.replace("/", "."), ".")
        stated = "_global_" if override == "_global_" else _stated_package(path)
        if stated == "_global_":
            package = ""
        elif stated not in {"", "_group_"}:
            package = stated
        return _Place(path, self.root, group, package)


def _joined(first: str, second: str, mark: str) -> str:
    return mark.join(part for part in (first, second) if part)


def _composed(place: _Place, findings: Findings, files: list[Path]) -> Iterator[Option]:
    files.append(place.path)
    read = read_config(place.path, "override", f"{place.package}." if place.package else "")
    findings.notes += read.findings.notes
    findings.following += read.findings.following
    yield from read.options
    for key, name in read.defaults:
        if key.partition("/")[0] == "hydra" or "${" in name or len(files) >= _MOST_FILES:
            continue
        inner = place.below(key, name)
        if inner is None:
            said = f"{key}: {name}" if key else name
            findings.notes.append(f"There is no file for {said}, so it is left out.")
        elif inner.path not in files:
            yield from _chosen(inner.path.parent, key.lstrip("/").partition("@")[0], name)
            yield from _composed(inner, findings, files)


def _chosen(folder: Path, group: str, name: str) -> Iterator[Option]:
    """The choice of a group is an option itself: `model=resnet`."""
    names = sorted(file.stem for file in folder.glob("*.y*ml"))
    if group and len(names) > 1 and name.removesuffix(".yaml") in names:
        yield Option(
            name=f"{group.replace('/', '.')}_config",
            type="text",
            default=name.removesuffix(".yaml"),
            has_default=True,
            choices=tuple(names),
            flags=(group,),
            passing="override",
            obstacle="Each value brings parameters of its own: choose one for the whole sweep.",
        )


def _stated_package(path: Path) -> str:
    """What a first line such as `# @package optim` says of where the values go."""
    with path.open(encoding="utf-8", errors="replace") as file:
        found = re.match(r"#\s*@package:?\s+([\w.]+)", file.readline())
    return found[1] if found else ""


def _file(folder: Path, name: str) -> Path | None:
    base = name.removesuffix(".yaml").removesuffix(".yml")
    for suffix in (".yaml", ".yml"):
        candidate = folder / f"{base}{suffix}"
        if candidate.is_file():
            return candidate
    return None


def _stored_class(script: Script, name: object) -> Class | None:
    """The class of a configuration: `cs.store(name="config", node=Config)`."""
    for made in script.reader.made:
        if made.name.endswith("ConfigStore.instance.store") and made.call.get("name", 0) == name:
            node = made.call.get("node", 2)
            return node if isinstance(node, Class) else None
    return None


def _as_override(option: Option) -> Option:
    return replace(option, flags=(option.name,), passing="override")
