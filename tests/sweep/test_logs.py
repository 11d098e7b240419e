"""Where the output of trials goes: into the log folder, and nowhere else."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest

from tuner_gui.sweep.logs import TrialLogs, log_path, read_log_tail


def test_that_output_is_kept_and_read_back_from_its_end(tmp_path: Path) -> None:
    folder = tmp_path / "s.tuner.d"
    with closing(TrialLogs(folder)) as logs:
        logs.write(3, b"one ")
        logs.write(3, b"two")
    assert read_log_tail(folder, 3) == ("one two", False)
    assert read_log_tail(folder, 3, limit=3) == ("two", True)
    assert read_log_tail(folder, 4) == ("", False)


def test_that_output_never_goes_through_a_link(tmp_path: Path) -> None:
    folder, victim = tmp_path / "s.tuner.d", tmp_path / "victim"
    folder.mkdir()
    victim.write_text("mine")
    log_path(folder, 0).symlink_to(victim)
    assert read_log_tail(folder, 0) == ("", False)
    with closing(TrialLogs(folder)) as logs:
        logs.write(0, b"theirs")
    assert victim.read_text() == "mine"
    assert read_log_tail(folder, 0) == ("theirs", False)


def test_that_a_log_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "s.tuner.d", tmp_path / "elsewhere"
    elsewhere.mkdir()
    log_path(elsewhere, 1).write_text("not theirs to show")
    folder.symlink_to(elsewhere)
    assert read_log_tail(folder, 1) == ("", False)
    with closing(TrialLogs(folder)) as logs, pytest.raises(OSError, match="link"):
        logs.write(0, b"theirs")
    assert [each.name for each in elsewhere.iterdir()] == [log_path(elsewhere, 1).name]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_that_a_pipe_in_the_place_of_a_log_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(log_path(tmp_path, 0))
    assert read_log_tail(tmp_path, 0) == ("", False)
    with closing(TrialLogs(tmp_path)) as logs:
        logs.write(0, b"said")
    assert read_log_tail(tmp_path, 0) == ("said", False)
