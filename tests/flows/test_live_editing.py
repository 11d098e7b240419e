"""A sweep is changed while it runs: space, limits, strategy; and all of it is kept."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from tests.flows.conftest import Person
from tuner_gui import GridKind, HyperParamSpace, TrialState
from tuner_gui.bridge.sweep_controller import SweepPhase
from tuner_gui.core.events import FinishReason
from tuner_gui.core.kinds import QmcKind
from tuner_gui.core.ranges import Int
from tuner_gui.session.file import read_session


def change(person: Person, name: str, text: str) -> None:
    """Types into a field of the pane, wherever it has scrolled to."""
    field = person.find(QLineEdit, name)
    field.setFocus()
    field.selectAll()
    person.qtbot.keyClicks(field, text)


def words(person: Person) -> str:
    return person.find(QLabel, "setup_changes_words").text()


def apply(person: Person) -> None:
    person.click("setup_apply")
    person.wait(lambda: not person.sees("setup_changes"), 3_000)


def start(person: Person, trials: int = 40, seconds: float = 0.2) -> None:
    person.show_quick_setup(trials=trials, seconds=seconds)
    person.click("run_button")
    person.wait(lambda: person.store.finished >= 1)


def test_that_a_sweep_is_changed_while_it_runs_and_opened_as_it_became(person: Person) -> None:
    start(person)
    assert not person.sees("setup_changes")

    person.workbench.panels.setup.model.space.select(0)
    change(person, "space_high", "50")
    assert words(person) == "1 change: x narrowed"
    before = len(person.store)
    apply(person)
    person.wait(lambda: len(person.store) > before + 2)
    later = [r for r in person.store.records() if r.space_revision == 2]
    assert later
    assert all(record.params["x"] <= 50 for record in later)
    assert person.store.record(0).space_revision == 1

    change(person, "setup_trials", "60")
    change(person, "setup_workers", "3")
    assert words(person) == "2 changes: trials 40 → 60, workers 2 → 3"
    apply(person)
    person.wait(lambda: person.store.count(TrialState.RUNNING) == 3, 5_000)
    text = person.find(QLabel, "progress_text")
    person.wait(lambda: " of 60" in text.text())

    person.pick("setup_strategy", "Quasi-random")
    assert words(person) == "1 change: strategy Random → Quasi-random"
    person.qtbot.keyClick(person.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: not person.sees("setup_changes"), 3_000)

    best = max(record.metric for record in person.store.records() if record.metric is not None)
    person.click("setup_more_limits")
    change(person, "limits_target_value", str(int(best) - 1))
    with person.qtbot.waitSignal(person.workbench.sweep.finished) as ended:
        person.click("setup_apply")
    person.wait_until_idle()
    assert ended.args[0].reason is FinishReason.TARGET_REACHED
    assert len(person.store) < 60

    path = person.workbench.session.path
    person.workbench.files.open(path)
    person.wait(lambda: not person.workbench.session.is_opening)
    config = person.workbench.session.ran_config
    assert config == read_session(path).config
    assert config.space["x"].kind == Int(1, 50)
    assert (config.space_revision, list(config.space_revisions)) == (2, [1])
    assert config.space_revisions[1]["x"].kind == Int(1, 100)
    assert config.strategy == QmcKind()
    assert (config.budget.trials, config.budget.concurrency) == (60, 3)
    assert config.budget.target_value == int(best) - 1
    assert not person.sees("setup_changes")
    assert not person.window.isWindowModified()
    assert person.workbench.session.is_continued_by(person.workbench.panels.setup.config())
    asked = [entry.what for entry in read_session(path).history]
    assert "Changed the search space; it is revision 2." in asked
    assert "Switched the strategy to Quasi-random." in asked


def test_that_a_changed_sweep_goes_on_as_it_became(person: Person) -> None:
    start(person, trials=12, seconds=0.1)
    person.workbench.panels.setup.model.space.select(0)
    change(person, "space_high", "30")
    apply(person)
    person.wait_until_idle()
    path = person.workbench.session.path
    assert person.find(QPushButton, "run_button").text() == "Run 12 more trials"
    person.click("run_button")
    person.wait(lambda: len(person.store) > 12)
    # the sweep counts its earlier trials; the form says how many it runs
    change(person, "setup_trials", "14")
    assert words(person) == "1 change: trials 12 → 14"
    apply(person)
    person.wait_until_idle()
    assert person.workbench.session.path == path
    assert len(person.store) == 26
    later = list(person.store.records())[12:]
    assert {record.space_revision for record in later} == {2}
    assert all(record.params["x"] <= 30 for record in later)
    config = read_session(path).config
    assert (config.space_revision, config.budget.trials) == (2, 14)


def test_that_what_cannot_change_is_locked_and_says_why(person: Person) -> None:
    start(person)
    for name in ("setup_target", "setup_seed", "setup_early_stopping", "setup_new_seed"):
        control = person.find(QWidget, name)
        assert control.toolTip() == "A running sweep keeps this; stop it to change it."
        is_open = (
            not control.isReadOnly() if isinstance(control, QLineEdit) else control.isEnabled()
        )
        assert not is_open
    person.click("setup_more_limits")
    assert person.find(QLineEdit, "limits_trials_per_host").isReadOnly()
    assert not person.find(QLineEdit, "limits_target_value").isReadOnly()
    seed_tip = person.find(QLineEdit, "setup_seed").toolTip()
    person.click("stop_button")
    person.wait(lambda: person.phase is SweepPhase.STOPPING or not person.phase.is_active)
    person.wait_until_idle()
    seed = person.find(QLineEdit, "setup_seed")
    assert not seed.isReadOnly()
    assert seed.toolTip() != seed_tip


def test_that_problems_hold_changes_back_and_revert_takes_them_back(person: Person) -> None:
    start(person)
    form = person.workbench.panels.setup.model.space
    running = form.space
    form.select(0)
    change(person, "space_high", "0")
    change(person, "setup_workers", "many")
    button = person.find(QPushButton, "setup_apply")
    assert not button.isEnabled()
    assert person.find(QLabel, "setup_changes_problem").text().startswith("x: ")
    change(person, "space_high", "70")
    problem = person.find(QLabel, "setup_changes_problem").text()
    assert problem == "Workers is a whole number from 1 to 1,024."
    assert button.toolTip() == problem
    person.click("setup_revert")
    assert not person.sees("setup_changes")
    assert form.space == running
    assert person.find(QLineEdit, "setup_workers").text() == "2"
    person.window.actions_.undo.trigger()
    assert words(person) == "1 change: x narrowed"
    person.window.actions_.undo.trigger()
    assert not button.isEnabled()


def test_that_a_paused_sweep_takes_changes_for_when_it_goes_on(person: Person) -> None:
    start(person)
    person.click("pause_button")
    person.wait(lambda: person.phase is SweepPhase.PAUSED)
    person.wait(lambda: person.store.count(TrialState.RUNNING) == 0)
    done = len(person.store)
    person.workbench.panels.setup.model.space.select(0)
    change(person, "space_low", "60")
    apply(person)
    assert person.phase is SweepPhase.PAUSED
    person.click("pause_button")
    person.wait(lambda: len(person.store) > done)
    assert person.store.record(done).space_revision == 2
    assert person.store.record(done).params["x"] >= 60


def test_that_a_sweep_without_a_number_of_trials_ends_by_another_limit(person: Person) -> None:
    person.show_quick_setup(trials=6)
    change(person, "setup_trials", " ")
    run = person.find(QPushButton, "run_button")
    assert not run.isEnabled()
    assert run.toolTip() == "Say how many trials to run."
    person.click("setup_more_limits")
    change(person, "limits_no_improvement_trials", "5")
    assert run.text() == "Run"
    with person.qtbot.waitSignal(person.workbench.sweep.finished) as ended:
        person.click("run_button")
    person.wait_until_idle()
    assert ended.args[0].reason is FinishReason.NO_IMPROVEMENT
    assert len(person.store) > 5


def test_that_undo_after_apply_changes_the_sweep_back(person: Person) -> None:
    start(person)
    person.workbench.panels.setup.model.space.select(0)
    change(person, "space_low", "60")
    apply(person)
    person.window.actions_.undo.trigger()
    assert words(person) == "1 change: x widened"
    apply(person)
    ran = person.workbench.session.ran_config
    assert ran.space_revision == 3
    assert ran.space == ran.space_revisions[1]
    assert len(person.store) > 0


def start_grid(person: Person) -> None:
    person.show_quick_setup(trials=40)
    space = HyperParamSpace().add_float("x", 0, 9, step=1).add_constant("seconds", 0.2)
    config = person.workbench.panels.setup.config()
    budget = config.budget.model_copy(update={"trials": None})
    person.workbench.session.show_new(
        replace(config, space=space, strategy=GridKind(), budget=budget)
    )
    person.wait(lambda: person.find(QPushButton, "run_button").text() == "Run 10 trials")
    person.click("run_button")
    person.wait(lambda: person.store.finished >= 1)


def test_that_a_grid_that_is_changed_while_it_runs_is_walked_whole(person: Person) -> None:
    start_grid(person)
    person.workbench.panels.setup.model.space.select(0)
    change(person, "space_high", "12")
    apply(person)
    text = person.find(QLabel, "progress_text")
    person.wait(lambda: " of 13" in text.text())
    change(person, "space_low", "3")
    apply(person)
    person.wait_until_idle()
    records = list(person.store.records())
    values = [record.params["x"] for record in records]
    assert len(set(values)) == len(values)
    assert set(range(3, 13)) <= set(values)
    run = person.find(QPushButton, "run_button")
    assert not run.isEnabled()
    assert run.toolTip() == "Every combination of the grid has been tried."
    assert f"{len(values)} of {len(values)}" in text.text()
    change(person, "space_high", "15")
    assert run.text() == "Run 3 more trials"


def test_that_a_grid_gives_way_to_a_search_that_takes_any_range(person: Person) -> None:
    start_grid(person)
    setup = person.workbench.panels.setup
    person.pick("setup_strategy", "Random")
    assert not person.find(QPushButton, "setup_apply").isEnabled()
    assert person.find(QLabel, "setup_changes_problem").text() == "Say how many trials to run."
    change(person, "setup_trials", "14")
    setup.model.space.select(0)
    field = person.find(QLineEdit, "space_step")
    field.setFocus()
    field.selectAll()
    person.qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert words(person) == "3 changes: x changed, strategy Grid → Random, trials all → 14"
    apply(person)
    person.wait_until_idle()
    assert len(person.store) == 14
    values = [record.params["x"] for record in person.store.records()]
    assert any(value != int(value) for value in values)
