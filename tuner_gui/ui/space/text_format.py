"""Writes a search space as text that a person reads: YAML or JSON, a parameter a line.

    parameters:
      lr: {float: [1.0e-4, 0.1], log: true}
      kernel: {choice: [linear, rbf], weights: [1.0, 2.0]}
      gamma: {float: [0.0, 1.0], when: {kernel: rbf}}
    constraints:
      - lr < gamma

`text_reading` reads it back. Text that YAML could take for something else stands in quotes, in
YAML 1.1 as in 1.2, and floats have a dot and a signed exponent, so that any reader agrees.
No Qt; any thread.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from tuner_gui.core.space_document import (
    AnyRow,
    ChoiceRow,
    ConstantRow,
    FloatRow,
    IntRow,
    LogNormalRow,
    NormalRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic import JsonValue

TextFormat: TypeAlias = Literal["yaml", "json"]

_Short: TypeAlias = "dict[str, JsonValue]"

_WIDTH = 84
_PLAIN = re.compile(r"[^\W\d][\w./-]*( [\w./-]+)*")
_NOT_PLAIN = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_PLAIN_LINE = re.compile(r"[^\W\d](?!.*(: | #))[^\n]*[^\s:]")


def space_text(
    rows: Sequence[AnyRow], constraints: Sequence[str] = (), form: TextFormat = "yaml"
) -> str:
    """Returns the text of parameters and constraints; it ends in a line break."""
    parameters: dict[str, JsonValue] = {row.name: _short(row) for row in rows}
    match form:
        case "yaml":
            return _yaml(parameters, constraints)
        case "json":
            return _json(parameters, constraints)
        case never:
            assert_never(never)


def _short(row: AnyRow) -> _Short:
    short = _kind(row)
    if row.when:
        short["when"] = {parent: _values(values) for parent, values in row.when.items()}
    if row.disabled is not None:
        short["disabled_at"] = row.disabled.value
    return short


def _kind(row: AnyRow) -> _Short:
    match row:
        case FloatRow():
            return _two("float", row.low, row.high, log=row.log, step=row.step, points=row.points)
        case IntRow():
            return _two("int", row.low, row.high, log=row.log, step=row.step)
        case ChoiceRow():
            weights: JsonValue = None if row.weights is None else list(row.weights)
            return {"choice": row.values} | _set(ordered=row.ordered, weights=weights)
        case NormalRow():
            return _two("normal", row.mean, row.deviation, low=row.low, high=row.high)
        case LogNormalRow():
            return _two("log_normal", row.mean, row.deviation, low=row.low, high=row.high)
        case ConstantRow():
            return {"constant": row.value}
        case never:
            assert_never(never)


def _two(kind: str, first: float, second: float, **options: JsonValue) -> _Short:
    pair: list[JsonValue] = [first, second]
    return {kind: pair} | _set(**options)


def _set(**options: JsonValue) -> _Short:
    """Returns the options that say something: `false` and nothing are what is so anyway."""
    return {
        name: value for name, value in options.items() if value is not None and value is not False
    }


def _values(values: list[JsonValue]) -> JsonValue:
    """A single value that is no list stands for itself."""
    return values[0] if len(values) == 1 and not isinstance(values[0], list) else values


@dataclass(frozen=True, slots=True)
class _Style:
    """How one of the two languages writes a scalar, and a mapping over several lines."""

    scalar: Callable[[JsonValue], str]
    opening: str
    closing: str
    comma: str

    def flow(self, value: JsonValue) -> str:
        """Returns a value on one line."""
        match value:
            case dict():
                entries = (f"{self.scalar(key)}: {self.flow(of)}" for key, of in value.items())
                return f"{{{', '.join(entries)}}}"
            case list():
                return f"[{', '.join(map(self.flow, value))}]"
            case _:
                return self.scalar(value)

    def entries(self, values: Mapping[str, JsonValue], indent: str) -> list[str]:
        """Returns the lines of a mapping's entries."""
        lines: list[str] = []
        for place, (name, value) in enumerate(values.items()):
            lines += self.entry(f"{indent}{self.scalar(name)}:", value, indent)
            if place < len(values) - 1:
                lines[-1] += self.comma
        return lines

    def entry(self, name: str, value: JsonValue, indent: str) -> list[str]:
        """Returns a value after its name: on one line, or on several where it is long."""
        whole = f"{name} {self.flow(value)}"
        if len(whole) <= _WIDTH or not isinstance(value, dict | list) or not value:
            return [whole]
        if isinstance(value, list):
            return _wrapped(f"{name} [", [self.flow(item) for item in value], f"{indent}  ")
        inner = self.entries(value, f"{indent}  ")
        closing = [f"{indent}{self.closing}"] if self.closing else []
        return [f"{name}{self.opening}", *inner, *closing]


def _wrapped(start: str, items: list[str], indent: str) -> list[str]:
    lines, line = [], f"{start}{items[0]}"
    for item in items[1:]:
        if len(line) + len(item) + 3 > _WIDTH:
            lines.append(f"{line},")
            line = f"{indent}{item}"
        else:
            line = f"{line}, {item}"
    return [*lines, f"{line}]"]


def _yaml(parameters: _Short, constraints: Sequence[str]) -> str:
    style = _Style(_yaml_scalar, "", "", "")
    lines = ["parameters:", *style.entries(parameters, "  ")] if parameters else ["parameters: {}"]
    if constraints:
        lines += ["constraints:", *(f"  - {_yaml_line(text)}" for text in constraints)]
    return "\n".join(lines) + "\n"


def _json(parameters: _Short, constraints: Sequence[str]) -> str:
    style = _Style(_json_scalar, " {", "}", ",")
    comma = "," if constraints else ""
    lines = ["{", '  "parameters": {', *style.entries(parameters, "    "), f"  }}{comma}"]
    if constraints:
        texts = [_json_scalar(text) for text in constraints]
        lines += ['  "constraints": [', *(f"    {text}," for text in texts[:-1])]
        lines += [f"    {texts[-1]}", "  ]"]
    return "\n".join([*lines, "}"]) + "\n"


def _yaml_scalar(value: JsonValue) -> str:
    if isinstance(value, str):
        is_plain = _PLAIN.fullmatch(value) and value.isprintable()
        return value if is_plain and value.lower() not in _NOT_PLAIN else _quoted(value)
    return _json_scalar(value)


def _yaml_line(text: str) -> str:
    """A text that has its line to itself needs quotes only where YAML would see more in it."""
    is_plain = _PLAIN_LINE.fullmatch(text) and text.isprintable()
    return text if is_plain and text.lower() not in _NOT_PLAIN else _quoted(text)


def _quoted(text: str) -> str:
    escaped = "".join(
        character if character.isprintable() else _escape(character)
        for character in text.replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{escaped}"'


def _escape(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return {"\n": "\\n", "\t": "\\t"}.get(character, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_scalar(value: JsonValue) -> str:
    if isinstance(value, float):
        mantissa, mark, exponent = repr(value).partition("e")
        if not mark:
            return mantissa
        dotted = mantissa if "." in mantissa else f"{mantissa}.0"
        return f"{dotted}e{int(exponent):+d}"
    is_odd = isinstance(value, str) and not value.isprintable()
    return json.dumps(value, ensure_ascii=is_odd)
