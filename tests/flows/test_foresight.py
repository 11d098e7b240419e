"""What the window tells of a sweep before it starts, and of its space while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QTableView

from tests.flows.conftest import QUICK_TARGET
from tuner_gui import Budget, ClassSpec, GridKind, HyperParamSpace, RandomKind, SweepConfig
from tuner_gui.core.nesting import flatten
from tuner_gui.ui.chrome.labels import ElidedLabel
from tuner_gui.ui.space.list_view import ParameterListView

if TYPE_CHECKING:
    from tests.flows.conftest import Person


def rows(person: Person) -> list[list[str]]:
    model = person.find(QTableView, "preview_table").model()
    columns = range(model.columnCount())
    return [[model.index(row, at).data() for at in columns] for row in range(model.rowCount())]


def heading(person: Person) -> str:
    return person.find(QLabel, "preview_heading").text()


def show(person: Person, config: SweepConfig) -> None:
    person.workbench.session.show_new(config)
    person.wait(lambda: not person.workbench.sweep.why_not_run())
    person.workbench.panels.charts.tabs.choose("preview")


def quick(
    space: HyperParamSpace, trials: int, kind: GridKind | RandomKind | None = None
) -> SweepConfig:
    return SweepConfig(
        "quick",
        ClassSpec(path=f"{QUICK_TARGET}:Quick"),
        space,
        kind or RandomKind(),
        budget=Budget(trials=trials, concurrency=2),
        seed=1,
    )


def test_that_the_preview_shows_the_trials_that_then_run(person: Person) -> None:
    show(person, quick(HyperParamSpace().add_int("x", 1, 100), 6))
    person.wait(lambda: person.sees("preview_table"))
    shown = rows(person)
    assert heading(person).startswith("6 random trials")
    person.click("run_button")
    person.wait(lambda: person.phase.is_active or len(person.store) > 0)
    person.wait_until_idle()
    ran = sorted((record.number, flatten(record.params)["x"]) for record in person.store.records())
    assert [[str(number), str(x)] for number, x in ran] == shown
    person.wait(lambda: rows(person)[0][0] == "6")
    assert heading(person).startswith("6 more random trials")
    details = person.find(ElidedLabel, "preview_details")
    assert details.full_text().endswith("with 2 workers")


def test_that_the_preview_follows_typing_and_outlives_a_problem(person: Person) -> None:
    space = HyperParamSpace().add_int("x", 1, 5).add_choice("mode", ["a", "b"])
    show(person, quick(space, 100, GridKind()))
    person.wait(lambda: person.sees("preview_table"))
    assert heading(person) == "Grid: 10 trials, every combination once"
    form = person.find(ParameterListView, "space_list")
    form.setCurrentIndex(form.model().index(0, 0))
    person.type_into("space_high", "7")
    person.wait(lambda: heading(person) == "Grid: 14 trials, every combination once")
    before = rows(person)
    person.workbench.foresight.forecast.learn(person.workbench.panels.setup.config(), 1_000)
    person.wait(lambda: person.sees("run_estimate"))
    person.type_into("space_high", "0")
    person.wait(lambda: not person.sees("run_estimate"))
    note = person.find(QLabel, "preview_note")
    person.wait(lambda: note.text().startswith("From before this problem"))
    assert rows(person) == before
    person.type_into("space_high", "2")
    person.wait(lambda: heading(person) == "Grid: 4 trials, every combination once")
    assert note.text() == "All 4 trials"


def test_that_the_page_can_be_opened_while_a_sweep_runs(person: Person) -> None:
    person.show_quick_setup(trials=40, seconds=0.05)
    person.click("run_button")
    person.wait(lambda: len(person.store) >= 4)
    person.workbench.panels.charts.tabs.choose("preview")
    person.wait(lambda: person.sees("preview_table"))
    assert int(rows(person)[0][0]) >= 4
    assert "more random trials" in heading(person)
    person.workbench.services.controller.abort()
    person.wait_until_idle()


def test_that_a_long_sweep_warns_and_starts_all_the_same(person: Person) -> None:
    config = quick(HyperParamSpace().add_constant("seconds", 60.0).add_int("x", 1, 9), 2_400)
    show(person, config)
    assert not person.sees("run_estimate")
    person.workbench.foresight.forecast.learn(config, 10_000)  # as Try one does
    person.wait(lambda: person.sees("run_estimate"))
    estimate = person.find(QLabel, "run_estimate")
    assert estimate.text() == "Run takes about 3 h 20 min"
    assert estimate.property("role") == "warn"
    person.click("run_button")
    person.wait(lambda: person.phase.is_active)
    banner = person.find(QLabel, "window_banner_text").text()
    assert banner == (
        "These 2,400 trials will take about 3 h 20 min with 2 workers. Stop keeps what is finished."
    )
    person.wait(lambda: not person.sees("run_estimate"))
    person.workbench.services.controller.abort()
    person.wait_until_idle()


def test_that_the_list_shows_what_a_sweep_has_tried(person: Person) -> None:
    person.run_quick_sweep(trials=6)
    delegate = person.find(ParameterListView, "space_list").itemDelegate()
    person.wait(lambda: "x" in delegate.coverage and any(delegate.coverage["x"].best))
    coverage = delegate.coverage
    assert list(coverage) == ["x"]
    assert 1 <= sum(part > 0 for part in coverage["x"].tried) <= 6
    person.workbench.session.show_new(quick(HyperParamSpace().add_int("x", 1, 100), 6))
    person.wait(lambda: not delegate.coverage)
