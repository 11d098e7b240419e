"""The estimators to choose from, listed by a child process and kept in a cache file; any thread.

scikit-learn is never imported here: `python -m tuner_gui.targets.catalogue` prints the catalogue
as one JSON document.
"""

from __future__ import annotations

import contextlib
import sys
import zlib
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from tuner_gui.core.errors import TuningError
from tuner_gui.core.files import write_atomically
from tuner_gui.core.space_document import ParameterRow, SpaceDocument, space_from_document
from tuner_gui.targets.child import document_in, run_child
from tuner_gui.targets.curated import CURATED
from tuner_gui.targets.offered import WITHHELD, EstimatorKind

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.core.space import HyperParamSpace

_MODULE = "tuner_gui.targets.catalogue"
_FORMAT = 4
_LISTING_TIMEOUT_S = 120.0


class EstimatorEntry(BaseModel):
    """An estimator that can be a target.

    Args:
        name: its class name.
        module: where scikit-learn shows it, such as `sklearn.ensemble`.
        kind: whether it classifies or regresses.
        summary: one sentence.
        rows: the proposed space.
        is_curated: the space is one that somebody made.
        parameters: the names of all that can be set; dotted into the estimator that it wraps.
        defaults: of these, where they are plain values.
        takes_missing: it learns from rows that lack a value.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    module: str
    kind: EstimatorKind
    summary: str
    rows: tuple[ParameterRow, ...]
    is_curated: bool
    parameters: tuple[str, ...]
    defaults: dict[str, JsonValue]
    takes_missing: bool = False

    def space(self) -> HyperParamSpace:
        """Returns the proposed space."""
        return space_from_document(SpaceDocument(parameters=list(self.rows)))


class Catalogue(BaseModel):
    """All estimators of the installed scikit-learn.

    Args:
        scikit_learn: its version.
        estimators: those that can be targets, by name.
        withheld: why each of the others cannot.
        scorings: the scorers for each kind, the default first, then common ones.
        scorers: all scorers there are, also those of no use here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    scikit_learn: str
    estimators: tuple[EstimatorEntry, ...]
    withheld: dict[str, str]
    scorings: dict[EstimatorKind, tuple[str, ...]]
    scorers: tuple[str, ...]

    def entry(self, name: str) -> EstimatorEntry | None:
        """Returns the entry of a class name."""
        return next((item for item in self.estimators if item.name == name), None)


def load_catalogue(cache_folder: Path) -> Catalogue:
    """Returns the catalogue, from the cache or (some seconds) from a child process.

    Args:
        cache_folder: made where it is missing. A cache that cannot be written is no error.

    Raises:
        TuningError: scikit-learn could not be asked.
    """
    path = _cache_path(cache_folder)
    if path is not None:
        with contextlib.suppress(OSError, ValidationError, UnicodeDecodeError):
            return Catalogue.model_validate_json(path.read_text(encoding="utf-8"))
    text = document_in(run_child(_MODULE, timeout_s=_LISTING_TIMEOUT_S))
    catalogue = _parsed(text)
    if path is not None:
        with contextlib.suppress(OSError):
            cache_folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, text.encode())
    return catalogue


def _parsed(text: str) -> Catalogue:
    try:
        return Catalogue.model_validate_json(text)
    except ValidationError as error:
        raise TuningError("The list of estimators could not be read.") from error


def _cache_path(folder: Path) -> Path | None:
    """A name that changes with whatever the catalogue is made from."""
    try:
        installed = version("scikit-learn")
    except PackageNotFoundError:  # a program frozen without its metadata: nothing to go by
        return None
    tables = zlib.crc32(repr((sorted(CURATED.items()), sorted(WITHHELD.items()))).encode())
    return folder / f"estimators-{installed}-{_FORMAT}-{tables:08x}.json"


def main() -> int:
    """Prints the catalogue; returns 0, or 2 with a sentence on stderr."""
    from tuner_gui.targets.listing import list_estimators

    try:
        catalogue = list_estimators()
    except TuningError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"\n{catalogue.model_dump_json()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
