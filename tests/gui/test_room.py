"""Where a window is small nothing is cut off: what does not fit gets smaller, or scrolls."""

import itertools

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea

from playground.gui.views.gradients import GradientsView


def settle():
    for _ in range(5):
        QApplication.processEvents()


def place_of(widget):
    """The scroll area that holds a widget."""
    while not isinstance(widget, QScrollArea):
        widget = widget.parentWidget()
    return widget


@pytest.mark.parametrize("preset", ["circle", "eight-clouds"])
def test_a_window_that_gets_smaller_keeps_the_whole_network_in_sight(open_window, preset):
    window = open_window(preset)
    window.resize(1440, 900)
    settle()
    window.resize(1280, 800)
    settle()
    canvas = window.network.canvas
    assert canvas.visibleRegion().boundingRect() == canvas.rect()


def test_what_a_low_window_cuts_off_of_the_network_can_be_scrolled_to(window):
    window.resize(1280, 600)
    settle()
    area, canvas = place_of(window.network.canvas), window.network.canvas
    bar = area.verticalScrollBar()
    assert bar.isVisible()
    bar.setValue(bar.maximum())
    settle()
    assert canvas.visibleRegion().boundingRect().bottom() == canvas.rect().bottom()


@pytest.mark.parametrize("width", [1280, 1440])
def test_what_stands_in_the_heading_of_gradients_does_not_touch(window, width):
    window.stage.bring("gradients")
    window.resize(1440, 900)
    settle()
    window.resize(width, 800)
    settle()
    (head,) = (dock.head for dock in window.stage.docks if isinstance(dock.view, GradientsView))
    row = head.layout()
    widgets = [row.itemAt(i).widget() for i in range(row.count())]
    boxes = [widget.geometry() for widget in widgets if widget is not None]
    assert all(left.right() + 4 <= right.left() for left, right in itertools.pairwise(boxes))
    assert boxes[-1].right() <= head.width()
