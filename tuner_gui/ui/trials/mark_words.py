"""What is said of marks, and of marking, in menus, tips and by screen readers. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from tuner_gui.core.marks import TrialMark
    from tuner_gui.ui.trials.mark_actions import Marking

translate = QCoreApplication.translate


def action_text(action: Marking, count: int, number: int | None, *, is_on: bool) -> str:
    """Returns what a menu says of an action.

    Args:
        action: what is done.
        count: with so many trials.
        number: the one of them that a note would be about.
        is_on: it takes back what all of them have.
    """
    one, many = {
        ("note", False): (
            translate("MarkActions", "Note…"),
            translate("MarkActions", "Note on trial {number}…"),
        ),
        ("star", False): (
            translate("MarkActions", "Star"),
            translate("MarkActions", "Star {count} trials"),
        ),
        ("star", True): (
            translate("MarkActions", "Unstar"),
            translate("MarkActions", "Unstar {count} trials"),
        ),
        ("tag", False): (
            translate("MarkActions", "Tag…"),
            translate("MarkActions", "Tag {count} trials…"),
        ),
        ("hide", False): (
            translate("MarkActions", "Hide"),
            translate("MarkActions", "Hide {count} trials"),
        ),
        ("hide", True): (
            translate("MarkActions", "Show again"),
            translate("MarkActions", "Show {count} trials again"),
        ),
    }[action, is_on]
    return (many if count > 1 else one).format(count=f"{count:,}", number=number)


def action_tip(action: Marking, *, is_on: bool) -> str:
    """Returns what an action does, in a sentence."""
    return {
        ("star", False): translate("MarkActions", "Mark as worth coming back to"),
        ("star", True): translate("MarkActions", "Take the star away"),
        ("tag", False): translate("MarkActions", "Give words to find the trial by"),
        ("note", False): translate("MarkActions", "Write what there is to say of the trial"),
        ("hide", False): translate(
            "MarkActions", "Leave out of table and charts; the sweep knows it as before"
        ),
        ("hide", True): translate("MarkActions", "Show in table and charts as before"),
    }[action, is_on]


def star_word(*, is_starred: bool) -> str:
    """Returns a star as a word."""
    if is_starred:
        return translate("TrialMark", "starred")
    return translate("TrialMark", "not starred")


def star_tip(*, is_starred: bool) -> str:
    """Returns what a click on a star does."""
    if is_starred:
        return translate("TrialMark", "Take the star away")
    return translate("TrialMark", "Star this trial")


def mark_words(mark: TrialMark) -> str:
    """Returns what a person said of a trial, for a screen reader; nothing of most."""
    tags = translate("TrialMark", "tagged {tags}").format(tags=", ".join(mark.tags))
    said = (
        (mark.is_starred, star_word(is_starred=True)),
        (mark.tags, tags),
        (mark.note, translate("TrialMark", "with a note")),
        (mark.is_hidden, translate("TrialMark", "hidden")),
    )
    return ", ".join(words for is_said, words in said if is_said)
