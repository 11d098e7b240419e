"""Where data come from, before a target is chosen: a name, a file or a URL; any thread."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, assert_never, get_args

from pydantic import ValidationError

from tuner_gui.core.errors import TuningError
from tuner_gui.core.specs import BundledSpec, CsvSpec, NoDataSpec
from tuner_gui.core.table_specs import ArrowSpec, FlightSpec, ParquetSpec

if TYPE_CHECKING:
    from tuner_gui.core.specs import DatasetSpec

SourceKind: TypeAlias = Literal["bundled", "csv", "parquet", "arrow", "flight"]

BUNDLED: tuple[str, ...] = get_args(BundledSpec.model_fields["name"].annotation)

_KINDS: dict[str, SourceKind] = {
    ".csv": "csv",
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".ipc": "arrow",
}


class Source(NamedTuple):
    """Data without a target.

    Args:
        kind: how they are read.
        place: the name of a bundled set, the path of a file, or a URL.
    """

    kind: SourceKind
    place: str

    @classmethod
    def named(cls, text: str) -> Source:
        """Returns the source that a person names.

        Raises:
            TuningError: it is none of those that can be read.
        """
        if text in BUNDLED:
            return cls("bundled", text)
        if text.startswith(("grpc://", "grpc+tcp://", "grpc+tls://")):
            return cls("flight", text)
        if kind := _KINDS.get(PurePath(text).suffix.lower()):
            return cls(kind, text)
        raise TuningError(
            f"{text} is neither a bundled data set nor a file or server that can be read.",
            f"Bundled are {', '.join(BUNDLED)}; files end in {', '.join(_KINDS)}; "
            "a server is grpc://HOST:PORT/NAME.",
        )

    @classmethod
    def of(cls, spec: DatasetSpec) -> Source | None:
        """Returns where a dataset comes from; None for no data."""
        match spec:
            case NoDataSpec():
                return None
            case BundledSpec():
                return cls("bundled", spec.name)
            case _:
                return cls(spec.kind, spec.place)

    def with_target(self, column: str) -> DatasetSpec:
        """Returns the dataset with one of its columns as the target; a bundled set has its own.

        Raises:
            TuningError: the URL names no table.
        """
        match self.kind:
            case "bundled":
                return BundledSpec.model_validate({"name": self.place})
            case "csv":
                return CsvSpec(path=self.place, target_column=column)
            case "parquet":
                return ParquetSpec(path=self.place, target_column=column)
            case "arrow":
                return ArrowSpec(path=self.place, target_column=column)
            case "flight":
                return _flight(self.place, column)
            case never:
                assert_never(never)


def _flight(url: str, column: str) -> FlightSpec:
    try:
        return FlightSpec.from_url(url, column)
    except (ValidationError, ValueError):
        raise TuningError(
            f"{url} does not name a table on a server.",
            "Write grpc://HOST:PORT/NAME, or grpc://HOST:PORT?ticket=TICKET.",
        ) from None
