"""What a session names: what each spec takes and how it is called."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from tuner_gui.core.specs import CommandSpec, MetricPattern, MetricRules, TargetSpec


def command(*argv: str, **rest) -> CommandSpec:
    return CommandSpec(argv=argv, **rest)


@pytest.mark.parametrize(
    ("argv", "label"),
    [
        (("{python}", "src/train.py", "--lr={lr}"), "train.py"),
        (("{python}", "-m", "package.train", "--out", "x.py"), "package.train"),
        (("bash", "run.sh"), "run.sh"),
        (("./build/solver", "{lr}"), "solver"),
        (("{python}", "-c", "print(1)"), "{python}"),
        (("/",), "/"),
    ],
)
def test_that_a_command_is_called_by_its_script(argv: tuple[str, ...], label: str) -> None:
    assert command(*argv).label == label


def test_that_a_command_is_read_back_from_what_is_written() -> None:
    rules = MetricRules(patterns=(MetricPattern(name="acc", text="acc {value}"),))
    spec = command("a", "{b}", environment={"A": "b"}, metrics=rules)
    adapter: TypeAdapter[TargetSpec] = TypeAdapter(TargetSpec)
    assert adapter.validate_json(adapter.dump_json(spec)) == spec
    assert adapter.validate_python({"kind": "command", "argv": ["a"]}) == command("a")


@pytest.mark.parametrize(
    "wrong",
    [
        {"argv": []},
        {"argv": [" "]},
        {"argv": "train.py"},
        {"argv": ["a"], "environment": {"": "x"}},
        {"argv": ["a"], "environment": {"A=B": "x"}},
        {"argv": ["a"], "config_format": "ini"},
        {"argv": ["a"], "shell": True},
        {"argv": ["a"], "metrics": {"patterns": [{"name": "", "text": "{value}"}]}},
        {"argv": ["a"], "metrics": {"patterns": [{"name": "x", "text": "no place"}]}},
        {"argv": ["a"], "metrics": {"patterns": [{"name": "x", "text": "{value} {value}"}]}},
    ],
)
def test_that_what_is_no_command_is_refused(wrong: dict) -> None:
    with pytest.raises(ValidationError):
        CommandSpec.model_validate(wrong)
