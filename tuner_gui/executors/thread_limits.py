"""How many threads the numeric libraries of a trial may use; on the host's main thread."""

from __future__ import annotations

import contextlib
import os
import sys
from importlib import import_module

from tuner_gui.targets.surroundings import thread_variables


class ThreadLimits:
    """Sets the limit by variables before a library is loaded, and in those that are.

    What the person has set stays. Make one before any numeric library is loaded.
    """

    def __init__(self) -> None:
        self._variables = thread_variables(os.environ)
        self._threads = 0

    def set(self, threads: int) -> None:
        """Limits what runs from now on; costs nothing where that is the limit already."""
        if threads == self._threads or not self._variables:
            return
        self._threads = threads
        for name in self._variables:
            os.environ[name] = str(threads)
        if "numpy" in sys.modules:
            with contextlib.suppress(ImportError):  # it comes with scikit-learn
                import_module("threadpoolctl").threadpool_limits(threads)
