"""What the form says otherwise than the sweep that runs. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tuner_gui.core.budget import Budget
from tuner_gui.core.choices import Choice
from tuner_gui.core.kinds import ExtensionKind
from tuner_gui.core.ranges import Float, Int
from tuner_gui.insight.space_difference import space_difference
from tuner_gui.ui.chrome.numbers import number_text
from tuner_gui.ui.setup.duration_text import duration_text
from tuner_gui.ui.setup.limit_fields import LIMITS
from tuner_gui.ui.setup.option_fields import option_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.kinds import TunerKind
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.insight.space_difference import RowDifference
    from tuner_gui.ui.setup.setup_draft import SetupDraft

_MOST_NAMED = 4
_OWN_LIMITS = {
    "trials": "trials",
    "concurrency": "workers",
    "time_limit_s": "time limit",
    "trial_timeout_s": "trial timeout",
}
_DURATIONS = {"time_limit_s", "trial_timeout_s"}
_LIVE_FIELDS = (
    "strategies",
    "strategy",
    "limits",
    "trials",
    "workers",
    "time_limit",
    "trial_timeout",
)
"""Of the draft: what a running sweep can change, beside its space."""

FIXED_LIMITS = frozenset({"trials_per_host"})
"""Of the budget: what it cannot."""


@dataclass(frozen=True, slots=True)
class SweepChanges:
    """What would be sent to the sweep.

    Args:
        words: one for each change.
        space: None where it stays.
        strategy: likewise.
        budget: the limits that change, by their names.
    """

    words: tuple[str, ...] = ()
    space: HyperParamSpace | None = None
    strategy: TunerKind | None = None
    budget: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.words)

    def sentence(self) -> str:
        """Returns `3 changes: lr narrowed, trials 48 → 96`, shortened where there are many."""
        count = len(self.words)
        more = [f"{count - _MOST_NAMED} more"] if count > _MOST_NAMED else []
        head = "1 change" if count == 1 else f"{count} changes"
        return f"{head}: {', '.join([*self.words[:_MOST_NAMED], *more])}"


def sweep_changes(running: SweepConfig, wanted: SweepConfig) -> SweepChanges:
    """Returns what has to change for a running sweep to become the wanted one."""
    space = wanted.space if wanted.space != running.space else None
    strategy = wanted.strategy if wanted.strategy != running.strategy else None
    budget = {
        name: getattr(wanted.budget, name)
        for name in Budget.model_fields
        if getattr(wanted.budget, name) != getattr(running.budget, name)
    }
    words = [
        *(() if space is None else _space_words(running.space, space)),
        *(() if strategy is None else _strategy_words(running.strategy, strategy)),
        *(_limit_words(name, running.budget, wanted.budget) for name in budget),
    ]
    return SweepChanges(tuple(words), space, strategy, budget)


def with_live_part(draft: SetupDraft, other: SetupDraft) -> SetupDraft:
    """Returns a draft with all of another one that a running sweep can change."""
    kept = draft.limits
    limits = other.limits
    for name in FIXED_LIMITS:
        limits = limits.with_text(name, kept.text(name))
    live = {name: getattr(other, name) for name in _LIVE_FIELDS} | {"limits": limits}
    return replace(draft, **live)


def as_running(base: SweepConfig, config: SweepConfig) -> SweepConfig:
    """Returns what a form falls back to while this sweep runs; a name is the person's to give."""
    return replace(config, name=base.name)


def _space_words(before: HyperParamSpace, after: HyperParamSpace) -> Iterator[str]:
    difference = space_difference(before, after)
    for row in difference.rows:
        yield f"{row.name} {_row_words(row, before, after)}"
    if count := len(difference.constraints_added):
        yield "constraint added" if count == 1 else f"{count} constraints added"
    if count := len(difference.constraints_removed):
        yield "constraint removed" if count == 1 else f"{count} constraints removed"
    if not difference:
        yield "search space changed"


def _row_words(row: RowDifference, before: HyperParamSpace, after: HyperParamSpace) -> str:
    if row.change != "changed":
        return row.change
    changed = {each.field for each in row.fields}
    if changed == {"disabled"}:
        return "held" if after[row.name].set_aside is not None else "used again"
    if changed <= {"low", "high"}:
        return _range_words(before[row.name].kind, after[row.name].kind)
    if changed == {"values"}:
        return _values_words(before[row.name].kind, after[row.name].kind)
    return "changed"


def _range_words(old: object, new: object) -> str:
    if not isinstance(old, Float | Int) or not isinstance(new, Float | Int):
        return "changed"
    if old.low <= new.low and new.high <= old.high:
        return "narrowed"
    return "widened" if new.low <= old.low and old.high <= new.high else "moved"


def _values_words(old: object, new: object) -> str:
    if not isinstance(old, Choice) or not isinstance(new, Choice):
        return "changed"
    before, after = set(map(repr, old.values)), set(map(repr, new.values))
    if after < before:
        return "narrowed"
    return "widened" if before < after else "changed"


def _strategy_words(before: TunerKind, after: TunerKind) -> Iterator[str]:
    if before.kind != after.kind:
        yield f"strategy {_title(before)} → {_title(after)}"
        return
    for each in option_fields(type(after), ("kind", "seed")):
        old, new = getattr(before, each.name), getattr(after, each.name)
        if old != new:
            title = f"{each.title[0].lower()}{each.title[1:]}"
            is_switch = each.type == "bool"
            turned = "on" if new is True else "off"
            yield f"{title} {turned}" if is_switch else f"{title} {old} → {new}"


def _title(kind: TunerKind) -> str:
    return kind.kind if isinstance(kind, ExtensionKind) else kind.title


def _limit_words(name: str, before: Budget, after: Budget) -> str:
    old, new = getattr(before, name), getattr(after, name)
    if name in _OWN_LIMITS:
        words = duration_text if name in _DURATIONS else number_text
        nothing = "all" if name == "trials" else "none"
        said = [nothing if value is None else words(value) for value in (old, new)]
        return f"{_OWN_LIMITS[name]} {' → '.join(said)}"
    limit = next(each for each in LIMITS if each.name == name)
    title = f"{limit.title[0].lower()}{limit.title[1:]}"
    if limit.type == "bool":
        return f"{title}: {'on' if new else 'off'}"
    return f"{title} {limit.text_of(old) or 'none'} → {limit.text_of(new) or 'none'}"
