"""How long the window stalls while 10,000 events a second arrive: gaps of a 1 ms timer.

The window holds the trial table and the history chart. The events come from a thread that burns
Python all the time, as the pipeline does at its worst, or from a process, in batches of 20 ms.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Thread
from typing import TYPE_CHECKING

import numpy as np

from tests.benchmarks.figures import Figure
from tuner_gui.core.events import ExperimentEvent, TrialCompleted, TrialStarted
from tuner_gui.core.trial import TrialRecord, TrialState

if TYPE_CHECKING:
    from PySide6.QtCore import QThread
    from PySide6.QtWidgets import QWidget

    from tuner_gui.bridge.signal_observer import SignalObserver

EVENTS_A_SECOND = 10_000
SECONDS = float(os.environ.get("TUNER_GUI_GAP_SECONDS", "10"))
SETTLING_S = 1.0
BATCH_S = 0.02
FRAME_MS = 16.7


def pair(number: int) -> tuple[ExperimentEvent, ExperimentEvent]:
    """The two events of a trial with six parameters."""
    metric = 0.9 + 0.1 * np.sin(number) * np.exp(-number / 20_000)
    params = {
        "n_estimators": 50 + number * 7 % 450,
        "max_depth": 3 + number % 18,
        "max_features": number * 0.137 % 1.0,
        "ccp_alpha": 1e-5 * (1 + number % 1000),
        "criterion": ("gini", "entropy", "log_loss")[number % 3],
        "bootstrap": number % 2 == 0,
    }
    running = TrialRecord(number, params, TrialState.RUNNING, worker=f"worker {number % 4}")
    complete = TrialRecord(
        number,
        params,
        TrialState.COMPLETE,
        float(metric),
        {"accuracy": float(metric), "loss": 1 - float(metric)},
        duration_ms=12.5,
        worker=f"worker {number % 4}",
    )
    return TrialStarted(running), TrialCompleted(complete)


def make_burner(observer: SignalObserver) -> QThread:
    """A thread that sends events at the rate and burns Python in between."""
    from PySide6.QtCore import QThread

    class Burner(QThread):
        def run(self) -> None:
            begin, number, spun = time.perf_counter(), 0, 0
            while (passed := time.perf_counter() - begin) < SECONDS + SETTLING_S:
                while number * 2 < passed * EVENTS_A_SECOND:
                    for event in pair(number):
                        observer.on_event(event)
                    number += 1
                for step in range(100):
                    spun += step * step % 7

    return Burner()


def send_batches(sender: Connection) -> None:
    """The other process: a batch of events every 20 ms."""
    begin, number = time.perf_counter(), 0
    while (passed := time.perf_counter() - begin) < SECONDS + SETTLING_S:
        batch: list[ExperimentEvent] = []
        while number * 2 < passed * EVENTS_A_SECOND:
            batch.extend(pair(number))
            number += 1
        sender.send(batch)
        time.sleep(BATCH_S)
    sender.close()


def make_reader(observer: SignalObserver) -> tuple[Thread, list[object]]:
    """A thread that hands on what another process sends."""
    receiver, sender = get_context("spawn").Pipe(duplex=False)
    child = get_context("spawn").Process(target=send_batches, args=(sender,), daemon=True)
    child.start()
    sender.close()

    def read() -> None:
        try:
            while True:
                for event in receiver.recv():
                    observer.on_event(event)
        except EOFError:
            child.join()

    return Thread(target=read), [receiver, child]


def make_window() -> tuple[QWidget, SignalObserver]:
    """Table and chart, fed as the program feeds them."""
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from tuner_gui.bridge.live_store import LiveStore, TrialSelection
    from tuner_gui.bridge.signal_observer import SignalObserver
    from tuner_gui.core.objective import Objective
    from tuner_gui.core.trial_store import TrialStore
    from tuner_gui.ui.charts.charts_panel import ChartsPanel
    from tuner_gui.ui.style.theme import Theme
    from tuner_gui.ui.trials.trials_panel import TrialsPanel

    theme = Theme("dark")
    window = QWidget()
    theme.setParent(window)
    live, selection = LiveStore(window), TrialSelection(window)
    live.replace(TrialStore(Objective("accuracy")))
    charts, trials = ChartsPanel(live, selection, theme), TrialsPanel(live, selection, theme)
    layout = QVBoxLayout(window)
    layout.addWidget(charts)
    layout.addWidget(trials)
    observer = SignalObserver(window)
    observer.events_arrived.connect(live.apply)
    charts.history()
    charts.set_planned(int(SECONDS * EVENTS_A_SECOND / 2))
    window.resize(1440, 900)
    return window, observer


def gaps_ms(source: str) -> tuple[np.ndarray, int]:
    """Runs the window; returns the gaps between ticks, and how many trials came in."""
    from PySide6.QtCore import QCoreApplication, Qt, QTimer

    from tuner_gui.bridge.live_store import LiveStore

    window, observer = make_window()
    window.show()
    ticks: list[float] = []
    timer = QTimer(window)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start(1)
    observer.start()
    keep: list[object] = []
    producer: QThread | Thread | None = None
    if source == "thread":
        producer = make_burner(observer)
    elif source == "process":
        producer, keep = make_reader(observer)
    begin = time.perf_counter()
    if producer is not None:
        producer.start()
    QTimer.singleShot(int((SECONDS + SETTLING_S) * 1000), QCoreApplication.quit)
    QCoreApplication.exec()
    if isinstance(producer, Thread):
        producer.join()
    elif producer is not None:
        producer.wait()
    observer.stop()
    timer.stop()
    live = window.findChild(LiveStore)
    assert live is not None
    trials = len(live.store)
    del keep
    window.close()
    window.deleteLater()
    settled = np.array([tick for tick in ticks if tick > begin + SETTLING_S])
    return np.diff(settled) * 1000, trials


def p99_of(gaps: np.ndarray) -> float:
    return float(np.percentile(gaps, 99))


def measure() -> Iterator[Figure]:
    from tuner_gui.ui.application import GarbageTimer, make_application

    app = make_application(["event_gap"])
    GarbageTimer(app)
    gaps, _ = gaps_ms("nothing")
    yield Figure("nothing arrives: gap, p99 (what the machine itself does)", p99_of(gaps), "ms")
    for source, name in (
        ("thread", "a thread that burns Python"),
        ("process", "a process, batches of 20 ms"),
    ):
        gaps, trials = gaps_ms(source)
        yield Figure(f"{name}: trials in the window", trials, "")
        yield Figure(f"{name}: gap, p50", float(np.median(gaps)), "ms")
        yield Figure(f"{name}: gap, p99", p99_of(gaps), "ms", FRAME_MS)
        yield Figure(f"{name}: longest gap", float(gaps.max()), "ms")
