"""The docks: a layout can come back at any moment, also while a tab or a view is being dragged."""

import pytest
from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar

from playground.experiment import presets
from tests.gui.running import settle
from tests.reconstruction import autoencoder

pytestmark = pytest.mark.slow  # the window is opened for every test


def bars(window):
    """The bars of tabs that are to be seen."""
    return [bar for bar in window.dock_area.findChildren(QTabBar) if bar.isVisible()]


def tabs(bar):
    return [bar.tabText(i) for i in range(bar.count())]


def drag(bar, steps):
    """Press on the first tab of a bar and move to the right, without letting go."""
    start = bar.tabRect(0).center()
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    move(bar, steps)


def move(bar, steps):
    for step in steps:
        QTest.mouseMove(bar, bar.tabRect(0).center() + QPoint(30 * step, 0))


RESETS = {
    "reset": lambda dock_area: dock_area.reset(),
    "another layout": lambda dock_area: dock_area.apply_layout(dock_area.current_layout()),
    "no layout": lambda dock_area: dock_area.apply_layout(QByteArray(b"nonsense")),
}


@pytest.mark.parametrize("reset", RESETS.values(), ids=RESETS)
def test_a_layout_that_comes_back_leaves_no_bar_behind_on_which_a_tab_can_be_dragged(window, reset):
    (old,) = bars(window)
    first = sorted(tabs(old))
    drag(old, (1, 2, 3))
    reset(window.dock_area)
    (new,) = bars(window)  # before the event loop comes round
    if new is not old:
        move(old, range(4, 9))  # as the drag goes on
        QTest.mouseRelease(old, Qt.MouseButton.LeftButton)
    assert sorted(tabs(new)) == first
    drag(new, range(1, 9))
    QTest.mouseRelease(new, Qt.MouseButton.LeftButton)
    assert sorted(tabs(new)) == first
    assert tabs(new)[0] != first[0]


@pytest.mark.parametrize("kind", ["about", "boundary"])
def test_a_view_that_is_being_dragged_is_let_go_before_a_layout_is_noted_or_comes_back(qtbot, window, kind):
    (dock,) = (dock for dock in window.dock_area.docks if dock.view.kind == kind)
    others = {tab for bar in bars(window) for tab in tabs(bar)} - {dock.windowTitle()}
    start = dock.head.mapTo(window, QPoint(30, 10))
    QTest.mousePress(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(6):
        QTest.mouseMove(window.windowHandle(), start - QPoint(20, 12) * step)
        qtbot.wait(1)
    assert dock.isFloating()
    window.dock_area.apply_layout(window.dock_area.current_layout())
    assert {tab for bar in bars(window) for tab in tabs(bar)} == others
    assert dock.isFloating()
    QTest.mouseRelease(window.windowHandle(), Qt.MouseButton.LeftButton)
    window.dock_area.reset()
    assert not dock.isFloating()


WAYS = {
    "set aside": lambda dock_area: dock_area.close_view("confusion"),
    "not suiting": lambda dock_area: dock_area.show_suiting(autoencoder("8-3-8")),
}


@pytest.mark.usefixtures("made_up_data")
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_view_that_goes_while_another_tab_is_dragged_takes_its_tab_with_it(window, way):
    docks = {dock.view.kind: dock for dock in window.dock_area.docks}
    window.dock_area.tabifyDockWidget(docks["about"], docks["boundary"])
    docks["runs"].raise_()
    (bar,) = bars(window)
    before = tabs(bar)
    last = bar.tabRect(len(before) - 1).center()
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last)
    QTest.mouseMove(bar, last - QPoint(20, 0))
    way(window.dock_area)
    after = tabs(bar)  # before the event loop comes round
    assert set(after) < set(before)
    for step in range(2, 12):
        QTest.mouseMove(bar, last - QPoint(20, 0) * step)
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton)
    assert sorted(tabs(bar)) == sorted(after)


def heights(window):
    """How high the views at the right are that are to be seen."""
    docks = [dock for dock in window.dock_area.docks if dock.view.kind in ("boundary", "sequence", "loss")]
    return {dock.view.kind: dock.height() for dock in docks if not dock.isHidden()}


@pytest.mark.slow
def test_views_of_the_data_hand_on_their_place_and_a_layout_keeps_it(open_window):
    window = open_window("circle")
    window.resize(1280, 800)
    settle()
    window.actions_["layout"].trigger()
    settle()
    first = heights(window)
    assert first["boundary"] > first["loss"]
    layout = window.dock_area.current_layout()
    settle()
    assert heights(window) == first
    window.store.commit(presets.load("binary-addition"))
    settle()
    after = heights(window)
    assert (after["sequence"], after["loss"]) == (first["boundary"], first["loss"])
    window.dock_area.apply_layout(layout)
    settle()
    assert set(heights(window)) == {"sequence", "loss"}
    window.store.commit(presets.load("circle"))
    settle()
    assert heights(window) == first
    window.dock_area.apply_layout(layout)
    settle()
    assert heights(window) == first
