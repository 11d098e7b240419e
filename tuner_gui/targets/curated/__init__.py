"""Search spaces that a practitioner would start from, for scikit-learn's estimators; data only."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from tuner_gui.targets.curated.linear import LINEAR
from tuner_gui.targets.curated.neighbours import NEIGHBOURS
from tuner_gui.targets.curated.smooth import SMOOTH
from tuner_gui.targets.curated.trees import TREES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.space import HyperParamSpace

CURATED: Mapping[str, HyperParamSpace] = MappingProxyType(
    {**TREES, **LINEAR, **SMOOTH, **NEIGHBOURS}
)
"""The proposed space for an estimator's class name."""
