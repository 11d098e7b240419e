"""Output is followed only at its end, and grows without being set anew."""

from __future__ import annotations

import pytest

from tuner_gui.ui.inspector.output_view import OutputView


def lines(first, end):
    return "".join(f"line {number}\n" for number in range(first, end))


@pytest.fixture
def view(qtbot, theme):
    made = OutputView()
    qtbot.addWidget(made)
    made.resize(300, 150)
    made.show()
    return made


def at_end(view):
    bar = view.verticalScrollBar()
    return bar.maximum() > 0 and bar.value() == bar.maximum()


def test_that_new_output_is_followed_at_the_end(view):
    view.set_output(lines(0, 50), is_cut=False)
    assert at_end(view)
    view.set_output(lines(0, 90), is_cut=False)
    assert at_end(view)
    assert view.toPlainText() == lines(0, 90).rstrip("\n")


def test_that_who_reads_further_up_is_left_there(view):
    view.set_output(lines(0, 50), is_cut=False)
    view.verticalScrollBar().setValue(10)
    view.set_output(lines(0, 90), is_cut=False)
    assert view.verticalScrollBar().value() == 10


def test_that_a_tail_that_moves_on_only_adds_its_new_lines(view):
    view.set_output(lines(100, 150), is_cut=True)
    view.verticalScrollBar().setValue(10)
    view.set_output(lines(120, 170), is_cut=True)
    assert view.toPlainText().splitlines() == [
        "… earlier output is in the log file",
        *lines(100, 170).splitlines(),
    ]
    assert view.verticalScrollBar().value() == 10


def test_that_a_progress_bar_is_redrawn_in_its_line(view):
    view.set_output("start\nready\n", is_cut=False)
    for done in range(3):
        view.set_output(f"start\nready\n{done} of 3", is_cut=False)
        assert view.toPlainText() == f"start\nready\n{done} of 3"


def test_that_the_output_of_another_trial_replaces_it(view):
    view.set_output(lines(0, 50), is_cut=False)
    view.clear_output()
    view.set_output("other\n", is_cut=False)
    assert view.toPlainText() == "other"
    view.set_output("quite\nanother\n", is_cut=False)
    assert view.toPlainText() == "quite\nanother"


def test_that_a_smaller_view_stays_at_the_end(view):
    view.set_output(lines(0, 50), is_cut=False)
    view.resize(300, 122)
    assert at_end(view)
