"""What early stopping saves on the digits example, and what it costs.

The strategy is random search, so that for one seed all sweeps try the same parameters. In this
process everything is repeatable; in two workers a trial goes on for some steps until it hears that
it is to stop.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure

if TYPE_CHECKING:
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.early_stopping import EarlyStopping
    from tuner_gui.core.executor import TrialExecutor

EXAMPLES = Path(__file__).resolve().parents[2] / "resources" / "examples"
SEEDS = 10
TRIALS = 40
MOST_STEPS = 0.5
MOST_LOST = 0.1
"""In percent of the rows held out; one of them is 0.17. The median, the safe one, loses nothing."""


@dataclass
class Outcome:
    """What came of the sweeps of all seeds."""

    bests: list[float]
    steps: list[int]
    pruned: int


class Counter:
    """Counts the steps that were reported, and the trials that were stopped."""

    def __init__(self) -> None:
        self.steps = self.pruned = 0

    def on_event(self, event: object) -> None:
        from tuner_gui import TrialPruned, TrialReported

        self.steps += isinstance(event, TrialReported)
        self.pruned += isinstance(event, TrialPruned)


def inline(config: SweepConfig) -> TrialExecutor:
    from digits_learning_curve import DigitsLearningCurve  # type: ignore[import-not-found]

    from tuner_gui import InlineExecutor
    from tuner_gui.datasets.views import dataset_view

    return InlineExecutor(DigitsLearningCurve, dataset_view(config.dataset))


def two_workers(config: SweepConfig) -> TrialExecutor:
    from tuner_gui import ClassSpec, LocalExecutor

    path = f"{EXAMPLES / 'digits_learning_curve.py'}:DigitsLearningCurve"
    return LocalExecutor(ClassSpec(path=path), config.dataset, workers=2)


def sweep(config: SweepConfig, rule: EarlyStopping | None, seed: int, executor: Any) -> Outcome:
    from tuner_gui import Budget, RandomKind, TunerFactory
    from tuner_gui.sweep.control import SweepControl
    from tuner_gui.sweep.pipeline import SweepPipeline
    from tuner_gui.sweep.rules import SweepRules

    strategy = TunerFactory.create(RandomKind(seed=seed), config.space, config.objective)
    rules = SweepRules(config.objective, Budget(trials=TRIALS), seed, early_stopping=rule)
    counter = Counter()
    with closing(executor(config)) as running:
        pipeline = SweepPipeline(strategy, running, rules, [counter], SweepControl())
        best = pipeline.run().best
    assert best is not None
    assert best.metric is not None
    return Outcome([best.metric], [counter.steps], counter.pruned)


def all_seeds(config: SweepConfig, rule: EarlyStopping | None, executor: Any = inline) -> Outcome:
    whole = Outcome([], [], 0)

    for seed in range(SEEDS):
        one = sweep(config, rule, seed, executor)
        whole.bests += one.bests
        whole.steps += one.steps
        whole.pruned += one.pruned
    return whole


def measure() -> Iterator[Figure]:
    from tuner_gui.core.early_stopping import AshaRule, HyperbandRule, MedianRule
    from tuner_gui.session.file import read_session

    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.path.insert(0, str(EXAMPLES))
    config = read_session(EXAMPLES / "digits-learning-curve.tuner.json").config
    plain = all_seeds(config, None)
    yield Figure("nothing stopped: best accuracy, mean", 100 * statistics.mean(plain.bests), "%")
    yield Figure(
        "nothing stopped: training steps of a sweep, mean", statistics.mean(plain.steps), ""
    )
    asha, median = AshaRule(min_steps=5), MedianRule(warmup_steps=5)
    yield from compared("median", plain, all_seeds(config, median), 0.0, MOST_STEPS)
    yield from compared("ASHA", plain, all_seeds(config, asha), MOST_LOST, MOST_STEPS)
    yield from compared("ASHA in two workers", plain, all_seeds(config, asha, two_workers))
    yield from compared("Hyperband", plain, all_seeds(config, HyperbandRule(min_steps=5)))


def compared(
    name: str,
    plain: Outcome,
    other: Outcome,
    most_lost: float | None = None,
    most_steps: float | None = None,
) -> Iterator[Figure]:
    lost = 100 * (statistics.mean(plain.bests) - statistics.mean(other.bests))
    same = sum(map(float.__eq__, plain.bests, other.bests))
    ratio = sum(other.steps) / sum(plain.steps)
    yield Figure(f"{name}: best accuracy, lost on average", lost, "%", most_lost)
    yield Figure(f"{name}: seeds of {SEEDS} with the very same best", same, "")
    yield Figure(f"{name}: training steps, with : without", ratio, "×", most_steps)
    yield Figure(f"{name}: trials stopped of {TRIALS}, mean", other.pruned / SEEDS, "")
