"""Nothing that scrolls needs less height where it is narrower.

Else a scroll bar is needed without it and not needed with it, and Qt shows and hides it, each time within the
resizing before, until the stack overflows.
"""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QScrollArea

from playground.engine.layers.base import Layer
from playground.gui.panels.column_row import ColumnRow
from playground.gui.panels.layer_columns import LayerColumn
from playground.parts.part import family

pytestmark = pytest.mark.slow  # the window is opened for every test

WIDTHS = range(1000, 150, -17)


def settle():
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def least_heights(widget):
    """The least height of a widget for each width, the widest first."""
    widget.show()
    heights = []
    for width in WIDTHS:
        widget.resize(width, 300)
        settle()
        own = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else 0
        heights.append(max(own, widget.minimumSizeHint().height(), widget.minimumHeight()))
    return heights


def test_a_row_of_columns_is_as_high_where_its_columns_are_narrow(window):
    for kind, layer in family(Layer).items():
        row = ColumnRow()
        row.setParent(window.layers.parentWidget())
        columns = [LayerColumn(layer()) for _ in range(4)]
        row.show_columns(columns)
        heights = least_heights(row)
        assert heights == sorted(heights), kind
        columns[1].held = True  # one that is used lies over its neighbours where they are narrow
        assert least_heights(row) == heights, kind
        assert columns[1].lifted


@pytest.mark.parametrize("preset", ["circle", "digits", "binary-addition", "text", "encoder"])
def test_no_view_needs_less_height_where_it_is_narrower(open_window, preset):
    window = open_window(preset)
    found = 0
    for area in window.findChildren(QScrollArea):
        if area.widgetResizable():
            found += 1
            heights = least_heights(area.takeWidget())
            assert heights == sorted(heights), (area.parentWidget(), heights)
    assert found > 5
