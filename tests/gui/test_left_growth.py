"""The lesson above the settings grows with its text, and stays as a person has dragged it."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from playground.gui.views.lesson import LessonView

KEPT = 116
"""Pixels that the settings keep."""


def settle():
    for _ in range(5):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


@pytest.fixture
def lesson(open_window):
    """A lesson in a low window, and its dock."""
    window = open_window("lesson-04-one-step")
    window.resize(1280, 640)
    window.actions_["layout"].trigger()
    settle()
    view = window.view(LessonView)
    (dock,) = (dock for dock in window.dock_area.docks if dock.view is view)
    return window, view, dock


def steps(view):
    """Go through some of the lesson, step by step."""
    for _ in range(5):
        view.next.click()
        settle()
        yield


def drag(window, dock, height):
    both = dock.height() + window.dock_area._side.height()
    window.dock_area.resizeDocks(
        [dock, window.dock_area._side], [height, both - height], Qt.Orientation.Vertical
    )
    settle()


def test_it_grows_with_its_text_as_long_as_the_settings_keep_some(lesson):
    window, view, dock = lesson
    before, grown = dock.height(), 0
    for _ in steps(view):
        assert dock.height() >= before
        assert window.dock_area._side.height() >= KEPT
        grown += dock.height() > before
        before = dock.height()
    assert grown


def test_a_height_that_was_dragged_stays_in_a_window_of_any_size(lesson):
    window, view, dock = lesson
    drag(window, dock, 230)
    for size in ((1280, 700), (1400, 900), (1280, 640)):
        window.resize(*size)
        settle()
        height = dock.height()
        view.text_changed.emit()
        settle()
        assert dock.height() == height
    for _ in steps(view):
        assert abs(dock.height() - height) < 10  # the status bar may be lower
