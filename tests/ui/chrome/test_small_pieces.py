"""Labels give way, chips speak, fields are named, and the wheel changes nothing in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from tests.foreign_texts import HARM, hover, letters
from tuner_gui.ui.chrome import (
    Chip,
    ComboBox,
    ElidedLabel,
    Field,
    FieldProblem,
    Headline,
    IconButton,
    LinkButton,
    TextLabel,
)
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.foreign_texts import Watch
    from tuner_gui.ui.style.icons import Icons
    from tuner_gui.ui.style.theme import Theme


def test_that_a_narrow_label_ends_in_an_ellipsis_and_tells_the_rest(
    qtbot: QtBot, theme: Theme
) -> None:
    label = ElidedLabel("forest-on-breast-cancer.tuner.json")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.toolTip() == label.full_text() == "forest-on-breast-cancer.tuner.json"
    label.resize(400, 20)
    assert label.text() == label.full_text()
    assert label.toolTip() == ""


def test_that_the_rest_of_a_narrow_label_is_told_letter_by_letter(
    qtbot: QtBot, theme: Theme, watch: Watch
) -> None:
    label = ElidedLabel(f"{HARM} and many more letters")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert letters(hover(label)) == f"{HARM} and many more letters"
    label.sizeHint()
    label.grab()
    assert not watch.was_touched()


def test_that_labels_show_markup_as_text(qtbot: QtBot) -> None:
    label = TextLabel("<b>bold</b>", "second")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_that_a_chip_says_label_and_value(qtbot: QtBot, theme: Theme) -> None:
    chip = Chip("best_chip", "Best so far")
    qtbot.addWidget(chip)
    chip.set_content("best", "0.9868", "good")
    assert chip.text() == chip.accessibleDescription() == "best 0.9868"
    assert chip.property("tone") == "good"
    assert chip.height() == METRICS.control


def test_that_a_headline_is_read_as_one(qtbot: QtBot, theme: Theme) -> None:
    headline = Headline()
    qtbot.addWidget(headline)
    headline.set_value("0.9868", "accuracy, trial 48")
    assert headline.number() == "0.9868"
    assert headline.accessibleName() == "0.9868 accuracy, trial 48"
    headline.set_value("–")
    assert headline.findChild(QLabel, "headline_caption").isHidden()


def test_that_a_field_names_its_control_and_shows_its_problem(qtbot: QtBot, theme: Theme) -> None:
    control = QLineEdit()
    field = Field("&Trials", control)
    qtbot.addWidget(field)
    field.show()
    problem = field.findChild(FieldProblem)
    assert control.accessibleName() == "Trials"
    assert field.label.buddy() is control
    assert not problem.isVisible()
    field.set_problem("Trials: give a number above 0.")
    assert problem.isVisible()
    assert control.accessibleDescription() == problem.text() == "Trials: give a number above 0."
    field.set_problem(None)
    assert not problem.isVisible()


def test_that_small_buttons_have_names(qtbot: QtBot, icons: Icons) -> None:
    link = LinkButton("Widen", "widen_link")
    button = IconButton(icons, "add", "Add a parameter", "add_button")
    for widget in (link, button):
        qtbot.addWidget(widget)
    assert (link.objectName(), link.accessibleName()) == ("widen_link", "Widen")
    assert (button.objectName(), button.accessibleName()) == ("add_button", "Add a parameter")
    assert button.toolTip() == "Add a parameter"


def test_that_the_wheel_scrolls_past(qtbot: QtBot, theme: Theme) -> None:
    box = ComboBox("box", "Box")
    qtbot.addWidget(box)
    box.addItems(["one", "two"])
    box.show()
    box.setFocus()
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert box.currentText() == "one"
    assert not event.isAccepted()


def test_that_a_combo_box_is_as_high_as_every_control(qtbot: QtBot, theme: Theme) -> None:
    box = ComboBox("box", "Box")
    qtbot.addWidget(box)
    box.show()
    assert box.sizeHint().height() == METRICS.control
