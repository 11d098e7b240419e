"""Tables by name: what a URL says, and what cannot be said."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from tuner_gui.core.specs import DatasetSpec
from tuner_gui.core.table_specs import (
    ArrowSpec,
    ColumnSplit,
    FlightSpec,
    FractionSplit,
    ParquetSpec,
)


@pytest.mark.parametrize(
    "spec",
    [
        ParquetSpec(path="a b/ü.parquet", target_column="y", columns=("a", "b")),
        ArrowSpec(path="x.arrow", target_column="y", split=FractionSplit(fraction=0.8, seed=3)),
        ArrowSpec(
            path="x.feather",
            target_column="y",
            split=ColumnSplit(column="fold", values=(1, "a", True, 0.5), validation=(2,)),
        ),
        FlightSpec(location="grpc+tls://[::1]:8815", path="a/b", target_column="y"),
    ],
)
def test_that_a_table_is_written_and_read_back(spec: DatasetSpec) -> None:
    adapter: TypeAdapter[DatasetSpec] = TypeAdapter(DatasetSpec)
    back = adapter.validate_json(adapter.dump_json(spec))
    assert back == spec
    assert repr(back) == repr(spec)  # True stays True, and 1 stays 1
    assert hash(back) == hash(spec)


@pytest.mark.parametrize(
    ("url", "location", "path", "ticket", "label"),
    [
        ("grpc://h:1/sales/2026", "grpc://h:1", "sales/2026", "", "2026"),
        ("grpc+tls://h:1/a%20b", "grpc+tls://h:1", "a b", "", "a b"),
        ("grpc://h:1?ticket=one%2Ftwo%26c", "grpc://h:1", "", "one/two&c", "h:1"),
    ],
)
def test_that_a_url_names_a_flight(
    url: str, location: str, path: str, ticket: str, label: str
) -> None:
    spec = FlightSpec.from_url(url, "y")
    assert (spec.location, spec.path, spec.ticket, spec.label) == (location, path, ticket, label)


@pytest.mark.parametrize(
    "url",
    ["grpc://h:1", "grpc:///a", "http://h:1/a", "grpc://h:1/a?ticket=b", "grpc://h:1?name=b"],
)
def test_that_a_url_without_one_table_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        FlightSpec.from_url(url, "y")


@pytest.mark.parametrize("fraction", [0.0, 1.0, -1.0, float("nan")])
def test_that_a_fraction_leaves_rows_on_both_sides(fraction: float) -> None:
    with pytest.raises(ValidationError):
        FractionSplit(fraction=fraction)
