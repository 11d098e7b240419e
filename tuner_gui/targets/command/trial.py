"""A command as a target: one process a trial, followed until its end; on the host's main thread.

The working folder, the environment and the arguments are the command's own; stdout and stderr go to
the trial's log as they come. Its metrics are read meanwhile. When the program ends, whatever it
left running is ended too.
"""

from __future__ import annotations

import selectors
import tempfile
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TrainFailure
from tuner_gui.report import STOP_SUFFIX
from tuner_gui.targets.command.failure import CommandFailure, command_failure
from tuner_gui.targets.command.link import LooseLink
from tuner_gui.targets.command.output import CommandOutput, Stream
from tuner_gui.targets.command.preparation import prepare
from tuner_gui.targets.command.process import CommandProcess

if TYPE_CHECKING:
    from tuner_gui.core.dataset import DatasetView
    from tuner_gui.core.nesting import Params
    from tuner_gui.core.specs import CommandSpec
    from tuner_gui.targets.command.link import HostLink
    from tuner_gui.targets.command.preparation import PreparedCommand
    from tuner_gui.targets.running import TrialContext

_LOOK_EVERY_S = 0.05
_GRACE_S = 0.4
"""A command that was told to end by SIGTERM may take so long; the host itself gets little more."""

_STDOUT, _STDERR = 1, 2


class CommandFactory:
    """Makes the trials of a command.

    Args:
        spec: the command.
        link: the host around it.
    """

    takes_context = True

    def __init__(self, spec: CommandSpec, link: HostLink | None = None) -> None:
        self._spec = spec
        self._link = link or LooseLink()

    def __call__(self, params: Params, *, context: TrialContext) -> CommandTrial:
        """Returns the trial with these parameters."""
        return CommandTrial(self._spec, self._link, params, context)


class CommandTrial:
    """One run of a command: `train` is its life, `validate` its metrics."""

    def __init__(
        self, spec: CommandSpec, link: HostLink, params: Params, context: TrialContext
    ) -> None:
        self._spec = spec
        self._link = link
        self._params = params
        self._context = context
        self._metrics: dict[str, float] = {}

    def train(self, dataset: DatasetView) -> None:  # noqa: ARG002 - a command brings its own
        """Runs the command to its end.

        Raises:
            TrainFailure: it cannot be started, ends otherwise than well, or tells no metric.
        """
        with tempfile.TemporaryDirectory(
            prefix="tuner-gui-", ignore_cleanup_errors=True
        ) as scratch:
            folder = self._link.trial_folder(self._context.number) or Path(scratch) / "trial"
            command = prepare(self._spec, self._params, folder, Path(scratch))
            self._metrics = self._run(command)

    def validate(self, dataset: DatasetView) -> dict[str, float]:  # noqa: ARG002
        """Returns the last value of each metric."""
        return self._metrics

    def _run(self, command: PreparedCommand) -> dict[str, float]:
        rules, objective = self._spec.metrics, self._context.metric
        output = CommandOutput(command, rules, objective, self._params)
        process = CommandProcess(command.argv, command.cwd, command.environment)
        with closing(process):
            follower = _Follower(process, output, command, self._link, self._context)
            try:
                self._link.group_started(process.pid)
                follower.follow()
            except BaseException:
                process.terminate(_GRACE_S)
                raise
            finally:
                process.kill()
                self._link.group_ended()  # before the id can be given to another
                status = process.reap()
                follower.finish()
        if status != 0:
            if follower.is_stopped:
                raise CommandFailure("The command was stopped.")
            raise command_failure(status, output.tail)
        return self._result(output, command)

    def _result(self, output: CommandOutput, command: PreparedCommand) -> dict[str, float]:
        try:
            return output.log.result()
        except TrainFailure:
            file = command.metrics_file
            if file is None or file.exists():
                raise
            raise TrainFailure(
                f"The command wrote no metrics file {file}.",
                "Check its path under Metrics; it counts from the command's working folder.",
            ) from None


class _Follower:
    """Follows a running command until it ends, or has to."""

    def __init__(
        self,
        process: CommandProcess,
        output: CommandOutput,
        command: PreparedCommand,
        link: HostLink,
        context: TrialContext,
    ) -> None:
        self._process = process
        self._output = output
        self._stop_file = command.channel.with_name(command.channel.name + STOP_SUFFIX)
        self._link = link
        self._context = context
        self._streams = {
            _STDOUT: Stream(process.stdout, _STDOUT),
            _STDERR: Stream(process.stderr, _STDERR),
        }
        self.is_stopped = False

    def follow(self) -> None:
        """Returns once the program has ended, or was told to."""
        with selectors.DefaultSelector() as selector:
            for target, stream in self._streams.items():
                selector.register(stream.source, selectors.EVENT_READ, target)
            if self._process.end_signal is not None:
                selector.register(self._process.end_signal, selectors.EVENT_READ, None)
            look_due = 0.0
            while not self._process.has_exited:
                for key, _ in selector.select(max(0.0, min(_LOOK_EVERY_S, look_due - monotonic()))):
                    self._pump(key, selector)
                if monotonic() >= look_due:
                    look_due = monotonic() + _LOOK_EVERY_S
                    if self._has_to_end():
                        return
                    self._look()
                    self._process.look_after()

    def finish(self) -> None:
        """Takes what is left in pipes and files, now that the program is gone."""
        for target, stream in self._streams.items():
            self._output.take_lines(stream.drain(), is_error=target == _STDERR)
        self._output.take_files(is_last=True)
        if not self.is_stopped:
            self._report()

    def _pump(self, key: selectors.SelectorKey, selector: selectors.BaseSelector) -> None:
        if key.data is None:
            return
        stream = self._streams[key.data]
        self._output.take_lines(stream.pump(), is_error=key.data == _STDERR)
        if not stream.is_open:
            selector.unregister(stream.source)

    def _has_to_end(self) -> bool:
        """Ends the command if that is asked; one that asks whether to stop is left to do so."""
        if not self._link.stop_is_asked():
            return False
        self.is_stopped = True
        self._stop_file.touch()
        if self._output.is_listening:
            return False
        self._process.terminate(_GRACE_S)
        return True

    def _look(self) -> None:
        self._output.take_files()
        if not self.is_stopped:
            self._report()

    def _report(self) -> None:
        for step, metrics in self._output.log.new_reports():
            metrics.pop("step", None)  # the name is taken: the step itself
            self._context.report(step, **metrics)
