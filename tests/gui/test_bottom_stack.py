"""A view of a few lines leaves the network the height that it does not need itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from playground.experiment import presets
from playground.gui.network.selection import Chosen
from playground.gui.views.about import AboutView
from playground.gui.views.unit import BigMap, UnitView
from tests.gui.running import settle

pytestmark = pytest.mark.slow  # the window is opened for every test


def height(window, kind):
    (dock,) = (each for each in window.dock_area.docks if each.view.kind == kind)
    return dock.height()


def raise_view(window, kind):
    window.dock_area.raise_view(kind)
    settle()
    return height(window, kind)


def cut_off(window):
    """How many pixels of the text about the experiment are out of sight."""
    return (
        window.view(AboutView).reason.height()
        - window.view(AboutView).reason.visibleRegion().boundingRect().height()
    )


@pytest.mark.parametrize("size", [(1366, 768), (1280, 800), (1440, 900), (1920, 1080)])
def test_a_few_lines_are_as_low_as_they_need_and_other_views_have_their_share(window, size):
    window.resize(*size)
    window.actions_["layout"].trigger()
    settle()
    low, network = raise_view(window, "about"), window.network.canvas.height()
    assert cut_off(window) == 0
    assert low < 0.2 * window.dock_area.height()
    high = raise_view(window, "hidden")
    assert high > 0.3 * window.dock_area.height() - 30
    assert window.network.canvas.height() < network
    assert raise_view(window, "about") == low
    assert raise_view(window, "unit") == high


@pytest.mark.parametrize("size", [(1024, 700), (1280, 800)])
@pytest.mark.parametrize("name", ["spiral", "digits-convolution"])
def test_selecting_moves_nothing(window, size, name):
    window.store.commit(presets.load(name))
    window.resize(*size)
    window.actions_["layout"].trigger()
    raise_view(window, "about")
    canvas = window.network.canvas
    before = canvas.mapTo(window, canvas.rect().topLeft()), canvas.size()
    window.selection.look_at(0, 1)
    settle()
    assert window.view(UnitView).isVisible()
    links = [link for wiring in window.network.numbers.diagram.wirings for link in wiring.links]
    for chosen in (links[:2], []):
        window.network.editing.select(frozenset(chosen))
        settle()
        assert (canvas.mapTo(window, canvas.rect().topLeft()), canvas.size()) == before


def test_views_keep_their_share_of_a_window_that_grows_and_shrinks(window):
    window.resize(1280, 800)
    window.actions_["layout"].trigger()
    low = raise_view(window, "about")
    (boundary,) = (each for each in window.dock_area.docks if each.view.kind == "boundary")
    share = boundary.width() / window.dock_area.room
    assert share > 0.3
    for size in ((1920, 1080), (1024, 700), (1920, 1080), (1280, 800)):
        window.resize(*size)
        settle()
        if size[0] > 1024:  # there nothing is wider than it must be
            assert abs(boundary.width() / window.dock_area.room - share) < 0.01
    assert height(window, "about") == low
    window.dock_area.resizeDocks([boundary], [480], Qt.Orientation.Horizontal)  # as a person drags it
    settle()
    share = boundary.width() / window.dock_area.room
    window.resize(1920, 1080)
    settle()
    assert abs(boundary.width() / window.dock_area.room - share) < 0.01


def test_the_stack_keeps_its_share_of_the_height(window):
    window.resize(1280, 800)
    window.actions_["layout"].trigger()
    share = raise_view(window, "hidden") / window.dock_area.height()
    for size in ((1920, 1080), (1440, 900), (1920, 1080), (1280, 800)):
        window.resize(*size)
        settle()
        assert abs(height(window, "hidden") / window.dock_area.height() - share) < 0.04
    (hidden,) = (each for each in window.dock_area.docks if each.view.kind == "hidden")
    window.dock_area.resizeDocks([hidden], [320], Qt.Orientation.Vertical)  # as a person drags it
    settle()
    share = hidden.height() / window.dock_area.height()
    window.resize(1920, 1080)
    settle()
    assert abs(hidden.height() / window.dock_area.height() - share) < 0.04


def test_a_longer_text_has_more_room_until_it_has_as_much_as_other_views(window):
    window.resize(1280, 800)
    window.actions_["layout"].trigger()
    low, high = raise_view(window, "about"), raise_view(window, "hidden")
    raise_view(window, "about")
    window.store.commit(window.store.experiment.changed(reason="Once more. " * 40))
    settle()
    assert low < height(window, "about") < high
    assert cut_off(window) == 0
    window.store.commit(window.store.experiment.changed(reason="Once more. " * 400))
    settle()
    assert height(window, "about") == high


def test_heights_that_were_dragged_stay(window):
    window.resize(1280, 800)
    window.actions_["layout"].trigger()
    docks = {dock.view.kind: dock for dock in window.dock_area.docks}
    raise_view(window, "hidden")
    window.dock_area.resizeDocks([docks["hidden"]], [320], Qt.Orientation.Vertical)
    settle()
    dragged = docks["hidden"].height()
    raise_view(window, "about")
    assert raise_view(window, "findings") == dragged
    raise_view(window, "about")
    window.dock_area.resizeDocks([docks["about"]], [260], Qt.Orientation.Vertical)
    settle()
    dragged = docks["about"].height()
    window.store.commit(window.store.experiment.changed(reason="Shorter."))
    settle()
    assert docks["about"].height() == dragged


def test_a_click_on_a_tab_is_enough(qtbot, window):
    window.resize(1280, 800)
    window.actions_["layout"].trigger()
    low = raise_view(window, "about")
    (bar,) = (each for each in window.dock_area.findChildren(QTabBar) if each.isVisible())
    at = next(i for i in range(bar.count()) if bar.tabText(i) == "Microscope")
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())
    settle()
    assert height(window, "microscope") > 1.5 * low


@pytest.mark.slow
def test_a_high_view_of_a_unit_has_its_map_beside_its_numbers(window):
    unit = window.view(UnitView)
    window.resize(1280, 800)
    window.actions_["compare"].trigger()
    window.selection.choose(Chosen(layer=0, unit=1))
    raise_view(window, "unit")
    picture = next(each for each in unit.findChildren(BigMap) if each.isVisible())
    assert picture.geometry().right() < unit.heading.x()
    assert unit.heading.width() > 100
