"""A session whose every text is HTML: the window shows the letters, and looks at no file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel
from shiboken6 import isValid

from tests.faults.foreign import TARGETS, foreign_session
from tests.flows.conftest import Person
from tests.flows.test_closing import answer
from tests.foreign_texts import HARM, Watch, hover, is_rich, letters, red_picture

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify is Linux's")


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    monkeypatch.chdir(tmp_path)
    made = Watch(red_picture(tmp_path / "canary"))
    yield made
    made.close()


def harmful_session(folder: Path) -> Path:
    """Writes a session with two trials in which HTML stands wherever a text may stand."""
    made = foreign_session(folder / HARM, TARGETS["class"])
    document = json.loads(made.read_text())
    document |= {"format_version": 2, "notes": HARM}
    document["config"]["name"] = HARM
    document["config"]["space"]["parameters"] = [
        {"name": "x", "kind": "choice", "values": [HARM, f"{HARM}2"]},
        {"name": "y", "kind": "constant", "value": HARM},
        {"name": "z", "kind": "float", "low": 0, "high": 1, "when": {"x": [HARM]}},
    ]
    [trial] = document["trials"]
    trial |= {"params": {"x": HARM, "y": HARM}, "metrics": {"score": 1.0, HARM: 2.0}}
    trial["worker"] = HARM
    error = {"kind": HARM, "message": HARM, "traceback": f'  File "x.py", in <s>\n{HARM}'}
    failed = trial | {"number": 1, "state": "failed", "metric": None, "error": error}
    document["trials"] = [trial, failed]
    document["marks"] = [{"trial": at, "tags": [HARM], "note": HARM} for at in (0, 1)]
    document["history"] = [{"at": "2026-01-01T00:00:00+00:00", "what": f"{HARM} was asked"}]
    path = made.with_name(f"{HARM}.tuner.json")
    path.write_text(json.dumps(document))
    return path


def tips_of(model: QAbstractItemModel) -> Iterator[str]:
    role, is_list = Qt.ItemDataRole.ToolTipRole, isinstance(model, QAbstractListModel)
    columns = 1 if is_list else model.columnCount(QModelIndex())
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
        for row in range(model.rowCount(QModelIndex())):
            yield str(model.index(row, column).data(role) or "")


def told() -> set[str]:
    """All tool tips of all widgets and models, and what labels show that leave it to Qt."""
    found: list[str] = []
    for widget in QApplication.allWidgets():
        found.append(widget.toolTip())
        found += [action.toolTip() for action in widget.actions()]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += tips_of(widget.model())
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
            found.append(widget.text())
    return set(found)


def test_that_the_watch_sees_a_careless_label(qapp: QApplication, watch: Watch) -> None:
    QLabel(HARM).sizeHint()
    assert watch.was_touched()


@pytest.fixture
def looking(person: Person, tmp_path: Path, watch: Watch) -> Person:
    """A person in front of a session full of HTML."""
    session = harmful_session(tmp_path)
    person.workbench.files.open(session)
    person.wait(lambda: person.workbench.session.path == session)
    return person


def check(person: Person, watch: Watch) -> set[str]:
    """Rests the pointer on all there is, and fails where HTML would be rendered."""
    person.wait(lambda: person.workbench.is_settled)
    rich = {text for text in told() if is_rich(text)}
    assert {text for text in rich if HARM in text or "<img" not in letters(text)} == set()
    for widget in QApplication.allWidgets():
        if isValid(widget) and widget.isVisible():
            hover(widget)
    assert not watch.was_touched()
    return {letters(text) for text in rich}


def test_that_no_text_of_a_session_is_taken_for_html(looking: Person, watch: Watch) -> None:
    selection = looking.workbench.services.selection
    selection.select(0)
    said = check(looking, watch)
    assert said >= {f"x = {HARM}", f"worker = {HARM}", f"Note of this sweep: {HARM}"}
    selection.select(1)
    looking.click("failures_link")
    assert any("in <s>" in each for each in check(looking, watch))
    looking.window.actions_.history.trigger()
    assert f"{HARM} was asked" in check(looking, watch)
    looking.window.actions_.compare_sessions.trigger()
    comparison = looking.workbench.compare_sessions.comparison
    comparison.add([looking.workbench.session.path])
    looking.wait(lambda: len(comparison.sessions) == 1 and not comparison.reading)
    check(looking, watch)
    looking.window.actions_.export_best.trigger()
    looking.wait(lambda: not looking.workbench.export_dialog.is_busy)
    check(looking, watch)
    looking.window.actions_.welcome.trigger()
    check(looking, watch)


def test_that_the_question_before_strange_code_shows_letters(looking: Person, watch: Watch) -> None:
    asked: list[str] = []
    shown: list[str] = []
    answer("Cancel", asked, shown)
    looking.click("run_button")
    assert asked == ["trust_question"]
    assert f"Run the code of {HARM}.tuner.json on this computer?" in shown
    assert not watch.was_touched()
