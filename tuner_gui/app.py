"""The composition root: the one place that names concrete classes of every layer. GUI thread."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from functools import partial
from pathlib import Path

from tuner_gui.bridge.catalogue_reader import CatalogueReader
from tuner_gui.bridge.live_store import LiveStore, TrialSelection
from tuner_gui.bridge.session_keeper import SessionKeeper
from tuner_gui.bridge.sweep_controller import SweepController
from tuner_gui.core.budget import Budget
from tuner_gui.core.config import SweepConfig
from tuner_gui.core.kinds import RandomKind
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.resources import resource_path
from tuner_gui.session.folders import cache_folder, recent_file, sweeps_folder, window_file
from tuner_gui.session.recent import RecentFiles
from tuner_gui.ui.application import (
    GarbageTimer,
    call_soon,
    make_application,
    on_termination,
    run_until,
)
from tuner_gui.ui.charts.charts_panel import ChartsPanel
from tuner_gui.ui.inspector.inspector_panel import InspectorPanel
from tuner_gui.ui.setup.setup_panel import SetupPanel
from tuner_gui.ui.style.theme import Theme
from tuner_gui.ui.trials.trials_panel import TrialsPanel
from tuner_gui.ui.window.main_window import MainWindow
from tuner_gui.ui.window.memory import WindowMemory
from tuner_gui.ui.window.panels import Panels, Services
from tuner_gui.ui.window.places import Places

_MOST_WORKERS = 8
_FIRST_TRIALS = 50
_SETTLE_MS = 300
"""What is laid out in answer to a first layout takes some turns of the event loop."""

_SEEDS = 100_000
"""Enough to differ, few enough to be read aloud."""
_EXIT_WHEN_SHOWN = "TUNER_GUI_EXIT_WHEN_SHOWN"
"""Set by the start-up benchmark."""


def run_window(session_path: Path | None, *, demo: bool = False) -> int:
    """Opens the window and returns the exit code once it is closed.

    Args:
        session_path: a session to open; None shows the welcome page.
        demo: open the bundled example and start it.
    """
    app = make_application(sys.argv[:1])
    memory = WindowMemory(window_file())
    theme = Theme(memory.theme)
    theme.apply(app)
    window = build_window(theme, memory)
    window.show()
    on_termination(app, window.closing.close_now)
    call_soon(partial(GarbageTimer, app))
    if demo:
        window.run_example(demo_session())
    elif session_path is not None:
        window.files.open(session_path)
    if os.environ.get(_EXIT_WHEN_SHOWN):
        call_soon(app.quit)
    return app.exec()


def write_window_picture(session_path: Path, picture: Path, theme_name: str = "dark") -> None:
    """Writes a PNG of the window with a session in it; needs no screen, but a Qt platform.

    Args:
        session_path: what the window shows.
        picture: the file to write.
        theme_name: `dark` or `light`.
    """
    app = make_application(sys.argv[:1])
    theme = Theme("light" if theme_name == "light" else "dark")
    theme.apply(app)
    with tempfile.TemporaryDirectory() as folder:
        window = build_window(theme, WindowMemory(Path(folder) / "window.ini"))
        window.show()
        window.session.open(session_path)
        run_until(lambda: not window.is_welcoming and window.is_settled, timeout_ms=20_000)
        run_until(lambda: False, timeout_ms=_SETTLE_MS)
        window.grab().save(str(picture))
        window.closing.close_now()


def build_window(theme: Theme, memory: WindowMemory) -> MainWindow:
    """Returns the main window, its parts handed to one another."""
    live = LiveStore()
    selection = TrialSelection()
    services = Services(
        controller=SweepController(),
        live=live,
        selection=selection,
        keeper=SessionKeeper(),
        recent=RecentFiles(recent_file()),
        places=Places(sweeps=sweeps_folder(), examples=resource_path("examples")),
    )
    panels = Panels(
        setup=SetupPanel(theme, CatalogueReader(cache_folder())),
        charts=ChartsPanel(live, selection, theme),
        trials=TrialsPanel(live, selection, theme),
        inspector=InspectorPanel(live, selection, theme),
    )
    return MainWindow(theme, panels, services, memory, new_config)


def new_config() -> SweepConfig:
    """Returns the setup of a new sweep: everything set but the target and the space."""
    workers = max(1, min((os.cpu_count() or 2), _MOST_WORKERS))
    return SweepConfig(
        name="",
        target=None,
        space=HyperParamSpace(),
        strategy=RandomKind(),
        budget=Budget(trials=_FIRST_TRIALS, concurrency=workers),
        seed=secrets.randbelow(_SEEDS),
    )


def demo_session() -> Path:
    """Returns the bundled example that `--demo` runs."""
    return resource_path("examples", "forest-on-breast-cancer.tuner.json")
