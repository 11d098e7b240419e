"""The model keeps its order while trials come and change, and keeps Qt's rules."""

from __future__ import annotations

import math
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt

from tests.ui.trials.scripted import event_of, record, records, store_of
from tuner_gui.bridge.live_store import LiveStore
from tuner_gui.core.events import TrialReported
from tuner_gui.core.marks import TrialMark
from tuner_gui.core.objective import Objective
from tuner_gui.core.trial import TrialState
from tuner_gui.core.trial_store import TrialStore
from tuner_gui.ui.trials.filter_errors import FilterError
from tuner_gui.ui.trials.trial_columns import columns_of
from tuner_gui.ui.trials.trial_filter import TrialFilter, parse_filter
from tuner_gui.ui.trials.trial_table_model import TrialTableModel

ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
keeps_the_application = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)


def model_of(found):
    live = LiveStore()
    live.replace(store_of(found))
    return TrialTableModel(live, live), live


def numbers(model):
    return model.store.numbers[model.rows].tolist()


def plain_sort(found, key, *, descends):
    """Python's own sort: stable both ways, missing values last."""
    present = [each for each in found if not math.isnan(key(each))]
    missing = [each for each in found if math.isnan(key(each))]
    ordered = sorted(present, key=lambda each: -key(each) if descends else key(each))
    return [each.number for each in ordered + missing]


def value_in(name):
    return lambda each: float(each.params.get(name, math.nan))


KEYS = {
    "number": lambda each: each.number,
    "objective": lambda each: math.nan if each.metric is None else each.metric,
    "time": lambda each: math.nan if each.duration_ms is None else each.duration_ms,
    "param:depth": value_in("depth"),
    "param:rate": value_in("rate"),
    "param:bootstrap": value_in("bootstrap"),
}


@keeps_the_application
@given(found=records())
def test_that_sorting_agrees_with_a_plain_sort(qapp, found):
    model, _ = model_of(found)
    for column, key in KEYS.items():
        at = model.column_index(column)
        for order in (ASCENDING, DESCENDING):
            if at is not None:
                model.sort(at, order)
                assert numbers(model) == plain_sort(found, key, descends=order == DESCENDING)


def test_that_texts_sort_by_the_alphabet_and_states_by_their_course(qapp):
    found = [
        record(0, TrialState.FAILED, criterion="log_loss"),
        record(1, TrialState.RUNNING, criterion="gini"),
        record(2, criterion="entropy"),
    ]
    model, _ = model_of(found)
    model.sort(model.column_index("param:criterion"), ASCENDING)
    assert numbers(model) == [2, 1, 0]
    model.sort(model.column_index("state"), ASCENDING)
    assert numbers(model) == [1, 2, 0]


FILTERS = ["", "state == complete", "accuracy > 0.2", "criterion == gini", "depth >= 0", "running"]


def known_by(text, columns):
    try:
        return parse_filter(text, columns)
    except FilterError:  # for a parameter that no trial has had yet
        return TrialFilter()


@keeps_the_application
@given(data=st.data(), found=records(min_size=1, max_size=30))
def test_that_the_order_stays_right_while_trials_come_and_change(qapp, data, found):
    """Each trial starts and, mostly, ends; whatever the batches, the order is that of sorting."""
    started = [replace(each, state=TrialState.RUNNING, metric=None, metrics={}, error=None,
                       duration_ms=None) for each in found]  # fmt: skip
    events = [event_of(each) for each in started]
    for each in found:
        if each.state is not TrialState.RUNNING:
            place = data.draw(st.integers(events.index(event_of(started[each.number])) + 1, 60))
            events.insert(place, event_of(each))
    model, live = model_of([])
    before = [QPersistentModelIndex(model.index(0, 0))]
    while events:
        size = data.draw(st.integers(1, 8))
        live.apply(events[:size])
        events = events[size:]
        match data.draw(st.sampled_from(["wait", "sort", "filter"])):
            case "sort":
                column = data.draw(st.integers(0, model.columnCount() - 1))
                model.sort(column, data.draw(st.sampled_from([ASCENDING, DESCENDING])))
            case "filter":
                model.set_filter(known_by(data.draw(st.sampled_from(FILTERS)), model.columns))
        key, descends = model.sorting
        anew, _ = model_of(list(live.store.records()))
        anew.set_filter(model._filter)
        anew.sort(anew.column_index(key), DESCENDING if descends else ASCENDING)
        assert numbers(model) == numbers(anew)
        assert model.columns == columns_of(live.store)
    assert not before[0].isValid()


MARK_FILTERS = ["", "starred", "not hidden", "tag == a", '"x" in note', "a", "hidden or depth > 0"]
marks = st.builds(
    TrialMark,
    is_starred=st.booleans(),
    is_hidden=st.booleans(),
    tags=st.sampled_from([(), (), ("a",), ("b", "a"), ("B",)]),
    note=st.sampled_from(["", "", "x", "# y\nx"]),
)


@keeps_the_application
@given(data=st.data(), found=records(min_size=1, max_size=20))
def test_that_the_order_stays_right_while_trials_are_marked(qapp, data, found):
    """Whatever was said of which trials, the order and the columns are those of a new table."""
    model, live = model_of(found[: len(found) // 2])
    coming = [event_of(each) for each in found[len(found) // 2 :]]
    for _ in range(data.draw(st.integers(1, 8))):
        match data.draw(
            st.sampled_from(["mark", "mark", "mark", "sort", "filter", "come", "show"])
        ):
            case "mark":
                live.mark(data.draw(st.dictionaries(st.integers(0, len(found)), marks)))
            case "sort":
                column = data.draw(st.integers(0, model.columnCount() - 1))
                model.sort(column, data.draw(st.sampled_from([ASCENDING, DESCENDING])))
            case "filter":
                text = data.draw(st.sampled_from(MARK_FILTERS))
                model.set_filter(known_by(text, model.columns))
            case "come":
                live.apply(coming[:3])
                del coming[:3]
            case "show":
                model.show_hidden(is_wanted=data.draw(st.booleans()))
        key, descends = model.sorting
        anew = TrialTableModel(live, live)
        anew.set_filter(model._filter)
        anew.show_hidden(is_wanted=model.shows_hidden)
        anew.sort(anew.column_index(key), DESCENDING if descends else ASCENDING)
        assert numbers(model) == numbers(anew)
        assert model.columns == columns_of(live.store)
        assert model.hidden_count == sum(
            live.store.marks.of(number).is_hidden for number in live.store.numbers.tolist()
        )
        anew.deleteLater()


def test_that_a_mark_that_changes_no_order_moves_nothing(qapp, qtbot):
    model, live = model_of([record(0), record(1)])
    with qtbot.waitSignal(model.rows_changed) as changed, qtbot.assertNotEmitted(model.rearranging):
        live.mark({1: TrialMark(is_starred=True)})
    assert changed.args == [(1,)]


def test_that_another_sweep_shows_no_hidden_trials_at_first(qapp):
    model, live = model_of([record(0), record(1)])
    live.mark({1: TrialMark(is_hidden=True)})
    model.show_hidden(is_wanted=True)
    other = store_of([record(0), record(1), record(2)])
    other.marks.put({2: TrialMark(is_hidden=True)})
    live.replace(other)
    assert (numbers(model), model.shows_hidden) == ([1, 0], False)


def test_that_many_marks_at_once_are_sorted_in(qapp):
    model, live = model_of([record(number) for number in range(12_000)])
    model.sort(model.column_index("star"), DESCENDING)
    live.mark(dict.fromkeys(range(0, 12_000, 2), TrialMark(is_starred=True)))
    assert numbers(model) == [*range(0, 12_000, 2), *range(1, 12_000, 2)]


def test_that_an_index_follows_its_trial(qapp):
    model, live = model_of([record(number, metric=number / 10) for number in range(5)])
    held = QPersistentModelIndex(model.index(numbers(model).index(3), 2))
    model.sort(3, ASCENDING)
    assert (numbers(model)[held.row()], held.column()) == (3, 2)
    live.apply([event_of(record(5, metric=0.05)), event_of(record(6, metric=0.31))])
    assert (numbers(model)[held.row()], held.column()) == (3, 2)
    model.set_filter(parse_filter("accuracy > 0.25", model.columns))
    assert (numbers(model)[held.row()], held.column()) == (3, 2)
    model.set_filter(parse_filter("accuracy < 0.25", model.columns))
    assert not held.isValid()


def test_that_new_rows_come_as_rows_and_not_as_a_new_layout(qapp, qtbot):
    model, live = model_of([record(0)])
    with (
        qtbot.waitSignal(model.rowsInserted) as inserted,
        qtbot.assertNotEmitted(model.layoutChanged),
    ):
        live.apply([event_of(record(1)), event_of(record(2))])
    assert inserted.args[1:] == [0, 1]
    assert numbers(model) == [2, 1, 0]


def test_that_a_trial_that_ends_in_place_moves_nothing(qapp, qtbot):
    model, live = model_of([record(0), record(1, TrialState.RUNNING)])
    with qtbot.waitSignal(model.rows_changed) as changed, qtbot.assertNotEmitted(model.rearranging):
        live.apply([event_of(record(1))])
    assert changed.args == [(1,)]


def test_that_a_report_alone_changes_no_order(qapp, qtbot):
    model, live = model_of([record(0, TrialState.RUNNING)])
    with qtbot.assertNotEmitted(model.rearranging):
        live.apply([TrialReported(0, 1, {"accuracy": 0.5})])


def test_that_a_parameter_that_comes_late_gets_its_column_among_the_parameters(qapp):
    model, live = model_of([record(0, depth=1)])
    live.apply([event_of(record(1, depth=1, rate=0.5))])
    keys = [column.key for column in model.columns]
    assert keys == [
        "number", "star", "state", "objective", "param:depth", "param:rate",
        "metric:accuracy_std", "time", "worker", "started",
    ]  # fmt: skip
    assert model.index(1, 5).data() == "–"


def test_that_another_sweep_drops_filter_and_sorting_that_it_does_not_know(qapp):
    model, live = model_of([record(0, depth=1), record(1, depth=2)])
    model.sort(model.column_index("param:depth"), ASCENDING)
    model.set_filter(parse_filter("depth > 1", model.columns))
    live.replace(TrialStore.of(Objective("loss", "minimize"), [record(0), record(1)]))
    assert model.sorting == ("number", True)
    assert not model.is_filtered
    assert numbers(model) == [1, 0]
    assert model.headerData(3, Qt.Orientation.Horizontal) == "loss"


def test_that_a_text_column_that_gets_a_new_value_is_sorted_anew(qapp):
    model, live = model_of([record(0, criterion="gini"), record(1, criterion="mse")])
    model.sort(model.column_index("param:criterion"), ASCENDING)
    live.apply([event_of(record(2, criterion="entropy")), event_of(record(3, criterion="l1"))])
    assert numbers(model) == [2, 0, 3, 1]


def test_that_cells_are_written_for_a_person_and_tips_say_all_digits(qapp):
    found = [
        record(0, metric=0.123456789, rate=0.3333333333, depth=3),
        record(1, TrialState.FAILED),
    ]
    model, _ = model_of(found)
    texts = [model.index(1, at).data() for at in range(6)]
    assert texts == ["0", "", "Complete", "0.1235", "0.3333", "3"]
    tip = model.index(1, 3).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "accuracy = 0.123456789"
    assert model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole) == "ValueError: max_features is 0"
    alignments = [model.index(1, at).data(Qt.ItemDataRole.TextAlignmentRole) for at in (2, 3)]
    assert [bool(each & Qt.AlignmentFlag.AlignRight) for each in alignments] == [False, True]


def test_that_the_first_click_puts_the_best_on_top(qapp):
    for direction, order in (("maximize", DESCENDING), ("minimize", ASCENDING)):
        live = LiveStore()
        live.replace(TrialStore(Objective("accuracy", direction)))
        model = TrialTableModel(live, live)
        role = Qt.ItemDataRole.InitialSortOrderRole
        assert model.headerData(3, Qt.Orientation.Horizontal, role) == order


def test_that_the_model_keeps_the_rules_of_item_models(qapp, qtmodeltester):
    model, live = model_of([record(number, depth=number % 3) for number in range(20)])
    qtmodeltester.check(model)
    model.sort(4, ASCENDING)
    model.set_filter(parse_filter("depth > 0", model.columns))
    live.apply([event_of(record(number, depth=number % 4)) for number in range(18, 40)])
    live.apply([event_of(record(40, TrialState.RUNNING, depth=2, rate=0.5))])
    live.mark({3: TrialMark(tags=("a",), is_hidden=True), 5: TrialMark(note="b")})
    model.set_filter(TrialFilter())
    live.mark({3: TrialMark(), 5: TrialMark(is_starred=True)})
    live.apply([event_of(record(40, depth=2, rate=0.5))])
    qtmodeltester.check(model)
