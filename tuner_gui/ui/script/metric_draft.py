"""How metrics are read off an output, as typed, and what that finds. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from tuner_gui.core.specs import MetricPattern, MetricRules
from tuner_gui.targets.command.metric_tester import matched, suggest_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.targets.command.metric_tester import Match, Suggestion

_MOST_MARKS = 1_000


@dataclass(frozen=True, slots=True)
class PatternDraft:
    """A pattern as typed."""

    name: str = ""
    text: str = ""

    def problem(self) -> str:
        """Returns what is wrong with it; empty where nothing is."""
        if not self.name.strip():
            return "Name the metric that stands there."
        if self.text.count("{value}") != 1:
            return "Write {value} once, where the number stands."
        if self.text.count("{step}") > 1:
            return "Write {step} at most once."
        return ""

    def pattern(self) -> MetricPattern | None:
        """Returns what it says; None where that is nothing."""
        try:
            return MetricPattern(name=self.name.strip(), text=self.text)
        except ValidationError:
            return None


@dataclass(frozen=True, slots=True)
class MetricDraft:
    """All rules as typed."""

    automatic: bool = True
    patterns: tuple[PatternDraft, ...] = ()
    file: str = ""

    @classmethod
    def of(cls, rules: MetricRules) -> MetricDraft:
        """Returns the draft that reads as these rules."""
        patterns = tuple(PatternDraft(each.name, each.text) for each in rules.patterns)
        return cls(rules.automatic, patterns, rules.file)

    @property
    def is_sound(self) -> bool:
        """Whether every pattern is one."""
        return not any(each.problem() for each in self.patterns)

    def rules(self) -> MetricRules:
        """Returns the rules, without the patterns that are none."""
        patterns = tuple(found for each in self.patterns if (found := each.pattern()) is not None)
        return MetricRules(automatic=self.automatic, patterns=patterns, file=self.file.strip())

    def adding(self, pattern: PatternDraft) -> MetricDraft:
        """Returns the draft with one more pattern."""
        return replace(self, patterns=(*self.patterns, pattern))

    def without(self, place: int) -> MetricDraft:
        """Returns the draft with one pattern less."""
        return replace(self, patterns=(*self.patterns[:place], *self.patterns[place + 1 :]))

    def changing(self, place: int, pattern: PatternDraft) -> MetricDraft:
        """Returns the draft with another pattern in a place."""
        patterns = (*self.patterns[:place], pattern, *self.patterns[place + 1 :])
        return replace(self, patterns=patterns)


@dataclass(frozen=True, slots=True)
class FoundMetric:
    """A metric in the output.

    Args:
        name: as printed; the objective's for a lone number.
        count: how often it was read.
        last: its last value, as printed.
        rule: that found it.
        is_objective: whether it decides.
    """

    name: str
    count: int
    last: str
    rule: str
    is_objective: bool


@dataclass(frozen=True, slots=True)
class MetricFindings:
    """What rules find in an output.

    Args:
        marks: of each value in the text: its line, where it begins there, how long it is.
    """

    metrics: tuple[FoundMetric, ...]
    suggestions: tuple[Suggestion, ...]
    marks: tuple[tuple[int, int, int], ...]


def find_metrics(output: str, rules: MetricRules, objective: str) -> MetricFindings:
    """Returns what rules find, and what else could be read."""
    matches = matched(output, rules, objective)
    suggestions = [
        each for each in suggest_rules(output, rules, objective) if not each.is_read_already
    ]
    taken = {each.text for each in rules.patterns}
    return MetricFindings(
        metrics=_metrics(matches, objective),
        suggestions=tuple(each for each in suggestions if each.pattern.text not in taken),
        marks=tuple(_marks(matches))[-_MOST_MARKS:],
    )


def _metrics(matches: Iterable[Match], objective: str) -> tuple[FoundMetric, ...]:
    found: dict[str, FoundMetric] = {}
    for _, reading in matches:
        name = reading.name or objective
        before = found.get(name)
        count = before.count + 1 if before is not None else 1
        found[name] = FoundMetric(name, count, reading.text, reading.rule, name == objective)
    return tuple(sorted(found.values(), key=lambda each: not each.is_objective))


def _marks(matches: Iterable[Match]) -> Iterable[tuple[int, int, int]]:
    for line, reading in matches:
        if reading.start >= 0:
            yield line, reading.start, len(reading.text)
