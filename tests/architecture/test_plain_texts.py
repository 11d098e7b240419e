"""Texts of strangers are shown letter by letter: nothing may leave it to Qt what a text is.

Qt takes a label, a message or a tool tip that begins like HTML for rich text, swallows parts of it
and loads the files that it names. So there are few places that make them, and a tool tip is either
written out in the program or goes through `plain_tip`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "tuner_gui"

MAKERS = {
    "QLabel": "ui/chrome/labels.py",
    "QMessageBox": "ui/window/message_box.py",
    "QInputDialog": "ui/window/questions.py",
    "QErrorMessage": "",
    "QProgressDialog": "",
    "QWhatsThis": "",
    "QTextBrowser": "ui/notes/note_view.py",
}
"""What guesses, and the one file that may make it: there it is told that texts are plain."""

TIPS = {"setToolTip": 0, "setTabToolTip": 1, "showText": 1, "setWhatsThis": 0}
"""Methods that take a tool tip, and which of their arguments it is; an item's is its last."""

TRANSLATIONS = {"tr", "translate"}
PLAIN = {"plain_tip", "toolTip", "cell_tip", "column_tip"}
"""What has been made plain: the words of the trial table say so themselves."""


def name_of(node: ast.AST) -> str:
    """The last name of `a`, `a.b` or `a.b()`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=function):
            return name_of(function)
        case _:
            return ""


def raw_makers(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where one of the makers is called, subclassed, or asked for one of its ready boxes."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in MAKERS:
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name))) if name in MAKERS:
                if node.func.attr != "setText" or name != "QLabel":  # an unbound call of the base
                    yield node.lineno, name
            case ast.ClassDef(bases=bases):
                yield from (
                    (node.lineno, base.id)
                    for base in bases
                    if isinstance(base, ast.Name) and base.id in MAKERS
                )


def is_own(node: ast.expr, known: dict[str, list[ast.expr]]) -> bool:
    """Whether a tip is written out in the program, or has been made plain."""
    match node:
        case ast.Constant(value=str()):
            return True
        case ast.Call(func=ast.Name(id="str"), args=[ast.Call() | ast.Name() as kept]):
            return is_own(kept, known)
        case ast.Call(func=ast.Attribute(attr="property"), args=[ast.Name(id=key)]):
            return key.endswith("_TIP")  # what a widget keeps of its own tip
        case ast.Call():
            return name_of(node) in TRANSLATIONS | PLAIN
        case ast.IfExp(body=first, orelse=second):
            return is_own(first, known) and is_own(second, known)
        case ast.BoolOp(values=values) | ast.Dict(values=values):
            return all(is_own(each, known) for each in values)
        case ast.Subscript(value=ast.Name() as table):
            return is_own(table, known)
        case ast.Name(id=name):
            return name in known and all(is_own(each, {}) for each in known[name])
        case _:
            return False


def assigned_in(function: ast.AST) -> dict[str, list[ast.expr]]:
    """What the plain names of a function are given."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.setdefault(name, []).append(value)
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                for each, value in zip(names, values, strict=True):
                    found.setdefault(name_of(each), []).append(value)
    return found


def foreign_tips(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where a tip is neither written out nor made plain."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        known = assigned_in(function)
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and (method := name_of(node.func)) in TIPS:
                place = TIPS[method]
                tip = node.args[-1 if method == "setToolTip" else place]
                if not is_own(tip, known):
                    yield node.lineno, f"{method}({ast.unparse(tip)})"


def foreign_answers(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where a model answers `ToolTipRole` by a text that has not been made plain."""
    for node in ast.walk(tree):
        answers: list[ast.expr | None] = []
        match node:
            case ast.match_case(pattern=pattern, body=body) if "ToolTipRole" in ast.unparse(
                pattern
            ):
                inside = [each for line in body for each in ast.walk(line)]
                answers = [each.value for each in inside if isinstance(each, ast.Return)]
            case ast.Dict(keys=keys, values=values):
                pairs = zip(keys, values, strict=True)
                answers = [value for key, value in pairs if key and name_of(key) == "ToolTipRole"]
        for answer in answers:
            made = answer.body if isinstance(answer, ast.Lambda) else answer
            if made is not None and not (name_of(made) in PLAIN or is_own(made, {})):
                yield made.lineno, f"answers {ast.unparse(made)}"


def trees() -> Iterator[tuple[str, ast.AST]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_that_labels_and_boxes_are_made_where_their_texts_are_plain() -> None:
    assert [
        f"{file}:{line} makes a {name}"
        for file, tree in trees()
        for line, name in raw_makers(tree)
        if MAKERS[name] != file
    ] == []


def test_that_a_tool_tip_is_written_out_or_made_plain() -> None:
    assert [
        f"{file}:{line} {tip}"
        for file, tree in trees()
        for line, tip in (*foreign_tips(tree), *foreign_answers(tree))
    ] == []


@pytest.mark.parametrize(
    "line",
    [
        "QLabel('x')",
        "class Mine(QLabel): ...",
        "QMessageBox(parent)",
        "QMessageBox.question(parent, title, text)",
        "QInputDialog.getItem(parent, title, text, names)",
    ],
)
def test_that_a_raw_label_or_box_is_found(line: str) -> None:
    assert [name for _, name in raw_makers(ast.parse(line))] != []


@pytest.mark.parametrize(
    "line",
    [
        "self.setToolTip(str(path))",
        "self.setToolTip(self.tr('by {rule}').format(rule=rule))",
        "self.setToolTip(reason or self.tr('Run'))",
        "tip = group.line\n    self.setToolTip(tip if group else '')",
        "item.setToolTip(1, entry.what)",
        "QToolTip.showText(place, text, self)",
        "match role:\n        case Qt.ToolTipRole | Qt.DisplayRole:\n            return name",
        "return {Qt.ToolTipRole: name}.get(role)",
    ],
)
def test_that_a_foreign_tip_is_found(line: str) -> None:
    tree = ast.parse(f"def show(self):\n    {line}")
    assert [*foreign_tips(tree), *foreign_answers(tree)] != []


@pytest.mark.parametrize(
    "line",
    [
        "self.setToolTip(self.tr('Run'))",
        "tip = self.tr('Run')\n    self.setToolTip(plain_tip(reason) or tip)",
        "self.setToolTip(self._action.toolTip())",
        "self.setToolTip(str(widget.property(_OWN_TIP)))",
        "tips = {'a': tr('A')}\n    self.setToolTip(tips[kind])",
    ],
)
def test_that_a_tip_of_the_program_is_let_pass(line: str) -> None:
    tree = ast.parse(f"def show(self):\n    {line}")
    assert [*foreign_tips(tree), *foreign_answers(tree)] == []
