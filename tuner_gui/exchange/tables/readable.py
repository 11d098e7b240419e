"""Trials as a table for people: Markdown and LaTeX; any thread.

Parameters are written exactly, so that they can be typed again; metrics with six digits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuner_gui.exchange.tables.delimited import cell_text
from tuner_gui.exchange.tables.trial_table import ABSENT, METRIC, PARAM

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuner_gui.exchange.tables.trial_table import TrialTable

_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    **{letter: f"\\{letter}" for letter in "&%$#_{}"},
}


def markdown_text(table: TrialTable) -> str:
    """Returns a table for Markdown, with the columns lined up."""
    heads, rows, is_right = _cells(table, _markdown)
    widths = [max(3, *(len(row[place]) for row in [heads, *rows])) for place in range(len(heads))]
    lines = [heads, *rows]
    shown = [
        f"| {' | '.join(_aligned(*each) for each in zip(line, widths, is_right, strict=True))} |"
        for line in lines
    ]
    rule = "|".join(
        f" {'-' * (width - 1)}: " if right else f" {'-' * width} "
        for width, right in zip(widths, is_right, strict=True)
    )
    shown.insert(1, f"|{rule}|")
    return "\n".join(shown) + "\n"


def latex_text(table: TrialTable) -> str:
    """Returns a `tabular` for LaTeX; it needs the package booktabs."""
    heads, rows, is_right = _cells(table, _latex)
    columns = "".join("r" if right else "l" for right in is_right)
    body = "".join(f"{' & '.join(row)} \\\\\n" for row in rows)
    return (
        "% \\usepackage{booktabs}\n"
        f"\\begin{{tabular}}{{{columns}}}\n\\toprule\n"
        f"{' & '.join(heads)} \\\\\n\\midrule\n{body}\\bottomrule\n\\end{{tabular}}\n"
    )


def _cells(
    table: TrialTable, escaped: Callable[[str], str]
) -> tuple[list[str], list[list[str]], list[bool]]:
    """The heads, the cells, and whether a column holds numbers."""
    own = f"{METRIC}{table.objective.metric}"  # is the column `metric` already
    facts = ("number", "state", "metric")
    names = [
        name
        for name in table.columns
        if name in facts or (name.startswith((METRIC, PARAM)) and name != own)
    ]
    chosen = table.selected(names)
    heads = [escaped(_head(name, table)) for name in names]
    rows = [
        [escaped(_shown(name, value)) for name, value in zip(names, row, strict=True)]
        for row in chosen.rows
    ]
    is_right = [all(map(_is_number, chosen.column(name))) for name in names]
    return heads, rows, is_right


def _head(name: str, table: TrialTable) -> str:
    if name == "metric":
        return table.objective.metric
    return "trial" if name == "number" else name.removeprefix(METRIC).removeprefix(PARAM)


def _shown(name: str, value: Any) -> str:
    is_metric = name == "metric" or name.startswith(METRIC)
    if is_metric and isinstance(value, float):
        return f"{value:.6g}"
    return cell_text(value)


def _is_number(value: Any) -> bool:
    return value is ABSENT or (isinstance(value, int | float) and not isinstance(value, bool))


def _aligned(text: str, width: int, is_right: bool) -> str:
    return text.rjust(width) if is_right else text.ljust(width)


def _markdown(text: str) -> str:
    escaped = "".join(f"\\{letter}" if letter in "\\|`*_<>[]~" else letter for letter in text)
    return " ".join(escaped.split("\n")).replace("\r", " ")


def _latex(text: str) -> str:
    return " ".join("".join(_LATEX.get(letter, letter) for letter in text).splitlines())
