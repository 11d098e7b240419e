"""The exporters, each read by its real consumer."""

from __future__ import annotations

import argparse
import ast
import json
import re
import shlex
import tomllib
from io import StringIO
from typing import Any

import pytest
import yaml
from dotenv import dotenv_values
from hydra.core.override_parser.overrides_parser import OverridesParser
from omegaconf import OmegaConf

from tests.contracts.exporter_contract import TRAPS, ExporterContract, exported, with_lists
from tuner_gui.core.nesting import flatten, nest
from tuner_gui.exchange.best import COPY_FORMATS


class TestJson(ExporterContract):
    format_name = "json"

    def read(self, text: str) -> Any:
        return json.loads(text)


class TestYaml(ExporterContract):
    format_name = "yaml"

    def read(self, text: str) -> Any:
        return yaml.safe_load(text)


class TestToml(ExporterContract):
    format_name = "toml"
    has_none = False

    def read(self, text: str) -> Any:
        return tomllib.loads(text)


class TestPython(ExporterContract):
    format_name = "python"
    has_tuples = True

    def read(self, text: str) -> Any:
        return ast.literal_eval(text)


class TestKeywordArguments(ExporterContract):
    format_name = "kwargs"
    has_tuples = True

    def read(self, text: str) -> Any:
        return eval(f"dict({text})")


class TestEnv(ExporterContract):
    format_name = "env"

    def read(self, text: str) -> Any:
        return dict(dotenv_values(stream=StringIO(text)))

    def expected(self, params: Any) -> Any:
        return {
            re.sub(r"[^A-Za-z0-9]", "_", name.replace(".", "__")).upper(): (
                value
                if isinstance(value, str)
                else ""
                if value is None
                else json.dumps(value, ensure_ascii=False)
            )
            for name, value in flatten(params).items()
        }

    def can_say(self, params: Any) -> bool:
        texts = self.expected(params).values()
        return not any("\0" in text or re.search(r"\$\{[^}]*\}", text) for text in texts)


class TestArguments(ExporterContract):
    """argparse takes each parameter as an option of its own, flags as BooleanOptionalAction."""

    format_name = "args"

    def read(self, text: str) -> Any:
        words = shlex.split(text)
        parser = argparse.ArgumentParser(allow_abbrev=False)
        for word in words:
            name, is_valued, _ = word.removeprefix("--").partition("=")
            if is_valued:
                parser.add_argument(f"--{name}", dest=name)
            else:
                name = name.removeprefix("no-")
                parser.add_argument(f"--{name}", dest=name, action=argparse.BooleanOptionalAction)
        return vars(parser.parse_args(words))

    def expected(self, params: Any) -> Any:
        return {
            name: value if isinstance(value, str | bool) else self.text_of(value)
            for name, value in flatten(params).items()
        }

    def text_of(self, value: Any) -> str:
        is_list = isinstance(value, tuple)
        return json.dumps(value, ensure_ascii=False) if is_list else repr(value)

    def can_say(self, params: Any) -> bool:
        return not any("\0" in str(value) for value in self.expected(params).values())


class TestHydra(ExporterContract):
    """Hydra's own grammar reads the overrides, OmegaConf looks up what is to be looked up."""

    format_name = "hydra"

    def read(self, text: str) -> Any:
        overrides = OverridesParser.create().parse_overrides(shlex.split(text))
        given = [(each.key_or_group, each.value()) for each in overrides]
        values = OmegaConf.create(dict(enumerate(value for _, value in given)))
        resolved = OmegaConf.to_container(values, resolve=True)
        return nest((name, resolved[place]) for place, (name, _) in enumerate(given))

    def can_say(self, params: Any) -> bool:
        flat = flatten(params)
        return "größe" not in {part for name in flat for part in name.split(".")} and not any(
            "\0" in json.dumps(value, ensure_ascii=False).replace("\\u0000", "\0")
            for value in flat.values()
        )

    def expected(self, params: Any) -> Any:
        return with_lists(nest(flatten(params).items()))


def test_that_every_format_has_its_contract() -> None:
    contracts = {contract.format_name for contract in ExporterContract.__subclasses__()}
    assert contracts == set(COPY_FORMATS)


PLAIN_TEXT_IN_YAML_1_2 = re.compile(
    r"(?!(?:null|Null|NULL|true|True|TRUE|false|False|FALSE)$)[A-Za-z_][A-Za-z0-9_./-]*"
)
"""None of these is a number, null or a boolean in the core schema of YAML 1.2."""


@pytest.mark.parametrize("text", TRAPS)
def test_that_a_reader_of_yaml_1_2_sees_text_too(text: str) -> None:
    line = exported({"one": text}, "yaml").splitlines()[-1].removeprefix("one: ")
    assert line.startswith('"') or PLAIN_TEXT_IN_YAML_1_2.fullmatch(line)
