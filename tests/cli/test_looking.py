"""`tuner-gui export` and `validate`, and how errors are told."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.cli.program import program
from tests.session.documents import failed
from tuner_gui import cli
from tuner_gui.cli import main


def test_that_the_best_is_printed_in_any_format(
    forest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    best = {"n_estimators": 22, "criterion": "gini", "min": {"impurity": 1e-05}}
    readers = {"json": json.loads, "yaml": yaml.safe_load, "toml": tomllib.loads, "python": eval}
    for name, read in readers.items():
        assert main(["export", forest.name, "--format", name]) == 0
        text = capsys.readouterr().out
        assert read(text) == best
        assert text.endswith("\n"), "the next prompt has a line of its own"
    for name, read in {"yml": yaml.safe_load, "JSON": json.loads, ".py": eval}.items():
        assert main(["export", forest.name, "--format", name]) == 0
        assert read(capsys.readouterr().out) == best
    assert main(["export", forest.name, "--format", "XML"]) == 2
    assert capsys.readouterr().err.startswith("The format xml is not known here. Known: json, ")
    assert main(["export", forest.name]) == 0
    assert json.loads(capsys.readouterr().out) == best


def test_that_any_trial_can_be_exported_to_a_file(
    forest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", forest.name, "--trial", "1", "--out", "one.yaml"]) == 0
    assert capsys.readouterr() == ("one.yaml: the parameters of trial 1\n", "")
    assert yaml.safe_load(forest.with_name("one.yaml").read_text()) == failed(1).params
    assert main(["export", forest.name, "--trial", "7"]) == 2
    assert capsys.readouterr().err == "forest has no trial 7.\n"


def test_that_an_export_makes_no_folder_and_replaces_nothing_unasked(
    forest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["export", forest.name, "--out"]
    assert main([*words, "gone/best.yaml"]) == 2
    assert capsys.readouterr().err == "There is no folder gone. Make it, or name another one.\n"
    assert not forest.with_name("gone").exists()
    best = forest.with_name("best.PY")
    best.write_text("mine")
    assert main([*words, best.name]) == 2
    assert capsys.readouterr().err == "best.PY is there already. --force replaces it.\n"
    assert best.read_text() == "mine"
    assert main([*words, best.name, "--force"]) == 0
    assert eval(best.read_text())["n_estimators"] == 22


def test_that_a_session_without_a_complete_trial_has_nothing_to_export(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["export", "line.tuner.json"]) == 2
    assert capsys.readouterr().err == "line has no complete trial to export.\n"


def test_that_a_valid_session_is_said_to_be_one(
    forest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", forest.name]) == 0
    captured = capsys.readouterr()
    assert captured.out == "forest.tuner.json: a valid session, 3 parameters, 3 trials\n"
    assert captured.err.startswith(
        "forest.tuner.json: valid, but it cannot run: "
        "RandomForestClassifier has no parameter min.impurity."
    )
    assert main(["validate", "line.tuner.json"]) == 0
    assert capsys.readouterr().err == ""


def test_that_a_fault_is_one_sentence_on_stderr_and_exit_code_2(
    forest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forest.write_text(forest.read_text().replace('"high": 200', '"high": "200"'))
    assert main(["validate", forest.name]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "forest.tuner.json: config.space.parameters[0].high is the text “200”, "
        "but must be a whole number.\n"
    )


def test_that_debug_adds_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "absent.json", "--debug"]) == 2
    *traceback, sentence = capsys.readouterr().err.splitlines()
    assert traceback[0] == "Traceback (most recent call last):"
    assert sentence == "absent.json: there is no such file."


def test_that_nothing_named_in_a_file_is_run_by_looking_at_it(folder: Path) -> None:
    for words in (["validate", "line.tuner.json"], ["export", "line.tuner.json"]):
        main(words)
    assert not (folder / "canary").exists()


def test_that_a_defect_is_one_sentence_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_arguments: object) -> int:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setitem(cli._COMMANDS, "validate", broken)
    assert main(["validate", "s"]) == 2
    assert capsys.readouterr().err == (
        "Internal error: ZeroDivisionError: division by zero (--debug shows where).\n"
    )


def test_that_a_reader_who_has_had_enough_is_no_error(forest: Path) -> None:
    process = subprocess.Popen(
        program("export", forest.name),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait() == 0
