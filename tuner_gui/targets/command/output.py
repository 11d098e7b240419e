"""What a command prints and reports: passed on whole, read for metrics; on the host's thread."""

from __future__ import annotations

import os
from collections import deque
from typing import TYPE_CHECKING

from tuner_gui.core.nesting import flatten
from tuner_gui.report import LISTENING
from tuner_gui.targets.command.lines import GrowingFile, LineSplitter
from tuner_gui.targets.command.metric_file import follow_metrics
from tuner_gui.targets.command.metric_log import MetricLog
from tuner_gui.targets.command.metrics import LineReader, read_report

if TYPE_CHECKING:
    from tuner_gui.core.nesting import Params
    from tuner_gui.core.specs import MetricRules
    from tuner_gui.targets.command.preparation import PreparedCommand

_CHUNK = 1 << 18
_MOST_AFTER_END = 1 << 21
_TAIL_LINES = 40
_TAIL_LETTERS = 8_000


class Stream:
    """One of the pipes of a command, and the host's own stream that it goes on to."""

    def __init__(self, source: int, target: int) -> None:
        self.source = source
        self.is_open = True
        self._target = target
        self._splitter = LineSplitter()

    def pump(self) -> list[str]:
        """Passes on what is there, at most a chunk; returns the lines that are whole now."""
        return self._splitter.feed(self._pass_on())

    def drain(self) -> list[str]:
        """Passes on all that was written before this call; returns its lines.

        That is at most what a pipe holds: one who goes on writing cannot keep us here.
        """
        lines: list[str] = []
        for _ in range(_MOST_AFTER_END // _CHUNK):
            data = self._pass_on()
            if not data:
                break
            lines += self._splitter.feed(data)
        return [*lines, *self._splitter.finish()]

    def _pass_on(self) -> bytes:
        try:
            data = os.read(self.source, _CHUNK)
        except BlockingIOError:
            return b""
        self.is_open = bool(data)
        rest = memoryview(data)
        while rest:  # waits while nobody takes it: nothing piles up here
            rest = rest[os.write(self._target, rest) :]
        return data


class CommandOutput:
    """The metrics of one trial from wherever the command tells them.

    Args:
        command: as prepared, before it starts.
        rules: how its metrics are read.
        objective: the metric that decides.
        params: of the trial, which are no metrics even where they are printed.
    """

    def __init__(
        self, command: PreparedCommand, rules: MetricRules, objective: str, params: Params
    ) -> None:
        self.log = MetricLog(objective)
        self.is_listening = False
        self._reader = LineReader(rules, objective, frozenset(flatten(params)))
        self._channel = GrowingFile(command.channel)
        self._channel_lines = LineSplitter()
        file = command.metrics_file
        self._metrics = follow_metrics(file, objective) if file is not None else None
        self._tail: deque[str] = deque(maxlen=_TAIL_LINES)

    @property
    def tail(self) -> str:
        """The last lines of stderr."""
        return "\n".join(self._tail)[-_TAIL_LETTERS:]

    def take_lines(self, lines: list[str], *, is_error: bool) -> None:
        """Takes what was printed."""
        if is_error:
            self._tail.extend(line for line in lines[-_TAIL_LINES:] if line)
        for line in lines:
            self.log.take(self._reader.read(line))
        for line in reversed(lines):
            if line and not line.isspace():
                self.log.note_line(line)
                break

    def take_files(self, *, is_last: bool = False) -> None:
        """Takes what was reported, and what is new in the metrics file."""
        while data := self._channel.read()[0]:
            self.is_listening = self.is_listening or LISTENING in data
            for line in self._channel_lines.feed(data):
                self.log.take(read_report(line))
        if self._metrics is not None:
            self.log.take(self._metrics.read(is_last=is_last))
