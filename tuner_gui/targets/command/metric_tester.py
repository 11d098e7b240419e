"""Metrics on the output of a dry run: what rules match, and which rules to propose; pure.

Any thread; an output of a megabyte takes a fraction of a second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tuner_gui.core.specs import MetricPattern
from tuner_gui.targets.command.metrics import LineReader
from tuner_gui.targets.command.numbers import AFTER_NUMBER, LONGEST_LINE, NUMBER, as_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuner_gui.core.specs import MetricRules
    from tuner_gui.targets.command.metrics import Reading

_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD = r"[^\W\d][\w@/%-]*"
_CANDIDATE = re.compile(
    rf"(?<![\w.])(?P<phrase>{_WORD}(?: {_WORD}){{0,2}})(?P<sign> ?[:=]? ?)"
    rf"(?P<value>{NUMBER}){AFTER_NUMBER}",
    re.IGNORECASE,
)
_NOT_METRICS = frozenset(
    {"step", "steps", "epoch", "epochs", "iteration", "iterations", "iter", "round", "batch"}
    | {"seed", "after", "in", "of", "to", "and", "from", "on", "at", "with", "line", "took"}
)
_MOST_SUGGESTIONS = 12


class Match(NamedTuple):
    """A metric found in the output.

    Args:
        line: the number of the line, from 0.
        reading: what stands there.
    """

    line: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A metric that the output seems to hold.

    Args:
        pattern: its name, and where it stands.
        count: in how many lines it stands.
        last: its last value.
        is_read_already: true where it is read without the pattern.
    """

    pattern: MetricPattern
    count: int
    last: float
    is_read_already: bool


def matched(output: str, rules: MetricRules, objective: str = "") -> tuple[Match, ...]:
    """Returns all metrics that rules find in an output, in its order."""
    reader = LineReader(rules, objective)
    return tuple(
        Match(number, reading)
        for number, line in enumerate(_LINE_END.split(output))
        for reading in reader.read(line)
    )


def suggest_rules(output: str, rules: MetricRules, objective: str = "") -> tuple[Suggestion, ...]:
    """Returns patterns for the numbers of an output that look like metrics, likely ones first.

    Args:
        output: of a dry run.
        rules: those that there are: what they find already is marked so.
        objective: the metric that decides, as far as it is known.
    """
    known = {match.reading.name.lower() for match in matched(output, rules, objective)} - {""}
    found: dict[str, Suggestion] = {}
    for pattern, value in _candidates(output):
        before = found.get(pattern.text)
        found[pattern.text] = Suggestion(
            pattern, before.count + 1 if before else 1, value, pattern.name.lower() in known
        )
    alone = [value for value in map(as_number, _LINE_END.split(output)) if value is not None]
    if alone:
        pattern = MetricPattern(name=objective or "score", text="{value}")
        is_read = rules.automatic and (not objective or objective.lower() not in known)
        found.setdefault("{value}", Suggestion(pattern, len(alone), alone[-1], is_read))
    likely = sorted(found.values(), key=lambda each: (_is_unlike(each, objective), -each.count))
    return tuple(likely[:_MOST_SUGGESTIONS])


def _candidates(output: str) -> Iterator[tuple[MetricPattern, float]]:
    lines = [line[:LONGEST_LINE] for line in _LINE_END.split(output)]
    phrases = [match["phrase"] for line in lines for match in _CANDIDATE.finditer(line)]
    ambiguous = _ambiguous_words(phrases)
    for line in lines:
        for match in _CANDIDATE.finditer(line):
            value = as_number(match["value"])
            words = match["phrase"].split()
            if value is None or words[-1].lower() in _NOT_METRICS:
                continue
            kept = words if words[-1] in ambiguous else words[-1:]
            name = "_".join(kept).lower() if len(kept) > 1 else kept[0]
            text = f"{' '.join(kept)}{match['sign'] or ' '}{{value}}"
            yield MetricPattern(name=name, text=text), value


def _ambiguous_words(phrases: list[str]) -> set[str]:
    """The last words that stand behind different ones, such as those of Train and Test accuracy."""
    before: dict[str, set[str]] = {}
    for phrase in phrases:
        *others, last = phrase.split()
        before.setdefault(last, set()).add(" ".join(others))
    return {word for word, others in before.items() if len(others) > 1}


def _is_unlike(suggestion: Suggestion, objective: str) -> tuple[bool, bool]:
    name = suggestion.pattern.name.lower()
    wanted = objective.lower().replace(" ", "_")
    return (not wanted or name != wanted, not wanted or wanted not in name)
