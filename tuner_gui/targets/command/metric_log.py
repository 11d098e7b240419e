"""All metrics of one trial of a command: what to report now, and what it returns at its end.

The value of a metric is the last one printed: what the program ended with is what it hands on. One
that prints its best last, or under a name of its own, is tuned for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.core.errors import TrainFailure
from tuner_gui.targets.command.numbers import is_missing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.targets.command.metrics import Reading

_MOST_NAMES = 64
"""A program that prints numbers under ever new names must not fill the table, or the memory."""

_MOST_REPORTS = 5_000
"""Of a trial that reports more steps, only the latest of each look is passed on."""

_SHOWN_NAMES = 8
_LONGEST_SHOWN = 80


class MetricLog:
    """Takes readings as they come.

    Args:
        objective: the metric that decides.
    """

    def __init__(self, objective: str) -> None:
        self._objective = objective
        self._values: dict[str, float] = {}
        self._counts: dict[str, int] = {}
        self._pending: dict[int, dict[str, float]] = {}
        self._reports = 0
        self._lone: float | None = None
        self._no_number = ""
        self._last_line = ""

    def note_line(self, line: str) -> None:
        """Keeps the last line with something on it, to be quoted where no metric came."""
        if line and not line.isspace():
            self._last_line = line[: 2 * _LONGEST_SHOWN]

    def take(self, readings: Iterable[Reading]) -> None:
        """Takes what was read, in the order in which it was printed."""
        for reading in readings:
            if reading.value is None:
                self._note_no_number(reading)
            elif not reading.name:
                self._lone = reading.value
            else:
                self._take_number(reading.name, reading.value, reading.step)

    def _take_number(self, name: str, value: float, step: int | None) -> None:
        if name == self._objective:
            self._no_number = ""
        elif name not in self._values and len(self._values) >= _MOST_NAMES:
            return
        count = self._counts[name] = self._counts.get(name, -1) + 1
        self._values[name] = value
        self._pending.setdefault(count if step is None else step, {})[name] = value

    def _note_no_number(self, reading: Reading) -> None:
        """Text in the place of the objective: None counts, other text only before any number."""
        if reading.name != self._objective:
            return
        if reading.name not in self._values or is_missing(reading.text):
            self._no_number = reading.text

    def new_reports(self) -> list[tuple[int, dict[str, float]]]:
        """Returns what came since the last call, by step."""
        pending, self._pending = self._pending, {}
        reports = list(pending.items())
        if self._reports + len(reports) > _MOST_REPORTS:
            reports = reports[-1:]
        self._reports += len(reports)
        return reports

    def result(self) -> dict[str, float]:
        """Returns the last value of each metric.

        Raises:
            TrainFailure: the objective is not among them, or what stands in its place is no number.
        """
        if self._no_number:
            shown = _shown(self._no_number)
            raise TrainFailure(f"The metric {self._objective} is “{shown}”, which is not a number.")
        values = dict(self._values)
        if self._objective not in values and self._lone is not None:
            values[self._objective] = self._lone
        if self._objective not in values:
            raise TrainFailure(
                f"The command printed no metric {self._objective}; {self._printed_instead()}.",
                "Choose another metric, or tell under Metrics where it stands in the output.",
            )
        return values

    def _printed_instead(self) -> str:
        if self._values:
            names = ", ".join(list(self._values)[:_SHOWN_NAMES])
            return f"it printed {names}{', …' * (len(self._values) > _SHOWN_NAMES)}"
        if self._last_line:
            return f"its last line is “{_shown(self._last_line)}”"
        return "it printed nothing"


def _shown(text: str) -> str:
    """The text in one line that any terminal and any window takes."""
    plain = "".join(letter if letter.isprintable() else "·" for letter in " ".join(text.split()))
    return plain if len(plain) <= _LONGEST_SHOWN else f"{plain[: _LONGEST_SHOWN - 1]}…"
