"""A picture of many dots, kept as ink per pixel, so that more dots cost only themselves.

Ink adds up whatever the order: drawing dots in batches or at once gives the same pixels.
Any thread, one at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QImage

if TYPE_CHECKING:
    from collections.abc import Sequence

_INK = 64.0
"""Ink units for each factor e by which the ground shines through less."""

_MOST_INK = 65_535
_MOST_ON_A_PIXEL = 8
"""Further dots on the same pixel change nothing that could be seen."""

_FINE = 8
_SPARSE = 60
"""Below one dot in so many pixels the dots are inked one by one."""

_SORTED = 15
"""Below one dot in so many pixels it is quicker to sort than to count them."""


def disc(diameter: float, opacity: float) -> npt.NDArray[np.uint16]:
    """Returns the ink of a round dot: square, of odd size, the dot in the middle pixel's middle."""
    size = int(diameter / 2 + 0.5 - 1e-9) * 2 + 1
    fine = (np.arange(size * _FINE) + 0.5) / _FINE - size / 2
    return _ink(np.hypot(fine, fine[:, None]) <= diameter / 2, opacity)


def cross(length: float, thickness: float, opacity: float) -> npt.NDArray[np.uint16]:
    """Returns the ink of a ×."""
    size = int(length / 2 + thickness / 2 + 0.5) * 2 + 1
    fine = (np.arange(size * _FINE) + 0.5) / _FINE - size / 2
    across, down = np.abs(fine), np.abs(fine[:, None])
    near = np.abs(across - down) <= thickness * np.sqrt(0.5)
    return _ink(near & (np.maximum(across, down) <= length / 2), opacity)


def stroke(length: float, opacity: float) -> npt.NDArray[np.uint16]:
    """Returns the ink of an upright line, one pixel wide."""
    fine = np.arange((int(length / 2) * 2 + 1) * _FINE)
    is_middle = fine // _FINE == int(length / 2)
    return _ink(np.broadcast_to(is_middle, (len(fine), len(fine))), opacity)


def _ink(is_covered: npt.NDArray[np.bool_], opacity: float) -> npt.NDArray[np.uint16]:
    size = len(is_covered) // _FINE
    cover = is_covered.reshape(size, _FINE, size, _FINE).mean(axis=(1, 3))
    through = 1 - np.minimum(cover * opacity, 0.995)
    ink: npt.NDArray[np.uint16] = np.round(-_INK * np.log(through)).astype(np.uint16)
    return ink


_Pixels: TypeAlias = npt.NDArray[np.intp] | slice
"""Flat indices of pixels, in any order, or all of them."""


@dataclass(frozen=True, eq=False, slots=True)
class DotStyle:
    """How the dots of one kind look."""

    stamp: npt.NDArray[np.uint16]
    colour: str


class _Sheet:
    """The ink of one kind of dots, with a margin in which dots may lie half out of view."""

    def __init__(self, width: int, height: int, margin: int, style: DotStyle) -> None:
        self.shape = (height + 2 * margin, width + 2 * margin)
        self._margin = margin
        self._stamp = style.stamp
        self._most = min(_MOST_ON_A_PIXEL, _MOST_INK // max(1, int(style.stamp.sum())))
        reach = len(style.stamp) // 2
        down, across = np.nonzero(style.stamp)
        self._offsets = (down - reach) * self.shape[1] + (across - reach)
        self._inks = style.stamp[down, across]
        self._counts: npt.NDArray[np.uint8] = np.empty(0, np.uint8)
        self.ink: npt.NDArray[np.uint16] = np.empty(0, np.uint16)
        """For each pixel, margin included; empty before the first dot."""
        self.colours = _premultiplied(style.colour)

    def add(self, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> _Pixels:
        """Inks dots; returns the pixels that may have changed."""
        if len(self.ink) == 0:
            self._counts = np.zeros(self.shape[0] * self.shape[1], np.uint8)
            self.ink = np.zeros(len(self._counts), np.uint16)
        where, times = self._distinct(self._places(x, y))
        before = self._counts[where]
        gained = (np.minimum(times + before, self._most) - before).astype(np.uint8)
        self._counts[where] += gained
        if self._are_few(where):
            return self._ink_each(where, gained)
        self._ink_all(where, gained)
        return slice(None)

    def _places(
        self, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.intp]:
        """The flat indices of the pixels in which dots have their middles."""
        rows, columns = self.shape
        reach = len(self._stamp) // 2
        with np.errstate(invalid="ignore"):
            column, row = np.floor(x) + self._margin, np.floor(y) + self._margin
            is_inside = (column >= reach) & (column < columns - reach)
            is_inside &= (row >= reach) & (row < rows - reach)
        places = row[is_inside] * columns + column[is_inside]
        return np.asarray(places, np.intp)

    def _distinct(
        self, places: npt.NDArray[np.intp]
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """The pixels among them, and how many dots each has."""
        if len(places) * _SORTED < len(self.ink):
            return np.unique(places, return_counts=True)
        times = np.bincount(places, minlength=len(self.ink))
        where = np.flatnonzero(times)
        return where, times[where]

    def _are_few(self, where: npt.NDArray[np.intp]) -> bool:
        return len(where) * _SPARSE < len(self.ink)

    def _ink_each(
        self, where: npt.NDArray[np.intp], gained: npt.NDArray[np.uint8]
    ) -> npt.NDArray[np.intp]:
        touched = where + self._offsets[:, None]
        for pixels, ink in zip(touched, self._inks, strict=True):
            self.ink[pixels] += gained * ink
        return touched.ravel()

    def _ink_all(self, where: npt.NDArray[np.intp], gained: npt.NDArray[np.uint8]) -> None:
        """Shifts the whole sheet once for each pixel of the stamp, equal inks together."""
        is_wide = self._most * len(self._inks) > 255
        dots = np.zeros(self.shape, np.uint16 if is_wide else np.uint8)
        dots.reshape(-1)[where] = gained
        reach = len(self._stamp) // 2
        rows, columns = (extent - 2 * reach for extent in self.shape)
        sheet = self.ink.reshape(self.shape)[reach : reach + rows, reach : reach + columns]
        for ink in np.unique(self._inks):
            total = np.zeros((rows, columns), dots.dtype)
            for down, across in zip(*np.nonzero(self._stamp[::-1, ::-1] == ink), strict=True):
                total += dots[down : down + rows, across : across + columns]
            sheet += np.multiply(total, ink, dtype=np.uint16)


@cache
def _premultiplied(colour: str) -> npt.NDArray[np.uint32]:
    """The pixel for each amount of ink."""
    alpha = np.round(255 * -np.expm1(-np.arange(_MOST_INK + 1) / _INK)).astype(np.uint32)
    red, green, blue = (
        (alpha * channel + 127) // 255
        for channel in (QColor(colour).red(), QColor(colour).green(), QColor(colour).blue())
    )
    return np.asarray((alpha << 24) | (red << 16) | (green << 8) | blue, np.uint32)


def _laid_over(
    top: npt.NDArray[np.uint32], under: npt.NDArray[np.uint32]
) -> npt.NDArray[np.uint32]:
    """Premultiplied pixels on premultiplied pixels."""
    through = 255 - (top >> 24)
    laid = top.copy()
    for shift in (0, 8, 16, 24):
        laid += (((under >> shift) & 255) * through + 127) // 255 << shift
    return laid


class DotRaster:
    """Dots of several kinds on one picture; later kinds lie on earlier ones.

    Args:
        width: device pixels from left to right.
        height: device pixels from top to bottom.
        styles: the kinds, known by their index.
    """

    def __init__(self, width: int, height: int, styles: Sequence[DotStyle]) -> None:
        margin = max(len(style.stamp) for style in styles)
        self._sheets = [_Sheet(width, height, margin, style) for style in styles]
        self._pixels = np.zeros(self._sheets[0].shape, np.uint32)
        self._visible = slice(margin, margin + height), slice(margin, margin + width)
        columns = self._pixels.shape[1]
        self._image = QImage(
            self._pixels.reshape(-1)[margin * columns + margin :].data,
            width,
            height,
            4 * columns,
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        self._stale: list[_Pixels] = []

    def add(self, kind: int, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> None:
        """Draws dots at pixels from the top left; those out of view are left out."""
        self._stale.append(self._sheets[kind].add(x, y))

    @property
    def image(self) -> QImage:
        """What is in view; it shares its memory with this object."""
        self._recolour_stale()
        return self._image

    def pixels(self) -> npt.NDArray[np.uint32]:
        """Returns the same, shape (height, width), premultiplied ARGB; a view."""
        self._recolour_stale()
        return self._pixels[self._visible]

    def _recolour_stale(self) -> None:
        touched = [pixels for pixels in self._stale if not isinstance(pixels, slice)]
        if len(touched) < len(self._stale):
            self._recolour_all()
        elif touched:
            self._recolour(np.concatenate(touched))
        self._stale.clear()

    def _recolour_all(self) -> None:
        self._pixels[:] = 0
        for sheet in self._sheets:
            self._lay(sheet, np.flatnonzero(sheet.ink))

    def _recolour(self, at: npt.NDArray[np.intp]) -> None:
        self._pixels.reshape(-1)[at] = 0
        for sheet in self._sheets:
            if len(sheet.ink):
                self._lay(sheet, at[sheet.ink[at] > 0])

    def _lay(self, sheet: _Sheet, at: npt.NDArray[np.intp]) -> None:
        """Lays the colour of a sheet over what is there, at pixels where it has ink."""
        pixels = self._pixels.reshape(-1)
        laid = sheet.colours[sheet.ink[at]]
        under = pixels[at]
        covered = np.flatnonzero(under)
        laid[covered] = _laid_over(laid[covered], under[covered])
        pixels[at] = laid
