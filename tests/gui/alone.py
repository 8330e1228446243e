"""A view by itself, without a window around it."""

from playground.gui.network.selection import Selection
from playground.gui.theme import LIGHT


def alone(qtbot, member, width, height):
    """A view of a class, on screen in a size."""
    view = member(LIGHT, Selection())
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show()
    qtbot.waitExposed(view)
    return view
