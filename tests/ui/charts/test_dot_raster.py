"""The raster: dots where they belong, the same pixels in whatever batches they come."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from tuner_gui.ui.charts.dot_raster import DotRaster, DotStyle, cross, disc, stroke

BLUE, RED = "#2866df", "#c53643"
STYLES = [DotStyle(disc(6.5, 0.75), BLUE), DotStyle(cross(6.5, 1.3, 0.95), RED)]
FAINT = [DotStyle(disc(3, 0.2), BLUE), DotStyle(stroke(7, 0.12), RED)]
GLASSY = [DotStyle(disc(5, 0.5), BLUE), DotStyle(disc(5, 0.5), RED)]
WIDTH, HEIGHT = 40, 30

dots = st.lists(
    st.tuples(st.integers(0, 1), st.floats(-20, WIDTH + 20), st.floats(-20, HEIGHT + 20)),
    max_size=120,
)


def drawn(
    batches: list[list[tuple[int, float, float]]], styles: list[DotStyle] = STYLES
) -> np.ndarray:
    raster = DotRaster(WIDTH, HEIGHT, styles)
    for batch in batches:
        for kind in (0, 1):
            chosen = [(x, y) for of, x, y in batch if of == kind]
            x, y = np.array(chosen, np.float64).reshape(-1, 2).T
            raster.add(kind, x, y)
    return raster.pixels().copy()


def colour_at(pixels: np.ndarray, x: int, y: int) -> QColor:
    """The colour as seen, without the premultiplied alpha."""
    value = int(pixels[y, x])
    alpha = value >> 24
    channels = [((value >> shift) & 255) * 255 / alpha for shift in (16, 8, 0)]
    return QColor(*(round(channel) for channel in channels), alpha)


def test_that_a_dot_has_its_colour_and_opacity_in_the_middle() -> None:
    pixels = drawn([[(0, 10.4, 12.7)]])
    colour = colour_at(pixels, 10, 12)
    assert colour.alpha() == pytest.approx(0.75 * 255, abs=2)
    for got, wanted in zip(colour.getRgb()[:3], QColor(BLUE).getRgb()[:3], strict=True):
        assert got == pytest.approx(wanted, abs=2)


def test_that_a_dot_is_round_and_as_wide_as_asked_for() -> None:
    alpha = drawn([[(0, 20.5, 15.5)]]) >> 24
    rows, columns = np.nonzero(alpha)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (12, 18, 17, 23)
    assert alpha.sum() / (0.75 * 255) == pytest.approx(np.pi * 3.25**2, rel=0.03)
    assert (alpha[12:19, 17:24] == alpha[12:19, 17:24].T).all()


def test_that_dots_on_one_another_become_denser() -> None:
    once, twice = drawn([[(0, 9, 9)]]), drawn([[(0, 9, 9), (0, 9, 9)]])
    assert (once[9, 9] >> 24) < (twice[9, 9] >> 24) < 255


def test_that_later_kinds_lie_on_earlier_ones() -> None:
    colour = colour_at(drawn([[(1, 9, 9), (0, 9, 9)]]), 9, 9)
    assert colour.red() > colour.blue()


def test_that_what_lies_below_shines_through() -> None:
    blue, red = QColor(BLUE), QColor(RED)
    mixed = colour_at(drawn([[(0, 9, 9), (1, 9, 9)]], GLASSY), 9, 9)
    assert mixed.alpha() == pytest.approx(255 * 0.75, abs=3)
    wanted = [(2 * top + under) / 3 for top, under in zip(red.getRgb(), blue.getRgb(), strict=True)]
    for got, channel in zip(mixed.getRgb()[:3], wanted[:3], strict=True):
        assert got == pytest.approx(channel, abs=3)


def test_that_dots_out_of_view_leave_no_trace_and_half_dots_do() -> None:
    assert not drawn([[(0, -30.0, 5.0), (0, 5.0, HEIGHT + 30.0)]]).any()
    assert drawn([[(0, -1.0, 5.0)]])[5, 0] >> 24 > 0


def test_that_values_that_are_no_numbers_are_left_out() -> None:
    assert not drawn([[(0, np.nan, 5.0), (0, 5.0, np.inf)]]).any()


@settings(max_examples=60)
@given(dots, st.data(), st.sampled_from([STYLES, FAINT]))
def test_that_batches_give_the_same_pixels_as_all_at_once(
    found: list[tuple[int, float, float]], data: st.DataObject, styles: list[DotStyle]
) -> None:
    order = data.draw(st.permutations(found))
    cut = data.draw(st.integers(0, len(order)))
    assert (drawn([order[:cut], order[cut:]], styles) == drawn([found], styles)).all()
    assert (drawn([[each] for each in found], styles) == drawn([found], styles)).all()


def test_that_one_by_one_and_a_shifted_sheet_give_the_same_pixels() -> None:
    rng = np.random.default_rng(7)
    x, y = rng.uniform(-5, 205, 3000), rng.uniform(-5, 155, 3000)
    at_once = DotRaster(200, 150, STYLES)
    at_once.add(0, x, y)
    in_parts = DotRaster(200, 150, STYLES)
    for start in range(0, 3000, 100):
        in_parts.add(0, x[start : start + 100], y[start : start + 100])
    assert (at_once.pixels() == in_parts.pixels()).all()


def test_that_ink_never_overflows() -> None:
    raster = DotRaster(30, 30, [DotStyle(disc(13, 0.95), BLUE)])
    grid_x, grid_y = np.meshgrid(np.arange(-6, 36.0), np.arange(-6, 36.0))
    for _ in range(40):
        raster.add(0, grid_x.ravel(), grid_y.ravel())
        assert (raster.pixels() >> 24 == 255).all()


@given(st.floats(1, 16), st.floats(0.1, 1))
def test_that_stamps_are_symmetric_and_of_odd_size(size: float, opacity: float) -> None:
    for stamp in (disc(size, opacity), cross(size, 1.3, opacity)):
        assert stamp.shape[0] == stamp.shape[1]
        assert stamp.shape[0] % 2 == 1
        assert (stamp == stamp.T).all()
        assert (stamp == stamp[::-1]).all()
        assert stamp.any()
