"""The colours and sizes everything visible is made of. No Qt; any thread."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final, Literal

ThemeName = Literal["light", "dark"]
Preference = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, each as ``#rrggbb``."""

    name: ThemeName
    window: str
    """Ground between panes."""
    pane: str
    """Panes, menus, bars."""
    raised: str
    """Inputs, table header, selected tab."""
    border: str
    """Hairlines."""
    outline: str
    """Edges that alone make a control visible: check boxes, radio buttons, scroll handles."""
    text: str
    text_second: str
    """Labels."""
    text_third: str
    """Hints."""
    text_disabled: str
    accent: str
    """Primary button, links, focus, points."""
    accent_hover: str
    accent_pressed: str
    on_accent: str
    """Text on the accent."""
    good: str
    """Best, complete."""
    running: str
    pruned: str
    warn: str
    """Advice."""
    bad: str
    """Failed, problems."""
    accent_soft: str
    """Ground of a message in the accent's tone; likewise the three below."""
    good_soft: str
    warn_soft: str
    bad_soft: str
    selection: str
    """Selected rows."""
    hover: str
    """A control under the pointer."""
    row_hover: str
    """A row under the pointer."""
    pressed: str
    shadow: str
    grid: str
    """Grid lines of charts."""

    @property
    def is_dark(self) -> bool:
        """Whether text is lighter than its ground."""
        return self.name == "dark"

    def colour(self, name: str) -> str:
        """The colour of that name.

        Raises:
            KeyError: if no token is called so.
        """
        if name not in COLOUR_NAMES:
            raise KeyError(name)
        colour: str = getattr(self, name)
        return colour


COLOUR_NAMES: Final = frozenset(field.name for field in fields(Tokens)) - {"name"}


DARK: Final = Tokens(
    name="dark",
    window="#15171c",
    pane="#1b1e24",
    raised="#232831",
    border="#2d323c",
    outline="#687284",
    text="#e7e9ed",
    text_second="#a2aab8",
    text_third="#747d8c",
    text_disabled="#5c6472",
    accent="#6c9bff",
    accent_hover="#82aaff",
    accent_pressed="#5a8af0",
    on_accent="#0f1420",
    good="#43bf91",
    running="#54b9dc",
    pruned="#a78be0",
    warn="#e3a94a",
    bad="#ec6a73",
    accent_soft="#202a3d",
    good_soft="#1f2f31",
    warn_soft="#2f2c28",
    bad_soft="#30262c",
    selection="#26334d",
    hover="#2b313c",
    row_hover="#20242c",
    pressed="#1e222a",
    shadow="#000000",
    grid="#2d323c",
)

LIGHT: Final = Tokens(
    name="light",
    window="#eef0f3",
    pane="#ffffff",
    raised="#f5f6f8",
    border="#dcdfe5",
    outline="#868e9d",
    text="#1a1e25",
    text_second="#576071",
    text_third="#7e8697",
    text_disabled="#a3aab6",
    accent="#2866df",
    accent_hover="#1f59c9",
    accent_pressed="#1a4db0",
    on_accent="#ffffff",
    good="#177c56",
    running="#157692",
    pruned="#7457bd",
    warn="#986010",
    bad="#c53643",
    accent_soft="#eaf0fc",
    good_soft="#e8f2ee",
    warn_soft="#f7f0e6",
    bad_soft="#fbeeef",
    selection="#e1ebfd",
    hover="#eceef2",
    row_hover="#f7f8fa",
    pressed="#e4e7ec",
    shadow="#5b6472",
    grid="#dcdfe5",
)


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes in device-independent pixels."""

    tiny_gap: int = 4
    gap: int = 8
    margin: int = 12
    section: int = 16
    chapter: int = 24
    control: int = 30
    table_row: int = 27
    list_row: int = 46
    pane_title: int = 36
    status_bar: int = 30
    text: int = 13
    small: int = 12
    tiny: int = 11
    title: int = 13
    headline: int = 30
    icon: int = 20
    control_radius: int = 6
    pane_radius: int = 8


METRICS: Final = Metrics()


SERIES: Final[dict[ThemeName, tuple[str, ...]]] = {
    "dark": ("#67b9fd", "#e0a87a", "#49961b", "#ec539c", "#bbed3c", "#895fea"),
    "light": ("#327fec", "#ad7300", "#08956d", "#e067ab", "#426100", "#8b19ba"),
}
"""Colours of things that lie beside each other in a chart, such as sessions: in this order, far
apart also for the colour-blind, and without the meaning that the other colours have."""


def blend(under: str, over: str, amount: float) -> str:
    """The colour of ``over`` laid with opacity ``amount`` (0 to 1) on ``under``."""
    pairs = zip(_channels(under), _channels(over), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * amount):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
