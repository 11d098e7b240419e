"""Early stopping by Optuna's pruners: an in-memory study is a scratch copy of reports."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from tuner_gui.core.early_stopping import (
    AshaRule,
    HyperbandRule,
    MedianRule,
    PatienceRule,
    ThresholdRule,
)
from tuner_gui.core.trial import TrialState
from tuner_gui.strategies.patience import PatiencePruner

if TYPE_CHECKING:
    import optuna
    from optuna.pruners import BasePruner

    from tuner_gui.core.early_stopping import EarlyStopping, Pruner
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.trial import TrialRecord

_MOST_TRIALS = 2_000
"""A pruner looks at every trial of its study at each report: so many, then it forgets half."""


def _median(rule: MedianRule) -> BasePruner:
    from optuna.pruners import MedianPruner

    return MedianPruner(
        n_startup_trials=rule.startup_trials,
        n_warmup_steps=rule.warmup_steps,
        # where few trials get far, a median of two or three would stop all others for good
        n_min_trials=rule.startup_trials,
    )


def _asha(rule: AshaRule) -> BasePruner:
    from optuna.pruners import SuccessiveHalvingPruner

    return SuccessiveHalvingPruner(
        min_resource="auto" if rule.min_steps is None else rule.min_steps,
        reduction_factor=rule.reduction,
    )


def _hyperband(rule: HyperbandRule) -> BasePruner:
    from optuna.pruners import HyperbandPruner

    return HyperbandPruner(
        min_resource=rule.min_steps,
        max_resource="auto" if rule.max_steps is None else rule.max_steps,
        reduction_factor=rule.reduction,
    )


def _threshold(rule: ThresholdRule) -> BasePruner:
    from optuna.pruners import ThresholdPruner

    return ThresholdPruner(lower=rule.lower, upper=rule.upper, n_warmup_steps=rule.warmup_steps)


_Maker: TypeAlias = Callable[[Any], "BasePruner"]

_MAKERS: dict[type[Any], _Maker] = {
    MedianRule: _median,
    AshaRule: _asha,
    HyperbandRule: _hyperband,
    ThresholdRule: _threshold,
}


def make_pruner(rule: EarlyStopping, objective: Objective, seed: int) -> Pruner:
    """Returns the pruner of a rule.

    Args:
        rule: which one, with its options.
        objective: gives the direction.
        seed: same seed, same order of reports: same answers.
    """
    if isinstance(rule, PatienceRule):
        return PatiencePruner(rule.patience, rule.min_delta, objective)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some of them are still called experimental
        pruner = _MAKERS[type(rule)](rule)
    return OptunaPruner(pruner, objective, seed)


class OptunaPruner:
    """Asks one of Optuna's pruners; a trial is known to it from its first report on.

    Only the latest thousands of trials are kept, so that a report costs no more in a long sweep.
    """

    def __init__(self, pruner: BasePruner, objective: Objective, seed: int) -> None:
        import optuna

        optuna.logging.set_verbosity(optuna.logging.WARNING)
        self._optuna = optuna
        self._pruner = pruner
        self._direction: Literal["maximize", "minimize"] = objective.direction.value
        self._seed = seed
        self._study = self._new_study()
        self._held = 0
        self._open: dict[int, optuna.trial.Trial] = {}
        self._last_step: dict[int, int] = {}

    def _new_study(self) -> optuna.Study:
        sampler = self._optuna.samplers.RandomSampler(seed=self._seed % 2**32)
        return self._optuna.create_study(
            study_name=f"early stopping {self._seed}",  # Hyperband deals brackets out by it
            sampler=sampler,
            pruner=self._pruner,
            direction=self._direction,
        )

    def report(self, number: int, step: int, value: float) -> bool:
        """Takes a value; a step that does not lead on is passed by."""
        if step < 0 or step <= self._last_step.get(number, -1):
            return False
        trial = self._open.get(number)
        if trial is None:
            trial = self._open[number] = self._study.ask()
        self._last_step[number] = step
        trial.report(value, step)
        return trial.should_prune()

    def end(self, record: TrialRecord) -> None:
        """Closes a trial; one that it has not heard of is added with its curve."""
        trial = self._open.pop(record.number, None)
        self._last_step.pop(record.number, None)
        state = self._state_of(record)
        if trial is not None:
            value = record.metric if record.state is TrialState.COMPLETE else None
            self._study.tell(trial, value, state=state)
        elif record.curve:
            self._study.add_trial(self._remembered(record, state))
        else:
            return
        self._held += 1
        if self._held >= _MOST_TRIALS:
            self._forget()

    def _state_of(self, record: TrialRecord) -> optuna.trial.TrialState:
        states = self._optuna.trial.TrialState
        match record.state:
            case TrialState.COMPLETE:
                return states.COMPLETE
            case TrialState.PRUNED:
                return states.PRUNED
            case _:
                return states.FAIL

    def _remembered(
        self, record: TrialRecord, state: optuna.trial.TrialState
    ) -> optuna.trial.FrozenTrial:
        points = [(step, value) for step, value in record.curve if step >= 0]
        return self._optuna.trial.create_trial(
            state=state,
            value=record.metric if record.state is TrialState.COMPLETE else None,
            intermediate_values=dict(points),
        )

    def _forget(self) -> None:
        """Starts a study anew with the latest of what ended, and with all that runs.

        Whole and cut trials apart: some rules compare with whole ones only, which may be few.
        """
        before = self._study.get_trials(deepcopy=False)
        running = {trial.number: number for number, trial in self._open.items()}
        complete = self._optuna.trial.TrialState.COMPLETE
        whole = [each for each in before if each.state is complete]
        cut = [each for each in before if each.state.is_finished() and each.state is not complete]
        kept = [*cut[-_MOST_TRIALS // 4 :], *whole[-_MOST_TRIALS // 4 :]]
        self._study = self._new_study()
        self._study.add_trials(kept)
        self._held = len(kept)
        for each in before:
            if each.number in running:
                trial = self._study.ask()
                for step, value in each.intermediate_values.items():
                    trial.report(value, step)
                self._open[running[each.number]] = trial
