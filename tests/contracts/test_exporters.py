"""The exporters, each read by its real consumer."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from typing import Any

import pytest
import yaml

from tests.contracts.exporter_contract import TRAPS, ExporterContract, exported
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
