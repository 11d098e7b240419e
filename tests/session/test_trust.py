"""What code a session would run, and who is asked."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tuner_gui.core.errors import TuningError
from tuner_gui.core.specs import (
    ClassSpec,
    CommandSpec,
    EstimatorSpec,
    FunctionSpec,
    PipelineSpec,
)
from tuner_gui.session.trust import foreign_code, require_trust


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_that_a_library_is_trusted_without_asking() -> None:
    assert foreign_code(None) is None
    assert foreign_code(EstimatorSpec(estimator="SVC")) is None
    require_trust(EstimatorSpec(estimator="SVC"), "s.json")


def test_that_code_is_named_with_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert foreign_code(ClassSpec(path="a/b.py:C")) == f"the class C in {tmp_path}/a/b.py"
    assert foreign_code(ClassSpec(path="/x/b.py:C")) == "the class C in /x/b.py"
    assert foreign_code(ClassSpec(path="a.b:C")) == (
        f"the class C of the module a.b (working folder {tmp_path})"
    )
    assert foreign_code(FunctionSpec(path="/x/b.py:f")) == "the function f in /x/b.py"
    assert foreign_code(PipelineSpec(path="/x/b.py:p")) == "the pipeline p in /x/b.py"


def test_that_a_command_is_shown_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    spec = CommandSpec(argv=("{python}", "my train.py", "--lr={lr}"), python="/v/bin/python")
    assert foreign_code(spec) == (
        f"the command /v/bin/python 'my train.py' '--lr={{lr}}' (working folder {tmp_path})"
    )
    spec = CommandSpec(argv=("./go",), cwd="/x", environment={"LD_PRELOAD": "/x/evil.so"})
    assert foreign_code(spec) == ("the command env LD_PRELOAD=/x/evil.so ./go (working folder /x)")


def test_that_a_command_cannot_hide_part_of_itself_from_a_terminal() -> None:
    said = foreign_code(CommandSpec(argv=("rm", "x\x1b[2K\r\nls\u202e")))
    assert said is not None
    assert said.isprintable()
    assert r"'x\x1b[2K\r\nls\u202e'" in said


def test_that_without_a_terminal_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    with pytest.raises(TuningError) as caught:
        require_trust(ClassSpec(path="/x/b.py:C"), "s.json")
    assert str(caught.value) == (
        "s.json runs the class C in /x/b.py. If you trust it, say so with --yes."
    )


@pytest.mark.parametrize("answer", ["y\n", "YES\n", " yes \n"])
def test_that_yes_lets_it_run(
    answer: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    require_trust(ClassSpec(path="/x/b.py:C"), "s.json")
    assert capsys.readouterr().err.startswith("s.json runs the class C in /x/b.py.\n")


@pytest.mark.parametrize("answer", ["", "\n", "n\n", "maybe\n"])
def test_that_anything_else_does_not(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    with pytest.raises(TuningError, match="nothing was run"):
        require_trust(ClassSpec(path="/x/b.py:C"), "s.json")
