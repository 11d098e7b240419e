"""Tables that an Arrow Flight server holds; where trials run, or in a child that looks."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tuner_gui.core.errors import TrainFailure
from tuner_gui.datasets.arrow_errors import reason_of, told_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from tuner_gui.core.table_specs import FlightSpec

ANSWER_TIMEOUT_S = 10.0
"""In this time a server must say what it has."""

_FETCH_TIMEOUT_S = 600.0


def fetch_table(spec: FlightSpec) -> pa.Table:
    """Returns the table, of all the places that the server names.

    Raises:
        TrainFailure: the server does not answer, or does not give the table.
    """
    import pyarrow as pa

    with _told(spec, _FETCH_TIMEOUT_S):
        tables = [reader.read_all() for reader in _readers(spec, _FETCH_TIMEOUT_S)]
        return pa.concat_tables(tables)


def fetch_start(spec: FlightSpec, most: int) -> tuple[pa.Table, bool]:
    """Returns the first batches with together `most` rows or more, and whether they are all.

    Raises:
        TrainFailure: the server does not answer, or does not give the table.
    """
    import pyarrow as pa

    with _told(spec, ANSWER_TIMEOUT_S):
        batches: list[pa.RecordBatch] = []
        schema: pa.Schema | None = None
        for reader in _readers(spec, ANSWER_TIMEOUT_S):
            schema = reader.schema
            for chunk in reader:
                batches.append(chunk.data)
                if sum(map(len, batches)) >= most:
                    reader.cancel()
                    return pa.Table.from_batches(batches, schema), False
        return pa.Table.from_batches(batches, schema), True


def _readers(spec: FlightSpec, timeout_s: float) -> Iterator[Any]:
    """The streams of the table, one after the other."""
    from pyarrow import flight

    answer = flight.FlightCallOptions(timeout=ANSWER_TIMEOUT_S)
    fetch = flight.FlightCallOptions(timeout=timeout_s)
    with flight.connect(spec.location) as client:
        if spec.ticket:
            yield client.do_get(flight.Ticket(spec.ticket.encode()), fetch)
            return
        path = flight.FlightDescriptor.for_path(*spec.path.split("/"))
        endpoints = client.get_flight_info(path, answer).endpoints
        if not endpoints:
            raise TrainFailure(f"{spec.source} names no place that has the data.")
        for endpoint in endpoints:
            elsewhere = [each for each in endpoint.locations if b"reuse-connection" not in each.uri]
            if not elsewhere:
                yield client.do_get(endpoint.ticket, fetch)
                continue
            with flight.connect(elsewhere[0]) as other:
                yield other.do_get(endpoint.ticket, fetch)


@contextmanager
def _told(spec: FlightSpec, timeout_s: float) -> Iterator[None]:
    import pyarrow as pa
    from pyarrow import flight

    with told_as(spec, "a table"):
        try:
            yield
        except flight.FlightUnavailableError:
            raise TrainFailure(
                f"The Flight server {spec.location} does not answer.",
                "Start it, or correct its address.",
            ) from None
        except flight.FlightTimedOutError:
            raise TrainFailure(f"{spec.source} sent nothing within {timeout_s:g} s.") from None
        except pa.ArrowMemoryError:
            raise
        except (flight.FlightError, pa.ArrowException) as error:  # whatever the server raised
            raise TrainFailure(
                f"The Flight server {spec.location} does not give {spec.name}: {reason_of(error)}."
            ) from None
