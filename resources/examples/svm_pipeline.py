"""A scikit-learn Pipeline to tune: the parameters of its steps are named step.parameter.

In the session `svc.gamma` is only there with the kernels that have a width, `svc.degree` only
with polynomials: a trial gets what its kernel takes, and nothing else.
"""

from __future__ import annotations

from sklearn.decomposition import PCA
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def build() -> Pipeline:
    """Returns the pipeline, untrained; each trial gets its own."""
    return Pipeline(
        [("scale", StandardScaler()), ("reduce", PCA(random_state=0)), ("svc", SVC())],
    )
