"""A space as text and back: the same space, in both languages; wrong text names its line."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tests.ui.space.spaces import SCALARS, spaces
from tests.ui.space.test_draft import FOREST
from tuner_gui.core.domains import Choice, Constant, Float, LogNormal, Normal
from tuner_gui.core.parameter import Parameter
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.core.space_document import SpaceDocument, space_to_document
from tuner_gui.ui.space.text_format import space_text
from tuner_gui.ui.space.text_nodes import TextFault
from tuner_gui.ui.space.text_reading import read_rows_text, read_space_text

FORMS = ("yaml", "json")

FULL = (
    FOREST.add_choice("model.kind", ["svm", "on", "1e-5", "true", True, 1, 2.5, None, [1, [2]]])
    .add_choice("heads", [1, 2, 4], ordered=True, weights=[1, 2.5, 0])
    .add_normal("x", 0, 1, low=-3)
    .add_log_normal("y", -7, 1.5, high=1)
    .add_float("z", 0, 1, points=5, when={"heads": [1, 2], "model.kind": [[1, [2]]]})
    .add_float("step", 0, 1, step=0.25)
    .add_constant("true", "a: b # c")
    .add_constant("nothing", None)
    .add_constraint("x < y")
    .add_constraint("{max_depth} * heads <= 40")
)


def text_of(space: HyperParamSpace, form) -> str:
    document = space_to_document(space)
    return space_text(document.parameters, document.constraints, form)


def document_of(text: str, form) -> SpaceDocument:
    reading = read_space_text(text, form)
    assert reading.problems == ()
    assert reading.space is not None
    return space_to_document(reading.space)


def problems(text: str, form="yaml") -> list[tuple[int, str]]:
    reading = read_space_text(text, form)
    assert reading.space is None
    return [(problem.line, problem.message) for problem in reading.problems]


def test_that_the_text_is_one_line_a_parameter():
    assert text_of(FOREST.add_constraint("max_depth < n_estimators"), "yaml").splitlines() == [
        "parameters:",
        "  n_estimators: {int: [50, 500], log: true}",
        "  criterion: {choice: [gini, entropy, log_loss]}",
        "  max_depth: {int: [3, 20]}",
        "  max_features: {float: [0.1, 1.0]}",
        "  ccp_alpha: {float: [1.0e-5, 0.01], log: true, when: {criterion: gini}}",
        "constraints:",
        "  - max_depth < n_estimators",
    ]
    assert text_of(FOREST, "json").splitlines()[:3] == [
        "{",
        '  "parameters": {',
        '    "n_estimators": {"int": [50, 500], "log": true},',
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("space", [FULL, FOREST, HyperParamSpace()])
def test_that_a_space_comes_back_from_its_text(space, form):
    assert document_of(text_of(space, form), form) == space_to_document(space)


@pytest.mark.parametrize("form", FORMS)
@given(space=spaces())
def test_that_any_space_comes_back_from_its_text(space, form):
    text = text_of(space, form)
    document = space_to_document(space)
    again = document_of(text, form)
    assert again.model_dump_json() == document.model_dump_json()
    assert text_of_document(again, form) == text


def text_of_document(document: SpaceDocument, form) -> str:
    return space_text(document.parameters, document.constraints, form)


@pytest.mark.parametrize("form", FORMS)
@given(value=SCALARS, weight=st.floats(1e-300, 1e300))
@example(value="yes", weight=1.0)
@example(value="12:30", weight=1e22)
@example(value="2020-01-01", weight=0.1)
@example(value="😀 \u2028 \x00", weight=1e-7)
@example(value="- a", weight=1.0)
@example(value="a: b", weight=1.0)
def test_that_values_keep_their_type_and_disabled_rows_their_kind(form, value, weight):
    kinds = [Choice(["b", "a"], weights=[weight, 0.0], ordered=True), Normal(0, weight / 1e200 + 1)]
    space = HyperParamSpace(
        [
            Parameter("a", Constant(value)),
            *(Parameter(f"k{n}", Constant(value), (), kind) for n, kind in enumerate(kinds)),
        ]
    )
    again = read_space_text(text_of(space, form), form).space
    assert again == space
    assert repr(again["a"].kind.value) == repr(value)


@given(space=spaces())
def test_that_another_yaml_reader_sees_the_same_values(space):
    """PyYAML reads YAML 1.1, where `1e-5` is a text, and `on` is none."""
    theirs = yaml.safe_load(text_of(space, "yaml"))
    assert theirs == json.loads(text_of(space, "json"))


def test_that_long_rows_are_wrapped():
    space = HyperParamSpace({"letters": Choice([f"letter {n}" for n in range(40)])})
    for form in FORMS:
        text = text_of(space, form)
        assert max(map(len, text.splitlines())) <= 84
        assert document_of(text, form) == space_to_document(space)


def test_that_people_may_write_it_their_own_way():
    text = """
# learning
parameters:
  lr:
    float: [1e-4, 1_0]   # as in the paper
    log: true
  'gamma':
    float:
      - .5
      - +1
    when:
      kind: [a, b]
    disabled_at: 0.7
""".replace("'gamma'", "kind: {choice: [a, b, c]}\n  'gamma'")
    space = read_space_text(text, "yaml").space
    assert space["lr"].kind == Float(1e-4, 10, log=True)
    assert space["gamma"].kind == Constant(0.7)
    assert space["gamma"].set_aside == Float(0.5, 1)
    assert space["gamma"].conditions[0].values == ("a", "b")


@pytest.mark.parametrize("form", FORMS)
def test_that_the_space_of_a_session_file_is_read_too(form):
    text = json.dumps(space_to_document(FULL).model_dump(mode="json"), indent=1)
    assert document_of(text, form) == space_to_document(FULL)
    assert read_space_text("x: {kind: float, low: 0, high: 1}", "yaml").space["x"].kind == Float(
        0, 1
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "The text is empty. A space without parameters is parameters: {}"),
        ("hello", 1, "“hello” is no list of parameters."),
        ("parameters:", 1, "There are no parameters. Write parameters: {}"),
        ("parameters: {}\nlimits: []", 2, "“limits” is neither parameters nor constraints."),
        ("parameters:\n  x: {float: [1, 0]}", 2, "x: The range ends at 0, below its start 1."),
        ("parameters:\n  x:\n    float:\n      - 1\n      - 0", 5, "x: The range ends at 0,"),
        ("parameters:\n  x: {flaot: [1, 0]}", 2, "x has no kind. Is it float?"),
        ("parameters:\n  x: 5", 2, "x has no kind. Write a kind, such as"),
        (
            "parameters:\n  x:\n    int: [1, 2]\n    lgo: true",
            4,
            "x: an int has no “lgo”. Is it lo",
        ),
        ("parameters:\n  x: {float: [0, a]}", 2, "x: high is a number, not “a”."),
        ("parameters:\n  x: {int: [0, 1.5]}", 2, "x: high is a whole number, not 1.5."),
        ("parameters:\n  x: {int: [0]}", 2, "x: int is a list of two, [low, high]."),
        ("parameters:\n  x: {float: [0, 1], log: yes}", 2, "x: log is true or false, not “yes”."),
        ("parameters:\n  x: {float: [0, 1], log: true}", 2, "x: A log range must start above 0"),
        ("parameters:\n  x: {choice: a}", 2, "x: choice is a list of values, such as [a, b]."),
        ("parameters:\n  x: {choice: [a, a]}", 2, "x: The value 'a' stands there twice."),
        ("parameters:\n  x: {choice: [a], int: [0, 1]}", 2, "x has two kinds, choice and int."),
        ("parameters:\n  x: {int: [0, 1]}\n  x: {int: [0, 1]}", 3, "“x” stands there twice, first"),
        ("parameters:\n  a b: {int: [0, 1]}", 2, "a b: A name has letters, digits"),
        ("parameters:\n  x:\n    int: [0, 1]\n    when: {y: 1}", 4, "x: It depends on y, which"),
        ("parameters:\n  x: {int: [0, 1]}\nconstraints:\n  - x <", 4, "'x <' cannot be read as a"),
        ("parameters:\n  x: {int: [0, 1]}\nconstraints:\n  - x < y", 4, "x < y: There is no param"),
        ("parameters:\n  x: {int: [0, 1]\n  y: 1", 2, "A comma or a closing bracket is miss"),
        ("parameters:\n  x: {int: [0, 1]  # }\n  y: {int: [0, 1]}", 2, "A comma or a closing"),
        ("parameters:\n  x: {choice: ['a]}\n  y: 1", 2, "A quote is not closed."),
        ("parameters:\n  x\n  y: 1", 3, "A colon is"),
        ("parameters:\n  x: y: 1", 2, "A colon is one too many"),
        ("parameters:\n  x: {int: [0, 1]}\n y: {int: [0, 1]}", 3, "This line does not fit in"),
        ("parameters:\n  x: [0, 1]]", 2, "This line does not fit in"),
        ("parameters:\n  x: %", 2, "This is not YAML: found character that cannot start any"),
        ("parameters:\n\tx: {int: [0, 1]}", 2, "YAML takes no tabs before a line."),
        ("parameters:\n  x: &a {int: [0, 1]}\n  y: *a", 2, "Anchors and aliases"),
        ("parameters:\n  x: !!python/name:os.system {}", 2, "Tags (!name) are not read here."),
        ("parameters:\n  x: {constant: .nan}", 2, ".nan is not a number that a parameter can"),
        ("parameters:\n  x: {constant: 1e999}", 2, "1e999 is not a number that a parameter can"),
        ("parameters:\n  x: {float: [0, 1" + "0" * 310 + "]}", 2, "10000000000000000000 is not a"),
        ("parameters:\n  x: " + "[" * 5000, 2, "These lists and mappings stand too deep"),
        ("parameters: {}\n---\nparameters: {}", 2, "There is a second document after ---."),
        ("# only this", 1, "There are only comments."),
        ("parameters:\n  x: {constant: {a: 1}}", 2, "x: {'a': 1} is not a value that a para"),
        ("parameters:\n  x: {constant: a\0b}", 2, "There is a character YAML has not."),
        ("- {name: x, kind: float, low: a, high: 1}", 1, "x: low: Input should be a valid number."),
        ("- 5", 1, "A parameter in a list is a mapping with name and kind."),
    ],
)
def test_that_what_is_wrong_is_said_with_its_line(text, line, message):
    found = problems(text)
    assert found[0][0] == line
    assert found[0][1].startswith(message)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('{\n "parameters": {\n', 3, "The text ends in the middle."),
        ('{"parameters": {"x": }}', 1, "There should be a value, but here is }}"),
        ('{"parameters":\n{"x": {float: 1}}}', 2, "There should be a name in double quotes"),
        ('{"parameters": {} "a": 1}', 1, "There should be a comma or }"),
        ('{"parameters": {}}\n}', 2, "There should be nothing more"),
        ('{"parameters": {"x": {"constant": NaN}}}', 1, "NaN is not a number"),
        ('{"parameters": {"x": {"constant": 1e999}}}', 1, "1e999 is not a number"),
        ('{"parameters": {"x": ' + "[" * 5000, 1, "These lists and mappings stand too deep"),
        ('{"a\n": 1}', 1, "The text in quotes is wrong: invalid control character"),
        ('{"parameters": {"x": {"int": [5, 1]},\n"y": {"float": [2, 1]}}}', 1, "x: The range ends"),
    ],
)
def test_that_wrong_json_is_said_with_its_line(text, line, message):
    found = problems(text, "json")
    assert found[0][0] == line
    assert found[0][1].startswith(message)


def test_that_all_wrong_rows_are_named_at_once():
    text = "parameters:\n  a: {int: [2, 1]}\n  b: {}\n  c: {float: [0, 1], stp: 1}\nconstraints: 5"
    assert [line for line, _ in problems(text)] == [2, 3, 4, 5]


def test_that_a_bomb_of_aliases_is_refused_at_once():
    bomb = "a: &a [x, x]\n" + "\n".join(f"b{n}: &b{n} [*a, *a]" for n in range(50))
    assert problems(bomb)[0][1].startswith("Anchors and aliases")


@given(st.text(alphabet="{}[]:,-\"'&*!|>#\n \tab01.e", max_size=60), st.sampled_from(FORMS))
def test_that_any_text_ends_in_a_space_or_in_problems_with_lines(text, form):
    reading = read_space_text(text, form)
    assert (reading.space is None) == bool(reading.problems)
    for problem in reading.problems:
        assert 1 <= problem.line <= text.count("\n") + 1
        assert problem.message


def test_that_rows_are_read_without_their_parents():
    rows = read_rows_text("gamma: {float: [0, 1], when: {kernel: rbf}}")
    assert [(each.name, each.conditions[0].parent) for each in rows.parameters] == [
        ("gamma", "kernel")
    ]
    assert read_rows_text('{"x": {"normal": [0, 1]}}').parameters[0].kind == Normal(0, 1)
    assert read_rows_text("{x: {log_normal: [0, 1]}}").parameters[0].kind == LogNormal(0, 1)
    with pytest.raises(TextFault, match="Line 1: x has no kind"):
        read_rows_text("x: {}")
    with pytest.raises(TextFault):
        read_rows_text("just some words")
