"""Hypothesis strategies for setups, finished or not."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.ui.space.spaces import spaces
from tuner_gui.core.budget import Budget
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.early_stopping import (
    AshaRule,
    HyperbandRule,
    MedianRule,
    PatienceRule,
    ThresholdRule,
)
from tuner_gui.core.kinds import ExtensionKind, GridKind, RandomKind, TpeKind
from tuner_gui.core.objective import Direction, Objective
from tuner_gui.core.specs import (
    BundledSpec,
    ClassSpec,
    CommandSpec,
    CsvSpec,
    EstimatorSpec,
    FunctionSpec,
    NoDataSpec,
    PipelineSpec,
)
from tuner_gui.core.table_specs import (
    ArrowSpec,
    ColumnSplit,
    FlightSpec,
    FractionSplit,
    ParquetSpec,
)

TEXTS = st.text(min_size=1, max_size=12)
SEEDS = st.integers(0, 2**63 - 1)
SECONDS = st.floats(1e-6, 1e12) | st.integers(1, 10**7).map(float)

TARGETS = st.one_of(
    st.none(),
    st.builds(
        EstimatorSpec,
        estimator=st.sampled_from(["RandomForestClassifier", "SVC", "Ridge", "Unheard"]),
        scoring=st.sampled_from(["", "accuracy", "r2", "mine"]),
        folds=st.integers(2, 100),
    ),
    st.builds(ClassSpec, path=st.sampled_from(["package.module:Class", "a folder/file.py:Net"])),
    st.builds(FunctionSpec, path=st.sampled_from(["package.module:train", "a folder/file.py:f"])),
    st.builds(
        PipelineSpec,
        path=st.just("file.py:make"),
        scoring=st.sampled_from(["", "accuracy", "mine"]),
        folds=st.integers(2, 100),
    ),
    st.builds(
        CommandSpec,
        argv=st.lists(TEXTS.filter(str.strip), min_size=1, max_size=4).map(tuple),
        cwd=TEXTS,
        environment=st.dictionaries(st.sampled_from(["A", "B_1"]), TEXTS),
        config_format=st.sampled_from(["json", "yaml", "toml"]),
        python=st.just("") | TEXTS,
    ),
)
VALUES = st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS
SPLITS = st.one_of(
    st.none(),
    st.builds(
        FractionSplit,
        fraction=st.floats(0, 1, exclude_min=True, exclude_max=True),
        seed=st.integers(0, 9),
    ),
    st.builds(
        ColumnSplit,
        column=TEXTS,
        values=st.lists(VALUES, min_size=1, max_size=3).map(tuple),
        validation=st.lists(VALUES, max_size=2).map(tuple),
    ),
)
TABLES = {
    "target_column": TEXTS,
    "columns": st.lists(TEXTS, max_size=3).map(tuple),
    "split": SPLITS,
}
DATASETS = st.one_of(
    st.builds(NoDataSpec),
    st.builds(
        BundledSpec, name=st.sampled_from(["iris", "wine", "breast_cancer", "digits", "diabetes"])
    ),
    *(st.builds(kind, path=TEXTS, **TABLES) for kind in (CsvSpec, ParquetSpec, ArrowSpec)),
    st.builds(FlightSpec, location=st.just("grpc+tls://host:1"), path=st.just("a b/ü"), **TABLES),
    st.builds(FlightSpec, location=st.just("grpc://[::1]:1"), ticket=TEXTS, **TABLES),
)
STRATEGIES = st.one_of(
    st.builds(GridKind, seed=st.none() | SEEDS, shuffle=st.booleans()),
    st.builds(RandomKind, seed=st.none() | SEEDS),
    st.builds(TpeKind, startup_trials=st.integers(1, 10_000), candidates=st.integers(1, 10_000)),
    st.builds(ExtensionKind, kind=st.just("annealing"), options=st.just({"heat": 3})),
)
BUDGETS = st.builds(
    Budget,
    trials=st.none() | st.integers(1, 100_000_000),
    time_limit_s=st.none() | SECONDS,
    concurrency=st.integers(1, 1024),
    trial_timeout_s=st.none() | SECONDS,
    total_trial_time_s=st.none() | SECONDS,
    target_value=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    no_improvement_trials=st.none() | st.integers(1, 100_000_000),
    memory_limit_mb=st.none() | st.floats(1e-3, 1e9) | st.integers(1, 64).map(lambda gb: gb * 1024),
    trials_per_host=st.none() | st.integers(1, 1_000),
    retries=st.integers(0, 100),
    retry_raised=st.booleans(),
    first_failures=st.integers(0, 9),
    failures_in_a_row=st.integers(0, 99),
)
RULES = st.one_of(
    st.none(),
    st.builds(MedianRule, startup_trials=st.integers(0, 10_000)),
    st.builds(AshaRule, min_steps=st.none() | st.integers(1, 999)),
    st.builds(HyperbandRule, min_steps=st.just(2), max_steps=st.none() | st.integers(2, 999)),
    st.builds(PatienceRule, min_delta=st.floats(0, 1e9)),
    st.builds(ThresholdRule, lower=st.floats(-9, 0), upper=st.none() | st.floats(0, 9)),
)
CONFIGS = st.builds(
    SweepConfig,
    name=TEXTS,
    target=TARGETS,
    space=spaces(),
    strategy=STRATEGIES,
    dataset=DATASETS,
    objective=st.builds(Objective, TEXTS, st.sampled_from(Direction)),
    budget=BUDGETS,
    seed=st.integers(0, 2**31),
    space_revision=st.integers(1, 9),
    early_stopping=RULES,
)
