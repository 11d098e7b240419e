"""A class to tune: a linear classifier of handwritten digits that reports its learning curve.

tuner-gui builds `HyperParams` from the parameters of a trial and gives it to the constructor,
then calls `train` and `validate`. What `report` is given appears as a curve while it trains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from pydantic import BaseModel, Field
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

if TYPE_CHECKING:
    from tuner_gui import DatasetView
    from tuner_gui.core.trainable import Reporter


class DigitsLearningCurve:
    """Logistic regression by stochastic gradient descent, one pass over the rows at a time."""

    class HyperParams(BaseModel):
        """The knobs, with the ranges worth searching."""

        learning_rate: float = Field(0.01, ge=1e-5, le=1.0)
        alpha: float = Field(1e-4, ge=1e-6, le=1e-1)
        penalty: Literal["l2", "l1", "elasticnet"] = "l2"
        average: bool = False
        epochs: int = Field(30, ge=10, le=60)

    def __init__(self, params: HyperParams) -> None:
        self.params = params
        self.scaler = StandardScaler()
        self.model = SGDClassifier(
            loss="log_loss",
            learning_rate="constant",
            eta0=params.learning_rate,
            alpha=params.alpha,
            penalty=params.penalty,
            average=params.average,
            random_state=0,
        )

    def train(self, dataset: DatasetView, report: Reporter) -> None:
        """Makes one pass after the other, and reports how well the held-out rows are read."""
        rows, labels, held_out, truth = split(dataset)
        self.scaler.fit(rows)
        rows, classes = self.scaler.transform(rows), np.unique(labels)
        shuffle = np.random.default_rng(0)
        for epoch in range(1, self.params.epochs + 1):
            order = shuffle.permutation(len(rows))
            self.model.partial_fit(rows[order], labels[order], classes=classes)
            report(epoch, **self.scores(held_out, truth))

    def validate(self, dataset: DatasetView) -> dict[str, float]:
        """Returns the accuracy and the loss on the rows that were held out."""
        _, _, held_out, truth = split(dataset)
        return self.scores(held_out, truth)

    def scores(self, rows: Any, truth: Any) -> dict[str, float]:
        """Measures the model as it stands."""
        guesses = self.model.predict_proba(self.scaler.transform(rows))
        accuracy = (self.model.classes_[guesses.argmax(axis=1)] == truth).mean()
        return {"accuracy": accuracy, "loss": log_loss(truth, guesses)}


def split(dataset: DatasetView) -> tuple[Any, Any, Any, Any]:
    """Returns two thirds of the rows with their labels, and the rest with theirs."""
    data = dataset.open()
    rows, held_out, labels, truth = train_test_split(
        data.features, data.target, test_size=1 / 3, random_state=0, stratify=data.target
    )
    return rows, labels, held_out, truth
