"""Reusable widgets without data, the language of the window. GUI thread."""

from __future__ import annotations

from tuner_gui.ui.chrome.buttons import IconButton, LinkButton, RoleButton
from tuner_gui.ui.chrome.chip import Chip, ChipTone
from tuner_gui.ui.chrome.dock import PaneDock, PaneGround
from tuner_gui.ui.chrome.fields import ComboBox
from tuner_gui.ui.chrome.labels import (
    ElidedLabel,
    FieldLabel,
    Hairline,
    Headline,
    PictureLabel,
    TextLabel,
    WrappedLabel,
)
from tuner_gui.ui.chrome.notices import Banner, EmptyState, NoticeCard, NoticeLink
from tuner_gui.ui.chrome.number_field import NumberField
from tuner_gui.ui.chrome.numbers import number_text, parse_number
from tuner_gui.ui.chrome.pane import Pane, PaneTitleBar
from tuner_gui.ui.chrome.picker import SearchPicker
from tuner_gui.ui.chrome.picker_model import PickerItem
from tuner_gui.ui.chrome.problems import Field, FieldNote, FieldProblem, mark_problem
from tuner_gui.ui.chrome.tabs import SegmentedTabs

__all__ = [
    "Banner",
    "Chip",
    "ChipTone",
    "ComboBox",
    "ElidedLabel",
    "EmptyState",
    "Field",
    "FieldLabel",
    "FieldNote",
    "FieldProblem",
    "Hairline",
    "Headline",
    "IconButton",
    "LinkButton",
    "NoticeCard",
    "NoticeLink",
    "NumberField",
    "Pane",
    "PaneDock",
    "PaneGround",
    "PaneTitleBar",
    "PickerItem",
    "PictureLabel",
    "RoleButton",
    "SearchPicker",
    "SegmentedTabs",
    "TextLabel",
    "WrappedLabel",
    "mark_problem",
    "number_text",
    "parse_number",
]
