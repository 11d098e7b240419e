"""One choice of theme reaches palette, style sheet, icons and listeners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontInfo, QIcon, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tuner_gui.ui.style.roles import set_role
from tuner_gui.ui.style.theme import Theme, build_palette
from tuner_gui.ui.style.tokens import DARK, LIGHT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_that_a_change_is_told_after_the_application_wears_it(
    theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    seen = []
    theme.changed.connect(
        lambda tokens: seen.append(
            (tokens, qapp.palette().color(QPalette.ColorRole.Window).name(), qapp.styleSheet())
        )
    )
    theme.set_preference("dark")
    [(tokens, ground, sheet)] = seen
    assert tokens is theme.tokens is DARK
    assert ground == DARK.pane
    assert DARK.window in sheet
    assert LIGHT.window not in sheet


def test_that_choosing_the_same_again_tells_nobody(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_preference("light")


def test_that_the_system_decides_only_when_it_is_asked(theme: Theme, qapp: QApplication) -> None:
    hints = qapp.styleHints()
    theme.set_preference("dark")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.tokens is DARK
    theme.set_preference("system")
    system = DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
    assert theme.tokens is system


def test_that_the_palette_knows_disabled_text_and_the_accent() -> None:
    palette = build_palette(DARK)
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    assert palette.color(group.Active, role.Accent).name() == DARK.accent
    assert palette.color(group.Disabled, role.WindowText).name() == DARK.text_disabled
    assert palette.color(group.Disabled, role.Text).name() == DARK.text_disabled
    assert palette.color(group.Active, role.Text).name() == DARK.text


def test_that_text_is_13_pixels_and_its_figures_share_one_width(
    theme: Theme, qapp: QApplication
) -> None:
    assert qapp.font().pixelSize() == 13
    assert [tag.toString() for tag in qapp.font().featureTags()] == [b"tnum"]
    assert QFontInfo(theme.mono_font()).fixedPitch()


def test_that_roles_keep_tabular_figures(theme: Theme, qtbot: QtBot) -> None:
    label = QLabel("0.9868")
    qtbot.addWidget(label)
    set_role(label, "headline")
    label.ensurePolished()
    assert label.font().pixelSize() == 30
    assert [tag.toString() for tag in label.font().featureTags()] == [b"tnum"]


def test_that_a_role_shows_at_once(theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton("Run")
    qtbot.addWidget(button)
    button.show()
    plain = button.grab().toImage()
    set_role(button, "primary")
    assert button.grab().toImage().pixelColor(4, 15).name() == LIGHT.accent
    assert plain.pixelColor(4, 15).name() == LIGHT.raised


def test_that_bound_icons_follow_the_theme(theme: Theme, qtbot: QtBot) -> None:
    label, button, action = QLabel(), QPushButton(), QAction()
    for widget in (label, button):
        qtbot.addWidget(widget)
    for target in (label, button, action):
        theme.icons.bind(target, "stop", "bad")
    theme.set_preference("dark")
    for pixmap in (label.pixmap(), button.icon().pixmap(20), action.icon().pixmap(20)):
        assert pixmap.toImage().pixelColor(10, 10).name() == DARK.bad


def test_that_an_icon_is_quiet_where_it_is_disabled(theme: Theme) -> None:
    picture = theme.icons.icon("stop").pixmap(20, QIcon.Mode.Disabled).toImage()
    assert picture.pixelColor(10, 10).name() == LIGHT.text_disabled


def test_that_icons_let_go_of_what_is_gone(theme: Theme) -> None:
    parent = QWidget()
    button = QPushButton(parent)
    theme.icons.bind(button, "play")
    parent.deleteLater()
    del parent
    theme.set_preference("dark")
