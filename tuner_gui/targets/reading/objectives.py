"""The options of what is called rather than run: objectives, functions, classes; runs nothing."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Literal

from tuner_gui.targets.functions.signature import GIVEN
from tuner_gui.targets.reading.command_lines import CommandLine, once
from tuner_gui.targets.reading.field_options import options_of_class, options_of_fields
from tuner_gui.targets.reading.fields import class_fields, function_fields
from tuner_gui.targets.reading.guessing import choices_of
from tuner_gui.targets.reading.option import Bounds, Option, space_name
from tuner_gui.targets.reading.values import Call, Class, Function, Made
from tuner_gui.targets.seeding import SEED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tuner_gui.targets.reading.option import OptionType
    from tuner_gui.targets.reading.script import Script
    from tuner_gui.targets.reading.values import Value

_MODELS = frozenset({"BaseModel", "BaseSettings", "NamedTuple", "TypedDict"})
_CONFIG_NAME = re.compile(r"(?i).*(config|cfg|param|arg|option|setting|hyper|hp).*")
_FUNCTION_NAME = re.compile(r"(?i)_?(objective|train\w*|fit\w*|run\w*|main|evaluate|experiment)")


def read_suggestions(script: Script) -> CommandLine | None:
    """Returns what the Optuna objectives of a script suggest; None where nothing does."""
    return _read_suggested(script.suggestions)


def _read_suggested(suggestions: Iterable[Made]) -> CommandLine | None:
    found = list(filter(None, map(_suggested, suggestions)))
    told = [each for each in found if each.choices or (each.is_range_stated and not each.obstacle)]
    best = {each.name: each for each in reversed(told)}  # what only one of its calls tells
    options = once(best.get(each.name, each) for each in found)
    return CommandLine("optuna", options) if options else None


def objective_name(script: Script) -> str:
    """Returns the name of the function that is Optuna's objective; empty where none can be told."""
    studied = [made for made in script.reader.made if made.name.endswith(".optimize")]
    given = [made.call.get("func", 0) for made in studied]
    named = [each for each in script.reader.functions if each.name == "objective"]
    found = [each for each in (*given, *named) if isinstance(each, Function)]
    return next((each.name for each in found if _takes_a_trial(each)), "")


def _takes_a_trial(function: Function) -> bool:
    """Says whether a function of the module can be called with nothing but a trial."""
    node = function.node
    if function.cls is not None or not isinstance(node, ast.FunctionDef) or node.col_offset:
        return False
    arguments = [*node.args.posonlyargs, *node.args.args]
    is_free = all(default is not None for default in node.args.kw_defaults)
    return len(arguments) - len(node.args.defaults) == 1 and is_free


def study_direction(script: Script) -> Literal["maximize", "minimize"]:
    """Returns which way the study of a script goes; Optuna's own is to minimize."""
    made = next(script.calls("optuna.create_study", "optuna.study.create_study"), None)
    said = "" if made is None else str(made.call.kwargs.get("direction", "")).lower()
    return "maximize" if "maximize" in said else "minimize"


def _suggested(made: Made) -> Option | None:
    name = made.call.get("name", 0)
    if not isinstance(name, str):
        return None
    kind = made.name.removeprefix("suggest_")
    if kind == "categorical":
        choices = choices_of(made.call.get("choices", 1))
        return Option(
            name=space_name(name),
            type="text",
            choices=choices,
            passing="none",
            is_range_stated=True,
            obstacle="" if choices else "Its choices are only known when the objective runs.",
        )
    low, high = made.call.get("low", 1), made.call.get("high", 2)
    type_: OptionType = "int" if kind == "int" else "float"
    step = made.call.get("q", 3) if kind == "discrete_uniform" else made.call.kwargs.get("step")
    is_known = isinstance(low, int | float) and isinstance(high, int | float)
    return Option(
        name=space_name(name),
        type=type_,
        bounds=Bounds(low, high, step=step if isinstance(step, int | float) else None)
        if is_known
        else Bounds(),
        passing="none",
        is_range_stated=is_known,
        is_log=made.call.kwargs.get("log") is True or kind == "loguniform",
    )


def read_named(script: Script, name: str) -> CommandLine | None:
    """Returns the parameters of a function or a class of the script; None where there is none."""
    found = script.find(name)
    if isinstance(found, Function):
        before = len(script.suggestions)  # those of other functions
        script.reader.run_function(found, Call())
        if suggested := _read_suggested(script.suggestions[before:]):
            return suggested
    if not isinstance(found, Function | Class):
        return None
    return CommandLine(_style(found), once(_options(script, found)))


def read_uncalled(script: Script) -> tuple[str, CommandLine] | None:
    """Returns the one class or function that looks like a configuration or a training."""
    reader = script.reader
    records = [cls for cls in reader.classes if _is_record(cls)]
    held = {id(each.nested) for cls in records for each in class_fields(reader, cls)}
    classes = [cls for cls in records if id(cls) not in held]
    functions = [each for each in reader.functions if each.cls is None]
    named: list[Class | Function] = [each for each in functions if each.name == "objective"]
    named += [each for each in classes if _CONFIG_NAME.fullmatch(each.name)]
    named += [each for each in functions if _FUNCTION_NAME.fullmatch(each.name)]
    for found in [*named, *classes]:
        options = once(_options(script, found))
        if options:
            return found.name, CommandLine(_style(found), options)
    return None


def _options(script: Script, found: Value) -> Iterator[Option]:
    reader = script.reader
    if isinstance(found, Function):
        for option in options_of_fields(reader, function_fields(reader, found), "none"):
            is_given = option.name in GIVEN or (option.name == SEED and option.is_required)
            if not is_given:
                yield option
        return
    inner = found.find("HyperParams")
    start = found.find("__init__")
    if isinstance(inner, Class):
        yield from options_of_class(reader, inner, "none")
    elif isinstance(start, Function) and not _is_record(found):
        yield from options_of_fields(reader, function_fields(reader, start), "none")
    else:
        yield from options_of_class(reader, found, "none")


def _is_record(cls: Class) -> bool:
    marks = {mark.name.rpartition(".")[2] for mark in cls.marks}
    bases = {path.rpartition(".")[2] for path in cls.foreign_bases()}
    return bool(marks & {"dataclass", "define", "frozen", "attrs", "s"} or bases & _MODELS)


def _style(found: Class | Function) -> str:
    if isinstance(found, Function):
        return "function"
    bases = {path.rpartition(".")[2] for path in found.foreign_bases()}
    if bases & {"BaseModel", "BaseSettings"}:
        return "pydantic"
    return "dataclass" if _is_record(found) else "class"
