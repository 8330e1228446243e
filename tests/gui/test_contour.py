"""Lines of one height: they lie where the map is at the level, and they close."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from playground.gui.views.contour import contour

MAPS = st.integers(2, 7).flatmap(lambda side: arrays(float, (side, side), elements=st.floats(-1.0, 1.0)))


def between(values, x, y):
    """The map at a point between the middles of its squares, along a side of the grid."""
    across, up = x - 0.5, y - 0.5
    column, row = min(int(across), len(values) - 2), min(int(up), len(values) - 2)
    a, b = across - column, up - row
    below = (1 - a) * values[row, column] + a * values[row, column + 1]
    above = (1 - a) * values[row + 1, column] + a * values[row + 1, column + 1]
    return (1 - b) * below + b * above


@given(values=MAPS)
def test_every_end_lies_on_a_side_of_the_grid_where_the_map_is_at_the_level(values):
    level = 0.1
    for x, y in contour(values, level, 0.0, float(len(values))):
        assert min(abs((x - 0.5) - round(x - 0.5)), abs((y - 0.5) - round(y - 0.5))) < 1e-9
        assert between(values, x, y) == pytest.approx(level, abs=1e-6)


@given(values=MAPS)
def test_lines_end_only_at_the_edge(values):
    side = len(values)
    ends = contour(values, 0.05, 0.0, float(side))
    met = Counter((round(x, 6), round(y, 6)) for x, y in ends)
    for (x, y), times in met.items():
        inside = 0.5 < x < side - 0.5 and 0.5 < y < side - 0.5
        assert times % 2 == 0 or not inside


@given(values=MAPS)
def test_every_side_between_high_and_low_is_crossed(values):
    above = values > 0.0
    crossed = (above[:, 1:] != above[:, :-1]).sum() + (above[1:] != above[:-1]).sum()
    inner = (above[1:-1, 1:] != above[1:-1, :-1]).sum() + (above[1:, 1:-1] != above[:-1, 1:-1]).sum()
    assert len(contour(values, 0.0, 0.0, 1.0)) == crossed + inner  # inner sides belong to two squares


def test_a_circle_has_the_radius_that_it_should():
    middles = (np.arange(100) + 0.5) * 0.12 - 6.0
    x, y = np.meshgrid(middles, middles)
    radii = np.hypot(*contour(np.hypot(x, y), 3.0, -6.0, 6.0).T)
    assert radii.min() > 2.99
    assert radii.max() < 3.01


def test_a_flat_map_has_no_line():
    assert contour(np.zeros((5, 5)), 0.0, -6.0, 6.0).shape == (0, 2)
