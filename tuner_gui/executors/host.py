"""The trial host: a child process that loads a target once and runs trials one after the other.

Started by `HostProcess` as `python -m tuner_gui.executors.host --fd WIRE --parent PID`; its main
thread runs the trials. It imports no Qt, and of its own no numpy.
"""

from __future__ import annotations

import atexit
import logging
import os
import socket
import sys
from time import perf_counter
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from tuner_gui.core.specs import CommandSpec, DatasetSpec, TargetSpec
from tuner_gui.core.trial import TrialError
from tuner_gui.datasets.views import dataset_view
from tuner_gui.executors.child_output import ChildOutput
from tuner_gui.executors.failures import trial_error
from tuner_gui.executors.lifeline import die_with_parent
from tuner_gui.executors.running_trial import RunningTrial
from tuner_gui.executors.thread_limits import ThreadLimits
from tuner_gui.executors.wire import HostWire, WireBroken
from tuner_gui.targets.loading import load_target
from tuner_gui.targets.running import run_trial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuner_gui.core.dataset import DatasetView
    from tuner_gui.core.nesting import Params
    from tuner_gui.core.trainable import TrainableFactory


_NICENESS = 5


def main(argv: Sequence[str]) -> int:
    """Serves the parent until it hangs up.

    Args:
        argv: `--fd`, the file descriptor of the wire, `--parent`, the parent's process id.
    """
    options = dict(zip(argv[::2], argv[1::2], strict=True))
    die_with_parent(int(options["--parent"]))
    _give_way()
    wire_fd = int(options["--fd"])
    os.set_inheritable(wire_fd, False)  # what a trial starts must not hold the wire
    sys.argv[1:] = []
    connection = socket.socket(fileno=wire_fd)
    output = ChildOutput()
    atexit.register(_leave, output)  # the first to be registered is the last to run
    try:
        TrialHost(HostWire(connection), output).serve()
    except BaseException:
        atexit.unregister(_leave)  # a defect of the host ends as any other program does
        raise
    connection.detach()  # open to the very end of this process, by which the parent knows it
    return 0


def _give_way() -> None:
    """Lets the window run first, also where there are as many workers as cores."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)


def _leave(output: ChildOutput) -> None:
    """Ends the process once all exit handlers have run.

    To take an interpreter apart that has loaded scikit-learn takes up to a second.
    """
    logging.shutdown()
    output.settle()
    os._exit(0)


class TrialHost:
    """Runs the jobs that come over its wire."""

    def __init__(self, wire: HostWire, output: ChildOutput) -> None:
        self._wire = wire
        self._output = output
        self._setup: dict[str, Any] = {}
        self._loaded: tuple[TrainableFactory, DatasetView] | TrialError | None = None
        self._trial = RunningTrial(wire)
        self._threads = ThreadLimits()
        self._pid = os.getpid()

    def serve(self) -> None:
        """Takes messages until the parent hangs up, or is gone."""
        try:
            while (message := self._wire.next()) is not None:
                match message:
                    case ["job", number, params, seed, metric, threads]:
                        self._threads.set(threads)
                        self._wire.send(self._run(number, _thawed(params), seed, metric))
                    case ["setup", setup]:
                        self._set_up(setup)
                    case _:
                        pass  # a cancel that came after the end
        except (WireBroken, ConnectionError):
            return

    def _set_up(self, setup: dict[str, Any]) -> None:
        self._setup = setup
        self._trial.folder = setup["folder"]
        known = set(sys.path)
        sys.path += [folder for folder in setup["path"] if folder not in known]
        self._wire.send(("ready",))

    def _run(self, number: int, params: Params, seed: int, metric: str) -> Sequence[object]:
        os.environ["TUNER_SEED"] = str(seed)
        self._trial.begin(number)
        loaded = self._load()
        begin = perf_counter()
        end: tuple[object, ...]
        try:
            end = self._outcome(loaded, number, params, metric, seed)
        except BaseException as error:  # noqa: BLE001 - whatever a target raises costs its own trial
            end = _failed(number, trial_error(error))
        ms = (perf_counter() - begin) * 1e3
        if self._trial.is_stopped:  # whatever the target made of it
            end = ("stopped", number, end[2] if end[0] == "done" else {})
        self._trial.end()
        self._output.settle()
        if os.getpid() != self._pid:
            os._exit(0)  # a fork of the trial that came back here: the host itself goes on
        return (*end, ms)

    def _outcome(
        self,
        loaded: tuple[TrainableFactory, DatasetView] | TrialError,
        number: int,
        params: Params,
        metric: str,
        seed: int,
    ) -> tuple[object, ...]:
        if isinstance(loaded, TrialError):
            return _failed(number, loaded)
        factory, dataset = loaded
        report = self._trial.reporter()
        metrics = run_trial(
            factory, params, dataset, metric=metric, report=report, number=number, seed=seed
        )
        return ("done", number, metrics)

    def _load(self) -> tuple[TrainableFactory, DatasetView] | TrialError:
        """Returns the target and its data, or why there are none: the same for every trial."""
        if self._loaded is None:
            try:
                target: TargetSpec = TypeAdapter(TargetSpec).validate_python(self._setup["target"])
                data: DatasetSpec = TypeAdapter(DatasetSpec).validate_python(self._setup["dataset"])
                if isinstance(target, CommandSpec):
                    self._trial.guard_commands()
                self._loaded = load_target(target, self._trial), dataset_view(data)
            except BaseException as error:  # noqa: BLE001 - a module may raise anything
                self._loaded = trial_error(error)
            self._wire.send(("loaded",))
        return self._loaded


def _failed(number: int, error: TrialError) -> tuple[object, ...]:
    return ("failed", number, error.kind, error.message, error.traceback)


def _thawed(params: Any) -> Any:
    """Parameters as they were asked for: JSON makes lists of tuples."""
    if isinstance(params, dict):
        return {name: _thawed(value) for name, value in params.items()}
    if isinstance(params, list):
        return tuple(map(_thawed, params))
    return params


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
