"""Tables written in every format that pyarrow knows, and a Flight server of a test's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import feather, flight, parquet

from tuner_gui.core.specs import DatasetSpec
from tuner_gui.core.table_specs import ArrowSpec, FlightSpec, ParquetSpec

FORMATS = ["parquet", "arrow", "stream", "feather"]


def written(folder: Path, table: pa.Table, form: str = "arrow", **options: Any) -> DatasetSpec:
    """The spec of a table, with the target `y`, once it is in a file."""
    spec: DatasetSpec
    path = folder / f"data.{form}"
    match form:
        case "parquet":
            parquet.write_table(table, path)
        case "feather":
            feather.write_feather(table, path)  # compressed, as is its habit
        case _:
            new = pa.ipc.new_stream if form == "stream" else pa.ipc.new_file
            with pa.OSFile(str(path), "wb") as file, new(file, table.schema) as writer:
                writer.write_table(table)
    kind = ParquetSpec if form == "parquet" else ArrowSpec
    spec = kind(path=str(path), **{"target_column": "y", **options})
    return spec


class TableServer(flight.FlightServerBase):
    """Gives tables away under their names, by ticket or by path; counts what it gave."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        super().__init__("grpc://127.0.0.1:0")
        self.tables = tables
        self.fetched = 0

    def do_get(self, _context: Any, ticket: flight.Ticket) -> flight.RecordBatchStream:
        self.fetched += 1
        return flight.RecordBatchStream(self.tables[ticket.ticket.decode()])

    def get_flight_info(
        self, _context: Any, descriptor: flight.FlightDescriptor
    ) -> flight.FlightInfo:
        name = "/".join(part.decode() for part in descriptor.path)
        if name not in self.tables:
            raise flight.FlightServerError(f"nobody knows {name}")
        table = self.tables[name]
        endpoint = flight.FlightEndpoint(name.encode(), [])
        return flight.FlightInfo(table.schema, descriptor, [endpoint], len(table), -1)

    @property
    def location(self) -> str:
        """Where it listens."""
        return f"grpc://127.0.0.1:{self.port}"

    def spec(self, path: str, **options: Any) -> FlightSpec:
        """The spec of one of its tables, with the target `y`."""
        return FlightSpec(
            **{"location": self.location, "path": path, "target_column": "y", **options}
        )


@contextmanager
def serving(**tables: pa.Table) -> Iterator[TableServer]:
    """A server on loopback; gone at the end."""
    with TableServer(tables) as server:
        yield server
