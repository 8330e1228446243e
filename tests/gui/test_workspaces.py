"""Workspaces: each view arrangement has a key, is as it was left, and one view can have all the room."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

import playground
from playground.gui.window.actions import WORKSPACES

pytestmark = pytest.mark.slow  # the window is opened for every test

KEYS = {"build": Qt.Key.Key_F2, "understand": Qt.Key.Key_F3, "compare": Qt.Key.Key_F4, "draw": Qt.Key.Key_F5}


def with_images():
    """What makes an experiment one of images."""
    digits = playground.load("digits")
    return {name: getattr(digits, name) for name in ("data", "features", "layers", "output", "loss")}


def dock(window, kind):
    (found,) = (each for each in window.dock_area.docks if each.view.kind == kind)
    return found


def go(qtbot, window, name):
    qtbot.keyClick(window, KEYS[name])
    assert [each for each in WORKSPACES if window.actions_[each].isChecked()] == [name]
    qtbot.wait(1)


def place(window, kind):
    return dock(window, kind).geometry()


def test_the_microscope_stands_tall_beside_the_network_to_understand(qtbot, window):
    window.dock_area.raise_view("microscope")
    qtbot.wait(1)
    before = place(window, "microscope")
    go(qtbot, window, "understand")
    assert place(window, "microscope").height() > 0.9 * window.dock_area.height()
    assert place(window, "microscope").height() > 2 * before.height()
    assert {"microscope", "unit"} <= {*window.dock_area.in_sight()}
    go(qtbot, window, "compare")
    assert {"runs", "loss", "boundary"} <= {*window.dock_area.in_sight()}
    go(qtbot, window, "draw")
    assert place(window, "boundary").height() > 0.9 * window.dock_area.height()
    window.store.commit(window.store.experiment.changed(**with_images()))
    qtbot.wait(1)
    assert {"draw", "samples"} <= {*window.dock_area.in_sight()}
    assert place(window, "draw").height() > 0.9 * window.dock_area.height()
    window.store.undo()
    go(qtbot, window, "build")
    assert {"about", "boundary", "loss"} <= {*window.dock_area.in_sight()}


def test_a_workspace_is_as_it_was_left_also_in_another_window(qtbot, window, open_window):
    go(qtbot, window, "understand")
    dock(window, "unit").close()
    window.dock_area.raise_view("findings")
    go(qtbot, window, "build")
    assert not dock(window, "unit").isHidden()
    go(qtbot, window, "understand")
    assert dock(window, "unit").isHidden()
    assert "findings" in window.dock_area.in_sight()
    window.close()
    again = open_window()
    assert again.actions_["understand"].isChecked()
    assert "findings" in again.dock_area.in_sight()
    again.actions_["layout"].trigger()
    assert not dock(again, "unit").isHidden()
    assert "unit" in again.dock_area.in_sight()


@pytest.mark.parametrize("kind", ["boundary", "microscope"])
def test_one_key_gives_a_view_the_whole_window_and_takes_it_back(qtbot, window, kind):
    window.dock_area.raise_view(kind)
    qtbot.wait(1)
    before, places = window.dock_area.in_sight(), {each: place(window, each) for each in ("boundary", "loss")}
    room = window.dock_area.rect()
    next(each for each in window.views if each.kind == kind).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    dock(window, kind).view.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_M)
    qtbot.wait(1)
    assert window.dock_area.in_sight() == (kind,)
    assert not window.dock_area.middle.isVisible()
    assert place(window, kind).width() > 0.95 * room.width()
    assert place(window, kind).height() > 0.95 * room.height()
    assert window.actions_["fill"].isChecked()
    qtbot.keyClick(window, Qt.Key.Key_M)
    qtbot.wait(1)
    assert window.dock_area.in_sight() == before
    assert window.dock_area.middle.isVisible()
    assert {each: place(window, each) for each in places} == places


def test_the_network_fills_the_window_if_no_other_view_is_meant(qtbot, window):
    window.setFocus()
    QApplication.focusWidget().clearFocus() if QApplication.focusWidget() else None
    window.actions_["fill"].trigger()
    qtbot.wait(1)
    assert window.dock_area.in_sight() == ()
    assert window.network.isVisible()
    assert window.network.width() > 0.9 * window.dock_area.width()


@pytest.mark.parametrize("way", ["another view", "other data", "a workspace", "reset"])
def test_all_views_come_back_where_something_else_is_asked_for(qtbot, window, way):
    window.dock_area.maximize(dock(window, "boundary").view)
    if way == "another view":
        window.dock_area.raise_view("findings")
    elif way == "other data":
        window.store.commit(window.store.experiment.changed(data="codes"))
    elif way == "a workspace":
        go(qtbot, window, "compare")
    else:
        window.actions_["layout"].trigger()
    assert window.dock_area.middle.isVisible()
    assert not window.actions_["fill"].isChecked()
    assert "loss" in window.dock_area.in_sight()


def test_what_fills_the_window_when_it_is_closed_does_not_the_next_time(window, open_window):
    before = window.dock_area.in_sight()
    window.dock_area.maximize(dock(window, "loss").view)
    window.close()
    assert open_window().dock_area.in_sight() == before


def test_a_tab_can_be_dragged_in_every_workspace(qtbot, window):
    from tests.gui.test_docks import bars, drag, tabs

    for name in ("understand", "compare", "build", "understand"):
        go(qtbot, window, name)
        for bar in bars(window):
            first = sorted(tabs(bar))
            drag(bar, (1, 2, 3))
            qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
            assert sorted(tabs(bar)) == first
