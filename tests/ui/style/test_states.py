"""Every state has a glyph of its own and a colour that exists."""

from __future__ import annotations

from tuner_gui.core.trial import TrialState
from tuner_gui.resources import resource_path
from tuner_gui.ui.style.states import STATE_LOOKS
from tuner_gui.ui.style.tokens import COLOUR_NAMES


def test_that_every_state_can_be_told_by_shape_and_by_colour() -> None:
    assert set(STATE_LOOKS) == set(TrialState)
    looks = STATE_LOOKS.values()
    assert len({look.glyph for look in looks}) == len({look.colour for look in looks}) == len(looks)
    assert all(resource_path("icons", f"{look.glyph}.svg").is_file() for look in looks)
    assert {look.colour for look in looks} <= COLOUR_NAMES
