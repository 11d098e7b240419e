"""Which sessions are logged and where is remembered in the settings, a bounded number of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner_gui.ui.setup.tracking_wish import TrackingWish
from tuner_gui.ui.window.memory import WindowMemory
from tuner_gui.ui.window.tracking_memory import TrackingMemory

FIRST = Path("/first/mlruns")
SESSION = Path("/a/forest.tuner.json")
ON = TrackingWish("http://host:5000", "mine", is_on=True)


@pytest.fixture
def memory(tmp_path: Path) -> WindowMemory:
    return WindowMemory(tmp_path / "window.ini")


def again(memory: WindowMemory) -> TrackingMemory:
    return TrackingMemory(memory, FIRST)


def test_that_nothing_is_logged_at_first(memory: WindowMemory) -> None:
    assert again(memory).wish(None) == TrackingWish(str(FIRST))
    assert again(memory).wish(SESSION) == TrackingWish(str(FIRST))


def test_that_a_session_keeps_its_wish_and_others_are_proposed_its_place(
    memory: WindowMemory,
) -> None:
    again(memory).keep(SESSION, ON)
    assert again(memory).wish(SESSION) == ON
    assert again(memory).wish(Path("/b.tuner.json")) == TrackingWish(ON.place)
    assert again(memory).wish(None) == TrackingWish(ON.place)


def test_that_a_wish_is_taken_back(memory: WindowMemory) -> None:
    again(memory).keep(SESSION, ON)
    again(memory).keep(SESSION, TrackingWish("elsewhere"))
    assert again(memory).wish(SESSION) == TrackingWish(ON.place)


def test_that_an_empty_place_is_not_proposed(memory: WindowMemory) -> None:
    again(memory).keep(None, TrackingWish(" ", is_on=True))
    again(memory).keep_place("")
    assert again(memory).place == str(FIRST)
    again(memory).keep_place("/mine")
    assert again(memory).place == "/mine"


def test_that_the_oldest_sessions_are_forgotten(memory: WindowMemory) -> None:
    known = again(memory)
    for number in range(201):
        known.keep(Path(f"/{number}"), ON)
    assert not again(memory).wish(Path("/0")).is_on
    assert again(memory).wish(Path("/1")).is_on


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "null", '{"sessions": 3}', '{"sessions": {"a": {}}}', '{"sessions": {"a": null}}'],
)
def test_that_what_cannot_be_read_is_forgotten(memory: WindowMemory, text: str) -> None:
    memory.mlflow = text
    assert again(memory).wish(SESSION) == TrackingWish(str(FIRST))
