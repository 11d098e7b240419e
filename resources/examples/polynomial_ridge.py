"""A function to tune: its arguments are the search space, what it returns are the metrics.

`dataset` and `report` are given to it because it asks for them; everything else is varied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.linear_model import Ridge
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import KFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

if TYPE_CHECKING:
    from tuner_gui import DatasetView
    from tuner_gui.core.trainable import Reporter


def fit(
    alpha: Annotated[float, Field(ge=1e-2, le=1e4)] = 1.0,
    degree: Annotated[int, Field(ge=1, le=3)] = 2,
    features: Annotated[int, Field(ge=2, le=10)] = 10,
    interactions: Literal["all", "only products"] = "all",
    *,
    dataset: DatasetView,
    report: Reporter,
) -> dict[str, float]:
    """Fits a ridge regression on products of the features; returns the error of five folds."""
    data = dataset.open()
    errors: list[float] = []
    for fold, (train, held_out) in enumerate(
        KFold(5, shuffle=True, random_state=0).split(data.features), start=1
    ):
        model = make_pipeline(
            StandardScaler(),
            SelectKBest(f_regression, k=features),
            PolynomialFeatures(degree, interaction_only=interactions == "only products"),
            StandardScaler(),
            Ridge(alpha),
        )
        model.fit(data.features[train], data.target[train])
        guesses = model.predict(data.features[held_out])
        errors.append(float(root_mean_squared_error(data.target[held_out], guesses)))
        report(fold, rmse=sum(errors) / len(errors))
    return {"rmse": sum(errors) / len(errors), "worst_fold": max(errors)}
