"""What follows from a choice, as values."""

from __future__ import annotations

from dataclasses import replace

from tests.ui.setup.test_setup_reading import READY
from tuner_gui.core.objective import Direction
from tuner_gui.ui.setup.choosing import with_direction, with_found_metrics, with_metric
from tuner_gui.ui.setup.setup_draft import SetupDraft

DRAFT = with_metric(SetupDraft.from_config(READY), "score")


def test_that_the_direction_follows_the_metric_until_one_is_chosen():
    assert with_metric(DRAFT, "val_loss").direction is Direction.MINIMIZE
    assert with_metric(with_metric(DRAFT, "val_loss"), "acc").direction is Direction.MAXIMIZE
    chosen = with_direction(DRAFT, Direction.MAXIMIZE)
    assert with_metric(chosen, "val_loss").direction is Direction.MAXIMIZE


def test_that_a_session_that_maximises_a_loss_means_it():
    objective = READY.objective.model_copy(update={"metric": "loss"})
    opened = SetupDraft.from_config(replace(READY, objective=objective))
    assert with_metric(opened, "val_loss").direction is Direction.MAXIMIZE


def test_that_a_metric_that_was_found_takes_the_place_of_none():
    found = with_found_metrics(DRAFT, ("loss", "acc"))
    assert (found.metric, found.direction) == ("loss", Direction.MINIMIZE)
    typed = with_metric(DRAFT, "auc")
    assert with_found_metrics(typed, ("loss",)) == typed
    assert with_found_metrics(DRAFT, ()) == DRAFT
    stated = with_found_metrics(DRAFT, ("score",), "minimize")
    assert (stated.metric, stated.direction) == ("score", Direction.MINIMIZE)
