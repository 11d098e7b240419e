"""The wire: what is said arrives, however it is cut; what is no message is refused."""

from __future__ import annotations

import contextlib
import math
import socket
import threading
from collections.abc import Iterator
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.waiting import wait_until
from tuner_gui.core.executor import JobDone, JobFailed, JobLost, JobReported
from tuner_gui.executors.messages import read_host
from tuner_gui.executors.wire import (
    HostWire,
    LineReader,
    ParentWire,
    WireBroken,
    WireGarbled,
    to_line,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@pytest.fixture
def ends() -> Iterator[tuple[ParentWire, HostWire]]:
    ours, theirs = socket.socketpair()
    with theirs:
        parent = ParentWire(ours)
        yield parent, HostWire(theirs)
        parent.close()


@given(st.lists(JSON, max_size=5), st.lists(st.integers(1, 20), min_size=1))
def test_that_messages_arrive_whole_however_they_are_cut(said, cuts) -> None:
    stream = b"".join(to_line([each]) for each in said)
    reader, heard, turn = LineReader(), [], 0
    while stream:
        size = cuts[turn % len(cuts)]
        heard += reader.feed(stream[:size])
        stream, turn = stream[size:], turn + 1
    assert heard == [[each] for each in said]


@given(st.binary(max_size=200))
def test_that_any_bytes_end_in_messages_or_in_one_error(data) -> None:
    with contextlib.suppress(WireGarbled):
        for message in LineReader().feed(data + b"\n"):
            read_host(message)


@given(st.lists(JSON, max_size=7))
def test_that_any_data_are_a_message_of_a_host_or_refused(message) -> None:
    try:
        said = read_host(message)
    except WireGarbled:
        return
    assert said in ("ready", "loaded") or isinstance(
        said, JobDone | JobFailed | JobLost | JobReported
    )


def test_that_numbers_that_are_not_finite_pass() -> None:
    ((nan, up, down),) = LineReader().feed(to_line((math.nan, math.inf, -math.inf)))
    assert math.isnan(nan)
    assert (up, down) == (math.inf, -math.inf)


def test_that_any_mapping_is_sent_and_other_objects_are_not() -> None:
    (message,) = LineReader().feed(to_line((MappingProxyType({"a": MappingProxyType({})}),)))
    assert message == [{"a": {}}]
    with pytest.raises(TypeError, match="cannot be sent to a worker"):
        to_line((object(),))


def test_that_a_line_without_end_is_refused() -> None:
    reader = LineReader()
    assert reader.feed(b"x" * 4_000_000) == []
    with pytest.raises(WireGarbled, match="the worker said something that cannot be read"):
        reader.feed(b"x" * 1_000_000)


def test_that_the_parent_never_waits_for_a_host_that_says_nothing(ends) -> None:
    parent, host = ends
    assert parent.receive() == []
    host.send(("ready",))
    wait_until(lambda: parent.receive() == [["ready"]])
    assert parent.receive() == []


def test_that_a_large_message_reaches_a_host_that_reads_slowly(ends) -> None:
    parent, host = ends
    sender = threading.Thread(target=parent.send, args=[to_line(("x" * 3_000_000,))])
    sender.start()
    assert host.next() == ["x" * 3_000_000]
    sender.join()


def test_that_a_host_that_takes_nothing_is_given_up(ends, monkeypatch) -> None:
    monkeypatch.setattr("tuner_gui.executors.wire._SEND_LIMIT_MS", 10)
    parent, _ = ends
    with pytest.raises(WireBroken):
        parent.send(to_line(("x" * 3_000_000,)))


def test_that_a_host_peeks_without_taking(ends) -> None:
    parent, host = ends
    assert list(host.peek()) == []
    parent.send(to_line(("cancel", 1)) + to_line(("job", 2)))
    wait_until(lambda: list(host.peek()) == [["cancel", 1], ["job", 2]])
    assert host.next() == ["cancel", 1]
    assert host.next() == ["job", 2]


def test_that_a_hang_up_is_heard_as_the_end(ends) -> None:
    parent, host = ends
    parent.send(to_line(("last",)))
    parent.hang_up()
    assert host.next() == ["last"]
    assert host.next() is None


def test_that_a_dead_host_is_noticed_by_sending_and_by_receiving(ends) -> None:
    parent, host = ends
    host._connection.close()
    with pytest.raises(WireBroken):
        parent.send(to_line(("job",)))
    with pytest.raises(WireBroken):
        parent.receive()
