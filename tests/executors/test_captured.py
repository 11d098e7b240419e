"""Captured output: read in pieces worth the trouble, drained without end-less waiting."""

from __future__ import annotations

import os
import selectors
from collections.abc import Iterator

import pytest

from tuner_gui.executors.captured import CapturedOutput, OutputListener


@pytest.fixture
def output() -> Iterator[CapturedOutput]:
    output = CapturedOutput()
    yield output
    output.close()


def test_that_nothing_yet_differs_from_no_more(output) -> None:
    assert output.read() == b""
    os.write(output.child_end, b"last")
    output.close_child_end()
    assert output.read() == b"last"
    assert output.read() is None


def test_that_draining_comes_to_an_end_while_others_write_as_fast_as_we_read() -> None:
    class Refilled(CapturedOutput):
        def read(self) -> bytes | None:
            os.write(self.child_end, b"x" * 60_000)
            return super().read()

    output = Refilled()
    assert 60_000 <= len(output.drain()) < 3_000_000
    output.close_child_end()
    output.close()


def test_that_a_narrow_pipe_will_do(output, monkeypatch) -> None:
    import fcntl

    def refuse(fd: int, command: int, *argument: int) -> int:
        if command == fcntl.F_SETPIPE_SZ:
            raise PermissionError
        return 65_536

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    narrow = CapturedOutput()
    os.write(narrow.child_end, b"text")
    assert narrow.drain() == b"text"
    narrow.close_child_end()
    narrow.close()
    output.close_child_end()


def test_that_line_by_line_output_wakes_its_reader_seldom(output) -> None:
    heard: list[bytes] = []
    with selectors.DefaultSelector() as selector:
        listener = OutputListener(output, selector, heard.append)
        listener.listen()
        for _ in range(1000):
            os.write(output.child_end, b"line\n")
            for key, _ in selector.select(0):
                key.data()
        assert heard == [b"line\n"]
        listener.listen()
        for key, _ in selector.select(0):
            key.data()
        assert b"".join(heard) == b"line\n" * 1000
        listener.stop()
        listener.stop()
    output.close_child_end()


def test_that_the_end_of_output_is_listened_to_once(output) -> None:
    output.close_child_end()
    with selectors.DefaultSelector() as selector:
        listener = OutputListener(output, selector, lambda data: pytest.fail(f"heard {data!r}"))
        listener.listen()
        for key, _ in selector.select(0):
            key.data()
        assert selector.select(0) == []
