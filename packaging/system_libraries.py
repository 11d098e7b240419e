"""The system libraries that Qt needs: which are missing, and how to get them; stdlib only.

`python packaging/system_libraries.py PURPOSE`, where PURPOSE is

    offscreen   to draw without a display
    window      to open a window
    run         one of the two, by whether there is a display
    xvfb        to open a window on a virtual display
    test        offscreen; what xvfb needs as well is welcome, but not asked for

As root on Debian or Ubuntu what is missing is installed, anywhere else it is named.
"""

from __future__ import annotations

import ctypes
import dataclasses
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


def loads(library: str) -> bool:
    """Whether the dynamic linker finds the library and everything that it needs in turn."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


@dataclasses.dataclass(frozen=True, slots=True)
class Need:
    """A library, by the name it is loaded under, and its package in each distribution."""

    name: str
    debian: str
    fedora: str
    arch: str
    is_present: Callable[[str], bool] = loads


FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def has_fonts(_: str) -> bool:
    """Whether there is a font at all: without one, Qt draws boxes."""
    files = (file for folder in FONT_FOLDERS for file in Path(folder).expanduser().rglob("*"))
    return any(file.suffix.lower() in {".ttf", ".otf", ".ttc"} for file in files)


def is_command(name: str) -> bool:
    """Whether PATH has the command."""
    return shutil.which(name) is not None


OFFSCREEN = (
    Need("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    Need("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    Need("libgthread-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    Need("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    Need("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    Need("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    Need("a font", "fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu", has_fonts),
)
WINDOW = (
    *OFFSCREEN,
    Need("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    Need("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    Need("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb"),
    Need(
        "libxcb-render-util.so.0",
        "libxcb-render-util0",
        "xcb-util-renderutil",
        "xcb-util-renderutil",
    ),
    Need("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    Need("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    Need("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11"),
)
XVFB = (
    *WINDOW,
    Need("Xvfb", "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb", is_command),
)


PURPOSES = ("offscreen", "window", "run", "xvfb", "test")


def needs(
    purpose: str, environment: Mapping[str, str]
) -> tuple[tuple[Need, ...], tuple[Need, ...]]:
    """What is needed for the purpose, and what is welcome."""
    has_display = bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
    match purpose:
        case "test":
            return OFFSCREEN, XVFB
        case "xvfb":
            return XVFB, XVFB
        case "window":
            return WINDOW, WINDOW
        case "run" if has_display:
            return WINDOW, WINDOW
        case _:
            return OFFSCREEN, OFFSCREEN


def missing(needs: Iterable[Need]) -> list[Need]:
    """Those of the needs that this machine lacks."""
    return [need for need in needs if not need.is_present(need.name)]


@dataclasses.dataclass(frozen=True, slots=True)
class PackageManager:
    """How a family of distributions installs packages, and where it stands in the table."""

    command: str
    family: str

    def packages(self, needs: Iterable[Need]) -> list[str]:
        """The packages that have what is needed, each once."""
        return list(dict.fromkeys(getattr(need, self.family) for need in needs))

    def line(self, needs: Iterable[Need]) -> str:
        """What a person types."""
        sudo = "" if os.geteuid() == 0 else "sudo "
        return f"{sudo}{self.command} {' '.join(self.packages(needs))}"


APT = PackageManager("apt-get install", "debian")
DNF = PackageManager("dnf install", "fedora")
PACMAN = PackageManager("pacman -S", "arch")


def package_manager() -> PackageManager:
    """The one of this machine; Debian's where we know none, for the names of the packages."""
    known = (manager for manager in (APT, DNF, PACMAN) if is_command(manager.command.split()[0]))
    return next(known, APT)


def install(packages: list[str]) -> None:
    """Install Debian packages as root; what is not there afterwards is told by looking again."""
    print(f"Installing the system libraries that Qt needs: {' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    patience = ["-o", "Acquire::Retries=2", "-o", "Acquire::http::Timeout=30"]
    for command in (
        ["apt-get", "update", "-qq", *patience],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *patience, *packages],
    ):
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)


def main(purpose: str) -> int:
    """Get or name what is missing. The exit code is 1 if something that is needed stays missing."""
    if not sys.platform.startswith("linux"):
        return 0
    needed, welcome = needs(purpose, os.environ)
    manager = package_manager()
    lacking = missing(welcome)
    if lacking and manager is APT and is_command("apt-get") and os.geteuid() == 0:
        install(manager.packages(lacking))
        lacking = missing(welcome)
    blocking = [need for need in lacking if need in needed]
    if blocking:
        names = ", ".join(need.name for need in blocking)
        print(f"Qt needs {names}; to install: {manager.line(blocking)}", file=sys.stderr)
        return 1
    if lacking:
        print(f"Tests that need an X server will be skipped; to run them: {manager.line(lacking)}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in PURPOSES:
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(PURPOSES)}")
    sys.exit(main(sys.argv[1]))
