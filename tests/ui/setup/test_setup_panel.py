"""The Setup pane as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QListView, QScrollArea, QWidget

from tests.ui.setup.configs import CONFIGS
from tests.ui.setup.test_setup_reading import READY
from tests.ui.space.test_draft import FOREST
from tuner_gui.core.kinds import ExtensionKind, TpeKind
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.style.tokens import METRICS

if TYPE_CHECKING:
    from tests.ui.setup.conftest import PanelHands
    from tuner_gui.ui.setup.setup_panel import SetupPanel

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
"""Offscreen says so whenever a popup grabs the keyboard."""


def test_that_a_new_setup_says_what_is_missing_without_shouting(hands: PanelHands):
    panel = hands.panel
    assert panel.config().target is None
    assert panel.problems()[0] == "Choose a target to train."
    assert hands.sentences() == []
    assert hands.find(QLabel, "setup_status").text() == "Choose a target to train."
    assert hands.find(QWidget, "space_empty").isVisible()
    assert not panel.has_unparsed_text()


def test_that_reading_the_estimators_is_no_edit(make_panel: SetupPanel, qtbot):
    with qtbot.assertNotEmitted(make_panel.changed):
        make_panel.show()
        qtbot.waitUntil(lambda: make_panel.model.facts.catalogue is not None)


def test_that_problems_come_in_the_order_of_the_pane(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.type_into("setup_seed", "x")
    hands.panel.model.space.select(2)
    hands.type_into("space_high", "1")
    hands.type_into("setup_folds", "1")
    problems = hands.panel.problems()
    assert [problem.split()[0] for problem in problems] == ["Folds", "max_depth:", "The"]


def test_that_an_empty_space_cannot_run(hands: PanelHands):
    hands.panel.set_config(replace(READY, space=HyperParamSpace()))
    assert hands.panel.problems() == ["The search space has no parameters."]


@given(config=CONFIGS)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_that_a_config_that_is_set_is_read_back_the_same(make_panel: SetupPanel, config):
    make_panel.set_config(config)
    assert make_panel.config() == config
    assert not make_panel.has_unparsed_text()


def test_that_setting_a_config_is_no_edit(hands: PanelHands):
    with (
        hands.qtbot.assertNotEmitted(hands.panel.changed),
        hands.qtbot.waitSignal(hands.panel.status_changed),
    ):
        hands.panel.set_config(READY)


def test_that_an_installed_strategy_is_shown_by_its_name(hands: PanelHands):
    config = replace(READY, strategy=ExtensionKind(kind="annealing", options={"heat": 3}))
    hands.panel.set_config(config)
    assert hands.find(QComboBox, "setup_strategy").currentText() == "annealing"
    assert hands.panel.config() == config


def test_that_an_edit_of_the_space_is_an_edit_of_the_setup(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.panel.model.space.select(2)
    with hands.qtbot.waitSignal(hands.panel.changed):
        hands.type_into("space_high", "9")
    assert hands.panel.config().space["max_depth"].kind.high == 9
    assert FOREST["max_depth"].kind.high == 20


def test_that_a_locked_setup_can_be_read_but_not_changed(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.panel.set_locked(True)
    for name in ("setup_trials", "setup_seed", "setup_folds", "setup_time_limit"):
        hands.type_into(name, "9")
    for name in ("setup_target", "setup_dataset", "setup_strategy", "setup_direction"):
        assert not hands.find(QWidget, name).isEnabled()
    hands.click("setup_new_seed")
    hands.panel.model.space.select(2)
    assert hands.field("space_high").text() == "20"
    hands.type_into("space_high", "9")
    assert hands.panel.config() == READY
    assert "locked while running" in [
        label.text() for label in hands.panel.pane.findChildren(QLabel) if label.isVisible()
    ]
    hands.panel.set_locked(False)
    hands.type_into("setup_trials", "9")
    assert hands.panel.config().budget.trials == 9


def test_that_the_pane_scrolls_when_the_window_is_small(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.panel.resize(300, 480)
    scroll = hands.find(QScrollArea, "setup_scroll")
    hands.qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    assert scroll.horizontalScrollBar().maximum() == 0
    hands.panel.model.space.select(4)
    editor = hands.find(QWidget, "space_editor")
    hands.qtbot.waitUntil(lambda: is_in_sight(editor))


def is_in_sight(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect().height() == widget.height()


def test_that_a_problem_is_in_sight_of_who_makes_it(hands: PanelHands):
    hands.panel.set_config(READY)
    hands.panel.resize(360, 480)
    hands.panel.model.space.select(2)
    bar = hands.find(QScrollArea, "setup_scroll").verticalScrollBar()
    hands.qtbot.waitUntil(lambda: bar.value() > 0)  # to show the whole editor
    hands.type_into("space_high", "abc")
    problem = next(
        label for label in hands.panel.findChildren(QLabel, "field_problem") if label.isVisible()
    )
    hands.qtbot.waitUntil(lambda: problem.y() > hands.field("space_high").y())
    hands.qtbot.waitUntil(lambda: is_in_sight(problem))


def test_that_all_rows_and_the_line_below_them_show_at_once(hands: PanelHands):
    rows, footer = hands.find(QListView, "space_list"), hands.find(QLabel, "space_footer")
    ground = footer.parentWidget()
    assert ground is not None
    form = hands.find(QWidget, "space_form")
    link = hands.find(QWidget, "space_add_constraint")
    for space in (FOREST, HyperParamSpace().add_int("depth", 1, 9), FOREST):
        hands.panel.set_config(replace(READY, space=space))
        height = len(space) * METRICS.list_row
        hands.qtbot.waitUntil(lambda height=height: rows.height() == height)
        hands.qtbot.waitUntil(lambda: footer.height() >= footer.heightForWidth(footer.width()))
        below = height + rows.geometry().top()
        hands.qtbot.waitUntil(lambda below=below: ground.geometry().top() == below)
        line = footer.geometry().united(link.geometry())
        assert line.top() == METRICS.gap
        assert line.bottom() + METRICS.gap == ground.rect().bottom()
        assert ground.geometry().bottom() == form.rect().bottom()


def test_that_every_control_has_a_name_for_the_eye_the_ear_and_a_test(hands: PanelHands):
    hands.panel.set_config(replace(READY, strategy=TpeKind()))
    hands.panel.model.space.select(2)
    controls = [
        widget
        for widget in hands.panel.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not isinstance(widget, QScrollArea)
    ]
    assert len(controls) > 20
    nameless = [
        widget for widget in controls if not (widget.objectName() and widget.accessibleName())
    ]
    assert nameless == []
