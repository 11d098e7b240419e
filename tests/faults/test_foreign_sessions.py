"""A session from elsewhere does nothing until somebody lets it, whatever it names."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.foreign import ABOVE, NAMES, TARGETS, entries, foreign_session
from tuner_gui.cli import main
from tuner_gui.exchange.best import PARAMETER_FORMATS
from tuner_gui.exchange.spaces.exporting import SPACE_FORMATS
from tuner_gui.exchange.tables.exporting import TABLE_FORMATS
from tuner_gui.session.file import read_session
from tuner_gui.session.journal_lines import SweepBegun, SweepSteered, entry_line
from tuner_gui.session.naming import journal_file, logs_folder
from tuner_gui.session.opening import OpenSession

DATA = ["pipe", "device", "../above.py", f"{ABOVE}/above.py", "linked.py"]
LOOKS = {
    "validate": ("validate", "SESSION"),
    "inspect": ("inspect", "SESSION"),
    **{
        name: ("export", "SESSION", "--format", name, "--out", f"taken.{name}", "--force")
        for name in (*PARAMETER_FORMATS, *TABLE_FORMATS)
    },
    **{name: ("export", "SESSION", "--format", name) for name in (*SPACE_FORMATS, "command")},
    "into": ("export", "SESSION", "--into", "taken.yaml", "--yes"),
    "study": ("export", "SESSION", "--format", "optuna-study", "--out", "taken.db", "--force"),
    "import": ("import", "SESSION", "--out", "imported.tuner.json", "--force"),
    "run": ("run", "SESSION"),
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, estimator_cache: Path) -> Iterator[Path]:
    """The working folder; a canary here or anywhere below it is harm."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(estimator_cache))
    monkeypatch.setattr("sys.stdin", None)
    yield tmp_path
    harmed = [name for name in entries(tmp_path) if "canary" in name or "escaped" in name]
    assert harmed == []


def look_at(session: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Looks in every way; whatever comes of it, nothing runs."""
    for words in LOOKS.values():
        main([word.replace("SESSION", str(session)) for word in words])
        said = capsys.readouterr().err
        assert "Traceback" not in said, words
        assert "Internal error" not in said, words
        assert [each for each in entries(session.parents[1]) if "canary" in each] == [], words


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_that_looking_at_a_session_runs_nothing_of_it(
    home: Path, target: dict, capsys: pytest.CaptureFixture[str]
) -> None:
    session = foreign_session(home / "theirs", target)
    before = session.read_bytes()
    assert main(["validate", str(session)]) == 0
    look_at(session, capsys)
    assert session.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("kind", ["csv", "parquet", "arrow"])
@pytest.mark.parametrize("path", DATA)
def test_that_data_that_are_none_hold_nothing_up(
    home: Path, kind: str, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = {"kind": "estimator", "estimator": "SVC", "scoring": "accuracy"}
    data = {"kind": kind, "path": path, "target_column": "y"}
    session = foreign_session(home / "theirs", target, dataset=data)
    os.mkfifo(session.parent / "pipe")
    (session.parent / "device").symlink_to("/dev/zero")
    look_at(session, capsys)


def test_that_a_journal_beside_a_trusted_session_brings_no_code_along(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = {"kind": "command", "argv": ["{python}", "-c", "print('score=1')", "{config}"]}
    session = foreign_session(home / "theirs", target)
    assert main(["run", str(session), "--yes", "--quiet"]) == 0
    mine = read_session(session).config
    for name in ("class", "command"):
        theirs = foreign_session(home / name, TARGETS[name])
        config = read_session(theirs).config
        of_another = entry_line(SweepBegun(config))
        steered = entry_line(SweepBegun(mine)) + entry_line(SweepSteered(config))
        for lines, code in ((of_another, 0), (steered, 2)):
            journal_file(session).write_bytes(lines)
            look_at(session, capsys)
            assert main(["run", str(session), "--trials", "9", "--quiet"]) == code
            capsys.readouterr()


@pytest.mark.parametrize("name", ["evil.py", "linked.py", "evil.sh", "../above.py"])
def test_that_code_is_imported_as_text(
    home: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    session = foreign_session(home / "theirs", TARGETS["class"])
    for words in ("import", "inspect"):
        out = [] if words == "inspect" else ["--out", f"{words}.tuner.json"]
        main([words, str(session.parent / name), *out])
        assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["class", "package", "script", "command", "preloaded"])
def test_that_the_canary_would_be_seen(
    home: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = foreign_session(home / "theirs", TARGETS[name])
    monkeypatch.chdir(session.parent)
    main(["run", session.name, "--yes", "--quiet"])
    found = list(home.rglob("canary"))
    assert len(found) == 1
    found[0].unlink()


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_that_running_it_is_refused_with_what_it_would_run(
    home: Path, target: dict, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = {"kind": "bundled", "name": "iris"}
    session = foreign_session(home / "theirs", target, dataset=data)
    monkeypatch.chdir(session.parent)
    (session.parent / "x").touch()
    code = main(["run", session.name])
    said = capsys.readouterr().err
    assert code == 2
    assert said.startswith("foreign.tuner.json runs the ")
    assert said.endswith("If you trust it, say so with --yes.\n")
    assert any(word in said for word in ("evil", "touch", "above", "linked"))


def test_that_no_server_is_contacted_before_it_is_trusted(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        location = f"grpc://127.0.0.1:{server.getsockname()[1]}"
        data = {"kind": "flight", "location": location, "path": "t", "target_column": "y"}
        target = {"kind": "estimator", "estimator": "SVC", "scoring": "accuracy"}
        space = {
            "revision": 1,
            "parameters": [{"name": "C", "kind": "float", "low": 0.1, "high": 1}],
        }
        objective = {"metric": "accuracy", "direction": "maximize"}
        session = foreign_session(
            home / "theirs", target, dataset=data, space=space, objective=objective
        )
        for words in LOOKS.values():
            main([word.replace("SESSION", str(session)) for word in words])
            with pytest.raises(BlockingIOError):
                server.accept()
    said = capsys.readouterr().err
    assert f"foreign.tuner.json fetches its data from {location}. If you trust it" in said


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_that_the_name_of_a_sweep_is_no_path(
    home: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "deep" / "er").mkdir(parents=True)
    target = {"kind": "command", "argv": ["{python}", "-c", "print('score=1')", "{config}"]}
    session = foreign_session(home / "deep" / "er" / "theirs", target, name=name)
    outside = entries(home)
    assert main(["run", str(session), "--yes", "--quiet"]) == 0, capsys.readouterr().err
    added = {each for each in entries(home) - outside if not each.startswith("deep/er/theirs/")}
    assert added == set()
    assert OpenSession(session).whole().config.name == name


@pytest.mark.parametrize("linked", [".tuner.d", ".tuner.json.lock", ".tuner.json.journal"])
def test_that_nothing_is_written_through_links_that_came_with_it(
    home: Path, linked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = {"kind": "command", "argv": ["{python}", "-c", "print('score=1')", "{config}"]}
    session = foreign_session(home / "theirs", target)
    victim = home / "victim"
    victim.mkdir()
    place = session.with_name(f"foreign{linked}")
    is_folder = place == logs_folder(session)
    place.symlink_to(victim if is_folder else victim / "file")
    main(["run", str(session), "--yes", "--quiet"])
    assert "Traceback" not in capsys.readouterr().err
    assert list(victim.iterdir()) == []
    assert json.loads(session.read_text())["format_version"] == 1


def test_that_what_a_trial_of_the_file_would_run_again_is_asked_about(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = {"kind": "command", "argv": ["sh", "-c", "{where}"]}
    space = {
        "revision": 1,
        "parameters": [{"name": "where", "kind": "choice", "values": ["echo score=1", "true"]}],
    }
    session = foreign_session(home / "theirs", target, space=space, budget={"trials": 2})
    assert main(["run", str(session), "--yes", "--quiet"]) == 0
    text = session.read_text()
    session.write_text(text.replace('"echo score=1"},', '"touch canary"},', 1))
    assert session.read_text() != text
    assert main(["run", str(session), "--trials", "3"]) == 2
    assert "Changed since you trusted it: the values for it." in capsys.readouterr().err
