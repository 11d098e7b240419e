"""Reads metrics off the lines that a program prints; pure but for the step it remembers.

Without any rule, `name=value` and `name: value` are read wherever they stand in a line, JSON
objects, and a line that is nothing but a number. The step is taken from the same line (`epoch 3`,
`step=3`, `[3/10]`), or from the last line that had one. A name is one word, as printed. The
objective is looked for more widely: in any case, in several words (`Test accuracy`), and without a
sign between name and value.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tuner_gui.targets.command.numbers import (
    AFTER_NUMBER,
    LONGEST_LINE,
    NUMBER,
    WRAPPED,
    as_number,
    compiled,
    json_number,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from tuner_gui.core.specs import MetricPattern, MetricRules

_STEP_WORDS = ("global_step", "step", "epoch", "iteration", "iter", "round")
_STEP_MARKS = ("step", "epoch", "iter", "round", "[")
_STEP_NAMES = frozenset({*_STEP_WORDS, "epochs", "steps", "iterations", "ep", "it"})

_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_PAIR = re.compile(
    rf"""(?<![\w./@'"-])(["']?+)(?P<name>[^\W\d][\w./@%-]*+)\1\s*+(?:=|:)\s*+["']?+"""
    rf"{WRAPPED}(?P<value>{NUMBER}){AFTER_NUMBER}",
    re.IGNORECASE,
)
_WORDED_STEP = re.compile(
    r"(?<![\w./])(?P<word>global[_ ]step|step|epoch|iteration|iter|round)"
    r"""["']?+\s*+[=:#]?+\s*+[\[(]?+\s*+(?P<step>\d++)(?:\.0++)?+(?!\.\d)"""
    r"(?:\s*+(?:/|of)\s*+(?P<total>\d++))?",
    re.IGNORECASE,
)
_BRACKETED_STEP = re.compile(r"\[\s*(\d+)\s*/\s*\d+\s*\]|^\s*\[(\d+)\]")
_LONE_NUMBER = re.compile(rf"\s*{WRAPPED}({NUMBER})\)?\s*", re.IGNORECASE)
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a line for a metric.

    Args:
        name: of the metric; empty for a line that is only a number.
        value: None where `text` is no number.
        text: as printed.
        step: None where none is known.
        start: where `text` begins in the line; -1 in a JSON object.
        rule: the pattern's text, or `name=value`, `JSON`, `number`.
    """

    name: str
    value: float | None
    text: str
    step: int | None
    start: int
    rule: str


class LineReader:
    """Reads one line after the other, and remembers the step.

    Args:
        rules: what to look for.
        objective: the metric that decides; empty where none does yet.
        ignored: names that are no metrics although they are printed: the trial's parameters.
    """

    def __init__(
        self, rules: MetricRules, objective: str = "", ignored: Collection[str] = ()
    ) -> None:
        self._rules = rules
        self._objective = objective
        named = {pattern.name for pattern in rules.patterns}
        self._skipped = named | _STEP_NAMES | (set(ignored) - {objective})
        is_sought = bool(objective) and rules.automatic and objective not in named
        self._sought = _Sought(objective) if is_sought else None
        self._step: int | None = None

    def read(self, line: str) -> list[Reading]:
        """Returns the metrics of a line, as they stand there from left to right."""
        if "\x1b" in line:
            line = _ANSI.sub("", line)
        line = line[:LONGEST_LINE]
        found = self._json(line) if self._rules.automatic and line.lstrip()[:1] == "{" else None
        if found is None:
            found = self._automatic(line)
        for pattern in self._rules.patterns:
            self._take_pattern(pattern, line, found)
        readings = sorted(found.values(), key=lambda reading: reading.start)
        return [
            reading if reading.step is not None else replace(reading, step=self._step)
            for reading in readings
        ]

    def _json(self, line: str) -> dict[str, Reading] | None:
        """The numbers of a JSON object, nested names dotted; None for what is no object."""
        try:
            parsed = json.loads(line)
        except (ValueError, RecursionError):
            return None
        if not isinstance(parsed, dict):
            return None
        found, step = read_mapping(parsed, self._objective)
        self._step = self._step if step is None else step
        return {name: reading for name, reading in found.items() if name not in self._skipped}

    def _automatic(self, line: str) -> dict[str, Reading]:
        """What is read without a pattern; most lines of a talkative program hold none of it."""
        lowered = line.lower()
        if any(word in lowered for word in _STEP_MARKS):
            step = _step_in(line)
            self._step = self._step if step is None else step
        found: dict[str, Reading] = {}
        if not self._rules.automatic:
            return found
        sought = self._sought.find(line, lowered) if self._sought else None
        if "=" in line or ":" in line:
            for match in _PAIR.finditer(line):
                name, start = match["name"], match.start("value")
                is_sought = sought is not None and start == sought.start
                if name.lower() not in _STEP_NAMES and name not in self._skipped and not is_sought:
                    found[name] = _reading(name, match["value"], start, "name=value")
        if sought is not None:
            found[sought.name] = sought
        elif not found and len(line) < _LONGEST_SHOWN and (alone := _LONE_NUMBER.fullmatch(line)):
            found[""] = _reading("", alone[1], alone.start(1), "number")
        return found

    def _take_pattern(self, pattern: MetricPattern, line: str, found: dict[str, Reading]) -> None:
        match = None
        for match in compiled(pattern).finditer(line):  # noqa: B007 - the last one counts
            pass
        match = match or compiled(pattern, takes_any_word=True).search(line)
        if match is None:
            return
        reading = _reading(pattern.name, match["value"], match.start("value"), pattern.text)
        if reading.value is None and pattern.text.strip() == "{value}":
            return  # any word is not what stands in the place of a number
        if (step := match.groupdict().get("step")) is not None:
            self._step = int(step)
        found[pattern.name] = reading


def read_mapping(
    mapping: Mapping[str, object], objective: str = ""
) -> tuple[dict[str, Reading], int | None]:
    """Returns the numbers of a JSON object by name, and its step.

    Args:
        mapping: nested names become dotted ones.
        objective: what stands in its place is kept even where it is no number.
    """
    step: int | None = None
    found: dict[str, Reading] = {}
    for name, value in _flat(mapping, ""):
        number = json_number(value)
        if name.lower() in _STEP_NAMES:
            if step is None and number is not None and number.is_integer():
                step = int(number)
        elif number is not None or name == objective:
            text = json.dumps(value)[:_LONGEST_SHOWN]
            found[name] = Reading(name, number, text, None, -1, "JSON")
    placed = {name: replace(reading, step=step) for name, reading in found.items()}
    return placed, step


def read_report(line: str) -> list[Reading]:
    """Returns what `tuner_gui.report` wrote; nothing of a line that it did not write."""
    try:
        parsed = json.loads(line)
    except (ValueError, RecursionError):
        return []
    match parsed:
        case {"step": int(step), "metrics": dict(metrics)}:
            numbers = {name: json_number(value) for name, value in metrics.items()}
            return [
                Reading(name, number, str(number), step, -1, "report")
                for name, number in numbers.items()
            ]
    return []


def _flat(mapping: Mapping[str, object], prefix: str) -> Iterator[tuple[str, object]]:
    for name, value in mapping.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _reading(name: str, text: str, start: int, rule: str) -> Reading:
    return Reading(name, as_number(text), text, None, start, rule)


def _step_in(line: str) -> int | None:
    """The step that a line names: the finer one counts, an epoch's steps count on."""
    worded = {
        match["word"].lower().replace(" ", "_"): match for match in _WORDED_STEP.finditer(line)
    }
    epoch, step = worded.get("epoch"), worded.get("step")
    if epoch and step and step["total"]:
        return int(epoch["step"]) * int(step["total"]) + int(step["step"])
    for word in _STEP_WORDS:
        if word in worded:
            return int(worded[word]["step"])
    bracketed = _BRACKETED_STEP.search(line)
    return int(bracketed[1] or bracketed[2]) if bracketed else None


class _Sought:
    """The objective in a line: its last number there, or else the text in the number's place."""

    def __init__(self, objective: str) -> None:
        words = [word for word in re.split(r"[\s_-]+", objective) if word] or [objective]
        spelled = r"[\s_-]{1,3}".join(map(re.escape, words))
        name = rf"""(?<![\w./@-])["']?{spelled}(?![\w./@-])["']?+"""
        note = r"\s*+(?:\([^()]{0,40}\)\s*+)?"
        sign = r"(?:[:=]|[-=]>|is\b|of\b)?\s*+"
        number = rf"""["'\[(]?+{WRAPPED}(?P<value>{NUMBER}){AFTER_NUMBER}"""
        self._objective = objective
        self._mark = words[0].lower()
        self._number = re.compile(name + note + sign + number, re.IGNORECASE)
        text = r"[:=](?!=)\s*+(?P<value>\S(?:(?!,\s|;).)*)"
        self._text = re.compile(name + note + text, re.IGNORECASE)

    def find(self, line: str, lowered: str) -> Reading | None:
        """Returns what stands for the objective; None where the line does not name it."""
        if self._mark not in lowered:
            return None
        match = None
        for match in self._number.finditer(line):  # noqa: B007 - the last one counts
            pass
        if match is not None:
            return _reading(self._objective, match["value"], match.start("value"), "name=value")
        match = self._text.search(line)
        if match is None:
            return None
        printed = match["value"].strip()[:_LONGEST_SHOWN]
        return Reading(self._objective, None, printed, None, match.start("value"), "name=value")
