"""The inspector in a window, fed with scripted events and a made-up log."""

from __future__ import annotations

import pytest

from tests.ui.trials.scripted import store_of
from tuner_gui.bridge.live_store import LiveStore, TrialSelection
from tuner_gui.ui.inspector.inspector_panel import InspectorPanel


@pytest.fixture
def live(qapp):
    made = LiveStore()
    made.replace(store_of([]))
    return made


@pytest.fixture
def selection(qapp):
    return TrialSelection()


@pytest.fixture
def logs():
    """What each trial has printed, by number; and the numbers that were read."""
    return {}


@pytest.fixture
def panel(qtbot, live, selection, theme, logs):
    made = InspectorPanel(live, selection, theme, lambda number: (logs.get(number, ""), False))
    qtbot.addWidget(made)
    made.resize(300, 800)
    made.show()
    return made
