"""What was read off a target: its parameters, each with a proposed range; values, any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from tuner_gui.core.domains import Choice, Constant, Float, Int
from tuner_gui.core.space import HyperParamSpace

if TYPE_CHECKING:
    from collections.abc import Collection

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.values import ParamValue
    from tuner_gui.targets.reading.option import Passing

ReadKind: TypeAlias = Literal["choice", "float", "int", "constant"]

_CALLED = frozenset({"function", "optuna"})
"""Styles of what is called, not started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadParameter:
    """One parameter of a target, and what is proposed for it.

    Args:
        name: its name in the space.
        kind: of the proposal; `constant` where there is nothing to vary.
        default: the target's own value; None where `has_default` is false.
        low: the proposed range of a number, with `high`, `log` and `step`.
        values: the proposed values of a choice, or the one of a constant that is not its default.
        help: the target's own words.
        flag: how the command line calls it; empty where it does not.
        selected: whether the proposal has it in the space.
        reason: one sentence why, and where the range comes from.
        passing: how its value reaches the target.
        off_flag: what switches it off, for `optional_bool`.
        command: the words of the sub-command that it belongs to.
        is_required: the target does not run without it.
    """

    name: str
    kind: ReadKind
    default: ParamValue = None
    has_default: bool = False
    low: float | None = None
    high: float | None = None
    log: bool = False
    step: float | None = None
    values: tuple[ParamValue, ...] = ()
    help: str = ""
    flag: str = ""
    selected: bool = False
    reason: str = ""
    passing: Passing = "value"
    off_flag: str = ""
    command: tuple[str, ...] = ()
    is_required: bool = False

    def parameter_kind(self) -> ParameterKind:
        """Returns the proposal as a kind of the space."""
        match self.kind:
            case "choice":
                return Choice(self.values)
            case "float":
                return Float(self.low or 0.0, self.high or 0.0, self.log, self.step)
            case "int":
                step = None if self.step is None else int(self.step)
                return Int(int(self.low or 0), int(self.high or 0), self.log, step)
            case "constant":
                return Constant(self.values[0] if self.values else self.default)

    def to_json(self) -> dict[str, Any]:
        """Returns it as `tuner-gui inspect` prints it; keys that do not apply are left out."""
        found: dict[str, Any] = {"name": self.name, "kind": self.kind}
        if self.has_default:
            found["default"] = self.default
        if self.kind in {"float", "int"}:
            found |= {"low": self.low, "high": self.high, "log": self.log}
            found |= {} if self.step is None else {"step": self.step}
        if self.kind == "choice" or self.values:
            found["values"] = list(self.values)
        found |= {"help": self.help} if self.help else {}
        found |= {"flag": self.flag} if self.flag else {}
        return found | {"selected": self.selected, "reason": self.reason}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTarget:
    """What was read off a script, a function, a class or a configuration file.

    Args:
        target: what was named, in a person's words.
        style: what it was read from, such as `argparse`, `click`, `function` or `yaml`.
        path: the file that runs, or the configuration file; empty for what is no file.
        notes: what could not be told, one sentence each.
        command: the words of the sub-command that runs.
        commands: all that there are.
        direction: which way is better, where the source says it; `maximize` or `minimize`.
    """

    target: str
    style: str
    parameters: tuple[ReadParameter, ...]
    notes: tuple[str, ...] = ()
    path: str = ""
    command: tuple[str, ...] = ()
    commands: tuple[tuple[str, ...], ...] = ()
    direction: Literal["", "maximize", "minimize"] = ""

    def __getitem__(self, name: str) -> ReadParameter:
        """Returns the parameter of a name; raises KeyError where there is none."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise KeyError(name)

    @property
    def selected(self) -> tuple[str, ...]:
        """The names that are proposed for the space."""
        return tuple(each.name for each in self.parameters if each.selected)

    @property
    def name_in_file(self) -> str:
        """What the target names in its file; empty where it is the file itself."""
        return self.target.removeprefix(self.path).removeprefix(":")

    @property
    def is_called(self) -> bool:
        """True where what was read is called, not started as a program."""
        return self.style in _CALLED and self.name_in_file != ""

    @property
    def required(self) -> tuple[str, ...]:
        """The names without which the command that runs does not start."""
        return tuple(
            each.name
            for each in self.parameters
            if each.is_required and self.command[: len(each.command)] == each.command
        )

    def to_json(self) -> dict[str, Any]:
        """Returns it as `tuner-gui inspect` prints it."""
        return {
            "target": self.target,
            "parameters": [parameter.to_json() for parameter in self.parameters],
        }


def space_of(read: ReadTarget, selected: Collection[str] | None = None) -> HyperParamSpace:
    """Returns the space of the selected parameters, in their order.

    Args:
        read: what was read.
        selected: names; those that are proposed by default.
    """
    names = read.selected if selected is None else selected
    return HyperParamSpace(
        {each.name: each.parameter_kind() for each in read.parameters if each.name in names}
    )
