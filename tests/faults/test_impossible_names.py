"""Sessions that name files as no file can be called: they are looked at like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.faults.foreign import foreign_session
from tuner_gui.cli import main
from tuner_gui.session.opening import OpenSession
from tuner_gui.session.trust_content import content_of
from tuner_gui.targets.located import located

LOOP = "loop"
NAMES = {"long": "x" * 300, "deep": f"{'x/' * 3_000}x", "zero": "d/x\0y", "loop": LOOP}
NO_DATA = {"kind": "none"}
LONGEST_NOTE = 500
"""A message and a hint of at most 200 characters each, behind the session's name."""


def command(**more: Any) -> dict[str, Any]:
    return {"kind": "command", "argv": ["{python}", "evil.py"]} | more


def configs(name: str) -> dict[str, dict[str, Any]]:
    """Configurations that name a file in each of the places where one can stand."""
    table = {"path": name, "target_column": "y"}
    targets: dict[str, dict[str, Any]] = {
        "class": {"kind": "class", "path": f"{name}.py:Model"},
        "function": {"kind": "function", "path": f"d/{name}:objective"},
        "pipeline": {"kind": "pipeline", "path": f"{name}.py:make"},
        "module": {"kind": "class", "path": f"{name}:Model"},
        "program": command(argv=[f"./{name}"]),
        "script": command(argv=["{python}", f"{name}.py"]),
        "option": command(argv=["touch", f"--to={name}"]),
        "folder": command(cwd=name),
        "interpreter": command(python=name),
    }
    estimator = {"kind": "estimator", "estimator": "SVC", "scoring": "accuracy"}
    return {
        **{key: {"target": target, "dataset": NO_DATA} for key, target in targets.items()},
        **{
            kind: {"target": estimator, "dataset": {"kind": kind} | table}
            for kind in ("csv", "parquet", "arrow")
        },
    }


@pytest.mark.parametrize("place", configs(""))
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_that_a_name_that_no_file_can_have_is_looked_at_like_any_other(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    estimator_cache: Path,
    name: str,
    place: str,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(estimator_cache))
    session = foreign_session(tmp_path / "theirs", **configs(name)[place])
    for link in (LOOP, f"{LOOP}.py"):
        (session.parent / link).symlink_to(link)
    monkeypatch.chdir(session.parent)
    config = located(OpenSession(session).session.config, session.parent)
    assert len(config.space) == 2
    assert (content_of(config, session) is None) is (place in ("csv", "parquet", "arrow"))
    assert main(["validate", session.name]) == 0
    assert len(capsys.readouterr().err) <= LONGEST_NOTE
    for words in (["run"], ["export"], ["export", "--format", "command"]):
        main([words[0], session.name, *words[1:]])
        said = capsys.readouterr().err
        assert "Internal error" not in said
        assert "File name too long" not in said
        assert said.count("\n") <= 1
    assert not (tmp_path / "canary").exists()


@pytest.mark.parametrize("name", ["x" * 100_000, "a\nb\u202e"], ids=["long", "two lines"])
@pytest.mark.parametrize("place", ["estimator", "scoring", "metric", "column"])
def test_that_why_a_session_cannot_run_is_one_short_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    estimator_cache: Path,
    name: str,
    place: str,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(estimator_cache))
    (tmp_path / "t.csv").write_text("a,y\n1,2\n")
    session = foreign_session(
        tmp_path / "theirs",
        {
            "kind": "estimator",
            "estimator": name if place == "estimator" else "SVC",
            "scoring": name if place == "scoring" else "accuracy",
        },
        dataset={
            "kind": "csv",
            "path": str(tmp_path / "t.csv"),
            "target_column": name if place == "column" else "y",
        },
        objective={"metric": name if place == "metric" else "accuracy", "direction": "maximize"},
        space={
            "revision": 1,
            "parameters": [{"name": "C", "kind": "float", "low": 0.1, "high": 1}],
        },
    )
    assert main(["validate", str(session)]) == 0
    note = capsys.readouterr().err.removeprefix(f"{session}: valid, but it cannot run: ")
    assert note.count("\n") == 1
    assert len(note) <= LONGEST_NOTE
