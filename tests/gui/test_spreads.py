"""How the layers' numbers are spread: histograms counted anew, and strips that follow the moments."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QToolButton

from playground.gui.theme import DARK, LIGHT
from playground.gui.views.gradients import GradientsView
from playground.gui.views.rebinning import OUTLIERS, common_range, over_time, rebinned
from playground.gui.views.spreads import BANDS, COLUMNS, SPREADS, Spreads, Strips, layer_colours
from playground.gui.widgets.themed import apply_theme
from playground.inspection.layer_statistics import Histogram

COUNTS = arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 9)), elements=st.integers(0, 500))
PLACES = st.floats(-1e6, 1e6)
WIDTHS = st.floats(1e-2, 1e6)


@given(counts=COUNTS, low=PLACES, width=WIDTHS, start=PLACES, reach=WIDTHS, bins=st.integers(1, 50))
def test_counting_anew_neither_gains_nor_loses(counts, low, width, start, reach, bins):
    lows = low + width * np.arange(len(counts))
    found = rebinned(counts, lows, lows + width, np.linspace(start, start + reach, bins + 1))
    assert found.shape == (len(counts), bins)
    assert (found >= 0.0).all()
    np.testing.assert_allclose(found.sum(axis=1), counts.sum(axis=1), rtol=1e-12)


@given(counts=COUNTS, low=PLACES, width=WIDTHS, times=st.integers(1, 4))
def test_bins_that_are_halved_and_put_together_again_are_the_same(counts, low, width, times):
    bins = counts.shape[1]
    lows, highs = np.full(len(counts), low), np.full(len(counts), low + width)
    finer = rebinned(counts, lows, highs, np.linspace(low, low + width, times * bins + 1))
    together = finer.reshape(len(counts), bins, times).sum(axis=2)
    np.testing.assert_allclose(together, counts, atol=1e-3)
    np.testing.assert_allclose(finer, np.repeat(counts / times, times, axis=1), atol=1e-3)


def test_what_lies_beyond_the_edges_is_counted_in_the_outermost_bins():
    counts = np.array([[2.0, 4.0, 6.0, 8.0]])
    found = rebinned(counts, np.array([0.0]), np.array([4.0]), np.array([1.5, 2.0, 2.5, 3.0]))
    assert found.tolist() == [[2.0 + 4.0, 3.0, 3.0 + 8.0]]


@given(ends=st.lists(st.tuples(PLACES, WIDTHS), min_size=1, max_size=300))
def test_the_common_range_holds_all_histograms_but_a_few(ends):
    lows = np.array([low for low, _ in ends])
    highs = lows + np.array([width for _, width in ends])
    low, high = common_range(lows, highs)
    assert low < high
    assert (lows < low).mean() <= OUTLIERS
    assert (highs > high).mean() <= OUTLIERS
    if len(ends) <= 1 / OUTLIERS:
        assert (low, high) == (lows.min(), highs.max())


@given(
    epochs=st.lists(st.integers(0, 200), min_size=1, max_size=20, unique=True).map(sorted),
    more=st.integers(0, 100),
    columns=st.integers(1, 300),
)
def test_a_moment_lasts_until_the_next(epochs, more, columns):
    end = float(max(10, epochs[-1] + more))
    shares = np.arange(1.0, len(epochs) + 1)[:, None] * (1.0, 100.0)
    found = over_time(np.array(epochs, float), shares, end, columns)
    assert found.shape == (2, columns)
    for column in range(columns):
        start, stop = end / columns * column, end / columns * column + end / columns
        begun = sum(epoch < stop for epoch in epochs)
        expected = begun if start <= epochs[-1] else 0
        assert found[:, column].tolist() == [100.0 * expected, 1.0 * expected]


def histogram(low, high, *counts):
    return Histogram(np.array(counts), low, high)


LOW, HIGH = histogram(0.0, 1.0, 9, 0), histogram(0.0, 1.0, 0, 9)


@pytest.fixture
def strips(qtbot):
    made = Strips(LIGHT)
    qtbot.addWidget(made)
    made.resize(300, 200)
    return made


def strengths(strip):
    """The numbers behind a strip's pixels, the highest values first."""
    return np.frombuffer(strip.image.constBits(), np.uint8).reshape(BANDS, COLUMNS)


def test_what_is_drawn_follows_the_moments_on_one_picture(strips):
    strips.show_moments([("01_dense", [(0, LOW), (4, HIGH)])], 10.0)
    strips.grab()
    (strip,) = strips.strips
    image, seen = strip.image, strengths(strip)
    column = COLUMNS // 10
    assert (seen[BANDS // 2 :, : 4 * column - 1] == 255).all()
    assert (seen[: BANDS // 2, : 4 * column - 1] == 0).all()
    assert (seen[: BANDS // 2, 4 * column] == 255).all()
    assert (seen[:, 4 * column + 1 :] == 0).all()
    assert strips.rows() == [(0, "01_dense", "0 … 1")]
    strips.show_moments([("01_dense", [(0, LOW), (4, HIGH), (8, histogram(0.0, 2.0, 5, 5))])], 10.0)
    strips.grab()
    assert strips.strips[0].image is image
    assert (strengths(strip)[:, 8 * column] > 0).all()
    assert strips.rows() == [(0, "01_dense", "0 … 2")]


def test_ends_that_some_numbers_lie_beyond_say_so(strips):
    moments = [(epoch, LOW) for epoch in range(99)] + [(99, histogram(-5.0, 1.0, 1, 1))]
    strips.show_moments([("01_dense", moments)], 99.0)
    assert strips.rows() == [(0, "01_dense", "≤ 0 … 1")]


def test_nothing_is_computed_before_it_is_painted(strips):
    strips.show_moments([("01_dense", [(0, LOW)])], 10.0)
    assert strips.strips == []
    strips.grab()
    assert len(strips.strips) == 1


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("height", [200, 40], ids=["text above", "text beside"])
def test_strips_have_the_colours_of_their_layers_in_both_themes(strips, theme, height):
    apply_theme(strips, theme)
    strips.resize(400, height)
    strips.show_moments([("01_dense", [(0, LOW)]), ("02_dropout", []), ("03_dense", [(0, LOW)])], 10.0)
    assert not strips.grab().isNull()
    assert [layer for layer, _, _ in strips.rows()] == [0, 2]
    colours = layer_colours(theme, 3)
    for strip, colour in zip(strips.strips, (colours[0], colours[2]), strict=True):
        assert strip.image.pixelColor(0, BANDS - 1).name() == QColor(colour).name()
        assert strip.image.pixelColor(0, 0).name() == QColor(theme.surface).name()


def test_histograms_keep_the_colours_of_their_layers_beside_one_that_has_none(qtbot):
    spreads = Spreads(LIGHT)
    qtbot.addWidget(spreads)
    spreads.show_layers([("01_dropout", None), ("02_dense", LOW)])
    assert spreads.rows() == [(1, "02_dense", "0 … 1")]
    assert not spreads.grab().isNull()


def test_the_histograms_of_a_run_are_shown_over_time_by_key_and_mouse(qtbot, window):
    window.dock_area.raise_view(GradientsView.kind)
    view = window.view(GradientsView)
    qtbot.waitUntil(view.isVisible)
    for epoch in (1, 2):
        window.actions_["epoch"].trigger()
        qtbot.waitUntil(lambda epoch=epoch: bool(view.moments) and view.moments[-1][0] == epoch)
    assert view.spreads.isVisible()
    qtbot.keyClick(window, "H")
    assert view.strips.isVisible()
    assert not view.spreads.isVisible()
    for i, name in enumerate(SPREADS):
        view.spread.setCurrentIndex(i)
        assert not view.strips.grab().isNull()
        assert [name for _, name, _ in view.strips.rows()] == ["1 Dense", "2 Dense", "3 Output"]
        for j, strip in enumerate(view.strips.strips):
            seen = [SPREADS[name](layers[j]) for _, layers in view.moments]
            lows, highs = [each.low for each in seen], [each.high for each in seen]
            assert (strip.low, strip.high) == (min(lows), max(highs))
            drawn = strengths(strip)
            last = view.moments[-1][0] * COLUMNS // 10
            assert drawn[:, last].any()
            assert not drawn[:, last + 1 :].any()
    chips = [chip for chip in view.window().findChildren(QToolButton) if chip.isVisible()]
    chip = next(chip for chip in chips if chip.defaultAction() is window.actions_["over_time"])
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert view.spreads.isVisible()
    window.actions_["reset"].trigger()
    qtbot.waitUntil(lambda: bool(view.moments) and view.moments[-1][0] == 0)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    view.strips.grab()
    assert not any(strengths(strip)[:, 1:].any() for strip in view.strips.strips)


def test_curves_that_begin_late_say_from_when_on_they_were_watched(qtbot, window):
    view = window.view(GradientsView)
    for epoch in (1, 2, 3):
        window.actions_["epoch"].trigger()
        qtbot.waitUntil(lambda epoch=epoch: window.time.slider.maximum() == epoch)
    window.dock_area.raise_view(GradientsView.kind)
    qtbot.waitUntil(lambda: bool(view.moments))
    late, axis = "epoch (seen since 3", view.plot.axis("bottom")  # the end may have no room
    qtbot.waitUntil(lambda: axis.labelText.startswith(late))
    window.actions_["dark"].trigger()
    assert axis.labelText.startswith(late)
    window.actions_["reset"].trigger()
    qtbot.waitUntil(lambda: bool(view.moments) and view.moments[-1][0] == 0)
    assert view.plot.axis("bottom").labelText == "epoch"


def test_histograms_are_copied_as_a_picture(strips):
    strips.show_moments([("1 Dense", [(0, LOW)])], 10.0)
    QApplication.clipboard().clear()
    (copy,) = strips.actions()
    assert copy.text() == "Copy as picture"
    copy.trigger()
    assert QApplication.clipboard().pixmap().size() == strips.grab().size()


def test_what_nobody_watched_is_made_up_for_from_the_checkpoints(qtbot, window):
    view = window.view(GradientsView)
    window.player.play(40)
    qtbot.waitUntil(lambda: window.time.epoch == 40)
    assert view.moments == []
    window.dock_area.raise_view("gradients")
    qtbot.waitUntil(lambda: len(view.moments) > 20 and view.moments[0][0] == 0)
    epochs = [epoch for epoch, _ in view.moments]
    assert epochs == sorted(set(epochs))
    assert epochs[-1] == 40
    first = view.moments[0][1]
    window.actions_["reset"].trigger()
    qtbot.waitUntil(lambda: len(view.moments) == 1 and view.moments[0][0] == 0)
    again = view.moments[0][1]
    assert [layer.gradient for layer in first] == [layer.gradient for layer in again]
