"""What every plot can do: zoom, move, go home, and be copied as a picture."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from playground.data.coordinates import Side
from playground.gui.theme import DARK, font
from playground.gui.views.axes import Axis
from playground.gui.views.plot import Plot
from playground.gui.widgets.themed import apply_theme
from tests.gui.pointing import click, drag, spot, wheel

HOME = ((0.0, 10.0), (-1.0, 1.0))


@pytest.fixture
def plot(qtbot):
    plot = Plot()
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.setAccessibleName("Loss")
    apply_theme(plot, DARK)
    plot.show_range(*HOME)
    plot.show()
    qtbot.waitExposed(plot)
    return plot


def seen(plot):
    return np.array(plot.view_range())


@pytest.mark.parametrize("least", [1e-9, 2.3e-3, 0.11, 0.63, 1.0, 40.0])
@pytest.mark.parametrize("times", [1.07, 1.3, 2.0, 7.0, 30.0, 1e3, 1e7])
def test_a_log_axis_always_has_some_ticks_of_different_names(least, times):
    axis = Axis("left")
    axis.setLogMode(False, True)
    low, high = np.log10(least), np.log10(least * times)
    ((spacing, ticks),) = axis.logTickValues(low, high, 200.0, None)
    assert 3 <= len(ticks) <= 7
    assert all(low <= tick <= high for tick in ticks)
    names = axis.tickStrings(ticks, 1.0, spacing)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("size", [70.0, 85.0, 200.0, 700.0])
@pytest.mark.parametrize("least", [1e-9, 5.4e-3, 6e-3, 0.011, 0.63])
@pytest.mark.parametrize("times", [1.07, 2.0, 5.3, 30.0, 1e7])
def test_names_of_a_log_axis_do_not_touch(size, least, times):
    axis = Axis("left")
    axis.setLogMode(False, True)
    low, high = np.log10(least), np.log10(least * times)
    ((_, ticks),) = axis.logTickValues(low, high, size, None)
    assert ticks
    assert np.diff(ticks).min(initial=np.inf) * size / (high - low) > QFontMetrics(font(11)).ascent()


def test_powers_of_ten_are_written_as_such_and_what_lies_between_plainly():
    axis = Axis("left")
    axis.setLogMode(False, True)
    assert axis.tickStrings([-3.0, 0.0, 2.0], 1.0, 1.0) == ["10⁻³", "1", "10²"]
    assert axis.tickStrings([-1.0, np.log10(0.2), 0.0], 1.0, 0.3) == ["0.1", "0.2", "1"]
    assert axis.tickStrings([-7.0, np.log10(2e-7)], 1.0, 0.3) == ["1e−7", "2e−7"]


def test_the_name_of_an_axis_stays_in_its_middle_when_it_is_cut(qapp):
    axis = Axis("left")
    axis.set_name("weight of the whole animal")
    axis.set_theme(DARK)
    for size in (400.0, 90.0, 60.0, 300.0):
        axis.resize(40.0, size)
        middle = axis.label.y() - 0.5 * axis.label.boundingRect().width()
        assert middle == pytest.approx(0.5 * axis.size().height(), abs=1.0)


def test_the_wheel_zooms_around_the_mouse(plot):
    wheel(plot, 2.0, 0.5, 240)
    (left, right), (low, high) = seen(plot)
    assert right - left < 10.0
    assert (2.0 - left) / (right - left) == pytest.approx(0.2, abs=0.02)
    assert (0.5 - low) / (high - low) == pytest.approx(0.75, abs=0.02)


@pytest.mark.parametrize(
    "button", [Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton], ids=["left", "right"]
)
def test_a_drag_moves(qtbot, plot, button):
    drag(qtbot, plot, (5.0, 0.0), (3.0, 0.5), button)
    np.testing.assert_allclose(seen(plot), [[2.0, 12.0], [-1.5, 0.5]], atol=0.1)


def test_what_was_moved_stays_until_home(qtbot, plot):
    drag(qtbot, plot, (5.0, 0.0), (3.0, 0.0))
    moved = seen(plot)
    plot.show_range((0.0, 20.0), (-2.0, 2.0))
    np.testing.assert_allclose(seen(plot), moved)
    with qtbot.waitSignal(plot.away_changed):
        qtbot.keyClick(plot, Qt.Key.Key_Home)
    np.testing.assert_allclose(seen(plot), [[0.0, 20.0], [-2.0, 2.0]])


def test_a_double_click_goes_home(qtbot, plot):
    wheel(plot, 2.0, 0.5, 240)
    where = spot(plot, *seen(plot).mean(axis=1))
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseRelease(plot.viewport(), Qt.MouseButton.LeftButton, pos=where)
    np.testing.assert_allclose(seen(plot), HOME)


def test_a_click_says_where(qtbot, plot):
    with qtbot.waitSignal(plot.clicked) as caught:
        click(qtbot, plot, 4.0, 0.5)
    assert caught.args[:2] == pytest.approx([4.0, 0.5], abs=0.05)


def test_a_right_click_opens_the_menu_and_a_right_drag_does_not(qtbot, plot):
    drag(qtbot, plot, (5.0, 0.0), (3.0, 0.5))
    assert QApplication.activePopupWidget() is None
    click(qtbot, plot, 4.0, 0.5, Qt.MouseButton.RightButton)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions()] == ["Copy as picture", "Save picture…", "Home"]
    menu.close()


def test_ctrl_c_copies_a_picture(qtbot, plot):
    plot.setFocus()
    qtbot.keyClick(plot, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    picture = QApplication.clipboard().image()
    assert (picture.width(), picture.height()) == (800, 600)
    assert picture.pixelColor(1, 1).name() == DARK.surface.lower()


def test_a_picture_is_saved_as_png_unless_the_name_says_otherwise(monkeypatch, tmp_path, plot):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    plot.save_picture()
    assert QImage(str(tmp_path / "mine.png")).width() == 800


@pytest.mark.parametrize(
    ("middle", "unit", "scale"),
    [(-1.0, 0.2, (0.3, 2.2)), (-0.5, 0.8, (-2.9, 5.7)), (-0.5, 0.1, (0.8, 2.9)), (-0.5, 0.4, (0.9, 4.1))],
)
def test_a_zero_on_an_axis_of_numbers_that_were_scaled_has_no_sign(middle, unit, scale):
    axis, side = Axis("bottom"), Side(middle, unit).scaled(scale).unscaled(scale)
    axis.set_side(side)
    zero = float(side.places(np.zeros(1))[0])
    (spacing, places), *_ = axis.tickValues(zero - 3.0, zero + 2.0, 300)
    names = axis.tickStrings(places, 1.0, spacing)
    assert {"0", "0.0"} & set(names)
    assert not {"−0", "−0.0"} & set(names)
