"""What a test may not leave behind: running threads, active timers, windows, child processes.

What the fixtures of a wider scope hold (a pool shared by a module) is no leak: only what came after
them, and is still there when the test's own fixtures are gone.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from typing import Any, ClassVar

import psutil
import pytest

GRACE_S = 2.0
"""A thread or process that was told to end may take this long; only a leak costs the time."""

_passed = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    report = yield
    if report.when == "call":
        item.stash[_passed] = report.passed
    return report


def pytest_sessionstart() -> None:
    """Garbage is collected between tests only: in another thread or in a paint, it crashes Qt."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.collect()


@pytest.fixture(autouse=True)
def leaves_nothing_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that left something running, and end it, so that it harms no other test."""
    threads = set(threading.enumerate())
    processes = set(children())
    qt = QtWatch()
    yield
    leaks = [*qt.end_leaks(), *end_processes(processes), *lasting_threads(threads)]
    if leaks and request.node.stash.get(_passed, False):
        pytest.fail("the test left behind: " + "; ".join(leaks), pytrace=False)


def lasting_threads(before: set[threading.Thread]) -> list[str]:
    """The new threads that would keep the interpreter alive; nothing can end them from outside."""
    fresh = [each for each in threading.enumerate() if each not in before and not each.daemon]
    deadline = time.monotonic() + GRACE_S
    for thread in fresh:
        thread.join(max(0.0, deadline - time.monotonic()))
    return [f"the running thread {thread.name!r}" for thread in fresh if thread.is_alive()]


def children() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def end_processes(before: set[psutil.Process]) -> list[str]:
    fresh = [each for each in children() if each not in before and not is_housekeeping(each)]
    _, lasting = psutil.wait_procs(fresh, timeout=GRACE_S)
    names = [f"the child process {child.pid} ({described(child)})" for child in lasting]
    for child in lasting:
        child.kill()
    psutil.wait_procs(lasting, timeout=GRACE_S)
    return names


def is_housekeeping(child: psutil.Process) -> bool:
    """Python's own resource tracker: one per interpreter, ends with it."""
    return "resource_tracker" in described(child)


def described(child: psutil.Process) -> str:
    try:
        return " ".join(child.cmdline())[:200] or child.status()
    except psutil.NoSuchProcess:
        return "gone"


class QtWatch:
    """The Qt objects that came into being since it was made.

    Fresh objects are told from old ones by the garbage collector: what exists already is frozen,
    which also makes the collection after each test quick.
    """

    known: ClassVar[weakref.WeakSet[Any]] = weakref.WeakSet()

    def __init__(self) -> None:
        self.known.update(threads_and_timers())
        gc.freeze()
        self._fresh: list[Any] = []  # the first object that is not frozen
        self._windows = {address(widget) for widget in top_level_widgets()}

    def end_leaks(self) -> list[str]:
        """Name and end the running threads, the active timers and the surviving windows."""
        if not any(each is self._fresh for each in gc.get_objects()):
            gc.unfreeze()  # the test froze its objects, as the program does after start-up
        gc.collect()
        delete_what_asked_for_it()
        fresh = [each for each in threads_and_timers() if each not in self.known]
        return [*end_threads(fresh), *end_timers(fresh), *self._end_windows()]

    def _end_windows(self) -> list[str]:
        lasting = [each for each in top_level_widgets() if address(each) not in self._windows]
        names = [f"the top-level widget {named(widget)}" for widget in lasting]
        for widget in lasting:
            widget.hide()
            widget.deleteLater()
        delete_what_asked_for_it()
        return names


def threads_and_timers() -> list[Any]:
    """The QThreads and QTimers among the objects that are not frozen; none without Qt."""
    if "PySide6.QtCore" not in sys.modules:
        return []
    from PySide6.QtCore import QThread, QTimer
    from shiboken6 import isValid

    found = [each for each in gc.get_objects() if issubclass(type(each), QThread | QTimer)]
    return [each for each in found if isValid(each)]


def end_threads(fresh: list[Any]) -> list[str]:
    from_qt = [each for each in fresh if hasattr(each, "isRunning")]
    lasting = [thread for thread in from_qt if not thread.wait(int(GRACE_S * 1000))]
    for thread in lasting:
        thread.requestInterruption()
        thread.quit()
        thread.wait(int(GRACE_S * 1000))
    return [f"the running QThread {named(thread)}" for thread in lasting]


def end_timers(fresh: list[Any]) -> list[str]:
    lasting = [each for each in fresh if hasattr(each, "isActive") and each.isActive()]
    for timer in lasting:
        timer.stop()
    return [f"the active QTimer {named(timer)} of {named(timer.parent())}" for timer in lasting]


def delete_what_asked_for_it() -> None:
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        if QCoreApplication.instance():
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def top_level_widgets() -> list[Any]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets else None
    return app.topLevelWidgets() if app else []


def address(qobject: Any) -> int:
    from shiboken6 import getCppPointer

    return int(getCppPointer(qobject)[0])


def named(qobject: Any) -> str:
    return f"{type(qobject).__name__} {qobject.objectName()!r}" if qobject else "nobody"
