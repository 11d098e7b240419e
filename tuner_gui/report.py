"""What a training script may import to report its metrics; standard library only, any thread.

    from tuner_gui.report import report, should_stop

    for epoch in range(100):
        report(epoch, loss=loss, accuracy=accuracy)
        if should_stop():
            break

Outside a sweep nothing is reported and nothing stops. Within one the reports go to a file that is
named in the environment, so that they arrive from any process that the script starts. Where the
environment names `-`, as the line does that is copied of a trial, they are printed.
"""

from __future__ import annotations

import os
import sys

CHANNEL = "TUNER_GUI_REPORT"
"""The variable that names the file of the reports."""

PRINTED = "-"
"""In place of the file: the reports are printed, for a person to see."""

STOP_SUFFIX = ".stop"
"""A file beside it, with this suffix, asks the script to end."""

LISTENING = b'{"listening": true}\n'
"""What a script writes that asks whether it should stop: it is given the time to do so."""

_listening: set[str] = set()


def report(step: int, **metrics: float) -> None:
    """Reports metrics of a step; any number, also numpy's and those of one-element tensors.

    Args:
        step: a whole number, such as the epoch.
        metrics: values under their names.

    Raises:
        TypeError, ValueError: the step or a value is no number.
    """
    values = {name: float(value) for name, value in metrics.items()}
    number = int(step)
    channel = os.environ.get(CHANNEL)
    if channel == PRINTED:
        shown = (f"{name}={value!r}" for name, value in values.items())
        sys.stdout.write(f"{' '.join([f'step={number}', *shown])}\n")
        sys.stdout.flush()
    elif channel:
        import json

        line = json.dumps({"step": number, "metrics": values})
        _append(channel, f"{line}\n".encode())


def should_stop() -> bool:
    """Returns True once the trial is to end, because it was stopped or took too long."""
    channel = os.environ.get(CHANNEL)
    if not channel or channel == PRINTED:
        return False
    if channel not in _listening:
        _listening.add(channel)
        _append(channel, LISTENING)
    # a trial that is over has no channel any more
    return os.path.exists(channel + STOP_SUFFIX) or not os.path.exists(channel)  # noqa: PTH110


def _append(channel: str, line: bytes) -> None:
    """Adds a line in one piece, whoever else writes; to a trial that is over there is no way."""
    try:
        descriptor = os.open(channel, os.O_WRONLY | os.O_APPEND)
    except OSError:
        return
    try:
        os.write(descriptor, line)
    finally:
        os.close(descriptor)
