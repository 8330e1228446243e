"""The hidden-space view: what it draws is what two units say."""

import numpy as np
import pytest

from playground.data.plane_grid import crossings
from playground.gui.network.sampled import Sampled
from playground.gui.theme import DARK, LIGHT
from playground.gui.views.hidden import HiddenView
from playground.gui.widgets.themed import apply_theme
from playground.worker.requests.outputs import LINES, BentGrid
from tests import looking
from tests.gui.alone import alone
from tests.gui.pointing import click
from tests.looking import show


@pytest.fixture
def view(qtbot):
    return alone(qtbot, HiddenView, 600, 300)


def trained(view, name="circle", **settings):
    experiment, training = looking.trained(name, 1, **settings)
    view.show_experiment(experiment)
    show(view, training)
    return experiment, training


def drawn(view):
    """Every sample as it is drawn, in the order of frames."""
    found = np.zeros((sum(len(places) for places, _ in view.points), 2))
    for places, item in view.points:
        found[places] = np.stack(item.getData(), axis=1)
    return found


@pytest.mark.parametrize("name", ["circle", "three-rings", "bumps"])
def test_samples_stand_where_two_units_of_the_last_hidden_layer_put_them(view, name):
    experiment, training = trained(view, name)
    last = len(experiment.layers) - 1
    assert view.requests == (BentGrid(last, 0, 1),)
    inputs = np.concatenate([part.inputs for part in experiment.samples.values()])
    run = training.network.bind(len(inputs))
    run.x[...] = inputs
    run.forward()
    np.testing.assert_allclose(drawn(view), run.layers[last].handles["a"][:, :2], atol=1e-6)


@pytest.mark.parametrize("name", ["encoder", "digits-map"])
def test_an_autoencoders_samples_have_the_colours_of_their_classes(view, name):
    experiment, _ = trained(view, name)
    classes = Sampled.of(experiment).points.truth
    for places, item in view.points:
        (kind,) = set(classes[places].tolist())
        assert item.opts["brush"].color() == LIGHT.classes()[kind]


def test_the_grid_is_drawn_in_rows_and_columns(view):
    experiment, training = trained(view, layers=[{"kind": "dense", "units": 2, "activation": "identity"}])
    x, y = view.lines.getData()
    assert np.isnan(x).sum() == 2 * LINES
    weight, bias = list(training.network.arrays().values())[:2]
    corner = experiment.inputs_at(crossings(LINES))[0] @ weight + bias
    np.testing.assert_allclose((x[0], y[0]), corner, rtol=1e-4)


def test_another_layer_and_other_units_are_asked_for(qtbot, view):
    trained(view)
    with qtbot.waitSignal(view.requests_changed):
        view.layer.setCurrentIndex(0)
    view.across.setCurrentText("4")
    view.up.setCurrentText("2")
    assert view.requests == (BentGrid(0, 3, 1),)


def test_fewer_units_or_layers_leave_a_choice_that_there_is(view):
    trained(view, layers=[{"kind": "dense", "units": 5}] * 3)
    view.up.setCurrentText("5")
    experiment, training = trained(view, layers=[{"kind": "dense", "units": 1}])
    (request,) = view.requests
    layer, across, up = request.layer, request.across, request.up
    widths = training.network.widths
    assert max(across, up) < widths[layer + 1]
    assert view.layer.count() == len(experiment.layers) + 1


def test_a_network_without_hidden_layers_shows_its_output(view):
    trained(view, "slow-neuron")
    assert len(drawn(view))
    assert view.layer.currentText() == "1 Output"


def test_everything_stays_in_sight(view):
    trained(view, "spiral")
    (left, right), (low, high) = view.plot.view_range()
    x, y = view.lines.getData()
    assert left <= np.nanmin(x) <= np.nanmax(x) <= right
    assert low <= np.nanmin(y) <= np.nanmax(y) <= high


def test_a_click_chooses_the_sample_there(qtbot, view):
    experiment, _ = trained(view)
    spots = drawn(view)
    click(qtbot, view.plot, *spots[0])
    (row,) = view.selection.chosen.samples
    place = list(Sampled.of(experiment).rows).index(row)
    np.testing.assert_allclose(spots[place], spots[0], atol=0.1)
    assert len(view.chosen.rings.data) == 1
    apply_theme(view, DARK)
    assert not view.grab().isNull()


def test_it_lives_while_the_run_plays(qtbot, window):
    window.dock_area.raise_view("hidden")
    view = window.view(HiddenView)
    qtbot.waitUntil(lambda: view.lines.getData()[0] is not None)
    before = view.lines.getData()[0].copy()
    window.actions_["epoch"].trigger()
    qtbot.waitUntil(lambda: not np.array_equal(view.lines.getData()[0], before, equal_nan=True))


def test_other_colours_leave_the_samples_where_they_are(view):
    trained(view)
    before = drawn(view)
    apply_theme(view, DARK)
    assert len(before)
    np.testing.assert_array_equal(drawn(view), before)
