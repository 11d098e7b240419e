"""Views: light to pickle, opened once a process, read again when the file changed."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from tuner_gui.core.errors import TrainFailure
from tuner_gui.core.specs import BundledSpec, CsvSpec, NoDataSpec
from tuner_gui.datasets.views import dataset_view, open_dataset


@pytest.mark.parametrize(
    ("name", "shape", "is_class"),
    [
        ("iris", (150, 4), True),
        ("wine", (178, 13), True),
        ("breast_cancer", (569, 30), True),
        ("digits", (1797, 64), True),
        ("diabetes", (442, 10), False),
    ],
)
def test_that_bundled_data_open_with_names_and_kind(
    name: str, shape: tuple[int, int], is_class: bool
) -> None:
    data = dataset_view(BundledSpec.model_validate({"name": name})).open()
    assert data.features.shape == shape
    assert data.target.shape == shape[:1]
    assert len(data.feature_names) == shape[1]
    assert data.is_classification is is_class
    assert not data.features.flags.writeable


def test_that_a_view_pickles_without_its_data() -> None:
    view = dataset_view(BundledSpec(name="digits"))
    view.open()
    packed = pickle.dumps(view)
    assert len(packed) < 500
    assert pickle.loads(packed).open() is view.open()


def test_that_a_file_is_read_once_and_again_when_it_changed(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("a,y\n1,u\n2,v\n", encoding="utf-8")
    spec = CsvSpec(path=str(path), target_column="y")
    first = open_dataset(spec)
    assert open_dataset(spec) is first
    path.write_text("a,y\n1,u\n2,v\n3,v\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert len(open_dataset(spec).target) == 3


def test_that_a_file_that_went_away_is_named(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("a,y\n1,u\n2,v\n", encoding="utf-8")
    view = dataset_view(CsvSpec(path=str(path), target_column="y"))
    assert view.id == "data.csv"
    view.open()
    path.unlink()
    with pytest.raises(TrainFailure, match=r"There is no file .*data\.csv"):
        view.open()


def test_that_no_data_cannot_be_opened() -> None:
    with pytest.raises(TrainFailure, match="This sweep has no dataset"):
        dataset_view(NoDataSpec()).open()
