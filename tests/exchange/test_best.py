"""Exporting the parameters of a trial: texts, files, and formats that packages add."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

from tests.session.documents import complete, failed, forest_session
from tuner_gui.exchange.best import (
    BEST_FORMATS,
    PARAMETER_FORMATS,
    ExportError,
    export_best,
    format_names,
    format_of,
    formats_for,
    write_best,
)

CONFIG = forest_session(0).config
BEST = complete(17, 0.97)


def test_that_json_holds_the_parameters_and_nothing_else() -> None:
    assert export_best(BEST, CONFIG, "json") == (
        '{\n  "n_estimators": 37,\n  "criterion": "gini",\n'
        '  "min": {\n    "impurity": 1e-05\n  }\n}\n'
    )


def test_that_yaml_says_where_the_parameters_come_from() -> None:
    assert export_best(BEST, CONFIG, "yaml") == (
        "# Parameters of trial 17 of the sweep forest.\n# accuracy = 0.97 (maximize)\n"
        "n_estimators: 37\ncriterion: gini\nmin:\n  impurity: 1.0e-05\n"
    )


def test_that_a_trial_without_a_metric_can_be_exported_too() -> None:
    text = export_best(failed(1), CONFIG, "yaml")
    assert text == (
        "# Parameters of trial 1 of the sweep forest.\nn_estimators: 20\ncriterion: null\n"
    )


def test_that_toml_names_what_it_leaves_out() -> None:
    text = export_best(failed(1), CONFIG, "toml")
    assert text.splitlines()[1:] == [
        "# Left out, because TOML has no null: criterion = null",
        "n_estimators = 20",
    ]


def test_that_python_can_be_pasted_as_keyword_arguments() -> None:
    text = export_best(failed(1), CONFIG, "python")
    assert text == "{\n    'n_estimators': 20,\n    'criterion': None,\n}\n"
    assert eval(f"dict(**{text})") == failed(1).params


@pytest.mark.parametrize(
    ("name", "format_name"),
    [
        ("a.json", "json"),
        ("a.YML", "yaml"),
        ("a.yaml", "yaml"),
        ("b/c.toml", "toml"),
        ("a.py", "python"),
        (".env", "env"),
        ("a.env", "env"),
        ("a.sh", "command"),
    ],
)
def test_that_the_name_of_a_file_says_its_format(name: str, format_name: str) -> None:
    assert format_of(Path(name)) == format_name


@pytest.mark.parametrize("name", ["best", "best.txt", ".yaml"])
def test_that_a_name_that_says_nothing_is_refused(name: str) -> None:
    with pytest.raises(ExportError, match="does not say which format"):
        format_of(Path(name))


def test_that_a_file_is_written_by_its_suffix_or_by_the_format_given(tmp_path: Path) -> None:
    for name, known in BEST_FORMATS.items():
        path = tmp_path / f"best{known.suffixes[0]}"
        write_best(path, BEST, CONFIG)
        assert path.read_text() == export_best(BEST, CONFIG, name)
    write_best(tmp_path / "best.cfg", BEST, CONFIG, "yaml")
    assert yaml.safe_load((tmp_path / "best.cfg").read_text()) == BEST.params


def test_that_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    write_best(tmp_path / "new" / "folder" / "best.json", BEST, CONFIG)
    below_a_file = tmp_path / "new" / "folder" / "best.json" / "best.json"
    with pytest.raises(ExportError, match=r"best\.json/best\.json cannot be written: "):
        write_best(below_a_file, BEST, CONFIG)


def test_that_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ExportError) as caught:
        export_best(BEST, CONFIG, "xml")
    assert str(caught.value) == (
        "The format xml is not known here. "
        "Known: json, yaml, toml, env, python, kwargs, args, hydra, sklearn, command."
    )


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that adds exporters: a good one, one that raises, one that returns no text."""
    (tmp_path / "added_exporters.py").write_text(
        "def ini(record, config):\n"
        "    return ''.join(f'{name}={value}\\n' for name, value in record.params.items())\n"
        "def broken(record, config): raise KeyError('lr')\n"
        "def mute(record, config): return None\n"
    )
    folder = tmp_path / "added_exporters-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: added-exporters\nVersion: 1.0\n")
    names = ("ini", "broken", "mute", "json")
    lines = [f"{name} = added_exporters:{name}" for name in names]
    (folder / "entry_points.txt").write_text("[tuner_gui.exporters]\n" + "\n".join(lines) + "\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "added_exporters", raising=False)


@pytest.mark.usefixtures("installed")
def test_that_an_installed_package_adds_a_format(tmp_path: Path) -> None:
    assert format_names() == (*PARAMETER_FORMATS, "broken", "ini", "mute")
    assert formats_for(CONFIG)[-3:] == ("broken", "ini", "mute")
    assert "added_exporters" not in sys.modules, "listing the names must not load them"
    assert export_best(failed(1), CONFIG, "ini") == "n_estimators=20\ncriterion=None\n"
    write_best(tmp_path / "best.ini", failed(1), CONFIG)
    assert (tmp_path / "best.ini").read_text() == "n_estimators=20\ncriterion=None\n"


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("broken", "The exporter broken failed: KeyError: 'lr'."),
        ("mute", "The exporter mute returned no text."),
    ],
)
def test_that_a_broken_exporter_is_named(name: str, sentence: str) -> None:
    with pytest.raises(ExportError) as caught:
        export_best(BEST, CONFIG, name)
    assert str(caught.value) == sentence


@pytest.mark.usefixtures("installed")
def test_that_no_package_replaces_a_format_of_our_own() -> None:
    assert export_best(failed(1), CONFIG, "json").startswith("{")
