"""Tables that a session names: files and Flight servers, as data. Reading one opens nothing."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias
from urllib.parse import quote, unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, model_validator


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FractionSplit(_Frozen):
    """Trains on a random part of the rows, and validates on the rest.

    Args:
        fraction: of the rows to train on.
        seed: the same seed takes the same rows.
    """

    kind: Literal["fraction"] = "fraction"
    fraction: float = Field(gt=0, lt=1)
    seed: int = Field(default=0, ge=0)


class ColumnSplit(_Frozen):
    """Trains on the rows that a column marks; that column is no feature.

    Args:
        column: its name.
        values: what the column holds in the rows to train on.
        validation: what it holds in the rows to validate on; empty for all other rows.
    """

    kind: Literal["column"] = "column"
    column: str = Field(min_length=1)
    values: tuple[bool | int | float | str, ...] = Field(min_length=1)
    validation: tuple[bool | int | float | str, ...] = ()


SplitSpec: TypeAlias = Annotated[FractionSplit | ColumnSplit, Field(discriminator="kind")]


class TableSpec(_Frozen):
    """A table of which one column is the target.

    Args:
        target_column: what is predicted.
        columns: the features; empty for all columns but the target and that of the split.
        split: which rows are trained on; None gives all rows to `train` and to `validate`.
    """

    kind: str
    target_column: str = Field(min_length=1)
    columns: tuple[str, ...] = ()
    split: SplitSpec | None = None

    @property
    def label(self) -> str:
        """A short name for a person."""
        raise NotImplementedError

    @property
    def place(self) -> str:
        """Where it is: a path, or a URL."""
        raise NotImplementedError

    @property
    def source(self) -> str:
        """What a sentence about it begins with."""
        return f"The file {self.place}"

    @property
    def split_column(self) -> str:
        """The column that marks the rows to train on, or nothing."""
        return self.split.column if isinstance(self.split, ColumnSplit) else ""


class FileSpec(TableSpec):
    """A table in a file.

    Args:
        path: of the file; a relative one is looked up from the session's folder.
    """

    path: str = Field(min_length=1)

    @property
    def label(self) -> str:
        """A short name for a person."""
        return self.path.replace("\\", "/").rpartition("/")[2]

    @property
    def place(self) -> str:
        """Where it is."""
        return self.path


class ParquetSpec(FileSpec):
    """A Parquet file; of its columns only those in use are read."""

    kind: Literal["parquet"] = "parquet"


class ArrowSpec(FileSpec):
    """An Arrow IPC file (Feather v2), mapped into memory and shared by all trials."""

    kind: Literal["arrow"] = "arrow"


class FlightSpec(TableSpec):
    """A table that an Arrow Flight server holds; fetched once by each trial host.

    Args:
        location: `grpc://host:port`, or `grpc+tls://host:port`.
        ticket: what the server gives the table for.
        path: the table's name there instead, its parts parted by `/`.
    """

    kind: Literal["flight"] = "flight"
    location: str = Field(pattern=r"^grpc(\+tcp|\+tls)?://[^/?#\s]+$")
    ticket: str = ""
    path: str = ""

    @model_validator(mode="after")
    def _names_one_table(self) -> FlightSpec:
        if bool(self.ticket) == bool(self.path):
            raise ValueError("needs either a ticket or a path")
        return self

    @classmethod
    def from_url(cls, url: str, target_column: str) -> FlightSpec:
        """Returns the source that `grpc://host:port/path` or `…?ticket=…` names.

        Raises:
            ValueError: it names no host, or neither a path nor a ticket.
        """
        parts = urlsplit(url)
        query, _, ticket = parts.query.partition("ticket=")
        return cls(
            location=f"{parts.scheme}://{parts.netloc}",
            ticket="" if query else unquote(ticket),
            path=unquote(parts.path.strip("/")),
            target_column=target_column,
        )

    @property
    def name(self) -> str:
        """What the server is asked for."""
        return self.path or f"the ticket {self.ticket}"

    @property
    def label(self) -> str:
        """A short name for a person."""
        return self.path.rpartition("/")[2] or urlsplit(self.location).netloc

    @property
    def place(self) -> str:
        """Where it is, as a URL."""
        query = f"?ticket={quote(self.ticket)}"
        return f"{self.location}{f'/{quote(self.path)}' if self.path else query}"

    @property
    def source(self) -> str:
        """What a sentence about it begins with."""
        return f"The Flight source {self.place}"
