"""What trials print: all of it, before their end, in bounded memory, whatever they do to it."""

from __future__ import annotations

import time

import psutil
import pytest

from tests.contracts.executor_contract import ENDS, end_of, job, run
from tests.faults.harm import assert_that_the_next_trial_runs, printed
from tuner_gui.core.executor import JobDone


def test_that_the_last_words_of_a_segmentation_fault_are_kept(acting) -> None:
    words = printed(run(acting, job(act="segfault"))).decode()
    assert words.startswith("before the fall\n")
    assert "Fatal Python error: Segmentation fault" in words
    assert "host_targets.py" in words


def test_that_all_that_a_trial_prints_comes_before_its_end(acting) -> None:
    for number in range(20):
        messages = run(acting, job(number, act="print_everywhere"))
        assert isinstance(messages[-1], JobDone)
        words = printed(messages).decode().split("|")
        assert sorted(words) == ["", "c", "error", "program", "python"]


@pytest.mark.parametrize("act", ["close_stdout", "close_descriptors", "replace_stdout"])
def test_that_a_trial_that_spoils_its_output_spoils_it_for_itself_only(acting, act) -> None:
    messages = run(acting, job(act=act))
    assert isinstance(messages[-1], JobDone)
    assert printed(messages).strip() == b"written"
    assert b"python|" in printed(run(acting, job(1, act="print_everywhere")))


def test_that_50_mb_of_printing_pass_through_without_piling_up(acting) -> None:
    run(acting, job(1, act="print_much", megabytes=2))
    before_mb = psutil.Process().memory_info().rss / 1e6
    acting.submit(job(act="print_much", megabytes=50))
    seen, most_mb, start = 0, before_mb, time.monotonic()
    while True:
        batch = acting.receive(1.0)
        seen += len(printed(list(batch)))
        most_mb = max(most_mb, psutil.Process().memory_info().rss / 1e6)
        if batch and isinstance(batch[-1], ENDS):
            break
    assert isinstance(batch[-1], JobDone)
    assert seen == 50_000_000
    assert most_mb - before_mb < 20
    assert time.monotonic() - start < 30


def test_that_a_trial_that_prints_for_ever_is_still_timed_out(acting) -> None:
    end = end_of(acting, job(act="print_much", megabytes=10**6, timeout_s=0.3))
    assert end.error.kind == "timeout"
    assert_that_the_next_trial_runs(acting)
