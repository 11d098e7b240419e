"""Hyper-parameter sweeps with a window; the core's public names, loaded when first used."""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers know the name; importing typing would cost more than all this

if TYPE_CHECKING:
    from tuner_gui.core.budget import Budget as Budget
    from tuner_gui.core.config import SweepConfig as SweepConfig
    from tuner_gui.core.constraints import Constraint as Constraint
    from tuner_gui.core.dataset import Dataset as Dataset
    from tuner_gui.core.dataset import DatasetView as DatasetView
    from tuner_gui.core.domains import Choice as Choice
    from tuner_gui.core.domains import Constant as Constant
    from tuner_gui.core.domains import Float as Float
    from tuner_gui.core.domains import Int as Int
    from tuner_gui.core.domains import LogNormal as LogNormal
    from tuner_gui.core.domains import Normal as Normal
    from tuner_gui.core.early_stopping import AshaRule as AshaRule
    from tuner_gui.core.early_stopping import EarlyStopping as EarlyStopping
    from tuner_gui.core.early_stopping import HyperbandRule as HyperbandRule
    from tuner_gui.core.early_stopping import MedianRule as MedianRule
    from tuner_gui.core.early_stopping import PatienceRule as PatienceRule
    from tuner_gui.core.early_stopping import ThresholdRule as ThresholdRule
    from tuner_gui.core.errors import Internal as Internal
    from tuner_gui.core.errors import InvalidSpace as InvalidSpace
    from tuner_gui.core.errors import SpaceProblem as SpaceProblem
    from tuner_gui.core.errors import TrainFailure as TrainFailure
    from tuner_gui.core.errors import TuningError as TuningError
    from tuner_gui.core.events import ExperimentEvent as ExperimentEvent
    from tuner_gui.core.events import FinishReason as FinishReason
    from tuner_gui.core.events import TrialCompleted as TrialCompleted
    from tuner_gui.core.events import TrialFailed as TrialFailed
    from tuner_gui.core.events import TrialPruned as TrialPruned
    from tuner_gui.core.events import TrialReported as TrialReported
    from tuner_gui.core.events import TrialStarted as TrialStarted
    from tuner_gui.core.events import TuningFinished as TuningFinished
    from tuner_gui.core.executor import JobDone as JobDone
    from tuner_gui.core.executor import JobFailed as JobFailed
    from tuner_gui.core.executor import JobLogged as JobLogged
    from tuner_gui.core.executor import JobLost as JobLost
    from tuner_gui.core.executor import JobReported as JobReported
    from tuner_gui.core.executor import JobStarted as JobStarted
    from tuner_gui.core.executor import TrialExecutor as TrialExecutor
    from tuner_gui.core.executor import TrialJob as TrialJob
    from tuner_gui.core.kinds import CmaKind as CmaKind
    from tuner_gui.core.kinds import ExtensionKind as ExtensionKind
    from tuner_gui.core.kinds import GridKind as GridKind
    from tuner_gui.core.kinds import QmcKind as QmcKind
    from tuner_gui.core.kinds import RandomKind as RandomKind
    from tuner_gui.core.kinds import TpeKind as TpeKind
    from tuner_gui.core.kinds import TunerKind as TunerKind
    from tuner_gui.core.objective import Direction as Direction
    from tuner_gui.core.objective import Objective as Objective
    from tuner_gui.core.observers import ExperimentObserver as ExperimentObserver
    from tuner_gui.core.observers import InMemoryObserver as InMemoryObserver
    from tuner_gui.core.observers import QueueObserver as QueueObserver
    from tuner_gui.core.parameter import Condition as Condition
    from tuner_gui.core.parameter import Parameter as Parameter
    from tuner_gui.core.space import HyperParamSpace as HyperParamSpace
    from tuner_gui.core.specs import BundledSpec as BundledSpec
    from tuner_gui.core.specs import ClassSpec as ClassSpec
    from tuner_gui.core.specs import CommandSpec as CommandSpec
    from tuner_gui.core.specs import CsvSpec as CsvSpec
    from tuner_gui.core.specs import DatasetSpec as DatasetSpec
    from tuner_gui.core.specs import EstimatorSpec as EstimatorSpec
    from tuner_gui.core.specs import FunctionSpec as FunctionSpec
    from tuner_gui.core.specs import MetricPattern as MetricPattern
    from tuner_gui.core.specs import MetricRules as MetricRules
    from tuner_gui.core.specs import NoDataSpec as NoDataSpec
    from tuner_gui.core.specs import PipelineSpec as PipelineSpec
    from tuner_gui.core.specs import TargetSpec as TargetSpec
    from tuner_gui.core.strategy import LimitedStrategy as LimitedStrategy
    from tuner_gui.core.strategy import NotingStrategy as NotingStrategy
    from tuner_gui.core.strategy import ResumableStrategy as ResumableStrategy
    from tuner_gui.core.strategy import TunerStrategy as TunerStrategy
    from tuner_gui.core.table_specs import ArrowSpec as ArrowSpec
    from tuner_gui.core.table_specs import ColumnSplit as ColumnSplit
    from tuner_gui.core.table_specs import FlightSpec as FlightSpec
    from tuner_gui.core.table_specs import FractionSplit as FractionSplit
    from tuner_gui.core.table_specs import ParquetSpec as ParquetSpec
    from tuner_gui.core.trainable import Trainable as Trainable
    from tuner_gui.core.trial import TrialError as TrialError
    from tuner_gui.core.trial import TrialOrigin as TrialOrigin
    from tuner_gui.core.trial import TrialRecord as TrialRecord
    from tuner_gui.core.trial import TrialState as TrialState
    from tuner_gui.core.trial_store import TrialStore as TrialStore
    from tuner_gui.executors.inline import InlineExecutor as InlineExecutor
    from tuner_gui.executors.local import LocalExecutor as LocalExecutor
    from tuner_gui.strategies.factory import TunerFactory as TunerFactory
    from tuner_gui.sweep.control import ControlEntry as ControlEntry
    from tuner_gui.sweep.control import SweepControl as SweepControl
    from tuner_gui.sweep.tuning import run_hyperparameter_tuning as run_hyperparameter_tuning
    from tuner_gui.sweep.tuning import tune as tune

_PUBLIC = {
    "core.budget": ("Budget",),
    "core.config": ("SweepConfig",),
    "core.dataset": ("Dataset", "DatasetView"),
    "core.constraints": ("Constraint",),
    "core.domains": ("Choice", "Constant", "Float", "Int", "LogNormal", "Normal"),
    "core.early_stopping": (
        "AshaRule",
        "EarlyStopping",
        "HyperbandRule",
        "MedianRule",
        "PatienceRule",
        "ThresholdRule",
    ),
    "core.errors": ("Internal", "InvalidSpace", "SpaceProblem", "TrainFailure", "TuningError"),
    "core.events": (
        "ExperimentEvent",
        "FinishReason",
        "TrialCompleted",
        "TrialFailed",
        "TrialPruned",
        "TrialReported",
        "TrialStarted",
        "TuningFinished",
    ),
    "core.executor": (
        "JobDone",
        "JobFailed",
        "JobLogged",
        "JobLost",
        "JobReported",
        "JobStarted",
        "TrialExecutor",
        "TrialJob",
    ),
    "core.kinds": (
        "CmaKind",
        "ExtensionKind",
        "GridKind",
        "QmcKind",
        "RandomKind",
        "TpeKind",
        "TunerKind",
    ),
    "core.objective": ("Direction", "Objective"),
    "core.observers": ("ExperimentObserver", "InMemoryObserver", "QueueObserver"),
    "core.parameter": ("Condition", "Parameter"),
    "core.space": ("HyperParamSpace",),
    "core.specs": (
        "BundledSpec",
        "ClassSpec",
        "CommandSpec",
        "CsvSpec",
        "DatasetSpec",
        "EstimatorSpec",
        "FunctionSpec",
        "MetricPattern",
        "MetricRules",
        "NoDataSpec",
        "PipelineSpec",
        "TargetSpec",
    ),
    "core.strategy": (
        "LimitedStrategy",
        "NotingStrategy",
        "ResumableStrategy",
        "TunerStrategy",
    ),
    "core.table_specs": ("ArrowSpec", "ColumnSplit", "FlightSpec", "FractionSplit", "ParquetSpec"),
    "core.trainable": ("Trainable",),
    "core.trial": ("TrialError", "TrialOrigin", "TrialRecord", "TrialState"),
    "core.trial_store": ("TrialStore",),
    "executors.inline": ("InlineExecutor",),
    "executors.local": ("LocalExecutor",),
    "strategies.factory": ("TunerFactory",),
    "sweep.control": ("ControlEntry", "SweepControl"),
    "sweep.tuning": ("run_hyperparameter_tuning", "tune"),
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names}

__all__ = sorted(_HOME)  # noqa: PLE0605 - the table above is the list


def __getattr__(name: str) -> object:
    if name in _HOME:
        from importlib import import_module

        return getattr(import_module(f"tuner_gui.{_HOME[name]}"), name)
    if name == "__version__":
        from importlib.metadata import version

        return version("tuner-gui")
    raise AttributeError(f"module 'tuner_gui' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
