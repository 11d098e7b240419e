"""A virtual X server, and what a person sees and does on it; standard library and libX11 only."""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENT_MESSAGE = 33
IS_VIEWABLE = 2


@contextlib.contextmanager
def virtual_display(size: str = "1440x900") -> Iterator[str]:
    """Start Xvfb on a free display, yield the display's name (":7"), and end it."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError(f"Xvfb did not start (exit code {server.wait()}).")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


class _ClientMessage(ctypes.Structure):
    """`XClientMessageEvent`, padded to the size of the union `XEvent`."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("padding", ctypes.c_long * 12),
    )


class _Attributes(ctypes.Structure):
    """`XWindowAttributes`, of which only the map state is asked for."""

    _fields_ = (
        ("geometry", ctypes.c_int * 5),
        ("visual", ctypes.c_void_p),
        ("root", ctypes.c_ulong),
        ("kind_and_gravity", ctypes.c_int * 4),
        ("backing_planes", ctypes.c_ulong * 2),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        ("map_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        ("rest", ctypes.c_long * 8),
    )


class Screen:
    """The top-level windows of a display without a window manager: all are children of the root."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XInternAtom.restype = ctypes.c_ulong
        self._ignore = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(
            lambda _display, _error: 0  # a window may vanish while it is asked about
        )
        self._x.XSetErrorHandler(self._ignore)
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        if not self._display:
            raise RuntimeError(f"There is no X server at {display}.")

    def titles(self) -> dict[int, str]:
        """Title of each window that can be seen, by its number."""
        found = {window: self._title(window) for window in self._windows() if self._shows(window)}
        return {window: title for window, title in found.items() if title}

    def close(self, window: int) -> None:
        """Ask the program to close the window, as the cross in its corner does."""
        message = _ClientMessage(type=CLIENT_MESSAGE, window=window, format=32)
        message.message_type = self._atom(b"WM_PROTOCOLS")
        message.data[0] = self._atom(b"WM_DELETE_WINDOW")
        self._x.XSendEvent(self._display, ctypes.c_ulong(window), 0, 0, ctypes.byref(message))
        self._x.XSync(self._display, 0)

    def _atom(self, name: bytes) -> int:
        return int(self._x.XInternAtom(self._display, name, 0))

    def _windows(self) -> list[int]:
        root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        ignored = ctypes.c_ulong()
        children, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        self._x.XQueryTree(
            self._display,
            root,
            ctypes.byref(ignored),
            ctypes.byref(ignored),
            ctypes.byref(children),
            ctypes.byref(count),
        )
        windows = [int(children[index]) for index in range(count.value)]
        if children:
            self._x.XFree(children)
        return windows

    def _shows(self, window: int) -> bool:
        attributes = _Attributes()
        self._x.XGetWindowAttributes(
            self._display, ctypes.c_ulong(window), ctypes.byref(attributes)
        )
        return bool(attributes.map_state == IS_VIEWABLE)

    def _title(self, window: int) -> str:
        kind, count, rest = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_ulong()
        bits, value = ctypes.c_int(), ctypes.c_char_p()
        self._x.XGetWindowProperty(
            self._display,
            ctypes.c_ulong(window),
            ctypes.c_ulong(self._atom(b"_NET_WM_NAME")),
            ctypes.c_long(0),
            ctypes.c_long(256),
            0,
            ctypes.c_ulong(self._atom(b"UTF8_STRING")),
            *map(ctypes.byref, (kind, bits, count, rest, value)),
        )
        title = (value.value or b"").decode()
        if value:
            self._x.XFree(value)
        return title
