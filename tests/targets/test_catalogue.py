"""The catalogue: listed by a child process, cached, and read without scikit-learn."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tuner_gui.core.errors import TuningError
from tuner_gui.targets import catalogue as catalogue_module
from tuner_gui.targets.catalogue import Catalogue, load_catalogue
from tuner_gui.targets.child import child_command, run_child
from tuner_gui.targets.curated import CURATED


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache") / "not yet there"
    load_catalogue(folder)
    return folder


@pytest.fixture
def no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> str:
        raise TuningError("A child was started.")

    monkeypatch.setattr(catalogue_module, "run_child", refuse)


def test_that_the_catalogue_lists_what_the_tables_know(cache: Path, no_child: None) -> None:
    catalogue = load_catalogue(cache)
    names = [entry.name for entry in catalogue.estimators]
    assert set(names) == set(CURATED)
    assert catalogue.withheld["VotingClassifier"].startswith("It combines")
    assert catalogue.scorings["classifier"][:2] == ("accuracy", "balanced_accuracy")
    assert catalogue.scorings["regressor"][0] == "r2"
    assert "adjusted_rand_score" not in catalogue.scorings["classifier"]


def test_that_an_entry_says_where_an_estimator_is_and_what_to_tune(
    cache: Path, no_child: None
) -> None:
    catalogue = load_catalogue(cache)
    forest = catalogue.entry("RandomForestClassifier")
    assert forest is not None
    assert (forest.module, forest.kind) == ("sklearn.ensemble", "classifier")
    assert forest.summary == "A random forest classifier."
    assert "ccp_alpha" in forest.parameters
    ada = catalogue.entry("AdaBoostClassifier")
    assert ada is not None
    assert {"n_estimators", "estimator.max_depth"} <= set(ada.parameters)
    assert "adjusted_rand_score" in catalogue.scorers
    assert catalogue.entry("RandomForst") is None
    assert all(entry.space() == CURATED[entry.name] for entry in catalogue.estimators)


def test_that_the_cache_is_one_small_file_named_by_version(cache: Path) -> None:
    from importlib.metadata import version

    (file,) = cache.iterdir()
    assert file.name.startswith(f"estimators-{version('scikit-learn')}-")
    assert file.stat().st_size < 200_000


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"scikit_learn": "1", "other": 2}'])
def test_that_a_spoilt_cache_is_listed_anew(
    tmp_path: Path, cache: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (good,) = cache.iterdir()
    spoilt = tmp_path / good.name
    spoilt.write_bytes(content)
    text = good.read_text(encoding="utf-8")
    monkeypatch.setattr(catalogue_module, "run_child", lambda *_, **__: f"noise\n\n{text}\nbye\n")
    assert load_catalogue(tmp_path) == Catalogue.model_validate_json(text)
    assert spoilt.read_text(encoding="utf-8") == text


def test_that_a_cache_that_cannot_be_written_is_no_error(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (good,) = cache.iterdir()
    text = good.read_text(encoding="utf-8")
    monkeypatch.setattr(catalogue_module, "run_child", lambda *_, **__: text)
    blocked = tmp_path / "a file"
    blocked.write_text("", encoding="utf-8")
    assert load_catalogue(blocked / "cache").entry("SVC") is not None


def test_that_reading_the_catalogue_imports_no_science(cache: Path) -> None:
    program = (
        "import sys; from pathlib import Path;"
        "from tuner_gui.targets.catalogue import load_catalogue;"
        f"load_catalogue(Path({str(cache)!r})).estimators[0].space();"
        "print(sorted({'sklearn', 'pandas', 'numpy', 'scipy', 'PySide6'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_that_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert child_command("a.b", "c") == [sys.executable, "-m", "a.b", "c"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command("a.b", "c") == [sys.executable, "--module", "a.b", "c"]


def test_that_a_child_that_fails_says_its_last_line() -> None:
    with pytest.raises(TuningError, match=r"No module named tuner_gui\.nowhere"):
        run_child("tuner_gui.nowhere", timeout_s=30)


def test_that_the_printed_catalogue_is_one_json_document(cache: Path) -> None:
    (file,) = cache.iterdir()
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document.keys() == set(Catalogue.model_fields)
