"""What was read, as a table that a person can write and check: one line a parameter."""

from __future__ import annotations

import json
from pathlib import Path

from tuner_gui.targets.reading import ReadParameter, ReadTarget

SCRIPTS = Path(__file__).with_name("scripts")


def table_of(read: ReadTarget) -> list[str]:
    """One line a parameter: tick, name, kind, default, range or values, how it is passed."""
    return [line_of(each) for each in read.parameters]


def line_of(parameter: ReadParameter) -> str:
    words = [
        "x" if parameter.selected else "-",
        parameter.name,
        parameter.kind,
        written(parameter.default) if parameter.has_default else "?",
        values_of(parameter),
        how(parameter),
    ]
    return " ".join(word for word in words if word)


def values_of(parameter: ReadParameter) -> str:
    if parameter.kind == "choice":
        return written(parameter.values)
    if parameter.kind == "constant":
        return ""
    log = " log" if parameter.log else ""
    step = f" step {parameter.step}" if parameter.step else ""
    return f"{parameter.low}..{parameter.high}{log}{step}"


def how(parameter: ReadParameter) -> str:
    required = "!" if parameter.is_required else ""
    words = " ".join(parameter.command)
    place = f" ({words})" if words else ""
    match parameter.passing:
        case "positional":
            return f"POSITION{required}{place}"
        case "store_true":
            return f"{parameter.flag} on{place}"
        case "store_false":
            return f"{parameter.flag} off{place}"
        case "optional_bool":
            return f"{parameter.flag}/{parameter.off_flag}{place}"
        case "override":
            return f"{parameter.flag}={required}"
        case "none":
            return f"NONE{required}"
        case _:
            return f"{parameter.flag}{required}{place}"


def written(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def expected(path: Path) -> list[str]:
    """The table beside a script, without its comments, and with single spaces."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [" ".join(line.split()) for line in lines if line.strip() and line[0] != "#"]
