"""Sliders for inputs beyond the plane's two: all maps are drawn where these are held."""

import numpy as np
import pytest

import playground
from playground.data.plane_grid import middles
from playground.gui.network.selection import Selection
from playground.gui.theme import LIGHT
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.hidden import HiddenView
from playground.gui.views.network import NetworkView
from playground.gui.views.unit import UnitView
from playground.training.training import Training
from playground.worker.frame_builder import FrameBuilder
from playground.worker.frames import Look
from playground.worker.requests.maps import OutputMap, UnitMaps
from tests.looking import show

ROWS = "\n".join(f"{i % 5},{i % 7},{10 + i % 3},{100 * (i % 4)},{'ab'[i % 2]}" for i in range(40))
NUMBERS = ["long", "wide", "deep (cm)", "old"]
TABLE = {
    "kind": "table",
    "text": f"{','.join(NUMBERS)},sort\n{ROWS}",
    "target": "sort",
    "columns": NUMBERS,
    "scaling": {"kind": "standardize"},
}
FEATURES = ["x1", "x2", *({"kind": "further-input", "number": each} for each in (3, 4))]


@pytest.fixture
def experiment():
    return playground.load("circle").changed(data=TABLE, features=FEATURES)


@pytest.fixture
def selection():
    return Selection()


@pytest.fixture
def opened(qtbot, experiment, selection):
    """Return a function that opens a view of the experiment."""

    def open_view(view):
        made = view(LIGHT, selection)
        qtbot.addWidget(made)
        made.show_experiment(experiment)
        made.resize(600, 500)
        made.show()
        return made

    return open_view


def test_maps_are_of_the_inputs_where_they_are_held(experiment):
    training = Training(experiment)
    builder, held = FrameBuilder(training), (0.5, -1.0)
    frame = builder.frame(Look((OutputMap(6), OutputMap(6, held), UnitMaps(6), UnitMaps(6, held))))
    for each in ((), held):
        at = experiment.inputs_at(middles(6), each)
        assert (at[:, 2:] == (each or experiment.plane.held)).all()
        expected = training.network.predict(at).reshape(6, 6, -1)
        np.testing.assert_allclose(frame.answer(OutputMap(6, each)), expected, rtol=1e-5)
        np.testing.assert_allclose(frame.answer(UnitMaps(6, each))[-1], expected, rtol=1e-5)
    assert not np.allclose(frame.answer(OutputMap(6)), frame.answer(OutputMap(6, held)))
    assert np.array_equal(experiment.inputs_at(middles(3), (1.0,)), experiment.inputs_at(middles(3)))


def test_a_slider_says_its_column_and_its_number_there(opened):
    held = opened(BoundaryView).footer.held
    deep, old = held.sliders
    assert [each.accessibleName() for each in held.sliders] == ["deep (cm), held at", "old, held at"]
    every = np.array([[10 + i % 3, 100 * (i % 4)] for i in range(40)])
    said = [float(each.accessibleDescription()) for each in held.sliders]
    assert said == pytest.approx(every.mean(axis=0).tolist(), rel=0.01)
    deep.setValue(deep.minimum())
    old.setValue(old.maximum())
    assert [each.accessibleDescription() for each in held.sliders] == ["10", "300"]


def test_what_a_slider_holds_all_views_of_the_plane_show_until_it_is_let_go(opened, experiment, selection):
    views = [opened(each) for each in (BoundaryView, NetworkView, HiddenView, UnitView)]
    selection.look_at(0, 0)
    boundary, network = views[:2]
    training = Training(experiment)
    for view in views:
        show(view, training)
    before = network.canvas.content
    asked = []
    for view in views:
        view.requests_changed.connect(lambda view=view: asked.append(view))
    boundary.footer.held.sliders[0].setValue(boundary.footer.held.sliders[0].maximum())
    assert set(views) <= set(asked)
    kept = [each.held for view in views for each in view.requests if hasattr(each, "held")]
    assert len(kept) == len(views)
    assert set(kept) == {selection.held}
    assert len(selection.held) == 2
    assert selection.held[1] == experiment.plane.held[1]
    inputs = network.canvas.content.maps[0]
    assert not np.array_equal(inputs[..., 2], before.maps[0][..., 2])
    assert np.array_equal(inputs[..., 3], before.maps[0][..., 3])
    boundary.footer.held.means.click()
    assert selection.held == ()
    assert np.array_equal(network.canvas.content.maps[0], before.maps[0])


def test_other_data_are_at_their_means_and_without_further_inputs_there_is_no_slider(opened, selection):
    view = opened(BoundaryView)
    view.footer.held.sliders[0].setValue(0)
    assert selection.held
    assert view.footer.held.isVisible()
    view.show_experiment(playground.load("circle"))
    assert selection.held == ()
    assert not view.footer.held.isVisible()
