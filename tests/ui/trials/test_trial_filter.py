"""The filter language: what it accepts, what it refuses, and that columns and rows agree."""

from __future__ import annotations

import operator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.trials.scripted import PARAM_VALUES, record, records, store_of
from tuner_gui.core.columns import MISSING
from tuner_gui.core.marks import TrialMark
from tuner_gui.core.trial import TrialState
from tuner_gui.core.values import value_key
from tuner_gui.ui.trials.filter_errors import FilterError
from tuner_gui.ui.trials.trial_columns import columns_of
from tuner_gui.ui.trials.trial_filter import MAX_LENGTH, parse_filter

COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def shown(text, store):
    """The numbers of the trials that pass."""
    rows = np.arange(len(store))
    passes = parse_filter(text, columns_of(store)).passing(store, rows)
    return store.numbers[passes].tolist()


@pytest.fixture
def marked(store):
    """The same trials, after a person went over them."""
    store.marks.put(
        {
            0: TrialMark(is_starred=True, tags=("Baseline", "to check")),
            2: TrialMark(note="The validation rows **leak**.\nSee gini."),
            3: TrialMark(is_hidden=True, is_starred=True),
            4: TrialMark(tags=("lr sweep",), note="again"),
            77: TrialMark(is_starred=True, tags=("baseline",)),
        }
    )
    return store


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("starred", [0, 3]),
        ("not starred", [1, 2, 4, 5]),
        ("starred == True and hidden == False", [0]),
        ("starred and not hidden", [0]),
        ("hidden", [3]),
        ('tag == "baseline"', [0]),
        ("tag == BASELINE", [0]),
        ('tag != "baseline"', [1, 2, 3, 4, 5]),
        ('tag in ("to check", "lr sweep")', [0, 4]),
        ('"lr" in tag', [4]),
        ('"LR" not in tag', [0, 1, 2, 3, 5]),
        ("tag", [0, 4]),
        ("tag == None", [1, 2, 3, 5]),
        ('"leak" in note', [2]),
        ("note", [2, 4]),
        ('note == "again"', [4]),
        ('starred or tag == "lr sweep"', [0, 3, 4]),
        ("leak", [2]),
        ("check", [0]),
        ("gini", [0, 2, 3, 4, 5]),
        ("lr sweep", [4]),
    ],
)
def test_that_a_filter_knows_marks(text, expected, marked):
    assert shown(text, marked) == expected
    rows = np.arange(len(marked))[::-2]
    found = parse_filter(text, columns_of(marked)).passing(marked, rows)
    assert marked.numbers[rows][found].tolist() == [each for each in (5, 3, 1) if each in expected]


def test_that_marks_are_known_before_there_are_any(store):
    assert shown("starred or tag or hidden or note", store) == []
    assert shown("not starred", store) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("text", "sees_hidden"),
    [
        ("hidden", True),
        ("starred and not hidden", True),
        ("hidden == False or gini", True),
        ('"hidden" in note', False),
        ('criterion == "hidden"', False),
        ("starred", False),
    ],
)
def test_that_only_a_filter_that_names_hidden_looks_there(text, sees_hidden, store):
    assert parse_filter(text, columns_of(store)).sees_hidden is sees_hidden


def test_that_a_parameter_named_like_a_mark_goes_by_its_group():
    store = store_of([record(0, note="a", tag=1), record(1, note="b", tag=2)])
    store.marks.put({1: TrialMark(tags=("1",))})
    assert shown('param.note == "b"', store) == [1]
    assert shown("param.tag == 1", store) == [0]
    assert shown("tag == 1", store) == [1]


def problem_of(text, store):
    with pytest.raises(FilterError) as caught:
        parse_filter(text, columns_of(store))
    return str(caught.value)


@pytest.fixture
def store():
    return store_of(
        [
            record(0, metric=0.96, max_depth=4, criterion="gini", **{"learning-rate": 0.1}),
            record(1, metric=0.97, max_depth=12, criterion="entropy", bootstrap=True),
            record(2, metric=0.91, max_depth=8, criterion="log_loss", bootstrap=False),
            record(3, TrialState.FAILED, max_depth=2, criterion="gini"),
            record(4, TrialState.RUNNING, max_depth=8, criterion="gini", svm={"C": 2.0}),
            record(5, TrialState.PRUNED, 0.5, max_depth=9, criterion="gini", **{"lambda": 0.5}),
        ]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [0, 1, 2, 3, 4, 5]),
        ('state == "failed"', [3]),
        ('state == "Complete"', [0, 1, 2]),
        ("state != complete", [3, 4, 5]),
        ("accuracy > 0.95 and max_depth <= 8", [0]),
        ('criterion in ("gini", "entropy")', [0, 1, 3, 4, 5]),
        ('criterion not in ["gini"]', [1, 2]),
        ("criterion == gini and not max_depth == 8", [0, 3, 5]),
        ("0.9 < accuracy <= 0.96", [0, 2]),
        ("0.97 <= accuracy", [1]),
        ("svm.C >= 1", [4]),
        ("svm.C", [4]),
        ("lambda == 0.5", [5]),
        ("learning-rate < 1", [0]),
        ("learning-rate>-1", [0]),
        ("bootstrap", [1]),
        ("bootstrap == False", [2]),
        ("bootstrap == 0", []),
        ("bootstrap != None", [1, 2]),
        ("accuracy == None", [3, 4]),
        ("accuracy is not None and number >= 2", [2, 5]),
        ("max_depth == -4 or max_depth == +4", [0]),
        ("number > max_depth", [3]),
        ("accuracy_std > 0.09 and time > 0.1", [1, 2]),
        ("gini", [0, 3, 4, 5]),
        ("GINI", [0, 3, 4, 5]),
        ("gini failed", [3]),
        ("ValueError", [3]),
        ('"max_features is 0"', [3]),
        ('"Value" in error', [3]),
        ("error == None and max_depth == 8", [2, 4]),
        ("gini and max_depth < 3", [3]),
        ("0.97", [1]),
        ("12", [1]),
        (r"criterion == 'gini' or criterion == '\d'", [0, 3, 4, 5]),
    ],
)
def test_that_a_filter_shows_the_trials_it_describes(text, expected, store):
    assert shown(text, store) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("acuracy > 0.9", "There is no column acuracy. Did you mean accuracy?"),
        ("svm.D > 0.9", "There is no column svm.D. Did you mean svm.C?"),
        ("accuracy > best", "There is no column best."),
        ("state = complete", "Write == to compare."),
        ("state == complete && gini", "Write and, or, not between comparisons."),
        ('state == "complete', "A quotation mark is still open."),
        ("(accuracy > 0.9", "A parenthesis is still open."),
        ("accuracy >", "The filter cannot be read yet. Write for example accuracy > 0.9 and state"),
        ('state == "done"', "There is no state done; the states are running, complete, pruned,"),
        ("accuracy in 3", 'After "in" comes a list, such as accuracy in (1, 2).'),
        ("tag in lr", 'After "in" comes a list, such as tag in ("a", "b").'),
        ("tags == 3", "There is no column tags. Did you mean tag?"),
        ('tag > "a"', 'tag is neither above nor below anything. Write tag == "baseline".'),
        ("starred > 0", "starred is neither above nor below anything. Write starred."),
        ("hidden == 1", "Write hidden or not hidden."),
        ("starred == yes", "Write starred or not starred."),
        ("accuracy > None", "accuracy can only be above or below a number or a text."),
        ("1 < 2", "A comparison needs the name of a column, such as state."),
        ("3 and gini", "A number on its own cannot stand in a filter."),
        ("max_depth + 1 > 3", "Arithmetic cannot stand in a filter."),
        ("__import__('os').system('true') == 1", "A call cannot stand in a filter."),
        ("accuracy > open('x')", "A call cannot stand in a filter."),
        ("(accuracy for x in y)() or gini", "A call cannot stand in a filter."),
        ("accuracy == 1j", "A number on its own cannot stand in a filter."),
        ("max_depth == 9999999999999999999", "A number on its own cannot stand in a filter."),
        ("x" * (MAX_LENGTH + 1), "The filter is longer than 1,000 characters."),
        ("(" * 400 + "1" + ")" * 400, "The filter cannot be read yet."),
        ("\0 == 1", "The filter cannot be read yet."),
    ],
)
def test_that_a_filter_which_cannot_be_read_is_refused_in_one_sentence(text, problem, store):
    assert problem_of(text, store).startswith(problem)


PIECES = [
    "ab",
    "tag",
    "hidden",
    "note",
    " and ",
    " in ",
    "not ",
    "state",
    "1",
    "0.5",
    " ",
    "é",
    "\0",
    "ƒ0",
    *".'\"\\()[]<>=!&|,-",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_that_any_text_is_a_filter_or_one_refusal(text):
    store = store_of([record(0, ab=1)])
    try:
        shown(text, store)
    except FilterError as problem:
        told = str(problem)
        assert told.endswith((".", "?"))


def test_that_a_parameter_named_like_a_column_goes_by_its_group():
    store = store_of([record(0, time=7), record(1, time=8)])
    assert shown("param.time == 7", store) == [0]
    assert shown("time < 0.15", store) == [0]


def test_that_only_the_rows_asked_for_are_judged(store):
    found = parse_filter("gini", columns_of(store)).passing(store, np.array([4, 1, 3]))
    assert found.tolist() == [True, False, True]


def reference(term, value_of):
    """One term for one row, told in plain Python."""
    kind, *parts = term
    if kind == "and":
        return all(reference(each, value_of) for each in parts)
    if kind == "or":
        return any(reference(each, value_of) for each in parts)
    if kind == "not":
        return not reference(parts[0], value_of)
    name, sign, wanted = parts
    value = value_of(name)
    value = None if value is MISSING else value
    if sign == "==":
        return value_key(value) == value_key(wanted)
    if sign == "!=":
        return value_key(value) != value_key(wanted)
    if sign == "in":
        return value_key(value) in [value_key(each) for each in wanted]
    numbers = type(value) in (int, float) and type(wanted) in (int, float)
    texts = isinstance(value, str) and isinstance(wanted, str)
    return (numbers or texts) and COMPARE[sign](value, wanted)


def written(term):
    kind, *parts = term
    if kind in ("and", "or"):
        return "(" + f" {kind} ".join(written(each) for each in parts) + ")"
    if kind == "not":
        return f"not ({written(parts[0])})"
    name, sign, wanted = parts
    return f"{name} {sign} {wanted!r}"


def comparisons():
    sources = PARAM_VALUES | {
        "number": st.integers(0, 25),
        "accuracy": st.sampled_from([0.1, 0.25, 0.5, 0.9]),
        "worker": st.sampled_from(["worker 1", "worker 2"]),
    }
    anything = st.one_of(*PARAM_VALUES.values())
    values = {name: st.one_of(own, own, anything) for name, own in sources.items()}
    return st.sampled_from(list(values)).flatmap(
        lambda name: st.one_of(
            st.tuples(st.just("is"), st.just(name), st.sampled_from(["==", "!="]), values[name]),
            st.tuples(
                st.just("is"),
                st.just(name),
                st.sampled_from(list(COMPARE)),
                values[name].filter(lambda each: type(each) in (int, float, str)),
            ),
            st.tuples(
                st.just("is"), st.just(name), st.just("in"), st.lists(values[name], max_size=3)
            ),
        )
    )


terms = st.recursive(
    comparisons(),
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner),
        st.tuples(st.sampled_from(["and", "or"]), inner, inner),
    ),
    max_leaves=4,
)


@given(records(min_size=1), terms)
def test_that_columns_and_rows_agree(found, term):
    names = [*PARAM_VALUES, "worker", "accuracy"]
    everywhere = dict.fromkeys(PARAM_VALUES, 0) | {"svm": {"C": 1.0}}
    del everywhere["svm.C"]
    store = store_of([*found, record(len(found), **everywhere)])
    columns = {column.name: column for column in columns_of(store)}
    assert set(names) <= set(columns)
    expected = [
        row
        for row in range(len(store))
        if reference(term, lambda name: columns[name].value(store, row))  # noqa: B023
    ]
    assert shown(written(term), store) == expected
