"""The strategies as data: made by hand, written to a file and read back."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from tuner_gui import ExtensionKind, GridKind, RandomKind, TpeKind, TunerKind

ANY_KIND = TypeAdapter(TunerKind)


@pytest.mark.parametrize(
    ("positional", "named"),
    [
        (GridKind(3, shuffle=True), GridKind(seed=3, shuffle=True)),
        (RandomKind(42), RandomKind(seed=42)),
        (TpeKind(7, startup_trials=5), TpeKind(seed=7, startup_trials=5)),
    ],
)
def test_that_the_seed_may_come_first(positional: TunerKind, named: TunerKind) -> None:
    assert positional == named
    assert hash(positional) == hash(named)


@pytest.mark.parametrize(
    "kind",
    [GridKind(), GridKind(1, shuffle=True), RandomKind(), TpeKind(2**63 - 1, candidates=3),
     ExtensionKind(kind="other", options={"heat": [1, None]})],
)  # fmt: skip
def test_that_a_kind_reads_back_from_its_file(kind: TunerKind) -> None:
    assert ANY_KIND.validate_json(ANY_KIND.dump_json(kind)) == kind


@pytest.mark.parametrize(
    "document",
    [
        {"kind": "random", "self": 1},
        {"kind": "grid", "seeds": 1},
        {"kind": "tpe", "seed": -1},
        {"kind": "random", "seed": "often"},
        {"seed": 1},
    ],
)
def test_that_a_wrong_document_is_refused(document: dict) -> None:
    with pytest.raises(ValidationError):
        ANY_KIND.validate_python(document)


def test_that_a_kind_is_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        RandomKind(1).seed = 2
