"""A call that is waited for, and left."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from tuner_gui.bridge.leavable_call import LeavableCall
from tuner_gui.core.errors import TuningError


def test_that_it_gives_what_the_call_gives() -> None:
    call = LeavableCall(lambda: 7, "seven")
    assert call() == 7
    call.leave(0)

    def fail() -> None:
        raise TuningError("No.")

    with pytest.raises(TuningError, match="No"):
        LeavableCall(fail, "no")()


def test_that_who_waits_for_it_returns_once_it_is_left() -> None:
    ends = Event()
    call = LeavableCall(lambda: ends.wait(30), "long")
    said: list[str] = []

    def wait() -> None:
        try:
            call()
        except TuningError as error:
            said.append(str(error))

    waiting = Thread(target=wait)
    waiting.start()
    call.leave(0.01)
    waiting.join(10)
    ends.set()
    assert said == ["It was left behind."]
