"""The options in a configuration file: nested keys as dotted names; any thread, nothing is run."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tuner_gui.targets.reading.argparse_options import SEVERAL
from tuner_gui.targets.reading.option import Option, known_value, space_name, type_of_value
from tuner_gui.targets.reading.sources import ReadingError, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tuner_gui.targets.reading.option import OptionType, Passing

SUFFIXES = frozenset({".yaml", ".yml", ".json", ".toml"})

_DEEPEST = 30
_MOST_ITEMS = 2_000
_MOST_NAMED = 4
_NUMBER = re.compile(r"[-+]?(\d[\d_]*\.?\d*|\.\d+)([eE][-+]?\d+)?")


@dataclass(slots=True)
class Findings:
    """What is to be said of configuration files.

    Attributes:
        notes: one sentence each.
        following: the names of values that are interpolations.
    """

    notes: list[str] = field(default_factory=list)
    following: list[str] = field(default_factory=list)

    def sentences(self) -> tuple[str, ...]:
        """Returns all notes, with one for the values that follow from others."""
        told = list(dict.fromkeys(self.notes))
        names = list(dict.fromkeys(self.following))
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        listed = f"{', '.join(names[:_MOST_NAMED])}{more}"
        if len(names) == 1:
            told.insert(0, f"{listed} follows from other values, so it is left out.")
        elif names:
            told.insert(0, f"{listed} follow from other values, so they are left out.")
        return tuple(told)


@dataclass(frozen=True, slots=True)
class ConfigRead:
    """What a configuration file says.

    Args:
        defaults: the entries of Hydra's `defaults:` list, as group and name.
        is_hydra: whether the file has `hydra:` or `defaults:`, as only Hydra's have.
    """

    options: tuple[Option, ...]
    findings: Findings
    defaults: tuple[tuple[str, str], ...] = ()
    is_hydra: bool = False


def read_config(path: Path, passing: Passing = "none", prefix: str = "") -> ConfigRead:
    """Returns the options in a YAML, JSON or TOML file.

    Raises:
        ReadingError: it cannot be read, is not what its suffix says, or has no keys.
    """
    document = load_config(path)
    findings = Findings()
    found = _options(document, prefix, passing, findings, 0)
    options = tuple(itertools.islice(found, _MOST_ITEMS))
    if next(found, None) is not None:
        findings.notes.append(
            f"{path.name} has more than {_MOST_ITEMS:,} values; these are the first."
        )
    listed = document.get("defaults")
    return ConfigRead(
        options,
        findings,
        tuple(_defaults(listed)) if isinstance(listed, list) else (),
        is_hydra="hydra" in document or isinstance(listed, list),
    )


def load_config(path: Path) -> dict[str, Any]:
    """Returns the mapping that a configuration file holds.

    Raises:
        ReadingError: as `read_config`.
    """
    text = read_text(path)
    match path.suffix.lower():
        case ".json":
            document = _load_json(text, path)
        case ".toml":
            document = _load_toml(text, path)
        case _:
            document = _load_yaml(text, path)
    if not isinstance(document, dict):
        raise ReadingError(
            f"{path.name} has no named values.", "A configuration file is a mapping of names."
        )
    return {str(key): value for key, value in document.items()}


def _load_json(text: str, path: Path) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise _malformed(path, "JSON", error.lineno, error.msg) from error
    except RecursionError as error:
        raise ReadingError(f"{path.name} is nested too deeply to be read.") from error


def _load_toml(text: str, path: Path) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        message = str(error).partition(" (at")[0]
        raise _malformed(path, "TOML", int(found[1]) if found else 0, message) from error
    except RecursionError as error:
        raise ReadingError(f"{path.name} is nested too deeply to be read.") from error


def _load_yaml(text: str, path: Path) -> Any:
    import yaml

    class Loader(yaml.SafeLoader):
        """Takes a value with a tag of its own for what stands behind the tag."""

    def untagged(loader: yaml.SafeLoader, _suffix: str, node: yaml.Node) -> Any:
        match node:
            case yaml.MappingNode():
                return loader.construct_mapping(node, deep=True)
            case yaml.SequenceNode():
                return loader.construct_sequence(node, deep=True)
            case _:
                return str(node.value)

    Loader.add_multi_constructor("!", untagged)
    Loader.add_multi_constructor("tag:", untagged)
    try:
        return next(iter(yaml.load_all(text, Loader)), {}) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be read"
        line = mark.line + 1 if mark is not None else 0
        raise _malformed(path, "YAML", line, str(problem)) from error
    except (RecursionError, ValueError, TypeError) as error:
        raise ReadingError(f"{path.name} cannot be read as YAML: {error}.") from error


def _malformed(path: Path, language: str, line: int, problem: str) -> ReadingError:
    where = f" in line {line}" if line else ""
    return ReadingError(f"{path.name} is not valid {language}{where}: {problem}.")


def _options(
    document: Mapping[str, Any], prefix: str, passing: Passing, findings: Findings, depth: int
) -> Iterator[Option]:
    if depth > _DEEPEST:
        findings.notes.append(f"What is below {prefix.rstrip('.')} is nested too deeply.")
        return
    for key, value in document.items():
        name = f"{prefix}{key}"
        if depth == 0 and (key == "defaults" or (key == "hydra" and not prefix)):
            continue
        if isinstance(value, dict):
            yield from _options(value, f"{name}.", passing, findings, depth + 1)
        elif isinstance(value, str) and "${" in value:
            findings.following.append(name)
        elif isinstance(value, str) and value.strip() == "???":
            yield _option(name, None, passing, is_required=True)
        elif not (str(key).startswith("_") and str(key).endswith("_")):
            yield _option(name, value, passing)


def _option(name: str, value: object, passing: Passing, *, is_required: bool = False) -> Option:
    value = _number_of(value)
    known = known_value(value) if _is_small(value) else None
    kind: OptionType = type_of_value(value)
    return Option(
        name=space_name(name),
        type=kind,
        default=known[0] if known else None,
        has_default=known is not None and not is_required,
        flags=(name,) if passing == "override" else (),
        passing=passing,
        is_required=is_required,
        obstacle=SEVERAL if kind == "list" else "",
    )


def _is_small(value: object) -> bool:
    """Whether a list is no tower of references to itself or to others."""
    left, count = [value], 0
    while left and count < _MOST_ITEMS:
        each = left.pop()
        count += 1
        if isinstance(each, list):
            left += each
    return not left


def _number_of(value: object) -> object:
    """`1e-5` without a dot is text for YAML, but a number for who wrote it (and for OmegaConf)."""
    if isinstance(value, str) and "e" in value.lower() and _NUMBER.fullmatch(value.strip()):
        with contextlib.suppress(ValueError):
            return float(value)
    return value


def _defaults(listed: list[Any]) -> Iterator[tuple[str, str]]:
    """The groups that Hydra composes, such as `model: resnet`, and files, such as `base`."""
    for entry in listed:
        if isinstance(entry, str) and entry != "_self_":
            yield "", entry
        elif isinstance(entry, dict):
            for key, name in entry.items():
                if isinstance(name, str) and not str(key).startswith(("override ", "optional ")):
                    yield str(key).strip(), name
