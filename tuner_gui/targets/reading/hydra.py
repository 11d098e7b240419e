"""The options of a Hydra program: its configuration and the groups it names; runs nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.targets.reading.command_lines import once
from tuner_gui.targets.reading.config_files import ConfigRead, read_config
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
        return ConfigRead(options, (), is_hydra=True)
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
    notes: list[str] = []
    files: list[Path] = []
    options = once(_composed(path, path.parent, "", notes, files))
    own = {option.name: option for option in read_config(path, "override").options}
    merged = tuple(own.get(option.name, option) for option in options)
    return ConfigRead(merged, tuple(dict.fromkeys(notes)), is_hydra=True)


def _composed(
    path: Path, root: Path, prefix: str, notes: list[str], files: list[Path]
) -> Iterator[Option]:
    files.append(path)
    read = read_config(path, "override", prefix)
    notes += read.notes
    yield from read.options
    for group, name in read.defaults if len(files) < _MOST_FILES else ():
        if group.startswith("hydra/"):
            continue
        start = root if group.startswith("/") or not prefix else path.parent
        group_words, _, package = group.lstrip("/").partition("@")
        file = _file(start / group_words, name) or _file(path.parent / group_words, name)
        if "${" in name or file is None or file in files:
            if file is None:
                notes.append(
                    f"{group or 'defaults'}: {name} is not among the files, so it is left out."
                )
            continue
        yield from _chosen(file.parent, group_words, name)
        inner = package or group_words.replace("/", ".")
        stated = _stated_package(file)
        inner = inner if stated in {"", "_group_"} else stated
        yield from _composed(file, root, "" if inner == "_global_" else f"{inner}.", notes, files)


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
