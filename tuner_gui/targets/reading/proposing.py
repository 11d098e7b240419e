"""The range that is proposed for an option, with one sentence why; pure functions, any thread.

What a name says comes from `known_names`, what scikit-learn's names say from `targets.proposals`;
otherwise a number is varied around its default.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tuner_gui.core.domains import Float, Int
from tuner_gui.core.ranges import is_finite_number
from tuner_gui.targets.proposals import BY_NAME
from tuner_gui.targets.reading.known_names import KNOWN, KnownName
from tuner_gui.targets.reading.left_alone import LEFT_ALONE, LEFT_GROUPS
from tuner_gui.targets.reading.option import Bounds, Option, distinct
from tuner_gui.targets.reading.read_target import ReadParameter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.values import ParamValue

_LOG_SPAN = 100.0
_LISTED_WHOLE = 16
"""A choice of more whole numbers in a row is a range."""


@dataclass(frozen=True, slots=True)
class _Range:
    low: float
    high: float
    log: bool
    reason: str
    powers: bool = False
    selected: bool = True


def propose_all(options: Iterable[Option]) -> tuple[ReadParameter, ...]:
    """Returns what is proposed for options; of those that exclude each other one is selected."""
    proposed: list[ReadParameter] = []
    first: dict[int, str] = {}
    for option in options:
        found = propose(option)
        if found.selected and option.group:
            other = first.setdefault(option.group, option.name)
            if other != option.name:
                reason = f"It cannot be given together with {other}."
                found = replace(found, selected=False, reason=reason)
        proposed.append(found)
    return tuple(proposed)


def propose(option: Option) -> ReadParameter:
    """Returns an option with the values to try, whether to try them, and why."""
    found = ReadParameter(
        name=option.name,
        kind="constant",
        default=option.default,
        has_default=option.has_default,
        help=option.help,
        flag=option.flag,
        passing=option.passing,
        off_flag=option.off_flag,
        command=option.command,
        is_required=option.is_required,
    )
    found = _varied(found, option)
    alone = _left_alone(option)
    if option.obstacle:
        return replace(found, selected=False, reason=option.obstacle)
    if alone and not option.is_range_stated:
        return replace(found, selected=False, reason=alone)
    if option.caution:
        return replace(found, reason=f"{found.reason} {option.caution}")
    return found


def _varied(found: ReadParameter, option: Option) -> ReadParameter:
    if option.choices is not None:
        return _of_choices(found, option, option.choices)
    default = option.default
    if option.type == "bool":
        first = default if isinstance(default, bool) else False
        return replace(
            found,
            kind="choice",
            values=(first, not first),
            selected=True,
            reason="It is either on or off.",
        )
    if option.type in {"int", "float"}:
        return _of_number(found, option)
    reason = {
        "path": "A path is no hyper-parameter.",
        "list": "It takes several values, which one parameter cannot give.",
    }.get(option.type, "Any text will do, so there is nothing to choose from.")
    if not option.type:
        reason = "Nothing says which values it takes."
    return replace(found, reason=reason)


def _of_choices(
    found: ReadParameter, option: Option, choices: tuple[ParamValue, ...]
) -> ReadParameter:
    whole = [value for value in choices if isinstance(value, int) and not isinstance(value, bool)]
    step = whole[1] - whole[0] if len(whole) > 1 else 0
    is_row = len(whole) == len(choices) and step > 0
    if (
        is_row
        and len(whole) > _LISTED_WHOLE
        and whole == list(range(whole[0], whole[-1] + 1, step))
    ):
        return replace(
            found,
            kind="int",
            low=whole[0],
            high=whole[-1],
            step=step if step > 1 else None,
            selected=True,
            reason="The script states the range.",
        )
    values = distinct(choices)
    if len(values) < 2:
        return replace(found, kind="choice", values=values, reason="There is only one value.")
    by = "The objective" if option.is_range_stated else "The script"
    return replace(
        found, kind="choice", values=values, selected=True, reason=f"{by} lists its values."
    )


def _of_number(found: ReadParameter, option: Option) -> ReadParameter:
    is_whole = option.type == "int"
    chosen = _stated(option) or _known(option) or _around_default(option)
    if chosen.powers and is_whole and (powers := _powers(chosen, option)):
        return replace(
            found, kind="choice", values=powers, selected=chosen.selected, reason=chosen.reason
        )
    low, high = _within(chosen, option.bounds, is_whole=is_whole)
    is_log = chosen.log if option.is_log is None else option.is_log
    step = option.bounds.step
    found = replace(
        found,
        kind="int" if is_whole else "float",
        low=low,
        high=high,
        log=is_log and low > 0 and step is None,
        step=step,
        selected=chosen.selected and low < high,
        reason=chosen.reason,
    )
    return found if low < high else replace(found, kind="constant", low=None, high=None)


def _stated(option: Option) -> _Range | None:
    """The range where the program itself states both ends."""
    bounds = option.bounds
    if bounds.low is None or bounds.high is None:
        return None
    row = None if option.is_range_stated else _row(option)
    if bounds.low <= 0 and row is not None and row.log:
        return None  # from nothing to all: the name says more
    low, high = _inset(bounds, is_whole=option.type == "int")
    is_log = low > 0 and high / low >= _LOG_SPAN
    by = "objective" if option.is_range_stated else "script"
    is_selected = option.is_range_stated or row is None or row.selected
    return _Range(low, high, is_log, f"The {by} states the range.", selected=is_selected)


def _inset(bounds: Bounds, *, is_whole: bool) -> tuple[float, float]:
    low, high = bounds.low or 0.0, bounds.high or 0.0
    inset = 1 if is_whole else (high - low) / 1000  # an open end is stepped away from
    low = low + inset if bounds.low_open else low
    high = high - inset if bounds.high_open else high
    return low, high


def _known(option: Option) -> _Range | None:
    """The range that the name says."""
    row = _row(option)
    default = _number(option)
    if row is None:
        return _of_estimator(option)
    low, high = row.usual
    below, above = row.around
    if default is not None and default > 0:
        low = max(row.within[0], default / below) if below else low
        high = min(row.within[1], default * above) if above else high
        low, high = min(low, default), max(high, default)
    is_unset = row.types == "int" and default is not None and default <= 0
    is_off = option.is_off or (row.is_optional and default is None and not option.is_required)
    is_off = is_off or is_unset
    is_selected = row.selected or option.is_required  # some value has to be given
    return _Range(
        low,
        high,
        row.log,
        _said(row, default, is_off=is_off, is_selected=is_selected),
        row.powers,
        is_selected and not is_off,
    )


def _said(row: KnownName, default: float | None, *, is_off: bool, is_selected: bool) -> str:
    """Why a range is as it is."""
    if is_off:
        return f"{row.title} that is off by default: tick it to switch it on."
    if not is_selected:
        return f"{row.title}{row.advice}."
    how = "in powers of two" if row.powers else "in the logarithm" if row.log else "evenly"
    where = "around its default" if any(row.around) and default else "in its usual range"
    zero = " Its default, 0, is not in it." if default == 0 and row.log else ""
    return f"{row.title}{row.advice}: varied {how} {where}.{zero}"


def _row(option: Option) -> KnownName | None:
    default = _number(option)
    for row in KNOWN:
        if row.types and row.types != option.type:
            continue
        if row.defaults is not None and (
            default is None or not row.defaults[0] <= default <= row.defaults[1]
        ):
            continue
        if any(row.pattern.fullmatch(name) for name in _names(option)):
            return row
    return None


def _of_estimator(option: Option) -> _Range | None:
    """The range of scikit-learn's parameter of that name."""
    kind = BY_NAME.get(option.name.rpartition(".")[2])
    if not isinstance(kind, Float | Int) or isinstance(kind, Int) != (option.type == "int"):
        return None
    default = _number(option)
    low, high = (
        (kind.low, kind.high)
        if default is None
        else (min(kind.low, default), max(kind.high, default))
    )
    return _Range(low, high, kind.log, "As for scikit-learn's parameter of this name.")


def _around_default(option: Option) -> _Range:
    default = _number(option)
    is_whole = option.type == "int"
    if default is None or default == 0 or (is_whole and default < 0):
        return _without_size(option, default)
    if default < 0:
        reason = "From twice its default to half of it."
        return _Range(default * 2, default / 2, log=False, reason=reason)
    if is_whole and default <= 16:
        reason = "From half its default to twice it."
        return _Range(max(1, default // 2), max(default * 2, 3), log=False, reason=reason)
    if is_whole:
        reason = "From a quarter of its default to four times it, in the logarithm."
        return _Range(max(1, default // 4), default * 4, log=True, reason=reason)
    reason = "From a tenth of its default to ten times it, in the logarithm."
    return _Range(default / 10, default * 10, log=True, reason=reason)


def _without_size(option: Option, default: float | None) -> _Range:
    """Something to begin with where the default says nothing of the size."""
    low, high = (1, 10) if option.type == "int" else (0.0, 1.0)
    if default is not None:
        low = min(low, default)
        reason = f"Its default, {default:g}, says nothing about its size: set its range to vary it."
    elif option.is_off:
        reason = "It is off by default: set its range to vary it."
    else:
        reason = "There is no default to go by: set its range to vary it."
    return _Range(low, high, log=False, reason=reason, selected=False)


def _within(chosen: _Range, bounds: Bounds, *, is_whole: bool) -> tuple[float, float]:
    """The range inside the stated bounds, in round numbers."""
    low, high = chosen.low, chosen.high
    nearest = 1 if is_whole else (high - low) / 1000  # an open end is stepped away from
    if bounds.low is not None and (low < bounds.low or (bounds.low_open and low == bounds.low)):
        low = bounds.low + (nearest if bounds.low_open else 0)
    if bounds.high is not None and (
        high > bounds.high or (bounds.high_open and high == bounds.high)
    ):
        high = bounds.high - (nearest if bounds.high_open else 0)
    if is_whole:
        low, high = math.ceil(low), math.floor(high)
        step = int(bounds.step or 1)
        return low + -low % step, high
    return _rounded(low), _rounded(high)


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")


def _powers(chosen: _Range, option: Option) -> tuple[ParamValue, ...]:
    """Powers of two in the range; none around a default that is no power of two."""
    default = _number(option)
    if default is None or default < 2 or int(default) & (int(default) - 1):
        return ()
    low, high = _within(chosen, option.bounds, is_whole=True)
    powers = [2**exponent for exponent in range(14) if low <= 2**exponent <= high]
    return tuple(powers) if len(powers) > 1 else ()


def _number(option: Option) -> float | None:
    return option.default if option.has_default and is_finite_number(option.default) else None


def _left_alone(option: Option) -> str:
    """Why an option of this name is no hyper-parameter; empty where it may be one."""
    groups = option.name.lower().split(".")[:-1]
    if groups and LEFT_GROUPS.fullmatch(groups[0]):
        return f"What is under {groups[0]} is about the run, not about what is learned."
    for row in LEFT_ALONE:
        if row.only_without_choices and option.choices is not None:
            continue
        if any(row.pattern.fullmatch(name) for name in _names(option)):
            return row.reason
    return ""


def _names(option: Option) -> tuple[str, ...]:
    """The name as the tables have it, and that of the long flag where it says more."""
    return tuple(dict.fromkeys(map(_plain_name, (option.name.rpartition(".")[2], option.flag))))


def _plain_name(name: str) -> str:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.rpartition(".")[2].strip("-"))
    return spaced.replace("-", "_").lower()
