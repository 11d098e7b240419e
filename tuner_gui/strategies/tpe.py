"""TPE by Optuna: an in-memory study is a scratch copy of our own records."""

from __future__ import annotations

import logging
import warnings
from collections import deque
from random import Random
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, assert_never

from tuner_gui.core.domains import Choice, Constant, Float, Int, LogNormal, Normal
from tuner_gui.core.nesting import flatten, nest
from tuner_gui.core.trial import TrialState
from tuner_gui.strategies.keys import params_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    import optuna

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.nesting import FlatParams, Params
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.trial import TrialRecord
    from tuner_gui.core.values import ParamValue

_LOG = logging.getLogger(__name__)
_MOST_TRIES = 100
"""So many suggestions are made for one trial: a fifth of a second."""

Searched: TypeAlias = Choice | Float | Int | Normal | LogNormal


class TpeStrategy:
    """Asks Optuna's multivariate TPE sampler; never exhausted.

    Parameters are suggested in declared order, only while active, under their dotted names;
    constants never reach the sampler. A normal parameter is suggested as the part of all draws
    below it, an ordered choice as its place. Suggestions that break a constraint are made anew;
    after `_MOST_TRIES` of them for one trial a random draw takes their place.

    Args:
        space: any space.
        objective: gives the direction.
        seed: same seed, same order of answers: same parameters.
        startup_trials: so many random trials come first.
        candidates: how many candidates the model weighs.

    Raises:
        InvalidSpace: the space is empty.
    """

    def __init__(
        self,
        space: HyperParamSpace,
        *,
        objective: Objective,
        seed: int,
        startup_trials: int,
        candidates: int,
    ) -> None:
        import optuna

        space.require_searchable()
        optuna.logging.set_verbosity(optuna.logging.WARNING)
        self._optuna = optuna
        self._space = space
        self._direction: Literal["maximize", "minimize"] = objective.direction.value
        self._sampler_options: dict[str, Any] = {
            "n_startup_trials": startup_trials,
            "n_ei_candidates": candidates,
        }
        self._study = self._new_study(seed)
        self._seed = seed
        self._fallbacks = 0
        self._tries_left = 0
        self._open: dict[int, deque[optuna.trial.Trial]] = {}

    def _new_study(self, seed: int) -> optuna.Study:
        if any(parameter.conditions for parameter in self._space):
            # one joint model for each set of parameters that are active together
            self._sampler_options |= {"multivariate": True, "group": True}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", self._optuna.exceptions.ExperimentalWarning)
            sampler = self._optuna.samplers.TPESampler(seed=seed % 2**32, **self._sampler_options)
        return self._optuna.create_study(sampler=sampler, direction=self._direction)

    def ask(self) -> Params | None:
        """Returns what the sampler suggests.

        Raises:
            InvalidSpace: no draw kept the constraints.
        """
        self._tries_left = _MOST_TRIES
        return self._feasible()

    def ask_again(self, refused: Params) -> Params | None:
        """Returns another suggestion; the refused one teaches nothing."""
        if trial := self._taken(refused):
            self._study.tell(trial, state=self._optuna.trial.TrialState.FAIL)
        return self._feasible()

    def _feasible(self) -> Params:
        has_tries = self._tries_left > 0
        while self._tries_left > 0:
            self._tries_left -= 1
            trial = self._study.ask()
            flat = self._suggest(trial)
            if self._space.keeps_constraints(flat):
                params = nest(flat.items())
                self._open.setdefault(params_key(params), deque()).append(trial)
                return params
            self._study.tell(trial, state=self._optuna.trial.TrialState.FAIL)
        self._fallbacks += 1
        if has_tries:
            _LOG.warning(
                "%d suggestions for one trial broke a constraint or were tried before; "
                "a random draw takes their place",
                _MOST_TRIES,
            )
        return self._space.pick_random(Random((self._seed << 64) | self._fallbacks))  # noqa: S311

    def _suggest(self, trial: optuna.trial.Trial) -> FlatParams:
        flat: FlatParams = {}
        for parameter in self._space:
            if parameter.is_active(flat):
                flat[parameter.name] = _suggest(trial, parameter.name, parameter.kind)
        return flat

    def tell(self, record: TrialRecord) -> None:
        """Tells the study; a trial that it did not ask for is added to it.

        A pruned trial counts as worse than any complete one; others teach nothing.
        """
        trial = self._taken(record.params)
        if trial is None:
            self._add(record)
        else:
            is_complete = record.state is TrialState.COMPLETE
            value = record.metric if is_complete else None
            self._study.tell(trial, value, state=self._state_of(record))

    def _taken(self, params: Params) -> optuna.trial.Trial | None:
        """Returns the open trial of these parameters, open no more."""
        key = params_key(params)
        waiting = self._open.get(key)
        if not waiting:
            return None
        trial = waiting.popleft()
        if not waiting:
            del self._open[key]
        return trial

    def _state_of(self, record: TrialRecord) -> optuna.trial.TrialState:
        states = self._optuna.trial.TrialState
        known = {TrialState.COMPLETE: states.COMPLETE, TrialState.PRUNED: states.PRUNED}
        return known.get(record.state, states.FAIL)

    def resume(self, records: Iterable[TrialRecord], asked: int) -> None:
        """Adds the finished trials; the random sequence goes on from a seed of its own."""
        self._study = self._new_study(self._seed + asked)
        self._open.clear()
        for record in records:
            self._add(record)

    def _add(self, record: TrialRecord) -> None:
        """Adds a complete or pruned trial that still fits the space; others teach nothing."""
        state = self._state_of(record)
        if state is self._optuna.trial.TrialState.FAIL:
            return
        if not self._space.contains(record.params):
            return
        params: dict[str, Any] = {}
        distributions: dict[str, optuna.distributions.BaseDistribution] = {}
        for name, value in flatten(record.params).items():
            kind = self._space[name].kind
            if not isinstance(kind, Constant):
                distributions[name] = self._distribution(kind)
                params[name] = _suggested(kind, value)
        self._study.add_trial(
            self._optuna.trial.create_trial(
                params=params,
                distributions=distributions,
                value=record.metric if record.state is TrialState.COMPLETE else None,
                state=state,
            )
        )

    def _distribution(self, kind: Searched) -> optuna.distributions.BaseDistribution:
        from optuna import distributions

        match kind:
            case Choice(values=values, ordered=True):
                return distributions.IntDistribution(0, len(values) - 1)
            case Choice(values=values):
                return distributions.CategoricalDistribution(range(len(values)))
            case Float():
                return distributions.FloatDistribution(
                    kind.low, _last_on_step(kind), log=kind.log, step=kind.step
                )
            case Int():
                return distributions.IntDistribution(
                    kind.low, int(_last_on_step(kind)), log=kind.log, step=kind.step or 1
                )
            case Normal() | LogNormal():
                return distributions.FloatDistribution(0.0, 1.0)
            case never:
                assert_never(never)


def _suggest(trial: optuna.trial.Trial, name: str, kind: ParameterKind) -> ParamValue:
    match kind:
        case Choice(values=values, ordered=True):
            return values[trial.suggest_int(name, 0, len(values) - 1)]
        case Choice(values=values):
            return values[trial.suggest_categorical(name, range(len(values)))]
        case Float():
            high = _last_on_step(kind)
            value = trial.suggest_float(name, kind.low, high, log=kind.log, step=kind.step)
            # the sampler adds steps up; the form's 0.3 is not 0.30000000000000004
            return kind.value_at(round((value - kind.low) / kind.step)) if kind.step else value
        case Int():
            high = int(_last_on_step(kind))
            return trial.suggest_int(name, kind.low, high, log=kind.log, step=kind.step or 1)
        case Normal() | LogNormal():
            return kind.sample(trial.suggest_float(name, 0.0, 1.0))
        case Constant(value=value):
            return value
        case never:
            assert_never(never)


def _suggested(kind: Searched, value: Any) -> float:
    """Returns what the sampler would have to suggest for a value."""
    match kind:
        case Choice():
            return kind.index(value)
        case Normal() | LogNormal():
            return kind.uniform_of(value)
        case _:
            return float(value) if isinstance(kind, Float) else int(value)


def _last_on_step(kind: Float | Int) -> float:
    """Returns the upper bound, moved down to the last value that the step reaches."""
    return kind.high if kind.step is None else kind.value_at((kind.size or 1) - 1)
