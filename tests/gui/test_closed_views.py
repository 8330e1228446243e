"""Views that are closed, come back, and are remembered where they were."""

import pytest

from playground.gui.views import VIEWS
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.loss import LossView
from playground.worker.requests.outputs import SampleOutputs

pytestmark = pytest.mark.slow  # the window is opened for every test


def test_a_view_that_was_closed_while_it_floated_can_be_closed_again_after_a_reset(window):
    dock = next(dock for dock in window.dock_area.docks if dock.view.kind == LossView.kind)
    dock.head.float.click()
    dock.head.close_.click()
    window.actions_["layout"].trigger()
    assert dock.isVisible()
    dock.head.close_.click()
    assert not dock.isVisible()


def test_every_view_can_be_closed_brought_back_and_floated(window):
    assert {dock.view.kind for dock in window.dock_area.docks} == {view.kind for view in VIEWS}
    for dock in window.dock_area.docks:
        dock.head.close_.click()
        assert dock.isHidden()
        dock.toggleViewAction().trigger()
        assert not dock.isHidden()
        dock.head.float.click()
        assert dock.isFloating()
        window.actions_["layout"].trigger()
        assert not dock.isFloating()


def test_the_places_of_the_views_are_remembered(open_window):
    first = open_window()
    dock = next(dock for dock in first.dock_area.docks if dock.view.kind == LossView.kind)
    dock.close()
    first.close()
    again = open_window()
    assert next(dock for dock in again.dock_area.docks if dock.view.kind == LossView.kind).isHidden()


def test_a_closed_view_asks_for_nothing(window):
    assert SampleOutputs() in window.requests()
    next(dock for dock in window.dock_area.docks if dock.view.kind == BoundaryView.kind).close()
    assert SampleOutputs() not in window.requests()
