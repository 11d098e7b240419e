"""A space with conditions in conditions, and short ways to look at drafts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.space.draft import SpaceDraft
from tuner_gui.ui.space.outline import Outline

if TYPE_CHECKING:
    from tuner_gui.ui.space.row_order import Refusal

SVM = (
    HyperParamSpace()
    .add_choice("model", ["svm", "forest"])
    .add_float("svm.C", 1e-3, 1e3, log=True, when={"model": "svm"})
    .add_choice("svm.kernel", ["rbf", "poly", "linear"], when={"model": "svm"})
    .add_float("svm.gamma", 1e-5, 1e-2, log=True, when={"svm.kernel": ["rbf", "poly"]})
    .add_float("coef", 0, 1, when={"svm.gamma": 1e-3, "model": "svm"})
    .add_int("svm.degree", 2, 5, when={"svm.kernel": "poly"})
    .add_int("depth", 3, 20, when={"model": "forest"})
    .add_int("seed", 0, 9)
)


def named(draft: SpaceDraft, name: str) -> int:
    """Returns the key of the row of that name."""
    return next(row.key for row in draft if row.name == name)


def keys(draft: SpaceDraft, *names: str) -> list[int]:
    """Returns the keys of the rows of these names."""
    return [named(draft, name) for name in names]


def rows_of(draft: SpaceDraft | Refusal) -> list[str]:
    """Returns the names in declared order."""
    assert isinstance(draft, SpaceDraft), draft
    return [row.name for row in draft]


def moved(draft: SpaceDraft, key: int, place: int) -> SpaceDraft:
    """Returns the draft with one row at another place, whatever depends on it."""
    rows = [row for row in draft if row.key != key]
    rows.insert(place, draft.row(key))
    return replace(draft, rows=tuple(rows))


def tree_of(draft: SpaceDraft | Refusal) -> list[str]:
    """Returns the names, each as far in as it sits."""
    assert isinstance(draft, SpaceDraft), draft
    outline = Outline(draft)
    return [f"{'  ' * outline.depth(row.key)}{row.name}" for row in draft]
