"""Which sessions are logged to MLflow and where, from one start to the next. GUI thread.

It is kept in this user's settings, and not in sessions, which others may open.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tuner_gui.ui.setup.tracking_wish import TrackingWish

if TYPE_CHECKING:
    from pathlib import Path

    from tuner_gui.ui.window.memory import WindowMemory

_MOST_SESSIONS = 200


class TrackingMemory:
    """The last place is proposed for every session; it is logged to where a person said so.

    Args:
        memory: keeps it.
        first_place: what is proposed as long as nothing else was named.
    """

    def __init__(self, memory: WindowMemory, first_place: Path) -> None:
        self._memory = memory
        place, self._wishes = _parsed(memory.mlflow)
        self._place = place or str(first_place)

    @property
    def place(self) -> str:
        """The place that was named last."""
        return self._place

    def wish(self, session: Path | None) -> TrackingWish:
        """Returns what was wished for a session; of a new one nothing."""
        known = None if session is None else self._wishes.get(str(session))
        return known or TrackingWish(self._place)

    def keep_place(self, place: str) -> None:
        """Proposes this place from now on."""
        self._place = place.strip() or self._place
        self._write()

    def keep(self, session: Path | None, wish: TrackingWish) -> None:
        """Remembers what is wished for a session; of one without a file only the place."""
        if wish.is_on:
            self._place = wish.place.strip() or self._place
        if session is not None:
            self._wishes.pop(str(session), None)
            if wish.is_on:
                self._wishes[str(session)] = wish
        for oldest in list(self._wishes)[:-_MOST_SESSIONS]:
            del self._wishes[oldest]
        self._write()

    def _write(self) -> None:
        sessions = {
            path: {"place": wish.place, "experiment": wish.experiment}
            for path, wish in self._wishes.items()
        }
        self._memory.mlflow = json.dumps({"place": self._place, "sessions": sessions})


def _parsed(text: str) -> tuple[str, dict[str, TrackingWish]]:
    """What is remembered; what cannot be read is forgotten."""
    try:
        known = json.loads(text or "{}")
        wishes = {
            str(path): TrackingWish(str(wish["place"]), str(wish["experiment"]), is_on=True)
            for path, wish in known.get("sessions", {}).items()
        }
        return str(known.get("place", "")), wishes
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return "", {}
