"""Signals while a sweep runs without a window: requests to it, and nobody else's business."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from tuner_gui.session.interrupts import InterruptHandling
from tuner_gui.sweep.control import SweepControl


def test_that_the_first_interrupt_stops_the_second_aborts_and_the_third_raises(
    capfd: pytest.CaptureFixture[str],
) -> None:
    control = SweepControl()
    with InterruptHandling(control) as interrupts:
        os.kill(os.getpid(), signal.SIGINT)
        assert control.is_stopping
        assert not control.is_aborting
        os.kill(os.getpid(), signal.SIGINT)
        assert control.is_aborting
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
        assert interrupts.count == 3
    assert "Stopping once the running trials are done" in capfd.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_that_being_told_to_end_aborts_at_once(number: signal.Signals) -> None:
    control = SweepControl()
    before = signal.getsignal(number)
    with InterruptHandling(control):
        os.kill(os.getpid(), number)
        assert control.is_aborting
    assert signal.getsignal(number) is before


def test_that_nothing_interrupts_the_saving() -> None:
    control = SweepControl()
    with InterruptHandling(control) as interrupts:
        interrupts.only_counts = True
        for _ in range(4):
            os.kill(os.getpid(), signal.SIGINT)
        assert interrupts.count == 4
    assert not control.is_stopping


def test_that_a_signal_that_was_ignored_stays_ignored() -> None:
    control = SweepControl()
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with InterruptHandling(control):
            os.kill(os.getpid(), signal.SIGHUP)
        assert not control.is_stopping
    finally:
        signal.signal(signal.SIGHUP, before)


def test_that_another_thread_leaves_the_signals_alone() -> None:
    before = signal.getsignal(signal.SIGINT)
    seen: list[object] = []

    def enter() -> None:
        with InterruptHandling(SweepControl()):
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=enter)
    thread.start()
    thread.join()
    assert seen == [before]
