"""What the fields of a parameter say when one points at them, or leaves them empty. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuner_gui.ui.chrome.plain_tip import plain_tip

if TYPE_CHECKING:
    from tuner_gui.ui.space.row_fields import RowFields


def set_tips(fields: RowFields) -> None:
    """Gives each field its tool tip, and its placeholder where it may stay empty."""
    tr = fields.tr
    placeholders = {
        "step": tr("none"),
        "points": tr("none"),
        "values": tr("gini, entropy, log_loss"),
        "weights": tr("all alike"),
    }
    tips = {
        "mean": tr("The centre of the bell; of the natural logarithm where the kind is one."),
        "deviation": tr("How wide the bell is: two thirds of it lie within this of the mean."),
        "low": tr("The lowest value, itself included."),
        "high": tr("The highest value, itself included."),
        "step": tr("Only low, low + step, low + 2 · step and so on up to high."),
        "points": tr("How many values a grid takes; other strategies use the range."),
        "values": tr(
            "Text, numbers, true, false, null, or [lists], separated by commas. "
            'Text that could be read otherwise stands in quotes: "a,b".'
        ),
        "weights": tr("How often random search draws each value, one number a value: 3, 1, 1"),
        "constant": tr("The same for every trial: text, a number, true, false, null."),
    }
    for field, text in placeholders.items():
        fields.texts[field].setPlaceholderText(text)
    for field, text in tips.items():
        fields.texts[field].setToolTip(plain_tip(text))
    fields.name.setToolTip(tr("How the target calls it; a dot makes a group: model.depth."))
    fields.kind.setToolTip(tr("Which values the parameter can take."))
    fields.switches["log"].setToolTip(
        tr("Each tenfold step is as likely as the next: 0.001, 0.01, 0.1")
    )
    fields.switches["ordered"].setToolTip(
        tr("Neighbours in the list are alike, as in small, medium, large.")
    )
