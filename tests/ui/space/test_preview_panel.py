"""The preview says what Run would do, and keeps its head while the space has a problem."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tuner_gui import CmaKind, GridKind, HyperParamSpace, QmcKind, RandomKind, TpeKind
from tuner_gui.core.space import GridCount
from tuner_gui.insight.space_preview import PreviewOrder, SpacePreview, preview, with_duplicates
from tuner_gui.ui.space.preview_panel import PreviewPanel
from tuner_gui.ui.space.preview_table import PreviewTable
from tuner_gui.ui.space.preview_words import detail_words, grid_count_words, rows_words, title_words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.ui.style.theme import Theme

SPACE = (
    HyperParamSpace()
    .add_choice("model", ["svm", "forest"])
    .add_float("svm.C", 0.001, 1000, log=True, points=4, when={"model": "svm"})
    .add_int("forest.depth", 1, 4, when={"model": "forest"})
)


def found(
    kind: TunerKind, planned: int | None, space: HyperParamSpace = SPACE, asked: int = 0
) -> SpacePreview:
    order = PreviewOrder(space, kind, planned=planned, asked=asked)
    return with_duplicates(preview(order))


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> PreviewPanel:
    made = PreviewPanel(theme)
    qtbot.addWidget(made)
    made.resize(640, 480)
    made.show()
    return made


def text(panel: PreviewPanel, name: str) -> str:
    label = panel.findChild(QLabel, name)
    assert label is not None
    return label.text() if label.isVisible() else ""


def cells(panel: PreviewPanel, row: int) -> list[str]:
    table = panel.findChild(PreviewTable)
    assert table is not None
    model = table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (found(GridKind(), 8), "Grid: 8 trials, every combination once"),
        (found(GridKind(), 5), "Grid: 5 of 8 combinations"),
        (found(GridKind(), 3, asked=5), "Grid: 3 more of 8 combinations"),
        (found(RandomKind(), None), "Random trials until time is up"),
        (found(TpeKind(), 48), "48 trials by TPE"),
        (
            found(RandomKind(), 1, HyperParamSpace().add_float("x", 0, 1)),
            "1 random trial · no duplicates",
        ),
        (
            found(RandomKind(), 20_000, HyperParamSpace().add_int("x", 1, 2)),
            "20,000 random trials · ends after 2: there are no others",
        ),
        (found(QmcKind(), 4), "4 quasi-random trials · no duplicates"),
        (found(CmaKind(), 48), "48 trials by CMA-ES"),
        (
            found(RandomKind(repeats=True), 20_000, HyperParamSpace().add_int("x", 1, 2)),
            "20,000 random trials · 9,998 duplicates among the first 10,000",
        ),
        (
            found(GridKind(), 8, SPACE.add_int("n", 1, 2).add_constraint("n < 2")),
            "Grid: 8 trials, every combination once · 50 % of the space keeps the constraints",
        ),
    ],
)
def test_that_one_line_says_what_run_would_do(said: SpacePreview, words: str) -> None:
    if said.feasible_part is not None:
        said = replace(said, feasible_part=0.5)
    assert " · ".join(filter(None, (title_words(said), detail_words(said, None, 2)))) == words


def test_that_the_time_is_said_once_it_is_known() -> None:
    said = found(TpeKind(), 48)
    assert detail_words(said, 720, 2) == "about 12 min with 2 workers"
    assert detail_words(said, 12_000, 1).endswith("about 3 h 20 min with 1 worker")


@pytest.mark.parametrize(
    ("grid", "words"),
    [
        (GridCount(1_152, is_exact=True), "1,152"),
        (GridCount(2_345_678, is_exact=False), "about 2,350,000"),
        (GridCount(0, is_exact=False), "0"),
        (GridCount(3 * 10**155, is_exact=True), "about 10^155"),
    ],
)
def test_that_a_grid_says_whether_its_size_is_an_estimate(grid: GridCount, words: str) -> None:
    assert grid_count_words(grid) == words


def test_that_what_tpe_shows_is_said_to_be_before_it_knows_anything() -> None:
    assert "while it knows no results" in rows_words(found(TpeKind(), 48))
    assert rows_words(found(RandomKind(), 48)) == "The first 20 trials"
    assert rows_words(found(RandomKind(), 48, asked=48)) == "The next 20 trials"
    assert rows_words(found(GridKind(), 8)) == "All 8 trials"


def test_that_each_trial_is_a_row_and_what_is_inactive_a_dash(panel: PreviewPanel) -> None:
    panel.show_preview(found(GridKind(), 8))
    assert cells(panel, 0) == ["0", "svm", "0.001", "–"]
    assert cells(panel, 7) == ["7", "forest", "–", "4"]
    table = panel.findChild(PreviewTable)
    assert table is not None
    header = [
        table.model().headerData(column, Qt.Orientation.Horizontal)
        for column in range(table.model().columnCount())
    ]
    assert header == ["#", "model", "svm.C", "forest.depth"]
    panel.show_preview(found(GridKind(), 3, asked=5))
    assert cells(panel, 0) == ["5", "forest", "–", "2"]


def test_that_a_problem_keeps_what_was_shown_and_says_why(panel: PreviewPanel) -> None:
    panel.show_preview(found(RandomKind(), 48))
    row = cells(panel, 0)
    panel.show_problem("svm.C: The range has no end.")
    assert cells(panel, 0) == row
    assert text(panel, "preview_note") == "From before this problem: svm.C: The range has no end."
    panel.show_preview(found(RandomKind(), 24))
    assert text(panel, "preview_note") == "The first 20 trials"
    assert text(panel, "preview_heading").startswith("24 random trials")


def test_that_an_empty_page_says_what_to_do(panel: PreviewPanel) -> None:
    assert "Add parameters" in text(panel, "preview_empty_sentence")
    panel.show_problem("x: The range has no end.")
    assert text(panel, "preview_empty_sentence") == "x: The range has no end."
    panel.show_preview(found(GridKind(), 5, HyperParamSpace().add_float("x", 0, 1)))
    assert "A grid needs a step" in text(panel, "preview_empty_sentence")
