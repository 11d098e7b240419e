"""Sessions are read and written beside the GUI thread."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuner_gui import (
    EstimatorSpec,
    HyperParamSpace,
    RandomKind,
    SweepConfig,
    TrialRecord,
    TrialState,
    TrialStore,
)
from tuner_gui.bridge.session_keeper import SessionKeeper
from tuner_gui.bridge.session_work import JournalCare, SaveOrder, Standing
from tuner_gui.core.marks import TrialMark
from tuner_gui.session.lock import SessionInUse, SessionLock
from tuner_gui.session.naming import journal_file

CONFIG = SweepConfig(
    "kept", EstimatorSpec(estimator="SVC"), HyperParamSpace().add_int("x", 1, 9), RandomKind()
)


def store_of(count: int) -> TrialStore:
    records = [
        TrialRecord(
            number, {"x": 1 + number % 9}, TrialState.COMPLETE, float(number), {"score": 1.0}
        )
        for number in range(count)
    ]
    return TrialStore.of(CONFIG.objective, records)


def test_that_what_is_saved_is_opened_again(qtbot, tmp_path: Path) -> None:
    keeper = SessionKeeper()
    path = tmp_path / "new folder" / "kept.tuner.json"
    store = store_of(500)
    with qtbot.waitSignal(keeper.saved, timeout=10_000):
        keeper.save(SaveOrder(path, CONFIG, store, notes="mind the gap"))
    with qtbot.waitSignal(keeper.opened, timeout=10_000) as opened:
        keeper.open(path)
    found = opened.args[0]
    assert found.session.config == CONFIG
    assert found.session.notes == "mind the gap"
    assert list(found.store.records()) == list(store.records())


def test_that_saves_during_a_save_are_joined_for_each_file(qtbot, tmp_path: Path) -> None:
    keeper = SessionKeeper()
    path, other = tmp_path / "kept.tuner.json", tmp_path / "other.tuner.json"
    written: list[SaveOrder] = []
    keeper.saved.connect(written.append)
    orders = [SaveOrder(path, CONFIG, store_of(count)) for count in (5_000, 10, 20)]
    orders.append(SaveOrder(other, CONFIG, store_of(30)))
    for order in orders:
        keeper.save(order)
    assert keeper.is_writing
    assert keeper.wait(20_000)
    assert written == [orders[0], orders[2], orders[3]]
    assert not keeper.is_writing


def test_that_whoever_hears_of_a_save_sees_the_next_one_under_way(qtbot, tmp_path: Path) -> None:
    keeper = SessionKeeper()
    seen: list[bool] = []
    keeper.saved.connect(lambda _order: seen.append(keeper.is_writing))
    for count in (2_000, 10):
        keeper.save(SaveOrder(tmp_path / "kept.tuner.json", CONFIG, store_of(count)))
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=20_000)
    assert seen == [True, False]


def test_that_a_file_is_read_after_what_is_to_be_written(qtbot, tmp_path: Path) -> None:
    keeper = SessionKeeper()
    path = tmp_path / "kept.tuner.json"
    for count in (2_000, 3_000):
        keeper.save(SaveOrder(path, CONFIG, store_of(count)))
    with qtbot.waitSignal(keeper.opened, timeout=20_000) as opened:
        keeper.open(path)
        assert keeper.is_reading
    assert len(opened.args[0].store) == 3_000


def test_that_trials_of_a_program_that_was_killed_are_not_running(qtbot, tmp_path: Path) -> None:
    keeper = SessionKeeper()
    running = TrialRecord(0, {"x": 1}, TrialState.RUNNING)
    path = tmp_path / "kept.tuner.json"
    keeper.save(SaveOrder(path, CONFIG, TrialStore.of(CONFIG.objective, [running])))
    with qtbot.waitSignal(keeper.opened, timeout=10_000) as opened:
        keeper.open(path)
    assert opened.args[0].store.state(0) is TrialState.STOPPED
    assert opened.args[0].standing is Standing.INTERRUPTED
    assert opened.args[0].lost == (0,)


@pytest.mark.parametrize(
    ("care", "left"),
    [
        (JournalCare.KEEP, ["kept.tuner.json.journal"]),
        (JournalCare.REMOVE, []),
        (JournalCare.SET_ASIDE, ["kept.tuner.json.journal-1"]),
    ],
)
def test_that_the_journal_of_a_written_file_is_cared_for(
    qtbot, tmp_path: Path, care: JournalCare, left: list[str]
) -> None:
    keeper = SessionKeeper()
    path = tmp_path / "kept.tuner.json"
    journal_file(path).write_text("something\n")
    with qtbot.waitSignal(keeper.saved, timeout=10_000):
        keeper.save(SaveOrder(path, CONFIG, store_of(2), journal=care))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["kept.tuner.json", *left]


def test_that_what_another_program_wrote_meanwhile_is_kept(qtbot, tmp_path: Path) -> None:
    keeper = SessionKeeper()
    path = tmp_path / "kept.tuner.json"
    other = tmp_path / "kept-changed.tuner.json"
    for text in ("theirs", "theirs again"):
        with qtbot.waitSignal(keeper.saved, timeout=10_000):
            keeper.save(SaveOrder(path, CONFIG, store_of(2)))
        path.write_text(text)
        with qtbot.waitSignal(keeper.kept_aside, timeout=10_000) as kept:
            keeper.save(SaveOrder(path, CONFIG, store_of(3)))
        assert kept.args == [path, other]
        assert other.read_text() == text
        other = tmp_path / "kept-changed-2.tuner.json"
    path.unlink()
    with qtbot.assertNotEmitted(keeper.kept_aside), qtbot.waitSignal(keeper.saved, timeout=10_000):
        keeper.save(SaveOrder(path, CONFIG, store_of(3)))
    assert path.exists()
    path.write_text("to be replaced")
    with qtbot.assertNotEmitted(keeper.kept_aside), qtbot.waitSignal(keeper.saved, timeout=10_000):
        keeper.save(SaveOrder(path, CONFIG, store_of(3), becomes_path=True))


def test_that_a_session_that_another_program_runs_is_not_written(qtbot, tmp_path: Path) -> None:
    keeper = SessionKeeper()
    path = tmp_path / "kept.tuner.json"
    with SessionLock(path):
        with qtbot.waitSignal(keeper.save_failed, timeout=10_000) as failed:
            keeper.save(SaveOrder(path, CONFIG, store_of(2)))
        assert isinstance(failed.args[1], SessionInUse)
        assert not path.exists()
        with qtbot.waitSignal(keeper.saved, timeout=10_000):
            keeper.save(SaveOrder(path, CONFIG, store_of(2), is_locked=True))


def test_that_a_damaged_file_is_one_sentence(qtbot, tmp_path: Path) -> None:
    keeper = SessionKeeper()
    path = tmp_path / "torn.tuner.json"
    path.write_text('{"format_version": 1, "config": {')
    with qtbot.waitSignal(keeper.open_failed, timeout=10_000) as failed:
        keeper.open(path)
    assert "torn.tuner.json" in str(failed.args[1])
    assert path.read_text() == '{"format_version": 1, "config": {'


def test_that_a_folder_that_cannot_be_written_is_one_sentence(qtbot, tmp_path: Path) -> None:
    keeper = SessionKeeper()
    (tmp_path / "file").write_text("in the way")
    with qtbot.waitSignal(keeper.save_failed, timeout=10_000) as failed:
        keeper.save(SaveOrder(tmp_path / "file" / "kept.tuner.json", CONFIG, store_of(1)))
    assert "file" in str(failed.args[1])


def test_that_marks_are_kept_with_the_trials(qtbot, tmp_path: Path) -> None:
    keeper = SessionKeeper()
    path = tmp_path / "kept.tuner.json"
    store = store_of(3)
    store.marks.put({1: TrialMark(is_starred=True, tags=("good",))})
    with qtbot.waitSignal(keeper.saved, timeout=10_000):
        keeper.save(SaveOrder(path, CONFIG, store.snapshot()))
    with qtbot.waitSignal(keeper.opened, timeout=10_000) as opened:
        keeper.open(path)
    assert opened.args[0].store.marks == store.marks
