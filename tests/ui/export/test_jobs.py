"""What the export dialog shows and saves, without a dialog."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from tests.session.documents import complete, forest_session
from tuner_gui.core.errors import TuningError
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.exchange.best import PARAMETER_FORMATS
from tuner_gui.exchange.tables.exporting import TABLE_FORMATS
from tuner_gui.ui.export.jobs import (
    ParametersJob,
    PatchJob,
    TableJob,
    parameter_offers,
    table_offers,
)

CONFIG = forest_session(0).config


def table(count: int, name: str, rows: np.ndarray | None = None) -> TableJob:
    store = TrialStore.of(CONFIG.objective, [complete(n, 0.5) for n in range(count)])
    return TableJob(store, np.arange(count) if rows is None else rows, CONFIG, name)


def test_that_parameters_are_shown_as_they_are_saved() -> None:
    job = ParametersJob(complete(0, 0.5), CONFIG, "args")
    assert (
        job.preview().text
        == job.content()
        == ("--n_estimators=20 --criterion=gini --min.impurity=1e-05\n")
    )
    assert job.preview().is_whole


def test_that_of_a_long_table_the_first_rows_are_shown() -> None:
    job = table(250, "csv")
    preview = job.preview()
    assert len(preview.text.splitlines()) == 101
    assert (preview.note, preview.is_whole) == ("The first 100 of 250 trials.", False)
    assert len(job.content().splitlines()) == 251
    assert table(3, "csv").preview().is_whole


def test_that_a_table_has_the_rows_of_the_window_in_their_order() -> None:
    job = table(5, "csv", np.array([3, 1]))
    assert [line.partition(",")[0] for line in job.content().splitlines()] == ["number", "3", "1"]


def test_that_of_a_file_that_is_no_text_the_columns_are_shown() -> None:
    job = table(3, "parquet")
    assert job.preview().text.startswith("3 rows, 14 columns:\n\nnumber\nstate\nmetric\n")
    assert pq.read_table(BytesIO(job.content())).num_rows == 3


def test_that_a_change_of_a_file_is_shown_as_its_difference(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("n_estimators: 3  # by hand\ncriterion: gini\nmin: {impurity: 1.0e-05}\n")
    preview = PatchJob(complete(0, 0.5), path).preview()
    assert "-n_estimators: 3  # by hand\n+n_estimators: 20  # by hand\n" in preview.text
    assert preview.note == "1 value changes."
    path.write_text(preview.patch.after)
    again = PatchJob(complete(0, 0.5), path).preview()
    assert (again.text, again.note) == ("", "c.yaml has these values already.")
    with pytest.raises(TuningError, match="is no configuration file"):
        PatchJob(complete(0, 0.5), tmp_path / "c.ini").preview()


def test_that_every_format_is_offered_with_the_ending_of_its_file() -> None:
    offers = parameter_offers((*PARAMETER_FORMATS, "added"))
    assert [offer.key for offer in offers] == [*PARAMETER_FORMATS, "added"]
    assert {offer.key: offer.suffix for offer in offers}["added"] == ".added"
    assert "scikit-learn constructor" in {offer.title for offer in offers}
    tables = table_offers((*TABLE_FORMATS, "xlsx"))
    assert [offer.key for offer in tables if not offer.can_copy] == ["parquet"]
