"""Taking results away in the window: by mouse and by keyboard, into files and the clipboard."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pandas as pd
import pytest
import yaml
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QListWidget, QPlainTextEdit

from tests.flows.conftest import Person
from tuner_gui.ui.export.export_dialog import ExportDialog


class Exporting:
    """The dialog, opened from the tool bar after a sweep of six trials."""

    def __init__(self, person: Person, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.person = person
        self.folder = folder
        self.suggested = ""
        self.answer = ""
        monkeypatch.setattr(QFileDialog, "getSaveFileName", self._ask)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", self._ask)
        person.run_quick_sweep(trials=6)
        person.click("export_best_button")
        self.dialog = person.find(ExportDialog, "export_dialog")
        self.settle()

    def _ask(self, _parent: object, _title: str, start: str, *_rest: object) -> tuple[str, str]:
        self.suggested = Path(start).name
        return str(self.folder / self.answer) if self.answer else "", ""

    def settle(self) -> None:
        desk = self.person.workbench.export_dialog
        self.person.wait(lambda: not desk.is_busy)

    def choose(self, subject: str, title: str) -> None:
        self.dialog.subjects.choose(subject)
        formats = self.person.find(QListWidget, "export_formats")
        found = formats.findItems(title, Qt.MatchFlag.MatchExactly)
        formats.setCurrentItem(found[0])
        self.settle()

    def text(self) -> str:
        return self.person.find(QPlainTextEdit, "export_text").toPlainText()

    def note(self) -> str:
        return self.person.find(QLabel, "export_note").text()

    def save_as(self, name: str) -> Path:
        self.answer = name
        self.person.click("export_save")
        self.settle()
        return self.folder / name


@pytest.fixture
def exporting(person: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Exporting:
    return Exporting(person, monkeypatch, tmp_path)


def test_that_the_best_is_shown_copied_and_saved(exporting: Exporting) -> None:
    best = exporting.person.store.best
    assert yaml.safe_load(exporting.text()) == best.params
    exporting.choose("best", "Hydra overrides")
    exporting.person.click("export_copy")
    assert (
        QApplication.clipboard().text()
        == exporting.text()
        == (f"x={best.params['x']} seconds=0.0\n")
    )
    assert exporting.note().endswith("copied as Hydra overrides.")
    exporting.choose("best", "YAML")
    path = exporting.save_as("mine.yaml")
    assert exporting.suggested.endswith(".best.yaml")
    assert yaml.safe_load(path.read_text()) == best.params
    assert exporting.note() == f"Parameters of trial {best.number} written to mine.yaml."
    assert exporting.note() in exporting.person.find(QLabel, "window_banner_text").text()


def test_that_the_keyboard_is_enough(exporting: Exporting) -> None:
    formats = exporting.person.find(QListWidget, "export_formats")
    assert QApplication.focusWidget() is formats or not exporting.dialog.isActiveWindow()
    QTest.keyClick(formats, Qt.Key.Key_Down)
    exporting.settle()
    assert "x = " in exporting.text()
    QTest.keyClick(formats, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == exporting.text()
    exporting.answer = "best.toml"
    QTest.keyClick(formats, Qt.Key.Key_Return)
    exporting.settle()
    assert (exporting.folder / "best.toml").exists()
    QTest.keyClick(formats, Qt.Key.Key_Escape)
    assert not exporting.dialog.isVisible()


def test_that_the_selected_trial_and_the_table_go_too(exporting: Exporting) -> None:
    person = exporting.person
    exporting.dialog.close()
    person.workbench.services.selection.select(1)
    person.window.actions_.export_best.trigger()
    exporting.settle()
    exporting.choose("trial", "Python dict")
    row = person.store.row_of(1)
    assert eval(exporting.text()) == person.store.record(row).params
    exporting.choose("table", "CSV")
    assert len(exporting.text().splitlines()) == 7
    frame = pd.read_csv(exporting.save_as("t.csv"))
    assert exporting.suggested.endswith(".trials.csv")
    assert sorted(frame["number"]) == list(range(6))
    person.workbench.panels.trials.show_filtered("number < 2")
    person.wait(lambda: person.workbench.panels.trials.model.rowCount() == 2)
    exporting.choose("table", "TSV")
    exporting.dialog.shown_only.click()
    exporting.settle()
    assert len(exporting.text().splitlines()) == 3
    exporting.choose("table", "Parquet")
    assert len(pd.read_parquet(exporting.save_as("t.parquet"))) == 2


def test_that_the_chart_is_saved_as_a_picture(exporting: Exporting) -> None:
    exporting.choose("chart", "PNG")
    image = QImage(str(exporting.save_as("c.png")))
    assert image.width() > 300
    exporting.person.click("export_copy")
    assert QApplication.clipboard().image().size() == image.size()
    exporting.choose("chart", "SVG")
    assert ET.parse(exporting.save_as("c.svg")).getroot().tag.endswith("svg")


def test_that_a_configuration_file_is_changed_after_its_difference_was_shown(
    exporting: Exporting,
) -> None:
    config = exporting.folder / "train.yaml"
    config.write_text("# mine\nseconds: 0.0\nmodel:\n  x: 0.123   # by hand\n")
    best = exporting.person.store.best
    exporting.choose("best", "Into your own file…")
    assert not exporting.dialog.findChild(QPlainTextEdit, "export_text").isVisible()
    exporting.answer = "train.yaml"
    exporting.person.click("export_choose_file")
    exporting.settle()
    assert "-  x: 0.123   # by hand" in exporting.text()
    assert config.read_text().endswith("  x: 0.123   # by hand\n")
    exporting.person.click("export_save")
    exporting.settle()
    assert yaml.safe_load(config.read_text()) == {
        "seconds": 0.0,
        "model": {"x": best.params["x"]},
    }
    assert "# mine" in config.read_text()
    said = exporting.person.find(QLabel, "window_banner_text").text()
    assert said == f"1 value of trial {best.number} written into train.yaml."
    assert not exporting.person.find(type(exporting.dialog._save), "export_save").isEnabled()


def test_that_what_cannot_be_written_is_said(exporting: Exporting) -> None:
    (exporting.folder / "file").write_text("mine")
    exporting.save_as("file/best.yaml")
    assert "cannot be written" in exporting.person.find(QLabel, "window_banner_text").text()
    assert "cannot be written" in exporting.note()
