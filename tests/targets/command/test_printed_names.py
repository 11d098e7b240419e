"""The metrics that a script seems to print, from its source alone."""

from __future__ import annotations

import pytest

from tuner_gui.core.objective import Direction
from tuner_gui.targets.command.printed_names import printed_metrics, usual_direction


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('print(f"val_acc={a:.3f} train_loss: {b}")', ("val_acc", "train_loss")),
        ('print(f"{loss=} {epoch=}")', ("loss",)),
        ('print("auc: %.3f" % x)', ("auc",)),
        ('print("f1 = {:.2f}".format(x))', ("f1",)),
        ('print(json.dumps({"epoch": 1, "rmse": r}))', ("rmse",)),
        ("report(step, loss=l, step=3)", ("loss",)),
        ('print(f"depth={depth} loss={x}")', ("loss",)),
        ('print("val_loss:", loss)', ("val_loss",)),
        ('print("epoch", 1, "acc =", a, flush=True)', ("acc",)),
        ('print("val_loss", loss)', ("val_loss",)),
        ('print("reading", path)', ()),
        ('print("loss: 0.5", flush=True)', ("loss",)),
        ('"""Ends at loss: 0.5."""', ()),
        ('log.info("loss: %s", loss)', ("loss",)),
        ('log.info("host: %s", name)', ()),
        ('print("rmse: " + str(x))', ("rmse",)),
        ('print("Test accuracy: {}".format(x))', ("accuracy",)),
        ('tuner.report(step, **{"val/loss": x})', ("val/loss",)),
        ('print({"epoch": e, "auc": x})', ("auc",)),
        ('print("nothing here")', ()),
        ("def broken(", ()),
        ("\0", ()),
    ],
)
def test_that_names_are_found_where_they_stand_before_a_value(source, names):
    assert printed_metrics(source, ["depth"]) == names


def test_that_what_is_held_out_comes_first():
    source = 'print(f"train_acc={a} loss={b} test_accuracy={c} width={d}")'
    assert printed_metrics(source) == ("test_accuracy", "train_acc", "loss", "width")


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("accuracy", Direction.MAXIMIZE),
        ("val_loss", Direction.MINIMIZE),
        ("top1_error", Direction.MINIMIZE),
        ("error_recall", Direction.MAXIMIZE),
        ("reward", Direction.MAXIMIZE),
        ("unheard", Direction.MAXIMIZE),
    ],
)
def test_that_the_last_word_tells_which_way_is_better(name, direction):
    assert usual_direction(name) is direction
