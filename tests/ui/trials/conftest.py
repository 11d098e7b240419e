"""The trial table in a window, fed with scripted events."""

from __future__ import annotations

import pytest

from tests.ui.trials.scripted import event_of, record, store_of
from tuner_gui.bridge.live_store import LiveStore, TrialSelection
from tuner_gui.ui.trials.trials_panel import TrialsPanel


@pytest.fixture
def live(qapp):
    made = LiveStore()
    made.replace(store_of([]))
    return made


@pytest.fixture
def selection(qapp):
    return TrialSelection()


@pytest.fixture
def panel(qtbot, live, selection, theme):
    made = TrialsPanel(live, selection, theme)
    qtbot.addWidget(made)
    made.resize(760, 400)
    made.show()
    return made


@pytest.fixture
def table(panel):
    return panel.table


@pytest.fixture
def ready(live, table, qtbot):
    """Forty trials, and the keyboard in the table."""
    numbers = range(40)
    live.apply(
        [event_of(record(at, metric=at / 1000, depth=3, criterion="gini")) for at in numbers]
    )
    table.window().activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    return table
