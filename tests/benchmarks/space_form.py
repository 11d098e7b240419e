"""The form of a wide search space: opened, and answering a key."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.benchmarks.figures import Figure, seconds
from tuner_gui.core.constraints import Constraint
from tuner_gui.core.domains import Choice, Float, Int
from tuner_gui.core.parameter import Condition, Parameter
from tuner_gui.core.space import HyperParamSpace
from tuner_gui.ui.application import make_application
from tuner_gui.ui.space.draft import SpaceDraft
from tuner_gui.ui.space.form import SpaceForm
from tuner_gui.ui.space.form_model import SpaceFormModel
from tuner_gui.ui.style.theme import Theme

CONSTRAINTS = ("p2 <= p6", "p10 * p14 <= 900", "p1 < p5 or p18 % 2 == 0")
BETWEEN_KEYS_MS = 120
KINDS = (Choice(["a", "b"]), Float(1e-4, 1, log=True), Int(1, 50), Float(0, 1, points=5))


def wide_space() -> HyperParamSpace:
    """200 parameters, 50 of them conditional, under three constraints."""
    return HyperParamSpace(
        (
            Parameter(
                f"p{place}",
                KINDS[place % 4],
                (Condition(f"p{place - 1}", ("a",)),) if place % 4 == 1 else (),
            )
            for place in range(200)
        ),
        map(Constraint, CONSTRAINTS),
    )


def opened(theme: Theme) -> SpaceForm:
    model = SpaceFormModel()
    form = SpaceForm(model, theme)
    model.setParent(form)
    model.load(SpaceDraft.from_space(wide_space()))
    model.select(2)
    form.resize(360, 640)
    form.show()
    form.grab()
    return form


def key_seconds(
    app: QApplication, form: SpaceForm, name: str, text: str, pause_ms: int = 0
) -> Iterator[float]:
    field = form.findChild(QLineEdit, name)
    field.setFocus()
    field.clear()
    for letter in text:
        QTest.qWait(pause_ms)
        yield seconds(lambda letter=letter: (QTest.keyClicks(field, letter), app.processEvents()))


def measure() -> Iterator[Figure]:
    app = make_application(["benchmark"])
    theme = Theme("dark")
    theme.apply(app)
    opened(theme).close()
    forms: list[SpaceForm] = []
    open_s = statistics.median(seconds(lambda: forms.append(opened(theme))) for _ in range(5))
    yield Figure("200 parameters, 50 conditional: opened", 1000 * open_s, "ms", 150)
    form = forms[-1]
    key_s = statistics.median(key_seconds(app, form, "space_high", "1234567"))
    yield Figure("a key to the repaint", 1000 * key_s, "ms", 16)
    typed = key_seconds(app, form, "space_high", "1234567" * 3, BETWEEN_KEYS_MS)
    typed_s = statistics.median(typed)
    yield Figure("a key of a person who types fast", 1000 * typed_s, "ms", 16)
    when_s = statistics.median(key_seconds(app, form, "space_when", "p0 = a, b"))
    yield Figure("a key in a condition, with proposals", 1000 * when_s, "ms", 16)
    model = form.findChild(SpaceFormModel)
    numbers = [row.key for row in model.draft if row.kind in {"float", "int"}]
    model.select_rows(numbers)
    all_s = statistics.median(key_seconds(app, form, "space_multi_high", "1234567"))
    yield Figure(f"a key in {len(numbers)} rows at once", 1000 * all_s, "ms", 33)
