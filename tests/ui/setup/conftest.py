"""The Setup pane in a window, with the real estimators read once, and hands to work it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListView, QWidget

from tuner_gui.bridge.catalogue_reader import CatalogueReader
from tuner_gui.targets.catalogue import load_catalogue
from tuner_gui.ui.setup.setup_panel import SetupPanel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tuner_gui.ui.style.theme import Theme

Found = TypeVar("Found", bound=QWidget)


class PanelHands:
    """Works the pane as a person does."""

    def __init__(self, qtbot: QtBot, panel: SetupPanel, files: list[str]) -> None:
        self.qtbot, self.panel, self.files = qtbot, panel, files

    def find(self, kind: type[Found], name: str) -> Found:
        found = self.panel.findChild(kind, name)
        assert found is not None, name
        return found

    def field(self, name: str) -> QLineEdit:
        return self.find(QLineEdit, name)

    def click(self, name: str) -> None:
        self.qtbot.mouseClick(self.find(QWidget, name), Qt.MouseButton.LeftButton)

    def type_into(self, name: str, text: str) -> None:
        field = self.field(name)
        field.setFocus()
        field.selectAll()
        if text:
            self.qtbot.keyClicks(field, text)
        else:
            self.qtbot.keyClick(field, Qt.Key.Key_Backspace)

    def pick(self, name: str, query: str) -> None:
        """Chooses in a searchable list by typing a part and Enter."""
        picker = self.find(QWidget, name)
        self.qtbot.mouseClick(picker, Qt.MouseButton.LeftButton)
        search = self.find(QLineEdit, f"{name}_popup_search")
        self.qtbot.keyClicks(search, query)
        self.qtbot.keyClick(search, Qt.Key.Key_Return)

    def offered(self, name: str) -> list[str]:
        model: QAbstractItemModel = self.find(QListView, f"{name}_popup_list").model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def choose(self, name: str, title: str) -> None:
        """Chooses in a combo box with the keyboard."""
        box = self.find(QComboBox, name)
        assert box.findText(title) >= 0, [box.itemText(place) for place in range(box.count())]
        box.showPopup()
        box.view().setCurrentIndex(box.model().index(box.findText(title), 0))
        self.qtbot.keyClick(box.view(), Qt.Key.Key_Return)

    def sentences(self) -> list[str]:
        labels = self.panel.findChildren(QLabel, "field_problem")
        return [label.text() for label in labels if label.isVisible()]

    def is_wrong(self, name: str) -> bool:
        return self.find(QWidget, name).property("invalid") == "true"

    def names(self) -> list[str]:
        return [row.name for row in self.panel.model.space.draft]


@pytest.fixture(scope="session")
def catalogue_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with the estimators of the installed scikit-learn."""
    folder = tmp_path_factory.mktemp("catalogue")
    load_catalogue(folder)
    return folder


@pytest.fixture
def files() -> list[str]:
    """What the person will choose in the next file dialogs."""
    return []


@pytest.fixture
def make_panel(
    qtbot: QtBot, theme: Theme, catalogue_folder: Path, files: list[str]
) -> Iterator[SetupPanel]:
    """A pane that is not shown yet, so that the estimators are not read yet."""
    panel = SetupPanel(
        theme,
        CatalogueReader(catalogue_folder),
        choose_file=lambda _parent, _title, _filter: files.pop(0) if files else "",
    )
    qtbot.addWidget(panel)
    panel.resize(360, 820)
    yield panel
    panel.shut_down()


@pytest.fixture
def hands(qtbot: QtBot, make_panel: SetupPanel, files: list[str]) -> PanelHands:
    """A new setup, the estimators read."""
    with qtbot.waitExposed(make_panel), qtbot.waitSignal(make_panel.status_changed):
        make_panel.show()
    qtbot.waitUntil(lambda: make_panel.model.facts.catalogue is not None)
    make_panel.activateWindow()
    return PanelHands(qtbot, make_panel, files)
