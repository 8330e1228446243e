"""The window on data whose targets are the inputs, in the plane and beyond it."""

import numpy as np
import pytest

from playground.experiment.problems import problems
from playground.gui.network.selection import Chosen
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.confusion import ConfusionView
from playground.gui.views.hidden import HiddenView
from playground.gui.views.microscope import MicroscopeView
from playground.gui.views.unit import UnitView
from playground.gui.views.weights import WeightsView
from playground.worker.requests.outputs import LINES
from tests.reconstruction import AUTOENCODERS, autoencoder

pytestmark = pytest.mark.usefixtures("made_up_data")
every_one = pytest.mark.parametrize("name", AUTOENCODERS)


@pytest.fixture
def opened(qtbot, open_window):
    """Return a function that opens a window, and makes one of the autoencoders its experiment."""

    def open_it(name):
        window = open_window("circle")
        window.store.commit(autoencoder(name))
        return window

    return open_it


def seen(qtbot, window, member):
    """Return a view that is brought to the front and has been shown a frame."""
    window.dock_area.raise_view(member.kind)
    view = window.view(member)
    qtbot.waitUntil(lambda: view.isVisible())
    window.actions_["epoch"].trigger()
    return view


@every_one
def test_views_of_the_plane_are_there_with_a_plane_alone(qtbot, opened, name):
    window = opened(name)
    boundary = window.view(BoundaryView)
    flat = window.store.experiment.plane is None
    assert boundary.isVisible() != flat
    titles = [action.text() for action in window.dock_area.toggles() if action.isVisible()]
    assert (boundary.title in titles) != flat
    assert window.actions_["paint"].isEnabled() is False
    window.actions_["undo"].trigger()
    assert boundary.isVisible()


def test_a_view_that_is_away_does_not_come_by_other_ways_and_is_in_the_layout(opened):
    window = opened("8-3-8")
    boundary, dock_area = window.view(BoundaryView), window.dock_area
    layout = dock_area.current_layout()
    dock_area.raise_view(boundary.kind)
    assert not boundary.isVisible()
    dock_area.reset()
    assert not boundary.isVisible()
    window.actions_["undo"].trigger()
    assert boundary.isVisible()
    dock_area.close_view(boundary.kind)
    dock_area.apply_layout(layout)
    assert boundary.isVisible()
    dock_area.close_view(boundary.kind)
    window.actions_["redo"].trigger()
    window.actions_["undo"].trigger()
    assert not boundary.isVisible()


@every_one
def test_errors_are_residuals_and_no_view_stumbles(qtbot, opened, name):
    window = opened(name)
    view = seen(qtbot, window, ConfusionView)
    qtbot.waitUntil(lambda: len(view.residuals.spots) > 0)
    assert view.residuals.isVisible()
    assert not window.actions_["accuracy"].isEnabled()
    for dock in window.dock_area.docks:
        if dock.view.suits(window.store.experiment):
            seen(qtbot, window, type(dock.view))
    qtbot.waitUntil(lambda: window.time.epoch >= 3)


def test_images_with_more_pixels_than_outputs_can_be_are_told_of(window, tmp_path):
    pixels = np.random.default_rng(0).integers(0, 256, (12, 40, 40), np.uint8)
    np.savez(tmp_path / "mine.npz", images=pixels, labels=np.arange(12) % 3)
    images = {"kind": "own-images", "path": str(tmp_path / "mine.npz")}
    window.store.commit(autoencoder("8-3-8", data=images, layers=["flatten", "dense"], reconstruct=True))
    said = [str(problem) for problem in problems(window.store.experiment)]
    assert said == ["output: 1\u2009600 outputs would be needed, and a layer has up to 1\u2009024 units"]
    window.dock_area.raise_view(WeightsView.kind)
    assert window.view(WeightsView).isVisible()


@every_one
def test_the_middle_layer_is_seen_by_its_units(qtbot, opened, name):
    window = opened(name)
    view = seen(qtbot, window, HiddenView)
    count = sum(map(len, window.store.experiment.samples.values()))
    qtbot.waitUntil(lambda: sum(len(item.getData()[0]) for _, item in view.points) == count)
    lines = view.lines.getData()[0]
    drawn = 0 if lines is None else int(np.isnan(lines).sum())
    assert drawn == (0 if window.store.experiment.plane is None else 2 * LINES)


@every_one
def test_a_weight_is_explained_and_listed(qtbot, opened, name):
    window = opened(name)
    view = seen(qtbot, window, MicroscopeView)
    window.network.selection.choose(Chosen(layer=1, unit=0, parameter=("weight", (0, 0))))
    qtbot.waitUntil(lambda: view.address.text() == "2.weight[0,0]")
    unit = seen(qtbot, window, UnitView)
    window.network.selection.choose(Chosen(layer=0, unit=0))
    qtbot.waitUntil(lambda: unit.unit is not None)
    assert (unit.unit.map is None) == (window.store.experiment.plane is None)
    weights = seen(qtbot, window, WeightsView)
    qtbot.waitUntil(lambda: weights.layers.rowCount() > 0)
