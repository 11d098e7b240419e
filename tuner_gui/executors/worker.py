"""A stable place where trials run: the host there, and the job on it; on the pipeline's thread."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, assert_never

from tuner_gui.core.executor import JobDone, JobFailed, JobLogged, JobLost, JobReported
from tuner_gui.core.trial import TrialError
from tuner_gui.executors.failures import STOPPED
from tuner_gui.executors.messages import CommandGroup, cancel_line, job_line, read_host
from tuner_gui.executors.open_job import OpenJob
from tuner_gui.executors.post import Post
from tuner_gui.executors.wire import WireBroken

if TYPE_CHECKING:
    from tuner_gui.core.executor import TrialJob
    from tuner_gui.executors.host_process import HostProcess
    from tuner_gui.executors.messages import HostSaid
    from tuner_gui.executors.post import Surroundings


_MOST_READS = 16


class Worker:
    """Runs one job at a time on a host that it starts when needed, keeps warm, and replaces."""

    def __init__(self, name: str, around: Surroundings) -> None:
        self.name = name
        self._around = around
        self._post: Post | None = None
        self._open: OpenJob | None = None

    @property
    def is_free(self) -> bool:
        """True while it has no job."""
        return self._open is None

    @property
    def is_warm(self) -> bool:
        """True while it has a host."""
        return self._post is not None

    @property
    def due(self) -> float:
        """When to call `on_time`."""
        listener_due = self._post.listener.due if self._post else math.inf
        return min(listener_due, self._open.due) if self._open else listener_due

    def runs(self, number: int) -> bool:
        """Says whether this trial is the open job here."""
        return self._open is not None and self._open.number == number

    def submit(self, job: TrialJob) -> None:
        """Gives the job to the host; starts one where there is none, or it died meanwhile."""
        line = job_line(job, self._around.threads())
        self._open = OpenJob(job, self._around.limits)
        if not self._sent_to_warm(line):
            self._send_to_new(line)

    def _sent_to_warm(self, line: bytes) -> bool:
        if self._post is None or self._open is None:
            return False
        try:
            self._post.host.wire.send(line)
        except WireBroken:
            self._end_host()
            return False
        self._around.emit(self._open.begin(self.name))
        self._open.start_clock()
        return True

    def _send_to_new(self, line: bytes) -> None:
        try:
            self._post = Post.hire(self._around, self._on_wire, self._on_output)
            self._post.host.wire.send(line)
        except OSError as error:
            self._end_lost(f"the worker cannot be started: {error}")
        except WireBroken:
            self._lose()

    def cancel(self) -> None:
        """Begins to end the open job, unless that has begun."""
        if self._open is not None and self._open.verdict is None:
            self.wake()  # it could not hear that it is to end
            self._open.condemn(STOPPED)
            self._ask_to_stop(self._open)

    def kill(self, verdict: TrialError = STOPPED) -> None:
        """Ends the open job at once, with all that it started."""
        self._hear()  # its end may have come already
        if self._open is None:
            return
        self._open.doom(verdict)
        if self._post is None or not self._post.host.runs_command:
            self._lose()
            return
        # a host survives the end of its command, and tells of it
        self._ask_to_stop(self._open)
        if self._post is not None:
            self._post.host.kill_command()

    def suspend(self) -> None:
        """Has the open job stand still, unless it is about to end."""
        opened, post = self._open, self._post
        if opened is not None and post is not None and opened.verdict is None:
            post.host.suspend()
            opened.suspend()

    def wake(self) -> None:
        """Has the open job run on."""
        if self._open is not None and self._post is not None:
            self._post.host.wake()
            self._open.wake()

    def on_time(self, now: float) -> None:
        """Does what is due: listens again, weighs the open job, takes the next step against it."""
        if self._post is not None and now >= self._post.listener.due:
            self._post.listener.listen()
        if self._open is None or now < self._open.due:
            return
        self._on_wire()  # its end may have come already
        if self._open is None or self._post is None:
            return
        if self._open.is_to_be_weighed(now):
            self._weigh(self._open, self._post)
        else:
            self._step(self._open, self._post)

    def _weigh(self, opened: OpenJob, post: Post) -> None:
        """Kills the open job where it holds too much memory."""
        verdict = opened.excess(post.host.tree_mb)
        if verdict is not None:
            self.kill(verdict)

    def _step(self, opened: OpenJob, post: Post) -> None:
        """Takes the next step against the open job: asks it, tells it, kills it."""
        if opened.verdict is None:
            opened.condemn()
            self._ask_to_stop(opened)
        elif not opened.is_terminated:
            opened.terminate()
            post.host.terminate()
        else:
            self._lose()

    def check_alive(self) -> None:
        """Notices a host that died while something it had forked holds its wire open."""
        post = self._post
        if post is None or not post.host.has_exited:
            return
        while self._post is post and self._on_wire():
            pass
        if self._post is post:
            self._lose()

    def begin_to_close(self) -> None:
        """Has a command end in good order, side by side with those of other workers."""
        self._hear()  # what it runs may not have been heard yet
        if self._open is not None and self._post is not None:
            self._post.host.begin_to_end()

    def close(self) -> None:
        """Kills a busy host, sends an idle one away. An open job gets no end."""
        if self._open is not None:
            self._open = None
            self._end_host()
        elif self._post is not None:
            self._around.see_out(self._let_go(self._post))

    def _let_go(self, post: Post) -> HostProcess:
        self._post = None
        return post.leave(self._around.selector)

    def _end_host(self, *, at_once: bool = False) -> tuple[str, bytes]:
        """Ends the host, dead or alive; returns how it ended and its last words."""
        return self._let_go(self._post).end(at_once=at_once) if self._post else ("", b"")

    def _ask_to_stop(self, opened: OpenJob) -> None:
        if self._post is not None:
            try:
                self._post.host.wire.send(cancel_line(opened.number))
            except WireBroken:
                self._lose()

    def _hear(self) -> None:
        """Takes what the host has said so far; one that talks without end is not waited for."""
        for _ in range(_MOST_READS):
            if not self._on_wire():
                break

    def _on_wire(self) -> bool:
        """Takes what the host says; returns whether it said anything."""
        post = self._post
        if post is None:
            return False
        try:
            messages = post.host.wire.receive()
            for message in messages:
                self._take(read_host(message), post)
        except WireBroken as error:
            self._lose(str(error))
            return True
        return bool(messages)

    def _take(self, said: HostSaid, post: Post) -> None:
        opened = self._open
        if opened is None:
            return  # a thread that outlived its trial
        match said:
            case JobReported():
                if said.number == opened.number:
                    self._around.emit(said)
            case JobDone() | JobFailed() | JobLost():
                if said.number == opened.number:
                    self._finish(opened, said, post)
            case CommandGroup(group):
                post.host.watch_command(group)
            case "ready":
                if not opened.has_begun:
                    self._around.emit(opened.begin(self.name))
                    post.listener.listen()
            case "loaded":
                opened.start_clock()
            case never:
                assert_never(never)

    def _on_output(self, data: bytes) -> None:
        if data and self._open is not None:
            self._around.emit(JobLogged(self._open.number, data))

    def _finish(self, opened: OpenJob, end: JobDone | JobFailed | JobLost, post: Post) -> None:
        """Hands on the end of a job whose host lives, after all that it printed."""
        self._on_output(post.host.output.drain())
        post.host.wake()
        self._open = None
        self._around.emit(opened.end_as(end))
        if post.wear.counts_out(post.host, opened.job.memory_limit_mb):
            self._around.see_out(self._let_go(post))

    def _lose(self, reason: str = "") -> None:
        """Ends the host, and with it the open job."""
        is_doomed = self._open is not None and self._open.is_doomed
        how, last_words = self._end_host(at_once=is_doomed)
        self._end_lost(reason or how, last_words)

    def _end_lost(self, reason: str, last_words: bytes = b"") -> None:
        opened = self._open
        if opened is None:
            return
        if not opened.has_begun:
            self._around.emit(opened.begin(self.name))
        self._on_output(last_words)
        self._open = None
        self._around.emit(opened.lost(TrialError("died", reason)))
