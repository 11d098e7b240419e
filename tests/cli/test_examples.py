"""Every bundled example runs from any folder, with what lies beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import run
from tuner_gui.core.trial import TrialState
from tuner_gui.resources import resource_path
from tuner_gui.session.file import read_session
from tuner_gui.session.naming import SESSION_ENDING, logs_folder, name_of

EXAMPLES = sorted(resource_path("examples").glob(f"*{SESSION_ENDING}"))
CURVES = {"config-overrides", "digits-learning-curve", "polynomial-function", "two-moons-script"}


def test_that_there_is_one_of_each_sort() -> None:
    kinds = [read_session(path).config.target.kind for path in EXAMPLES]  # type: ignore[union-attr]
    assert set(kinds) == {"command", "function", "class", "estimator", "pipeline"}
    assert {name_of(path) for path in EXAMPLES} > CURVES


@pytest.mark.parametrize("path", EXAMPLES, ids=name_of)
def test_that_an_example_runs(path: Path, folder: Path) -> None:
    session = read_session(path)
    assert session.config.name == name_of(path)
    assert session.notes
    assert not session.records
    out = folder / "mine.tuner.json"
    done = run("run", str(path), "--out", str(out), "--trials", "3", "--yes", "--quiet")
    assert done.returncode == 0, done.stderr
    records = read_session(out).records
    assert [record.state for record in records] == [TrialState.COMPLETE] * 3
    values = [record.metric for record in records if record.metric is not None]
    assert all(0.1 < value <= 1 or 40 < value < 90 for value in values)
    if path.name.startswith(("two-moons", "config")):
        log = (logs_folder(out) / "trial-000000.log").read_text()
        assert len(log.splitlines()) in {15, 20}
    assert not list(path.parent.glob("*.lock"))
