"""How values are written for a person: as many digits as matter, always the same way."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING

from tuner_gui.core.columns import MISSING

if TYPE_CHECKING:
    from tuner_gui.core.values import ParamValue

ABSENT = "–"


def format_number(value: float) -> str:
    """Returns up to four significant digits; whole numbers whole, extremes with an exponent."""
    if isinstance(value, int):
        return str(value)
    if math.isnan(value):
        return ABSENT
    if value == 0 or 1e-3 <= abs(value) < 1e6:
        digits = 4 if value == 0 else max(0, 3 - math.floor(math.log10(abs(value))))
        text = f"{value:.{digits}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    mantissa, _, exponent = f"{value:.3e}".partition("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"


def format_metric(value: float | None) -> str:
    """Returns a metric with four decimals, so that a column lines up."""
    if value is None or math.isnan(value):
        return ABSENT
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return f"{value:.4f}"
    return format_number(value)


def format_value(value: ParamValue | object) -> str:
    """Returns a parameter's value; text without quotes, nothing as None, lists in brackets."""
    if value is MISSING:
        return ABSENT
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int | float):
        return format_number(value)
    if isinstance(value, tuple):
        return f"[{', '.join(format_value(item) for item in value)}]"
    return str(value)


def format_duration(milliseconds: float | None) -> str:
    """Returns a duration: `84 ms`, `4.1 s`, `3 min 40 s`, `2 h 5 min`."""
    if milliseconds is None or math.isnan(milliseconds):
        return ABSENT
    if milliseconds < 100:
        return f"{milliseconds:.0f} ms"
    seconds = milliseconds / 1000
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min"


def format_time_left(seconds: float) -> str:
    """Returns an estimate, no finer than it can be: `5 s`, `3 min 40 s`, `2 h 5 min`."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    return format_duration(whole * 1000)


def format_part(part: float) -> str:
    """Returns `43 %`; with a decimal near nothing and near all, which neither of them is."""
    percent = 100 * part
    if 0 < percent < 0.1:
        return "less than 0.1 %"
    if 99.9 < percent < 100:
        return "more than 99.9 %"
    return f"{percent:.0f} %" if 1 <= percent <= 99 or part in (0, 1) else f"{percent:.1f} %"


def format_estimate(seconds: float) -> str:
    """Returns a guess at a long time: `40 s`, `12 min`, `3 h 20 min`, `4 days`."""
    whole = max(1, round(seconds))
    if whole < 90:
        return f"{whole} s"
    minutes = round(whole / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(5 * round(minutes / 5), 60)
    if hours < 48:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{round(hours / 24):,} days"


def clock_text(at: datetime) -> str:
    """Returns a moment in local time; the day where it was not today."""
    local = at.astimezone()
    is_today = local.date() == datetime.now().astimezone().date()
    return f"{local:%H:%M:%S}" if is_today else f"{local:%Y-%m-%d %H:%M:%S}"
