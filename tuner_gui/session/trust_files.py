"""The files of code that a target runs, found and digested as text; any thread, runs nothing."""

from __future__ import annotations

import hashlib
import re
import sys
from functools import lru_cache
from importlib.machinery import PathFinder, all_suffixes
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MISSING = "missing"

_MOST_BYTES = 1 << 26
MOST_FILES = 200
_BLOCK = 1 << 20

_IMPORT = re.compile(r"\b(?:from|import)\b(?:[^\n(\\]|\\\n)*(?:\([^)]*\))?")
_IMPORT_BY_NAME = re.compile(r"(?:import_module|__import__)\(\s*['\"]([\w.]+)")
_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_KEYWORDS = frozenset({"from", "import", "as"})
_TAKEN_NAMES = frozenset({*sys.stdlib_module_names, "sitecustomize", "usercustomize"})


def digest_of(text: str) -> str:
    """Returns the digest of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def file_digest(path: Path) -> str:
    """Returns the digest of what a file holds; of a huge one that of its place, size and time."""
    try:
        if not path.is_file():  # a device would never end
            return MISSING
        status = path.stat()
        if status.st_size > _MOST_BYTES:
            return digest_of(f"{path.resolve()} {status.st_size} {status.st_mtime_ns}")
        found = hashlib.sha256()
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                found.update(block)
        return found.hexdigest()
    except (OSError, ValueError) as error:
        return digest_of(f"unreadable: {type(error).__name__}")


def local_code(files: Sequence[Path], roots: Sequence[Path]) -> Mapping[str, str]:
    """Returns the digests of Python files and of those that they import from their own folders.

    It follows the imports that can be seen, and takes in what stands there in the place of a
    module of the standard library.

    Args:
        files: what runs.
        roots: the folders that its imports are looked up in first.

    Returns:
        By the name of each file as seen from its folder; no more than `MOST_FILES`.
    """
    folders = _Folders(roots)
    found: dict[Path, str] = {}
    waiting = [*files, *folders.with_taken_names()]
    while waiting and len(found) < MOST_FILES:
        path = waiting.pop(0)
        if path in found:
            continue
        found[path] = file_digest(path)
        if path.suffix == ".py" and found[path] != MISSING:
            waiting += folders.imported_by(path)
    return {_seen_from(path, roots): digest for path, digest in found.items()}


def module_files(name: str, folder: Path) -> tuple[Path, ...]:
    """Returns what importing a module from a folder runs, also as `python -m` does it."""
    folders = _Folders([folder])
    return tuple(dict.fromkeys(folders.files_of(f"{name}.__main__", folder)))


def installed_file(name: str) -> Path | None:
    """Returns the file of a module that is installed; imports nothing."""
    places: Sequence[str] | None = None
    spec = None
    parts = name.split(".")
    for count in range(1, len(parts) + 1):
        spec = PathFinder.find_spec(".".join(parts[:count]), places)
        if spec is None:
            return None
        places = list(spec.submodule_search_locations or ())
    return Path(spec.origin) if spec is not None and spec.origin and spec.has_location else None


def _seen_from(path: Path, folders: Sequence[Path]) -> str:
    for folder in folders:
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name


class _Folders:
    """Where imports are looked up; each folder is listed once."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = roots
        self._known: dict[Path, frozenset[str]] = {}
        self._stems: dict[Path, frozenset[str]] = {}

    def with_taken_names(self) -> Iterator[Path]:
        """Yields the files that are imported in the place of others."""
        for root in self._roots:
            for name in sorted(self._stems_in(root) & _TAKEN_NAMES):
                yield from self.files_of(name, root)

    def imported_by(self, path: Path) -> Iterator[Path]:
        """Yields the files that a file may import; rather one too many than one too few."""
        try:
            with path.open("rb") as file:
                text = file.read(_MOST_BYTES).decode("utf-8", "replace")
        except OSError:
            return
        names = _names_imported(text)
        above = [each for each in path.parents if any(map(each.is_relative_to, self._roots))]
        for folder in dict.fromkeys([path.parent, *above, *self._roots]):
            here = self._stems_in(folder)
            for name in names:
                if name.partition(".")[0] in here:
                    yield from self.files_of(name, folder)

    def files_of(self, name: str, folder: Path) -> Iterator[Path]:
        """Yields what importing a dotted name from a folder runs: its packages' and its own."""
        place = folder
        for part in name.split("."):
            for suffix in all_suffixes():
                if f"{part}{suffix}" in self._names_in(place):
                    yield place / f"{part}{suffix}"
            if part not in self._names_in(place):
                return
            place /= part
            for suffix in all_suffixes():
                if f"__init__{suffix}" in self._names_in(place):
                    yield place / f"__init__{suffix}"

    def _stems_in(self, folder: Path) -> frozenset[str]:
        if folder not in self._stems:
            names = self._names_in(folder)
            self._stems[folder] = frozenset(name.partition(".")[0] for name in names)
        return self._stems[folder]

    def _names_in(self, folder: Path) -> frozenset[str]:
        if folder not in self._known:
            try:
                names = frozenset(entry.name for entry in folder.iterdir())
            except OSError:
                names = frozenset()
            self._known[folder] = names
        return self._known[folder]


@lru_cache(maxsize=512)  # a click asks more than once
def _names_imported(text: str) -> list[str]:
    names: set[str] = set()
    for said in [match.group() for match in _IMPORT.finditer(text)]:
        words = [word for word in _NAME.findall(said) if word not in _KEYWORDS]
        names.update(words)
        names.update(f"{words[0]}.{word}" for word in words[1:])
    return sorted(names | set(_IMPORT_BY_NAME.findall(text)))
