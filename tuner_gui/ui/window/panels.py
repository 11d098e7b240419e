"""What the workbench is put together from; made in app.py. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.bridge.session_keeper import SessionKeeper
    from tuner_gui.bridge.sweep_controller import SweepController
    from tuner_gui.session.recent import RecentFiles
    from tuner_gui.session.trust_store import TrustStore
    from tuner_gui.ui.charts.charts_panel import ChartsPanel
    from tuner_gui.ui.inspector.inspector_panel import InspectorPanel
    from tuner_gui.ui.notes.sweep_note_panel import SweepNotePanel
    from tuner_gui.ui.setup.setup_panel import SetupPanel
    from tuner_gui.ui.trials.trials_panel import TrialsPanel
    from tuner_gui.ui.window.places import Places


@dataclass(frozen=True, slots=True)
class Panels:
    """The panes of the window."""

    setup: SetupPanel
    charts: ChartsPanel
    trials: TrialsPanel
    inspector: InspectorPanel
    note: SweepNotePanel


@dataclass(frozen=True, slots=True)
class Services:
    """What the desks of the window work with."""

    controller: SweepController
    live: LiveStore
    selection: TrialSelection
    keeper: SessionKeeper
    recent: RecentFiles
    places: Places
    trust: TrustStore
