"""Search spaces of other tools, into the window and out of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.flows.conftest import Person
from tests.flows.test_opening import drop
from tuner_gui import Choice, Float, HyperParamSpace, Int
from tuner_gui.exchange.spaces.importing import import_space
from tuner_gui.ui.window.notes_dialog import NotesDialog

SWEEP = """
method: bayes
metric: {name: loss}
run_cap: 30
parameters:
  lr: {distribution: log_uniform_values, min: 1e-4, max: 0.1}
  optimizer: {parameters: {steps: {min: 1, max: 9}}}
"""
PLAIN = '{"x": {"_type": "uniform", "_value": [0, 1]}}'
SPACE = HyperParamSpace().add_float("lr", 1e-4, 0.1, log=True).add_int("optimizer.steps", 1, 9)


def banner(person: Person) -> str:
    return person.find(QLabel, "window_banner_text").text()


def notes(person: Person) -> list[str]:
    dialog = person.find(NotesDialog, "notes_dialog")
    labels = dialog.findChildren(QLabel)
    return [each.text() for each in labels if each.objectName().startswith("note_")]


def choose(person: Person, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file dialog gives this file."""
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path), ""))


def export(person: Person, title: str) -> None:
    menu = person.window.menus.export_space
    next(action for action in menu.actions() if action.text() == title).trigger()


def test_that_an_import_replaces_the_rows_in_one_step(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.show_quick_setup()
    form = person.workbench.panels.setup.model.space
    before, steps = form.space, []
    form.edited.connect(steps.append)
    (tmp_path / "sweep.yaml").write_text(SWEEP)
    choose(person, tmp_path / "sweep.yaml", monkeypatch)
    person.window.findChild(QAction, "import_space_action").trigger()
    person.wait(lambda: person.sees("notes_dialog"))
    assert form.space == SPACE
    assert banner(person) == (
        "2 parameters imported from sweep.yaml, a file of W&B. "
        "The file also asks for: TPE (Bayesian), 30 trials, lowest loss."
    )
    assert notes(person) == [
        "method",
        "bayes is a Gaussian process in W&B; here it is TPE.",
        "lr",
        "min is text as YAML has it; here it is the number 0.0001.",
    ]
    person.click("notes_close")
    person.wait(lambda: not person.sees("notes_dialog"))
    assert [step.label for step in steps] == ["Import sweep.yaml"]
    form.apply(steps[0].before, "Undo")
    assert form.space == before


def test_that_a_dropped_file_without_notes_opens_no_dialog(person: Person, tmp_path: Path) -> None:
    (tmp_path / "space.json").write_text(PLAIN)
    drop(person, tmp_path / "space.json")
    form = person.workbench.panels.setup.model.space
    person.wait(lambda: form.space == HyperParamSpace().add_float("x", 0, 1))
    assert not person.window.is_welcoming
    assert banner(person) == "1 parameter imported from space.json, a file of NNI."
    assert not person.sees("notes_dialog")


def test_that_a_wrong_file_changes_nothing(person: Person, tmp_path: Path) -> None:
    person.show_quick_setup()
    form = person.workbench.panels.setup.model.space
    before = form.space
    (tmp_path / "sweep.yaml").write_text(SWEEP.replace("min: 1,", "min: one,"))
    drop(person, tmp_path / "sweep.yaml")
    person.wait(lambda: person.sees("window_banner_text"))
    assert banner(person) == (
        "sweep.yaml: parameters.optimizer.parameters.steps.min is the text “one”, "
        "but must be a number."
    )
    assert form.space == before


def test_that_nothing_is_imported_into_a_running_sweep(person: Person, tmp_path: Path) -> None:
    person.show_quick_setup(trials=50, seconds=0.2)
    person.click("run_button")
    person.wait(lambda: person.phase.is_active)
    (tmp_path / "space.json").write_text(PLAIN)
    drop(person, tmp_path / "space.json")
    assert banner(person) == "Stop the running sweep first; its trials are kept."
    assert not person.workbench.space_files.is_reading
    person.workbench.services.controller.abort()
    person.wait_until_idle()


LOSSY = HyperParamSpace().add_choice("k", ["a", "b"]).add_int("n", 1, 9, when={"k": "a"})


def test_that_losses_are_shown_before_a_space_is_written(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.show_quick_setup()
    person.workbench.panels.setup.model.space.replace_all(LOSSY, "Lossy")
    target = tmp_path / "mine.yaml"
    choose(person, target, monkeypatch)
    export(person, "W&&B sweep…")
    person.wait(lambda: person.sees("notes_dialog"))
    assert notes(person) == ["n", "is drawn always, not only where k is a."]
    assert not target.exists()
    person.click("notes_close")
    person.wait(lambda: not person.sees("notes_dialog"))
    assert not target.exists()
    export(person, "W&&B sweep…")
    person.wait(lambda: person.sees("notes_dialog"))
    person.click("notes_go_on")
    person.wait(target.exists)
    assert banner(person) == "Search space written to mine.yaml."
    kinds = {each.name: each.kind for each in import_space(target).space}
    assert kinds == {"k": Choice(["a", "b"]), "n": Int(1, 9)}


def test_that_a_space_without_losses_is_written_at_once(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.show_quick_setup()
    space = HyperParamSpace().add_float("lr", 0.1, 1)
    person.workbench.panels.setup.model.space.replace_all(space, "Plain")
    choose(person, tmp_path / "space.json", monkeypatch)
    export(person, "NNI search space…")
    assert import_space(tmp_path / "space.json").space["lr"].kind == Float(0.1, 1)


def test_that_an_empty_space_cannot_be_exported(person: Person) -> None:
    person.show_quick_setup()
    menu = person.window.menus.export_space
    assert menu.isEnabled()
    person.workbench.panels.setup.model.space.replace_all(HyperParamSpace(), "Empty")
    assert not menu.isEnabled()
