"""The parameters of a trial as the file that `{config}` names; any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from tuner_gui.targets.parameter_text import json_text, toml_text, yaml_text

if TYPE_CHECKING:
    from tuner_gui.core.nesting import Params

ConfigFormat: TypeAlias = Literal["json", "yaml", "toml"]


def parameter_file_name(config_format: ConfigFormat) -> str:
    """Returns what the file is called: its suffix says the format."""
    return f"params.{config_format}"


def parameter_file_text(params: Params, config_format: ConfigFormat) -> str:
    """Returns the text of the file: groups are nested; TOML leaves out what is null."""
    match config_format:
        case "json":
            return json_text(params)
        case "yaml":
            return yaml_text(params, [])
        case "toml":
            return toml_text(params, [])
        case never:
            assert_never(never)
