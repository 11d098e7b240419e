"""Watch the built program do its work on a machine of its own: `smoke_test.py PROGRAM`.

It runs the bundled example to its end, without a window and in one, and leaves no process behind,
whether it is closed or killed.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import psutil
from x_server import Screen, virtual_display

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Found = TypeVar("Found")

EXAMPLE = "forest-on-breast-cancer.tuner.json"
TRIALS = 4
PATIENCE_S = 240.0


def main(program: Path) -> None:
    """Run every check; the first that fails says so and ends it."""
    example = next((program.parent / "_internal").rglob(f"examples/{EXAMPLE}"))
    with tempfile.TemporaryDirectory() as name, virtual_display() as display:
        folder, screen = Path(name), Screen(display)
        environment = own_environment(folder, display)
        sweep_without_a_window(program, example, folder, environment)
        demo: list[Path | str] = [program, "--demo"]
        with started(demo, folder, environment) as process:
            window = wait_for("a window of the demo", lambda: main_window(screen, process))
            wait_for("a finished sweep", lambda: is_finished(folder / "documents"))
            family = descendants(process)
            screen.close(window)
            wait_for("an end after its window was closed", lambda: process.poll() is not None)
            expect(process.returncode == 0, f"an exit code of 0, not {process.returncode},")
            wait_for("no process left after the window was closed", lambda: all_gone(family))
        with started(demo, folder, environment) as process:
            wait_for("a window again", lambda: main_window(screen, process))
            wait_for("a trial host", lambda: any(map(is_trial_host, descendants(process))))
            family = descendants(process)
            process.kill()
            process.wait()
            wait_for("no process left after it was killed", lambda: all_gone(family))
    print("The built program does its work.")


def sweep_without_a_window(
    program: Path, example: Path, folder: Path, environment: dict[str, str]
) -> None:
    """A sweep in real trial hosts ends with a valid session and exported parameters."""
    done, best = folder / "done.tuner.json", folder / "best.json"
    sweep = ["--yes", "--quiet", "--trials", str(TRIALS), "--workers", "2"]
    commands: list[list[Path | str]] = [
        [program, "run", example, *sweep, "--out", done, "--export", best],
        [program, "validate", done],
    ]
    for command in commands:
        code = subprocess.run(
            command, cwd=folder, env=environment, check=False, timeout=2 * PATIENCE_S
        ).returncode
        expect(code == 0, f"`{command[1]}` ending with 0, not {code},")
    states = [trial["state"].lower() for trial in json.loads(done.read_text())["trials"]]
    expect(states == ["complete"] * TRIALS, f"{TRIALS} complete trials, not {states},")
    expect(bool(json.loads(best.read_text())), "a file with the best parameters")


def own_environment(folder: Path, display: str) -> dict[str, str]:
    """That of somebody who has just installed the program: no Python paths, no settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    folders = {
        f"XDG_{kind}_HOME": str(folder / kind) for kind in ("CONFIG", "DATA", "CACHE", "STATE")
    }
    folders["XDG_DOCUMENTS_DIR"] = str(folder / "documents")
    return {**kept, **folders, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}


def is_finished(documents: Path) -> bool:
    """Whether the sweep of the window has saved all its trials."""
    for session in documents.rglob("*.tuner.json"):
        document = json.loads(session.read_text())
        states = [trial["state"].lower() for trial in document["trials"]]
        if states == ["complete"] * document["config"]["budget"]["trials"]:
            return True
    return False


@contextlib.contextmanager
def started(
    command: Sequence[Path | str], folder: Path, environment: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """A running program, which is ended with its children whatever happens."""
    with subprocess.Popen(command, cwd=folder, env=environment) as process:
        try:
            yield process
        finally:
            for each in descendants(process):
                with contextlib.suppress(psutil.NoSuchProcess):
                    each.kill()
            process.kill()


def descendants(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The processes that the program has started, and theirs."""
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def is_trial_host(process: psutil.Process) -> bool:
    """Whether the process runs trials."""
    try:
        return "--trial-host" in process.cmdline()
    except psutil.NoSuchProcess:
        return False


def all_gone(processes: list[psutil.Process]) -> bool:
    """Whether all of them have ended."""
    return not any(map(is_alive, processes))


def is_alive(process: psutil.Process) -> bool:
    """Whether the process still runs; a zombie only waits for somebody to take note of its end."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def main_window(screen: Screen, process: subprocess.Popen[bytes]) -> int | None:
    """The program's window, once it can be seen."""
    expect(process.poll() is None, "a program that stays open")
    found = (window for window, title in screen.titles().items() if "tuner" in title.lower())
    return next(found, None)


def wait_for(what: str, look: Callable[[], Found | None]) -> Found:
    """What `look` finds, as soon as it finds something."""
    deadline = time.monotonic() + PATIENCE_S
    while not (found := look()):
        expect(time.monotonic() < deadline, f"{what} within {PATIENCE_S:.0f} s")
        time.sleep(0.1)
    print(f"There is {what}.")
    return found


def expect(is_so: bool, what: str) -> None:
    """End the smoke test with a sentence if something is not so."""
    if not is_so:
        sys.exit(f"The smoke test failed: {what} was expected.")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
