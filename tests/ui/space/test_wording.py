from __future__ import annotations

import pytest

from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.space.draft import RowDraft, SpaceDraft
from tuner_gui.ui.space.kind_change import with_kind
from tuner_gui.ui.space.row_views import shown_draft
from tuner_gui.ui.space.sketch import sketch_of
from tuner_gui.ui.space.wording import range_words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (RowDraft(0, kind="float", low="0", high="1_000", step="10"), "0 – 1_000 · step 10"),
        (RowDraft(0, kind="float", low="1", high="2", points="5"), "1 – 2 · 5 points"),
        (RowDraft(0, kind="int", low="1", high="2", points="5"), "1 – 2"),
        (RowDraft(0, kind="int", low="1"), "1 – …"),
        (RowDraft(0, kind="choice", values='"a,b", true, null'), "a,b, true, null"),
        (RowDraft(0, kind="choice", values="[a"), "[a"),
        (
            RowDraft(0, kind="choice", values=", ".join(map(str, range(14)))),
            "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more",
        ),
        (RowDraft(0, kind="constant", constant="adam"), "always adam"),
    ],
)
def test_that_a_range_is_said_in_words(row, words):
    assert range_words(row) == words


def test_that_children_of_children_stand_deeper():
    space = (
        HyperParamSpace()
        .add_choice("model", ["svm", "forest"])
        .add_choice("kernel", ["rbf", "linear"], when={"model": "svm"})
        .add_float("gamma", 0.1, 1, when={"kernel": "rbf", "model": ["svm", "forest"]})
    )
    views = shown_draft(SpaceDraft.from_space(space), {}).views
    assert [view.depth for view in views] == [0, 1, 2]
    assert views[2].words == "when kernel = rbf and model = svm, forest · 0.1 – 1.0"


@pytest.mark.parametrize(
    ("kind", "shape", "count"),
    [
        (Float(0, 1), "density", 2),
        (Float(1, 10, log=True), "density", 24),
        (Float(0, 1, step=0.25), "bars", 5),
        (Int(1, 3), "bars", 3),
        (Int(1, 300), "bars", 12),
        (Int(4, 4), "spike", 0),
        (Choice(["a", "b", "c"]), "squares", 3),
        (Constant(1), "spike", 0),
        (None, "none", 0),
    ],
)
def test_that_the_drawing_shows_how_values_are_spread(kind, shape, count):
    sketch = sketch_of(kind)
    assert (sketch.shape, len(sketch.heights)) == (shape, count)


def test_that_a_log_range_is_drawn_falling():
    heights = sketch_of(Float(1e-5, 1e-1, log=True)).heights
    assert heights[0] == 1
    assert list(heights) == sorted(heights, reverse=True)


@pytest.mark.parametrize(
    ("row", "kind", "texts"),
    [
        (RowDraft(0, "x", "int", low="3", high="5"), "choice", {"values": "3, 4, 5"}),
        (RowDraft(0, "x", "int", low="3", high="500"), "choice", {"values": "3, 500"}),
        (RowDraft(0, "x", "choice", values="8, 2, 4"), "int", {"low": "2", "high": "8"}),
        (RowDraft(0, "x", "choice", values="a, 2.5, 1"), "float", {"low": "1", "high": "2.5"}),
        (RowDraft(0, "x", "choice", values="a, b"), "int", {"low": "1", "high": "10"}),
        (RowDraft(0, "x", "choice", values="a, b"), "constant", {"constant": "a"}),
        (RowDraft(0, "x", "constant", constant="7"), "choice", {"values": "7"}),
        (RowDraft(0, "x", "choice", values="a", low="9"), "float", {"low": "9", "high": "1.0"}),
        (RowDraft(0, "x", "float", low="bad", high="1"), "int", {"low": "bad", "high": "1"}),
    ],
)
def test_that_another_kind_is_filled_from_what_the_old_one_says(row, kind, texts):
    changed = with_kind(row, kind)
    assert changed.kind == kind
    assert {field: changed.text(field) for field in texts} == texts
