"""A host in a worker's service: how it is hired and let go; on the pipeline's thread."""

from __future__ import annotations

from dataclasses import dataclass
from selectors import EVENT_READ
from typing import TYPE_CHECKING

from tuner_gui.executors.captured import OutputListener
from tuner_gui.executors.limits import Wear

if TYPE_CHECKING:
    from collections.abc import Callable
    from selectors import BaseSelector

    from tuner_gui.core.executor import ExecutorMessage
    from tuner_gui.executors.host_process import HostProcess
    from tuner_gui.executors.limits import HostLimits


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the workers of an executor share.

    Args:
        start_host: starts a host, or raises OSError.
        see_out: takes an idle host that is no longer needed.
        emit: takes a message for the pipeline.
        selector: holds, for each file that is waited on, the function to call.
        limits: how long a job, and a host, may take.
        threads: says how many threads the libraries of a trial may use now.
    """

    start_host: Callable[[], HostProcess]
    see_out: Callable[[HostProcess], None]
    emit: Callable[[ExecutorMessage], None]
    selector: BaseSelector
    limits: HostLimits
    threads: Callable[[], int]


@dataclass(frozen=True, slots=True)
class Post:
    """A host, what listens to it, and how long it has served."""

    host: HostProcess
    listener: OutputListener
    wear: Wear

    @classmethod
    def hire(
        cls,
        around: Surroundings,
        on_wire: Callable[[], object],
        on_output: Callable[[bytes], None],
    ) -> Post:
        """Starts a host and waits for what it says.

        Raises:
            OSError: the system starts no further process.
        """
        host = around.start_host()
        around.selector.register(host.wire, EVENT_READ, on_wire)
        return cls(
            host, OutputListener(host.output, around.selector, on_output), Wear(around.limits)
        )

    def leave(self, selector: BaseSelector) -> HostProcess:
        """Waits for nothing more; returns the host, to be seen out or ended."""
        self.listener.stop()
        selector.unregister(self.host.wire)
        return self.host
