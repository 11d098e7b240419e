"""The folder of a trial is opened where it left one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.trials.scripted import record, store_of
from tuner_gui.bridge.live_store import LiveStore, TrialSelection
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.kinds import RandomKind
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.specs import CommandSpec, FunctionSpec
from tuner_gui.core.trial import trial_stem
from tuner_gui.session.naming import logs_folder
from tuner_gui.ui.window.export_desk import ExportDesk


class Desk:
    def __init__(self, qtbot, path: Path) -> None:
        self.opened: list[Path] = []
        self.works = True
        self._ground = QWidget()
        qtbot.addWidget(self._ground)
        self.live = LiveStore(self._ground)
        selection = TrialSelection(self._ground)
        target = CommandSpec(argv=("solver", "--x", "{x}"), cwd=str(path.parent))
        self.config = SweepConfig("s", target, HyperParamSpace().add_int("x", 1, 9), RandomKind())
        services = SimpleNamespace(live=self.live, selection=selection)
        self.session = SimpleNamespace(path=path, ran_config=self.config)
        self.desk = ExportDesk(services, self.session, self._ground, self._open)
        self.said: list[str] = []
        self.desk.failed.connect(self.said.append)

    def _open(self, folder: Path) -> bool:
        self.opened.append(folder)
        return self.works


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Desk:
    return Desk(qtbot, tmp_path / "s.tuner.json")


@pytest.fixture
def logs(desk: Desk, tmp_path: Path) -> Path:
    desk.live.replace(store_of([record(0, x=3)]))
    folder = logs_folder(tmp_path / "s.tuner.json")
    folder.mkdir()
    return folder


def test_that_the_trials_own_folder_is_opened_before_that_of_all(desk: Desk, logs: Path) -> None:
    desk.desk.open_folder()
    own = logs / trial_stem(0)
    own.mkdir()
    desk.desk.open_folder()
    assert desk.opened == [logs, own]


def test_that_a_missing_folder_and_a_missing_program_are_said(desk: Desk, logs: Path) -> None:
    desk.works = False
    desk.desk.open_folder()
    assert desk.said == [f"No program shows folders. It is {logs}"]
    logs.rmdir()
    desk.desk.open_folder()
    assert desk.said[1:] == ["Trial 0 left no files."]


def test_that_a_trial_is_copied_as_its_command(desk: Desk, logs: Path) -> None:
    desk.desk.copy_shown("command")
    line = QApplication.clipboard().text()
    assert line.startswith(f"cd {logs.parent} && ")
    assert line.endswith("solver --x 3")


def test_that_a_trial_of_a_function_is_copied_as_a_line_too(desk: Desk, logs: Path) -> None:
    desk.config = replace(desk.config, target=FunctionSpec(path=f"{logs}/mine.py:fit"))
    desk.session.ran_config = desk.config
    desk.desk.copy_shown("command")
    line = QApplication.clipboard().text()
    assert " rerun " in line
    assert f'{logs}/mine.py:fit"' in line
    assert '{"x": 3}' in line
