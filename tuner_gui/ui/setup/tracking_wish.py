"""That a sweep is logged to MLflow, and where: a person's wish, no part of a session. No Qt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrackingWish:
    """Where a sweep is logged.

    Args:
        place: as it was typed: a folder, a file that ends in .db, or the address of a server.
        experiment: which the runs are of; empty for the name of the sweep.
        is_on: the sweep is logged at all.
    """

    place: str
    experiment: str = ""
    is_on: bool = False
