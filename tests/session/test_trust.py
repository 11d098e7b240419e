"""What code a session would run, and who is asked."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tuner_gui.core.config import SweepConfig
from tuner_gui.core.errors import TuningError
from tuner_gui.core.kinds import RandomKind
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import (
    ClassSpec,
    CommandSpec,
    DatasetSpec,
    EstimatorSpec,
    FunctionSpec,
    PipelineSpec,
    TargetSpec,
)
from tuner_gui.core.table_specs import FlightSpec
from tuner_gui.session.trust import (
    changed_words,
    foreign_code,
    require_trust,
    told,
    trust_as_made,
)
from tuner_gui.session.trust_store import TrustStore
from tuner_gui.targets.located import located


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_that_a_library_is_trusted_without_asking() -> None:
    assert foreign_code(None) is None
    assert foreign_code(EstimatorSpec(estimator="SVC")) is None


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


def config(target: TargetSpec | None, dataset: DatasetSpec | None = None) -> SweepConfig:
    data = {} if dataset is None else {"dataset": dataset}
    return SweepConfig("s", target, HyperParamSpace(), RandomKind(), **data)


CLASS = config(ClassSpec(path="/x/b.py:C"))


@pytest.fixture
def store(tmp_path: Path) -> TrustStore:
    return TrustStore(tmp_path / "config" / "trust.json")


def test_that_a_library_runs_without_asking(store: TrustStore, tmp_path: Path) -> None:
    require_trust(config(EstimatorSpec(estimator="SVC")), tmp_path / "s.json", store)
    assert told(config(EstimatorSpec(estimator="SVC"))) == ""


def test_that_a_server_is_told_with_the_code() -> None:
    data = FlightSpec(location="grpc://h:1", path="t", target_column="y")
    assert told(config(EstimatorSpec(estimator="SVC"), data)) == (
        "fetches its data from grpc://h:1"
    )
    assert told(config(ClassSpec(path="/x/b.py:C"), data)) == (
        "runs the class C in /x/b.py and fetches its data from grpc://h:1"
    )


def test_that_without_a_terminal_nothing_runs(
    store: TrustStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    with pytest.raises(TuningError) as caught:
        require_trust(CLASS, Path("s.json"), store)
    assert str(caught.value) == (
        "s.json runs the class C in /x/b.py. If you trust it, say so with --yes."
    )


@pytest.mark.parametrize("answer", ["y\n", "YES\n", " yes \n"])
def test_that_yes_lets_it_run_from_then_on(
    answer: str,
    store: TrustStore,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    require_trust(CLASS, Path("s.json"), store)
    asked = capsys.readouterr().err.splitlines()
    assert asked == [
        "s.json runs the class C in /x/b.py.",
        "  Class           C",
        "  File            /x/b.py",
        f"  Interpreter     {sys.executable}",
        f"  Working folder  {Path.cwd()}",
        "Do you trust it? [y/N] ",
    ]
    require_trust(CLASS, Path("s.json"), store)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("answer", ["", "\n", "n\n", "maybe\n"])
def test_that_anything_else_does_not(
    answer: str, store: TrustStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    for _ in range(2):
        with pytest.raises(TuningError, match="nothing was run"):
            require_trust(CLASS, Path("s.json"), store)


def test_that_it_is_said_what_has_changed(
    store: TrustStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, session = tmp_path / "b.py", tmp_path / "s.json"
    script.write_text("a = 1")
    own = config(ClassSpec(path=f"{script}:C"))
    require_trust(own, session, store, is_granted=True)
    script.write_text("a = 2")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(TuningError, match=r"Changed since you trusted it: the file b\.py"):
        require_trust(own, session, store)


def test_that_many_changes_are_named_in_part() -> None:
    assert changed_words(()) == ""
    assert changed_words(["a"]) == "Changed since you trusted it: a."
    assert changed_words("ab") == "Changed since you trusted it: a and b."
    assert changed_words("abcdefg") == (
        "Changed since you trusted it: a, b, c, d and 3 more things."
    )


def test_that_a_session_made_here_is_trusted_wherever_it_is_run_from(
    store: TrustStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "train.py").write_text("a = 1")
    session = tmp_path / "s.tuner.json"
    made = config(CommandSpec(argv=("{python}", "train.py")))
    trust_as_made(made, session, store)
    monkeypatch.chdir("/")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    require_trust(located(made, tmp_path), session, store)
