"""From a target spec to what makes its trainables; only where trials run."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.specs import (
    ClassSpec,
    CommandSpec,
    EstimatorSpec,
    FunctionSpec,
    PipelineSpec,
)

if TYPE_CHECKING:
    from tuner_gui.core.specs import TargetSpec
    from tuner_gui.core.trainable import TrainableFactory
    from tuner_gui.targets.command.link import HostLink


def load_target(spec: TargetSpec, link: HostLink | None = None) -> TrainableFactory:
    """Returns what makes a trainable from one mapping. Runs the target's module.

    Args:
        spec: the target.
        link: the host in which commands run.

    Raises:
        TrainFailure: it cannot be found or imported, or is no trainable.
    """
    match spec:
        case EstimatorSpec():
            from tuner_gui.targets.estimators import EstimatorFactory

            return EstimatorFactory.listed(spec)
        case ClassSpec():
            from tuner_gui.targets.classes import load_class

            return load_class(spec)
        case FunctionSpec():
            from tuner_gui.targets.functions.calling import load_function

            return load_function(spec)
        case PipelineSpec():
            from tuner_gui.targets.pipelines import load_pipeline

            return load_pipeline(spec)
        case CommandSpec():
            from tuner_gui.targets.command.trial import CommandFactory

            return CommandFactory(spec, link)
        case never:
            assert_never(never)
