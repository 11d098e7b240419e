"""Pictures of all charts: read back from their files, they are what is seen."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.ui.charts.seeing import SWEEP, difference, image_of, ink, take_crowd, take_trials
from tests.ui.charts.sweeps import failed, trial
from tuner_gui.bridge.live_store import LiveStore
from tuner_gui.ui.charts.curves_chart import CurvesChart
from tuner_gui.ui.charts.history_chart import HistoryChart
from tuner_gui.ui.charts.plot_chart import PlotChart
from tuner_gui.ui.export.chart_picture import chart_bytes
from tuner_gui.ui.style.theme import Theme
from tuner_gui.ui.style.tokens import DARK, LIGHT, Tokens

_FAR_OFF = 48
"""Colours that differ by more, of 255, are not the same drawn a little aside."""


@pytest.fixture(params=["history", "crowd", "filled", "comparison"])
def chart(request: pytest.FixtureRequest, live: LiveStore) -> PlotChart:
    """Each chart with something in it, and the history with 400 trials."""
    name = {"crowd": "history"}.get(request.param, request.param)
    made: PlotChart = request.getfixturevalue(name)
    if request.param == "history":
        take_trials(live, SWEEP)
    elif request.param == "crowd":
        crowd = [trial(number, 0.5 + number * 0.618 % 0.4) for number in range(400)]
        crowd[::40] = [failed(number) for number in range(0, 400, 40)]
        take_trials(live, crowd)
    image_of(made)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty one."""
    made = tmp_path / "pictures"
    made.mkdir()
    return made


def read_svg(content: bytes, size: QImage) -> QImage:
    """The picture in an SVG file, rendered in the size of another picture."""
    renderer = QSvgRenderer(content)
    assert renderer.isValid()
    image = QImage(size.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill("#ff00ff")
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    return image


def texts_in(content: bytes) -> set[str]:
    return {
        "".join(each.itertext()).strip()
        for each in ET.fromstring(content).iter("{http://www.w3.org/2000/svg}text")
    }


def save(qtbot: QtBot, chart: PlotChart, path: Path) -> str:
    """Saves a picture; returns what is said of it."""
    with qtbot.waitSignal(chart.picture_saved) as said:
        chart.pictures.save_to(path)
    return str(said.args[0])


# read back


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("zoom", [1.0, 0.4], ids=["whole", "zoomed"])
def test_that_an_svg_file_shows_what_is_seen(
    qtbot: QtBot, chart: PlotChart, theme: Theme, folder: Path, tokens: Tokens, zoom: float
) -> None:
    theme.set_preference(tokens.name)
    if zoom != 1.0:
        chart.view.zoom(zoom)
    image_of(chart)
    path = folder / "chart.svg"
    save(qtbot, chart, path)
    seen = chart.view.picture()
    shown = read_svg(path.read_bytes(), seen)
    assert shown.pixelColor(2, 2).name() == tokens.pane
    assert (difference(shown, seen) > _FAR_OFF).mean() < 2e-4


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_that_a_png_file_has_twice_the_pixels_of_the_screen(
    qtbot: QtBot, chart: PlotChart, theme: Theme, folder: Path, tokens: Tokens
) -> None:
    theme.set_preference(tokens.name)
    image_of(chart)
    path = folder / "chart.png"
    said = save(qtbot, chart, path)
    assert str(path) in said
    image = QImage(str(path))
    assert image.size() == chart.view.size() * 2
    assert image.pixelColor(2, 2).name() == tokens.pane
    assert difference(image, chart.view.picture()).max() == 0
    assert image.text("Title") == chart.accessibleName()


def test_that_the_words_of_an_svg_file_are_text(chart: PlotChart) -> None:
    content = chart_bytes(chart.view, chart.accessibleName(), "svg")
    assert {*chart.view.y_ticks().labels} <= texts_in(content)
    root = ET.fromstring(content)
    names = {re.sub(r"\{.*\}", "", each.tag): each.text for each in root}
    assert names["title"] == chart.accessibleName()
    assert names["desc"] == chart.accessibleDescription()


def test_that_the_focus_of_the_keyboard_is_not_in_the_picture(chart: PlotChart) -> None:
    before = chart.view.picture()
    chart.layer.has_focus = True
    assert difference(before, chart.view.picture()).max() == 0


def test_that_a_picture_has_all_curves_while_the_screen_still_waits_for_them(
    qtbot: QtBot, curves: CurvesChart, live: LiveStore
) -> None:
    take_crowd(live)
    curves.layer.redraw()
    curves.view.viewport().repaint()
    assert not curves.layer.is_whole
    early = curves.view.picture()
    qtbot.waitUntil(lambda: curves.layer.is_whole, timeout=30_000)
    seen = image_of(curves)
    assert ink(early) > ink(seen) / 2
    assert difference(early, curves.view.picture()).max() == 0
    assert curves.layer.is_whole, "a picture leaves what is on the screen as it is"
    assert image_of(curves) == seen


# by the menu


def test_that_the_menu_copies_the_picture(chart: PlotChart) -> None:
    chart.menu.copy.trigger()
    assert QGuiApplication.clipboard().image().size() == chart.view.size() * 2


class Asked:
    """Stands for the person at the dialog that asks for a file."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answer = ("", "")
        self.offered: list[str] = []
        self.proposed = ""
        monkeypatch.setattr(QFileDialog, "getSaveFileName", self._ask)

    def _ask(self, _parent: object, _title: str, start: str, filters: str) -> tuple[str, str]:
        self.proposed, self.offered = start, filters.split(";;")
        return self.answer


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(monkeypatch)


@pytest.mark.parametrize(
    ("typed", "chosen", "written", "begins"),
    [
        ("a.png", "PNG (*.png)", "a.png", b"\x89PNG"),
        ("a.svg", "PNG (*.png)", "a.svg", b"<?xml"),
        ("a.SVG", "SVG (*.svg)", "a.SVG", b"<?xml"),
        ("a", "SVG (*.svg)", "a.svg", b"<?xml"),
        ("lr.0.1", "PNG (*.png)", "lr.0.1.png", b"\x89PNG"),
    ],
)
def test_that_the_menu_saves_in_the_format_of_the_name_or_the_chosen_one(
    qtbot: QtBot,
    history: HistoryChart,
    asked: Asked,
    folder: Path,
    *,
    typed: str,
    chosen: str,
    written: str,
    begins: bytes,
) -> None:
    asked.answer = str(folder / typed), chosen
    with qtbot.waitSignal(history.picture_saved) as said:
        history.menu.save.trigger()
    assert said.args == [f"The picture is in {folder / written}."]
    assert [each.name for each in folder.iterdir()] == [written]
    assert (folder / written).read_bytes().startswith(begins)


def test_that_the_menu_of_every_chart_offers_both_formats(chart: PlotChart, asked: Asked) -> None:
    chart.menu.save.trigger()
    assert asked.offered == ["PNG (*.png)", "SVG (*.svg)"]
    assert asked.proposed == f"{chart.objectName().removesuffix('_chart')}.png"


# what goes wrong


def complaint(qtbot: QtBot, chart: PlotChart, path: Path) -> str:
    with qtbot.waitSignal(chart.picture_failed) as said:
        chart.pictures.save_to(path)
    return str(said.args[0])


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_that_what_cannot_be_written_is_said_and_leaves_nothing_behind(
    qtbot: QtBot, history: HistoryChart, live: LiveStore, folder: Path, ending: str
) -> None:
    take_trials(live, SWEEP)
    taken = folder / f"taken.{ending}"
    taken.mkdir()
    sentence = f"{taken} cannot be written: Is a directory. Save it elsewhere."
    assert complaint(qtbot, history, taken) == sentence
    (folder / "file").write_text("mine")
    assert complaint(qtbot, history, folder / "file" / f"a.{ending}").endswith("elsewhere.")
    assert sorted(each.name for each in folder.iterdir()) == ["file", taken.name]
    assert (folder / "file").read_text() == "mine"


def test_that_a_format_nobody_knows_is_refused(
    qtbot: QtBot, history: HistoryChart, folder: Path
) -> None:
    path = folder / "a.bmp"
    sentence = f"{path} is no name of a picture. Let it end in .png or .svg."
    assert complaint(qtbot, history, path) == sentence


def test_that_a_file_the_person_did_not_name_whole_is_not_replaced(
    qtbot: QtBot, history: HistoryChart, asked: Asked, folder: Path
) -> None:
    (folder / "a.png").write_text("mine")
    asked.answer = str(folder / "a"), "PNG (*.png)"
    with qtbot.waitSignal(history.picture_failed) as said:
        history.menu.save.trigger()
    assert said.args[0].startswith(f"{folder / 'a.png'} exists already.")
    assert (folder / "a.png").read_text() == "mine"
