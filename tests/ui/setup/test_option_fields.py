from __future__ import annotations

import pytest
from pydantic import BaseModel, Field

from tuner_gui.core.kinds import TpeKind
from tuner_gui.ui.setup.option_fields import option_fields


class Annealing(BaseModel):
    seed: int | None = None
    heat: float = Field(default=1.0, gt=0, title="Heat", description="How wild it starts.")
    cooling: float = Field(default=0.9, gt=0, lt=1)
    restarts: int = Field(default=3, ge=0)
    greedy: bool = False
    notes: str = ""


FIELDS = {field.name: field for field in option_fields(Annealing, ["seed"])}


def test_that_only_fields_that_a_form_can_show_are_listed_in_their_order():
    assert list(FIELDS) == ["heat", "cooling", "restarts", "greedy"]
    assert [field.name for field in option_fields(TpeKind, ["kind", "seed"])] == [
        "repeats",
        "startup_trials",
        "candidates",
    ]


def test_that_title_and_description_come_from_the_model():
    assert FIELDS["heat"].title == "Heat"
    assert FIELDS["heat"].description == "How wild it starts."
    assert FIELDS["restarts"].title == "Restarts"


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("heat", "1e-3", 0.001),
        ("heat", "0", None),
        ("cooling", "1", None),
        ("cooling", "0.5", 0.5),
        ("restarts", "0", 0),
        ("restarts", "2.5", None),
        ("restarts", "-1", None),
        ("restarts", "many", None),
        ("greedy", "true", True),
    ],
)
def test_that_a_text_is_read_within_the_bounds_of_the_model(name, text, value):
    assert FIELDS[name].parse(text) == value


def test_that_the_rule_says_the_bounds():
    assert FIELDS["heat"].rule == "Heat is a number above 0."
    assert FIELDS["cooling"].rule == "Cooling is a number above 0 and below 1."
    assert FIELDS["restarts"].rule == "Restarts is a whole number of at least 0."
    candidates = option_fields(TpeKind, ["kind", "seed"])[-1]
    assert candidates.rule == "Candidates is a whole number from 1 to 10,000."
