from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner_gui.core.errors import TuningError
from tuner_gui.ui.setup.name_list import names_text, read_names


@given(st.lists(st.text(min_size=1)).map(tuple))
def test_that_any_names_are_read_back(names: tuple[str, ...]):
    assert read_names(names_text(names)) == names


def test_that_plain_names_need_no_quotes():
    text = "mean radius, 1, f(x)"
    assert read_names(text) == ("mean radius", "1", "f(x)")
    assert names_text(read_names(text)) == text
    assert read_names(" a ,b, ") == ("a", "b")


@given(st.text())
def test_that_any_text_is_a_list_or_one_clear_error(text: str):
    with suppress(TuningError):
        assert all(read_names(text))


@pytest.mark.parametrize("text", ['"a', "a,,b", '"\\q"'])
def test_that_what_is_no_list_is_refused(text: str):
    with pytest.raises(TuningError):
        read_names(text)
