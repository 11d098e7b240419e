"""The composition root: the one place that names concrete classes of every layer. GUI thread."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tuner_gui.core.files import write_atomically
from tuner_gui.resources import demo_session, resource_path
from tuner_gui.session.folders import (
    cache_folder,
    recent_file,
    sweeps_folder,
    trust_file,
    window_file,
)
from tuner_gui.session.recent import RecentFiles
from tuner_gui.ui.application import (
    GarbageTimer,
    call_soon,
    make_application,
    on_termination,
    run_until,
)
from tuner_gui.ui.style.theme import Theme
from tuner_gui.ui.window.main_window import MainWindow
from tuner_gui.ui.window.memory import WindowMemory
from tuner_gui.ui.window.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuner_gui.core.config import SweepConfig
    from tuner_gui.ui.application import Application
    from tuner_gui.ui.window.workbench import Workbench

_MOST_WORKERS = 8
_FIRST_TRIALS = 50
_SETTLE_MS = 300
"""What is laid out in answer to a first layout takes some turns of the event loop."""

_SEEDS = 100_000
"""Enough to differ, few enough to be read aloud."""
_EXIT_WHEN = "TUNER_GUI_EXIT_WHEN"
"""Set by the start-up benchmark: `shown` (the first page) or `furnished` (the panes)."""


def run_window(session_path: Path | None, *, demo: bool = False) -> int:
    """Opens the window and returns the exit code once it is closed.

    The frame is shown first; the panes, and the libraries that they need, follow at once.

    Args:
        session_path: a session to open; None shows the welcome page.
        demo: open the bundled example and start it.
    """
    app = make_application(sys.argv[:1])
    memory = WindowMemory(window_file())
    window = make_frame(worn_theme(app, memory), memory)
    window.show()
    if os.environ.get(_EXIT_WHEN) == "shown":
        call_soon(app.quit)
    else:
        call_soon(partial(_begin, app, window, session_path, demo=demo))
    return app.exec()


def _begin(app: Application, window: MainWindow, session_path: Path | None, *, demo: bool) -> None:
    workbench = furnish(window)
    on_termination(app, workbench.closing.close_now)
    GarbageTimer(app)
    if demo:
        workbench.run_example(demo_session())
    elif session_path is not None:
        workbench.files.open(session_path)
    if os.environ.get(_EXIT_WHEN) == "furnished":
        call_soon(app.quit)


def write_window_picture(session_path: Path, picture: Path) -> None:
    """Writes a PNG of the window with a session in it; needs no screen, but a Qt platform.

    Args:
        session_path: what the window shows.
        picture: the file to write.

    Raises:
        OSError: the picture cannot be written.
    """
    with _workbench_of(session_path, "dark") as workbench:
        is_written = workbench.panels.charts.window().grab().save(str(picture))
    if not is_written:
        raise OSError(f"The picture {picture} cannot be written.")


def write_chart_picture(session_path: Path, picture: Path) -> None:
    """Writes the chart of a session, in the light theme, as the name of the file says.

    Args:
        session_path: a session with trials.
        picture: the file to write, which ends in .png or .svg.

    Raises:
        OSError: it cannot be written.
    """
    from tuner_gui.ui.export.chart_picture import chart_bytes

    with _workbench_of(session_path, "light") as workbench:
        view = workbench.panels.charts.history().view
        content = chart_bytes(view, session_path.name, picture.suffix.lower().removeprefix("."))
    write_atomically(picture, content)


@contextmanager
def _workbench_of(session_path: Path, theme: Literal["light", "dark"]) -> Iterator[Workbench]:
    """A window with a session in it, once everything is drawn; nothing of it is remembered."""
    app = make_application(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        memory = WindowMemory(Path(folder) / "window.ini")
        memory.theme = theme
        window = build_window(worn_theme(app, memory), memory)
        window.show()
        workbench = window.workbench
        workbench.session.open(session_path)
        run_until(lambda: not window.is_welcoming and workbench.is_settled, timeout_ms=20_000)
        run_until(lambda: False, timeout_ms=_SETTLE_MS)
        yield workbench
        workbench.closing.close_now()


def worn_theme(app: Application, memory: WindowMemory) -> Theme:
    """Returns the remembered theme, worn by the application."""
    theme = Theme(memory.theme)
    theme.apply(app)
    return theme


def build_window(theme: Theme, memory: WindowMemory) -> MainWindow:
    """Returns the main window with everything in it."""
    window = make_frame(theme, memory)
    furnish(window)
    return window


def make_frame(theme: Theme, memory: WindowMemory) -> MainWindow:
    """Returns the main window without its panes: what is shown first."""
    places = Places(sweeps=sweeps_folder(), examples=resource_path("examples"))
    return MainWindow(theme, memory, RecentFiles(recent_file()), places)


def furnish(window: MainWindow) -> Workbench:
    """Gives a window its panes and what works with them; the heavy imports are here."""
    from tuner_gui.bridge.catalogue_reader import CatalogueReader
    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.bridge.session_keeper import SessionKeeper
    from tuner_gui.bridge.sweep_controller import SweepController
    from tuner_gui.session.trust_store import TrustStore
    from tuner_gui.ui.charts.charts_panel import ChartsPanel
    from tuner_gui.ui.inspector.inspector_panel import InspectorPanel
    from tuner_gui.ui.notes.sweep_note_panel import SweepNotePanel
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.trials.trials_panel import TrialsPanel
    from tuner_gui.ui.window.panels import Panels, Services
    from tuner_gui.ui.window.workbench import Workbench

    theme = window.theme
    live, selection = LiveStore(window), TrialSelection(window)
    services = Services(
        controller=SweepController(window),
        live=live,
        selection=selection,
        keeper=SessionKeeper(window),
        recent=window.recent,
        places=window.places,
        trust=TrustStore(trust_file()),
    )
    panels = Panels(
        setup=SetupPanel(theme, CatalogueReader(cache_folder())),
        charts=ChartsPanel(live, selection, theme),
        trials=TrialsPanel(live, selection, theme),
        inspector=InspectorPanel(live, selection, theme),
        note=SweepNotePanel(theme),
    )
    workbench = Workbench(window, panels, services, new_config)
    window.furnish(workbench)
    return workbench


def new_config() -> SweepConfig:
    """Returns the setup of a new sweep: everything set but the target and the space."""
    from tuner_gui.core.budget import Budget
    from tuner_gui.core.config import SweepConfig
    from tuner_gui.core.kinds import RandomKind
    from tuner_gui.core.space import HyperParamSpace

    workers = max(1, min(os.cpu_count() or 2, _MOST_WORKERS))
    return SweepConfig(
        name="",
        target=None,
        space=HyperParamSpace(),
        strategy=RandomKind(),
        budget=Budget(trials=_FIRST_TRIALS, concurrency=workers),
        seed=secrets.randbelow(_SEEDS),
    )
