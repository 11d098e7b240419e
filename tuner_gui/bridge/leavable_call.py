"""A call that is made on a daemon thread, so that who waits for it can leave it. Any thread."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

from tuner_gui.core.errors import TuningError

if TYPE_CHECKING:
    from collections.abc import Callable


class LeavableCall:
    """Makes one call, once, and waits for it until it is left.

    Args:
        call: what is made; left behind, it goes on until the program ends.
        name: names the thread.
    """

    def __init__(self, call: Callable[[], object], name: str) -> None:
        self._call = call
        self._name = name
        self._is_done = Event()
        self._may_return = Event()
        self._result: object = None
        self._problem: BaseException | None = None

    def __call__(self) -> object:
        """Returns the result of the call, or raises what it raises.

        Raises:
            TuningError: it was left.
        """
        Thread(target=self._run, name=self._name, daemon=True).start()
        self._may_return.wait()
        if not self._is_done.is_set():
            raise TuningError("It was left behind.")
        if self._problem is not None:
            raise self._problem
        return self._result

    def leave(self, patience_s: float) -> None:
        """Waits so long for the call, and no longer; who waits for it returns then, too."""
        self._is_done.wait(patience_s)
        self._may_return.set()

    def _run(self) -> None:
        try:
            self._result = self._call()
        except BaseException as problem:  # noqa: BLE001 - who waits for it raises it
            self._problem = problem
        finally:
            self._is_done.set()
            self._may_return.set()
