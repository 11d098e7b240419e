"""Targets that harm the process they run in, each in its own way."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

BUFFER = ctypes.create_string_buffer(4096)


class Target:
    def __init__(self, params):
        self.params = params

    def train(self, dataset):
        pass

    def validate(self, dataset):
        return float(os.getpid())


class Pid(Target):
    """Returns the process id of its host."""


def segfault(params):
    print("before the fall", flush=True)
    ctypes.string_at(0)


def exit_at_once(params):
    os._exit(3)


def kill_itself(params):
    os.kill(os.getpid(), signal.SIGKILL)


def hang(params):
    signal.pause()


def hang_with_the_lock(params):
    """Sleeps in C without ever giving up the interpreter's lock."""
    ctypes.PyDLL(None).sleep(600)


def hang_deaf(params):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        signal.pause()


def start_sleeper(params):
    """Leaves a program running; prints its id."""
    sleeper = subprocess.Popen(["sleep", "600"], start_new_session=params.get("escapes", False))
    print(sleeper.pid, flush=True)
    sleeper.returncode = 0  # no warning that it still runs


def start_sleeper_and_hang(params):
    start_sleeper(params)
    signal.pause()


def start_sleeper_and_hold_the_lock(params):
    start_sleeper(params)
    hang_with_the_lock(params)


def start_sleeper_and_die(params):
    start_sleeper(params)
    kill_itself(params)


def fork_a_sleeper_and_die(params):
    """The fork holds all that the host held, its wire included."""
    if os.fork() == 0:
        signal.pause()
    kill_itself(params)


def fork_and_come_back(params):
    child = os.fork()
    if child == 0:
        sys.exit(7)
    os.waitpid(child, 0)


def close_stdout(params):
    print("written", end="")
    sys.stdout.close()
    sys.stderr.close()


def close_descriptors(params):
    print("written", flush=True)
    os.close(1)
    os.close(2)


def replace_stdout(params):
    class Deaf:
        def write(self, text):
            raise OSError("deaf")

    print("written")
    sys.stdout = Deaf()
    sys.stderr = None


def print_everywhere(params):
    """Python, a C buffer, a file descriptor, a program."""
    print("python", end="|")
    print("error", end="|", file=sys.stderr)
    libc = ctypes.CDLL(None)
    libc.setvbuf(ctypes.c_void_p.in_dll(libc, "stdout"), BUFFER, 0, 4096)  # as C itself would
    libc.printf(b"c|")
    subprocess.run(["printf", "program|"], check=True)


def print_much(params):
    line = "x" * 999
    for _ in range(params["megabytes"] * 1000):
        print(line)


def read_stdin(params):
    input()


def garble_the_wire(params):
    with wire() as connection:
        connection.sendall(params["said"].encode("latin-1") * params.get("times", 1))
    signal.pause()


def close_everything(params):
    os.closerange(3, 100)


def wire():
    """The host's socket, as a target may find it."""
    for path in Path("/proc/self/fd").iterdir():
        if path.is_socket():
            return socket.socket(fileno=os.dup(int(path.name)))
    raise AssertionError("no wire")


def report_from_a_thread_for_ever(params, report):
    def talk():
        while True:
            report(0, loss=1.0)

    threading.Thread(target=talk, daemon=True).start()


def allocate(params):
    bytearray(1 << 60)


class Act(Target):
    """Does what its parameters say; a lone number comes back where it survives."""

    def train(self, dataset, report):
        act = globals()[self.params["act"]]
        act(self.params, report) if "report" in act.__code__.co_varnames else act(self.params)


class Surroundings(Target):
    """Returns what the host finds around it."""

    def validate(self, dataset):
        threads = [os.environ[f"{name}_NUM_THREADS"] for name in ("OMP", "OPENBLAS", "MKL")]
        return {
            "seed": float(os.environ["TUNER_SEED"]),
            "threads": sum(map(float, threads)),
            "arguments": len(sys.argv),
            "qt": sum(name.startswith("PySide6") for name in sys.modules),
            "alone": threading.active_count(),
            "leads": float(os.getsid(0) == os.getpgrp() == os.getpid()),
            "started": time.time(),
        }
