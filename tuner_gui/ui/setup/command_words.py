"""What is said of the placeholders in a command. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tuner_gui.targets.command.template import RESERVED, names_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a template passes of a space.

    Args:
        unknown: its placeholders that are no parameters.
        unpassed: the parameters that nothing passes to the command.
    """

    unknown: tuple[str, ...]
    unpassed: tuple[str, ...]


def coverage_of(elements: Iterable[str], parameters: Collection[str]) -> Coverage:
    """Says which placeholders are unknown, and which parameters do not reach the command.

    Raises:
        TrainFailure: an element is no template.
    """
    named = names_in(elements)
    unknown = tuple(sorted(named - RESERVED - set(parameters)))
    is_all_passed = "config" in named
    unpassed = () if is_all_passed else tuple(name for name in parameters if name not in named)
    return Coverage(unknown, unpassed)


def unknown_words(name: str, parameters: Collection[str]) -> str:
    """Returns the sentence about a placeholder that is no parameter."""
    near = get_close_matches(name, parameters, n=1)
    hint = (
        f"Did you mean {{{near[0]}}}?"
        if near
        else "Write its value in its place, or add the parameter below."
    )
    return f"There is no parameter {name} for {{{name}}}. {hint}"


def unpassed_words(names: Sequence[str]) -> str:
    """Returns the sentence about parameters that nothing passes."""
    if len(names) == 1:
        return f"Nothing passes {names[0]} to the command."
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"Nothing passes these to the command: {shown}."


def with_passed(text: str, names: Iterable[str]) -> str:
    """Returns a command that passes these parameters too, as options of their names."""
    options = " ".join(f"--{name} {{{name}}}" for name in names)
    return f"{text.rstrip()} {options}"
