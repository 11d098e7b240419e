"""Which sessions are compared: coming, going, names, colours, problems."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.compare.sessions import sweep, write
from tuner_gui.core.objective import Direction, Objective
from tuner_gui.ui.compare.compare_words import CompareWords
from tuner_gui.ui.compare.comparison import Comparison
from tuner_gui.ui.style.series import SERIES_COUNT

LOSS = Objective("loss", Direction.MINIMIZE)


@pytest.fixture
def comparison(qtbot: QtBot) -> Iterator[Comparison]:
    made = Comparison()
    yield made
    made.shut_down()


def add(qtbot: QtBot, comparison: Comparison, *paths: Path) -> None:
    comparison.add(paths)
    qtbot.waitUntil(lambda: not comparison.reading)


def names(comparison: Comparison) -> list[str]:
    return [each.name for each in comparison.sessions]


def test_that_a_broken_file_is_a_sentence_and_the_others_stay(
    qtbot: QtBot, comparison: Comparison, tmp_path: Path
) -> None:
    good = write(tmp_path / "good.tuner.json", sweep([0.5]))
    broken, gone = tmp_path / "broken.tuner.json", tmp_path / "gone.tuner.json"
    broken.write_text("{")
    add(qtbot, comparison, broken, good, gone)
    assert names(comparison) == ["good"]
    first, second = comparison.problems()
    assert first.startswith("broken.tuner.json")
    assert second == "gone.tuner.json: there is no such file."
    write(broken, sweep([0.5]))
    add(qtbot, comparison, broken)
    assert names(comparison) == ["good", "broken"]
    assert comparison.problems() == [second]
    comparison.forget_problems()
    assert comparison.problems() == []


def test_that_reading_again_takes_what_is_there_now_and_keeps_what_cannot_be_read(
    qtbot: QtBot, comparison: Comparison, tmp_path: Path
) -> None:
    one = write(tmp_path / "one.tuner.json", sweep([0.5]))
    two = write(tmp_path / "two.tuner.json", sweep([0.6]))
    add(qtbot, comparison, one, two)
    write(one, sweep([0.5, 0.9]))
    two.unlink()
    comparison.read_again()
    qtbot.waitUntil(lambda: not comparison.reading)
    assert [each.read.summary.best for each in comparison.sessions] == [0.9, 0.6]
    assert comparison.problems() == ["two.tuner.json: there is no such file."]


def test_that_files_of_one_name_are_told_apart_by_their_folders(
    qtbot: QtBot, comparison: Comparison, tmp_path: Path
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "same.tuner.json", sweep([0.5]))
    paths = [tmp_path / folder / "same.tuner.json" for folder in ("a", "b")]
    add(qtbot, comparison, *paths)
    assert names(comparison) == ["a/same", "b/same"]
    comparison.remove([paths[0]])
    assert names(comparison) == ["same"]


def test_that_a_session_keeps_its_colour_while_others_come_and_go(
    qtbot: QtBot, comparison: Comparison, tmp_path: Path
) -> None:
    paths = [write(tmp_path / f"{name}.tuner.json", sweep([0.5])) for name in "abcd"]
    add(qtbot, comparison, *paths[:3])
    comparison.remove([paths[1]])
    assert [each.slot for each in comparison.sessions] == [0, 2]
    add(qtbot, comparison, paths[3])
    assert [each.slot for each in comparison.sessions] == [0, 2, 1]


def test_that_a_dozen_is_the_most_and_the_rest_is_said(
    qtbot: QtBot, comparison: Comparison, tmp_path: Path
) -> None:
    paths = [write(tmp_path / f"{n}.tuner.json", sweep([0.5])) for n in range(SERIES_COUNT + 2)]
    add(qtbot, comparison, *paths)
    assert len(comparison.sessions) == 12
    assert comparison.problems() == [
        "12 sessions can be compared at a time; 2 files were left out. Remove some first."
    ]
    comparison.remove(paths[:2])
    assert comparison.problems() == []


def test_that_other_metrics_and_directions_are_left_out_with_the_reason(
    qtbot: QtBot, comparison: Comparison, tmp_path: Path
) -> None:
    up = [write(tmp_path / f"up{n}.tuner.json", sweep([0.5 + n / 10])) for n in range(2)]
    down = write(tmp_path / "down.tuner.json", sweep([0.5]), LOSS)
    upside = write(
        tmp_path / "upside.tuner.json", sweep([0.1]), Objective("accuracy", Direction.MINIMIZE)
    )
    empty = write(tmp_path / "empty.tuner.json", sweep([None]))
    add(qtbot, comparison, down, *up, upside, empty)
    assert [each.name for each in comparison.drawn()] == ["up0", "up1"]
    assert comparison.winners() == {up[1]}
    assert CompareWords(comparison).left_out(is_time=False) == (
        "Not drawn: down (its metric is loss ↓), upside (the other direction, accuracy ↓), "
        "empty (no complete trial)"
    )
    comparison.show_objective(LOSS)
    assert [each.name for each in comparison.drawn()] == ["down"]
    assert comparison.winners() == set()
    comparison.remove([down])
    assert comparison.objective == Objective("accuracy")


def test_that_what_has_no_times_is_left_out_along_the_time(
    qtbot: QtBot, comparison: Comparison, tmp_path: Path
) -> None:
    from dataclasses import replace

    records = [replace(record, started_at=None) for record in sweep([0.5])]
    add(qtbot, comparison, write(tmp_path / "old.tuner.json", records))
    words = CompareWords(comparison)
    assert words.left_out(is_time=False) == ""
    assert words.left_out(is_time=True) == "Not drawn: old (no times)"
