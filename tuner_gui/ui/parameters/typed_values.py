"""The texts of a form as the parameters of a trial, both ways. No Qt; any thread."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tuner_gui.core.domains import Choice, Constant, Int
from tuner_gui.core.errors import InvalidSpace, TuningError, shortened
from tuner_gui.core.nesting import flatten, nest
from tuner_gui.core.values import value_key
from tuner_gui.sweep.typed_params import read_params
from tuner_gui.ui.chrome.numbers import parse_number
from tuner_gui.ui.space.row_draft import fields_of
from tuner_gui.ui.space.values_text import parse_value, value_text
from tuner_gui.ui.space.wording import range_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuner_gui.core.domains import ParameterKind
    from tuner_gui.core.nesting import FlatParams, Params
    from tuner_gui.core.space import HyperParamSpace
    from tuner_gui.core.values import ParamValue


@dataclass(frozen=True, slots=True)
class TypedValues:
    """What a form says.

    Args:
        params: nested, ready to run; None while something is wrong.
        problems: a sentence for each parameter that is wrong.
        active: the parameters that these values switch on, in declared order.
        whole: what is wrong with all of them together; empty where nothing is.
    """

    params: Params | None
    problems: Mapping[str, str]
    active: tuple[str, ...]
    whole: str = ""


def texts_of(params: Mapping[str, Any]) -> dict[str, str]:
    """Returns what a form shows for parameters, nested or dotted, by dotted name."""
    return {name: value_text(value) for name, value in flatten(params).items()}


def read_texts(space: HyperParamSpace, texts: Mapping[str, str]) -> TypedValues:
    """Reads a form; parameters that are not active are passed by, whatever stands there."""
    flat: FlatParams = {}
    problems: dict[str, str] = {}
    active: list[str] = []
    for parameter in space:
        if not parameter.is_active(flat):
            continue
        active.append(parameter.name)
        try:
            flat[parameter.name] = _value(parameter.kind, texts.get(parameter.name, "").strip())
        except TuningError as problem:
            problems[parameter.name] = problem.message
    if problems:
        return TypedValues(None, problems, tuple(active))
    try:
        return TypedValues(read_params(space, nest(flat.items())), {}, tuple(active))
    except TuningError as problem:
        return TypedValues(None, {}, tuple(active), problem.message)


def read_json(space: HyperParamSpace, text: str) -> dict[str, str]:
    """Returns the texts of a form for parameters that were copied as JSON.

    Raises:
        TuningError: it is no JSON object, or names what is not in the space.
    """
    try:
        document = json.loads(text)
    except ValueError:
        document = None
    if isinstance(document, list) and len(document) == 1:  # the table copies a list of trials
        document = document[0]
    if not isinstance(document, dict):
        raise TuningError(
            "The clipboard holds no parameters.", "Copy those of one trial as JSON first."
        )
    try:
        texts = texts_of(document)
    except InvalidSpace as problem:
        raise TuningError(f"The clipboard holds no parameters: {problem.message}") from None
    stranger = next((name for name in texts if name not in space), None)
    if stranger is not None:
        raise TuningError(f"{shortened(stranger)} is no parameter of the search space.")
    return texts


def rule_of(kind: ParameterKind) -> str:
    """Returns what a parameter may be, in words: `50 – 500 · log`."""
    return range_words(fields_of(kind))


def _value(kind: ParameterKind, text: str) -> ParamValue:
    """Reads one field.

    Raises:
        TuningError: it says no value of this kind; one sentence.
    """
    if isinstance(kind, Constant):
        return kind.value
    if not text:
        raise TuningError("Give it a value.")
    if isinstance(kind, Choice):
        return _chosen(kind, text)
    value = parse_number(text)
    if value is None:
        raise TuningError(f"{shortened(text)} is no number.")
    if isinstance(kind, Int):
        if value != int(value):
            raise TuningError(f"{shortened(text)} is no whole number.")
        value = int(value)
    else:
        value = _real(value, text)
    if not kind.contains(value):
        raise TuningError(f"{shortened(text)} is not in its range.")
    return value


def _real(value: float, text: str) -> float:
    try:
        return float(value)
    except OverflowError:
        raise TuningError(f"{shortened(text)} is too large a number.") from None


def _chosen(kind: Choice, text: str) -> ParamValue:
    try:
        key = value_key(parse_value(text))
    except InvalidSpace:
        key = text
    for value in kind.values:
        if value_key(value) == key:
            return value
    raise TuningError(f"{shortened(text)} is none of its values.")
