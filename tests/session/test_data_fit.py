"""What is refused and what is said of data that an estimator is to learn from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner_gui.core.errors import TuningError
from tuner_gui.core.specs import BundledSpec, CsvSpec, DatasetSpec
from tuner_gui.session.data_fit import fit_notes

ROWS = 24


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    lines = ["patient id,size,gap,kind,many,amount"]
    for row in range(ROWS):
        gap = "" if row == 3 else row % 5 + 0.5
        kind, many = ("ill", "well")[row % 2], row % 3
        lines.append(f"{row},{row % 7 + 0.25},{gap},{kind},{many},{row * 1.7}")
    path.write_text("\n".join(lines))
    return path


def refusal(name: str, kind: str, scoring: str, dataset: DatasetSpec) -> str:
    with pytest.raises(TuningError) as caught:
        fit_notes(name, kind, scoring, dataset, takes_missing=True)
    return str(caught.value)


def test_that_a_target_of_the_wrong_sort_is_refused(table: Path):
    kind = CsvSpec(path=str(table), target_column="kind")
    assert refusal("Ridge", "regressor", "r2", kind) == (
        "Ridge is a regressor, and the target kind holds text. "
        "Choose a classifier, or another --target-column."
    )
    amount = CsvSpec(path=str(table), target_column="amount")
    assert refusal("SVC", "classifier", "accuracy", amount) == (
        "SVC is a classifier, and the target amount is a quantity. "
        "Choose a regressor, or another --target-column."
    )


def test_that_a_scorer_of_two_classes_is_refused_for_others(table: Path):
    kind = CsvSpec(path=str(table), target_column="kind")
    assert refusal("SVC", "classifier", "f1", kind) == (
        "f1 is for the classes 0 and 1, and kind holds text. Name --metric f1_macro."
    )
    many = CsvSpec(path=str(table), target_column="many")
    assert refusal("SVC", "classifier", "roc_auc", many) == (
        "roc_auc is for two classes, and many has 3. Name --metric roc_auc_ovr."
    )
    iris = BundledSpec(name="iris")
    assert refusal("SVC", "classifier", "precision", iris).endswith("--metric precision_macro.")
    assert fit_notes("SVC", "classifier", "accuracy", iris, takes_missing=False) == ()


def test_that_gaps_and_numbers_that_name_rows_are_said(table: Path):
    kind = CsvSpec(path=str(table), target_column="kind")
    gap, name = fit_notes("SVC", "classifier", "roc_auc", kind, takes_missing=False)
    assert gap.startswith("gap lacks values in some rows, so each trial of SVC would fail: leave")
    assert "--exclude gap, or" in gap
    assert name.startswith("patient id has another value in each row")
    assert "--exclude 'patient id' unless" in name
    (only,) = fit_notes("Forest", "classifier", "accuracy", kind, takes_missing=True)
    assert only == name
