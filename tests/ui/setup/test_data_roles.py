"""A click on a column says what it is for."""

from __future__ import annotations

from tuner_gui.ui.setup.data_draft import FILE, DataDraft, TableDraft
from tuner_gui.ui.setup.data_roles import predicting, roles_of, using, without

COLUMNS = ("a", "b", "part", "y")
TABLE = TableDraft(place="t.csv", target="y", split="column", marker="part", train="1")


def roles(table: TableDraft) -> tuple[str, ...]:
    return roles_of(DataDraft(FILE, table), COLUMNS)


def test_that_each_column_says_what_it_is_for():
    assert roles(TABLE) == ("feature", "feature", "split", "target")
    assert roles_of(DataDraft("iris"), ("a", "b")) == ("feature", "target")


def test_that_a_column_is_left_out_and_used_again():
    left = without(TABLE, "b", COLUMNS)
    assert left.features == "a"
    assert roles(left) == ("feature", "unused", "split", "target")
    assert using(left, "b", COLUMNS) == TABLE


def test_that_the_new_target_is_no_feature():
    chosen = predicting(TABLE.__class__(place="t.csv", target="y", features="a, b"), "b")
    assert (chosen.target, chosen.features) == ("b", "a")
