"""Sessions to write and read: one by hand, and a strategy that makes any."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.spaces import spaces
from tuner_gui.core.budget import Budget
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.early_stopping import AshaRule, ThresholdRule
from tuner_gui.core.kinds import ExtensionKind, GridKind, RandomKind, TpeKind
from tuner_gui.core.marks import TrialMark, TrialMarks
from tuner_gui.core.nesting import nest
from tuner_gui.core.objective import Direction, Objective
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import (
    BundledSpec,
    ClassSpec,
    CommandSpec,
    CsvSpec,
    EstimatorSpec,
    FunctionSpec,
    MetricPattern,
    MetricRules,
    NoDataSpec,
    PipelineSpec,
)
from tuner_gui.core.table_specs import ColumnSplit, FlightSpec, FractionSplit, ParquetSpec
from tuner_gui.core.trial import TrialError, TrialOrigin, TrialRecord, TrialState
from tuner_gui.session.document import Session
from tuner_gui.session.environment import Environment, GitState
from tuner_gui.session.file import read_session, write_session
from tuner_gui.sweep.control import ControlEntry

MORNING = datetime(2026, 11, 23, 8, 0, 0, 123456, tzinfo=UTC)


def forest_session(trials: int = 3) -> Session:
    """A sweep of a forest with one failed trial, number 1."""
    space = (
        HyperParamSpace()
        .add_int("n_estimators", 20, 200, log=True)
        .add_choice("criterion", ["gini", "entropy", None])
        .add_float("min.impurity", 1e-5, 0.1, log=True, when={"criterion": ["gini"]})
    )
    config = SweepConfig(
        name="forest",
        target=EstimatorSpec(estimator="RandomForestClassifier", scoring="accuracy"),
        space=space,
        strategy=RandomKind(),
        dataset=BundledSpec(name="iris"),
        objective=Objective("accuracy"),
        budget=Budget(trials=50, concurrency=2),
        seed=7,
    )
    records = [complete(number, 0.9 + number / 1000) for number in range(trials)]
    if trials > 1:
        records[1] = failed(1)
    environment = Environment(versions={"python": "3.11.7", "optuna": None}, platform="Linux")
    return Session(config, tuple(records), environment, "First try.")


def marked(session: Session) -> Session:
    """A session with something said of its first two trials."""
    marks = {
        0: TrialMark(is_starred=True, tags=("baseline", "to check"), note="Better than *before*."),
        1: TrialMark(is_hidden=True),
    }
    return replace(session, marks=marks)


def complete(number: int, metric: float) -> TrialRecord:
    return TrialRecord(
        number,
        {"n_estimators": 20 + number, "criterion": "gini", "min": {"impurity": 1e-05}},
        TrialState.COMPLETE,
        metric,
        {"accuracy": metric, "fit_s": 0.5},
        123.5,
        MORNING + timedelta(seconds=number),
        worker="worker 1",
        seed=2**40 + number,
    )


def failed(number: int) -> TrialRecord:
    return TrialRecord(
        number,
        {"n_estimators": 20, "criterion": None},
        TrialState.FAILED,
        metrics={"accuracy": float("inf")},
        duration_ms=3.0,
        started_at=MORNING,
        error=TrialError("ValueError", "no\nsuch thing", "Traceback …"),
    )


def written(session: Session, path: Path) -> Session:
    """The session as it is read back from a file."""
    write_session(path, session)
    return read_session(path)


# any session

_names = st.from_regex(r"[a-z][a-z0-9_-]{0,5}", fullmatch=True)
_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_finite = st.floats(allow_nan=False, allow_infinity=False)
_scalars = st.none() | st.booleans() | st.integers(-(10**25), 10**25) | _finite | _text
_values = st.recursive(_scalars, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=5)
_moments = st.integers(-(10**15), 4 * 10**15).map(
    lambda microseconds: (MORNING + timedelta(microseconds=microseconds)).astimezone(
        timezone(timedelta(hours=microseconds % 27 - 13))
    )
)


@st.composite
def _params(draw: st.DrawFn) -> Any:
    flat = draw(st.dictionaries(_names, _values, max_size=4))
    group = draw(st.dictionaries(_names.map(lambda name: f"group.{name}"), _values, max_size=2))
    flat.pop("group", None)
    return nest([*flat.items(), *group.items()])


_targets = st.sampled_from(
    [
        None,
        EstimatorSpec(estimator="SVC", folds=3),
        ClassSpec(path="a/b.py:C"),
        ClassSpec(path="m:C"),
        FunctionSpec(path="a/b.py:f"),
        PipelineSpec(path="m:make", scoring="f1", folds=3),
        CommandSpec(argv=("{python}", "trän.py", "--lr={lr}")),
        CommandSpec(
            argv=("a b", ""),
            cwd="x",
            environment={"A": "{b}"},
            config_format="toml",
            python=".venv/bin/python",
            metrics=MetricRules(
                automatic=False,
                patterns=(MetricPattern(name="acc", text="acc {value}"),),
                file="m.csv",
            ),
        ),
    ]
)
_datasets = st.sampled_from(
    [
        NoDataSpec(),
        BundledSpec(name="wine"),
        CsvSpec(path="tä ble.csv", target_column="y"),
        ParquetSpec(
            path="a.parquet",
            target_column="y",
            columns=("ä", "b"),
            split=FractionSplit(fraction=0.8),
        ),
        FlightSpec(
            location="grpc://host:1",
            ticket="t",
            target_column="y",
            split=ColumnSplit(column="fold", values=(1, "a", True)),
        ),
    ]
)
_strategies = st.sampled_from(
    [
        GridKind(shuffle=True),
        RandomKind(seed=2**63 - 1),
        TpeKind(candidates=3),
        ExtensionKind(kind="x", options={"a": [1, None, 0.5]}),
    ]
)


@st.composite
def records(draw: st.DrawFn, number: int | None = None) -> TrialRecord:
    """Any trial; of any number where none is given."""
    if number is None:
        number = draw(st.integers(0, 10**6))
    state = draw(st.sampled_from(TrialState))
    is_complete = state is TrialState.COMPLETE
    return TrialRecord(
        number,
        draw(_params()),
        state,
        draw(_finite if is_complete else st.none() | _finite),
        draw(st.dictionaries(_text, st.floats(allow_nan=False), max_size=3)),
        draw(st.none() | st.floats(0, 1e9)),
        draw(st.none() | _moments),
        draw(st.none() | st.builds(TrialError, _text, _text, _text)),
        draw(_text),
        draw(st.integers(1, 5)),
        draw(st.none() | st.integers(0, 2**64 - 1)),
        draw(st.sampled_from(TrialOrigin)),
        draw(st.none() | st.integers(0, 2**40)),
        tuple(draw(st.lists(st.tuples(st.integers(-3, 2**40), _finite), max_size=3))),
    )


_earlier_spaces = st.dictionaries(st.integers(1, 9), spaces(finite=False), max_size=2)


_marks = st.builds(
    TrialMark,
    is_starred=st.booleans(),
    is_hidden=st.booleans(),
    tags=st.lists(_text.filter(bool), unique=True, max_size=2).map(tuple),
    note=_text,
)


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    """Any session."""
    config = SweepConfig(
        draw(_text),
        draw(_targets),
        draw(st.just(HyperParamSpace()) | spaces(finite=False)),
        draw(_strategies),
        draw(_datasets),
        Objective(draw(_text.filter(bool)), draw(st.sampled_from(Direction))),
        Budget(trials=draw(st.none() | st.integers(1, 1000)), time_limit_s=1.5),
        draw(st.integers(0, 2**63 - 1)),
        draw(st.integers(1, 9)),
        draw(st.sampled_from([None, AshaRule(reduction=3), ThresholdRule(lower=0.5)])),
        dict(sorted(draw(_earlier_spaces).items())),
    )
    numbers = draw(st.lists(st.integers(0, 10**6), unique=True, max_size=4))
    trials = [draw(records(number)) for number in numbers]
    environment = Environment(
        versions=draw(st.dictionaries(_text, st.none() | _text, max_size=2)),
        platform=draw(_text),
        git=draw(st.none() | st.just(GitState(commit="ab" * 20, dirty=True))),
    )
    history = draw(st.lists(st.builds(ControlEntry, _moments, _text), max_size=3))
    said = {number: draw(_marks) for number in draw(st.sets(st.integers(0, 10**6), max_size=3))}
    marks = TrialMarks(said).by_number()
    return Session(config, tuple(trials), environment, draw(_text), tuple(history), marks)
