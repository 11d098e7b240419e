"""Dotted parameter names and the nested mappings that trials receive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuner_gui.core.values import ParamValue

Params: TypeAlias = Mapping[str, "ParamValue | Params"]
"""What a trial receives: values under their names, dotted names as nested mappings."""

FlatParams: TypeAlias = dict[str, "ParamValue"]
"""The same with dotted names."""

_LEAVES = (float, int, str)
"""Most values are one of these, which is seen sooner than that they are no mapping."""


def nest(flat: Iterable[tuple[str, ParamValue]]) -> dict[str, ParamValue | Params]:
    """Returns the nested mapping of values under dotted names."""
    result: dict[str, ParamValue | Params] = {}
    for name, value in flat:
        if "." not in name:
            result[name] = value
            continue
        *groups, leaf = name.split(".")
        inner = result
        for group in groups:
            inner = inner.setdefault(group, {})  # type: ignore[assignment]
        inner[leaf] = value
    return result


def flatten(params: Params, prefix: str = "") -> FlatParams:
    """Returns the values of a nested mapping under dotted names."""
    flat: FlatParams = {}
    for name, value in params.items():
        if isinstance(value, _LEAVES) or not isinstance(value, Mapping):
            flat[prefix + name] = value
        else:
            flat.update(flatten(value, f"{prefix}{name}."))
    return flat


def own_copy(params: Params) -> dict[str, ParamValue | Params]:
    """Returns a copy that may be changed, groups included; values never need copying."""
    return {
        name: own_copy(value) if isinstance(value, Mapping) else value
        for name, value in params.items()
    }
