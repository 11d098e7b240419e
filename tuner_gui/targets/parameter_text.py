"""Parameters as text that a script can load: JSON, YAML, TOML, Python; pure functions, any thread.

Each text holds the parameters and nothing else, so that `Model(**loaded)` is all that a script
needs; where they come from stands in comments, which JSON and Python expressions go without.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import yaml

    from tuner_gui.core.nesting import Params


def json_text(params: Params) -> str:
    """Returns the parameters as one JSON object; tuples are lists."""
    return json.dumps(plain(params), indent=2, ensure_ascii=False) + "\n"


def yaml_text(params: Params, comments: Sequence[str]) -> str:
    """Returns the parameters as a YAML mapping that readers of YAML 1.1 and 1.2 read alike."""
    import yaml

    text: str = yaml.dump(
        plain(params),
        Dumper=_yaml_dumper(),
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=float("inf"),
    )
    return commented(comments) + text


def toml_text(params: Params, comments: Sequence[str]) -> str:
    """Returns the parameters as TOML, which has no null: one that holds None becomes a comment."""
    import tomli_w

    kept, left_out = _without_none(plain(params))
    notes = [f"Left out, because TOML has no null: {assignment}" for assignment in left_out]
    return commented([*comments, *notes]) + tomli_w.dumps(kept)


def python_text(params: Params) -> str:
    """Returns the parameters as a dict literal; tuples stay tuples."""
    return _python_literal(params, "") + "\n"


def plain(value: Any) -> Any:
    """Returns a value with tuples made lists and mappings made dicts; nothing in it is shared."""
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def commented(lines: Sequence[str]) -> str:
    """Returns lines as comments; what no comment may hold, such as a line break, is a space."""
    return "".join(
        "# " + "".join(letter if letter.isprintable() else " " for letter in line) + "\n"
        for line in lines
    )


def _without_none(params: dict[str, Any], prefix: str = "") -> tuple[dict[str, Any], list[str]]:
    """The parameters that TOML can hold, and the others as `dotted.name = value`."""
    kept: dict[str, Any] = {}
    left_out: list[str] = []
    for name, value in params.items():
        if isinstance(value, dict):
            kept[name], inner = _without_none(value, f"{prefix}{name}.")
            left_out += inner
        elif _holds_none(value):
            left_out.append(f"{prefix}{name} = {json.dumps(value, ensure_ascii=False)}")
        else:
            kept[name] = value
    return kept, left_out


def _holds_none(value: Any) -> bool:
    return value is None or (isinstance(value, list) and any(map(_holds_none, value)))


def _python_literal(params: Params, indent: str) -> str:
    if not params:
        return "{}"
    lines = []
    for name, value in params.items():
        inner = f"{indent}    "
        shown = _python_literal(value, inner) if isinstance(value, Mapping) else repr(value)
        lines.append(f"{inner}{name!r}: {shown},\n")
    return "{\n" + "".join(lines) + indent + "}"


_PLAIN_IN_YAML = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
_WORDS_OF_YAML = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"}
)


@functools.cache
def _yaml_dumper() -> type[yaml.SafeDumper]:
    """PyYAML's dumper, but text that another reader could take for something else is quoted."""
    import yaml

    class ParameterDumper(yaml.SafeDumper):
        def ignore_aliases(self, _data: Any) -> bool:
            return True

    def represent_text(dumper: ParameterDumper, text: str) -> yaml.ScalarNode:
        is_plain = _PLAIN_IN_YAML.fullmatch(text) and text.lower() not in _WORDS_OF_YAML
        style = None if is_plain else '"'
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    def represent_list(dumper: ParameterDumper, items: list[Any]) -> yaml.SequenceNode:
        return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)

    ParameterDumper.add_representer(str, represent_text)
    ParameterDumper.add_representer(list, represent_list)
    return ParameterDumper
