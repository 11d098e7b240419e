"""One program at a time runs a session."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.cli.program import CHECKOUT
from tuner_gui.session.lock import SessionInUse, SessionLock, is_in_use
from tuner_gui.session.naming import lock_file

HOLDER = (
    "import sys, pathlib; from tuner_gui.session.lock import SessionLock;"
    "lock = SessionLock(pathlib.Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
)


def test_that_a_second_holder_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "slow.tuner.json"
    with SessionLock(path) as lock:
        assert is_in_use(path)
        with pytest.raises(SessionInUse, match=r"slow\.tuner\.json is being run already"):
            SessionLock(path)
        with SessionLock(tmp_path / "other.tuner.json"):
            pass
        lock.release()
        assert not is_in_use(path)
        with SessionLock(path):
            assert is_in_use(path)
    assert list(tmp_path.iterdir()) == []


def test_that_a_link_is_locked_with_what_it_points_to(tmp_path: Path) -> None:
    path, link = tmp_path / "s.tuner.json", tmp_path / "link.tuner.json"
    path.touch()
    link.symlink_to(path)
    with SessionLock(path), pytest.raises(SessionInUse):
        SessionLock(link)


def test_that_a_program_that_is_killed_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "s.tuner.json"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert is_in_use(path)
        holder.kill()
    assert lock_file(path).exists()
    assert not is_in_use(path)
    with SessionLock(path):
        pass
    assert not lock_file(path).exists()


def test_that_of_many_at_once_one_holds_it_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "s.tuner.json"
    holders, most = [], []
    guard = threading.Lock()

    def take_often() -> None:
        for _ in range(200):
            try:
                lock = SessionLock(path)
            except SessionInUse:
                continue
            with guard:
                holders.append(1)
                most.append(len(holders))
            with guard:
                holders.pop()
            lock.release()

    threads = [threading.Thread(target=take_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1


def test_that_a_place_without_room_for_a_lock_refuses_nobody(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "s.tuner.json"
    with SessionLock(path):
        assert not is_in_use(path)
        SessionLock(path).release()
    assert list(tmp_path.iterdir()) == []


def test_that_a_lock_never_goes_through_a_link(tmp_path: Path) -> None:
    lock_file(tmp_path / "s.tuner.json").symlink_to(tmp_path / "victim")
    with SessionLock(tmp_path / "s.tuner.json"):
        assert not (tmp_path / "victim").exists()


def test_that_a_pipe_in_the_place_of_a_lock_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(lock_file(tmp_path / "s.tuner.json"))
    assert not is_in_use(tmp_path / "s.tuner.json")
