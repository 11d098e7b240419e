from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.ui.setup.size_text import parse_size, size_text


@pytest.mark.parametrize(
    ("text", "megabytes"),
    [
        ("512", 512),
        ("512 MB", 512),
        ("2 GB", 2048),
        ("1.5g", 1536),
        (" 3 gib ", 3072),
        ("1,024", 1024),
        ("", None),
        ("much", None),
        ("2 GB 5", None),
        ("2 TB", None),
    ],
)
def test_that_a_size_is_read_as_people_write_it(text, megabytes):
    assert parse_size(text) == megabytes


@given(st.floats(1e-6, 1e12) | st.integers(1, 10_000).map(lambda gb: gb * 1024.0))
def test_that_the_text_of_a_size_is_read_as_exactly_that_size(megabytes):
    assert parse_size(size_text(megabytes)) == megabytes


def test_that_whole_gigabytes_are_written_so():
    assert size_text(2048) == "2 GB"
    assert size_text(1536) == "1536 MB"
