"""Whether there is a display that answers, asked before Qt loads: Qt aborts where there is none.

Standard library only, main thread.
"""

from __future__ import annotations

import os
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PATIENCE_S = 5.0
"""A display on another machine may be slow, and one on a machine that is gone never answers."""


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Says whether Qt will find where to put a window.

    Args:
        platform: as in `sys.platform`.
        environment: the variables of the process.
    """
    if not platform.startswith("linux"):
        return True
    asked = environment.get("QT_QPA_PLATFORM", "")
    plugins = asked.split(";") if asked else ["wayland", "xcb"]
    return any(_answers(plugin.partition(":")[0], environment) for plugin in plugins)


def _answers(plugin: str, environment: Mapping[str, str]) -> bool:
    """Says whether a platform of Qt finds what it draws on; those that draw in memory do."""
    if plugin.startswith("wayland"):
        display = environment.get("WAYLAND_DISPLAY", "")
        return bool(display) and _answers_wayland(display, environment)
    if plugin == "xcb":
        display = environment.get("DISPLAY", "")
        return bool(display) and _answers_x(display)
    return True


def _answers_wayland(display: str, environment: Mapping[str, str]) -> bool:
    path = os.path.join(environment.get("XDG_RUNTIME_DIR", ""), display)  # noqa: PTH118 - absolute wins
    with suppress(OSError), socket.socket(socket.AF_UNIX) as client:
        client.connect(path)
        return True
    return False


def _answers_x(display: str) -> bool:
    """Connects as Qt does, with the same library: it knows sockets, hosts and permissions.

    The connection stays open as long as the program: a server that loses its last client may begin
    anew, or end.
    """
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:  # then Qt lacks it too, and says so better
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    answers: list[bool] = []

    def connect() -> None:
        connection = xcb.xcb_connect(os.fsencode(display), None)
        answers.append(xcb.xcb_connection_has_error(connection) == 0)

    thread = threading.Thread(target=connect, daemon=True)
    thread.start()
    thread.join(_PATIENCE_S)
    return answers == [True]
