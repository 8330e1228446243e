"""The displacements view: each line goes from a point of the plane to what the network makes of it."""

import numpy as np
import pyqtgraph as pg
import pytest

import playground
from playground.gui.theme import DARK
from playground.gui.views.displacements import DisplacementsView
from tests.gui.alone import alone
from tests.gui.pointing import click
from tests.looking import show, trained

PLANE = {"reconstruct": True, "layers": ({"kind": "dense", "units": 1},), "output": "identity"}


@pytest.fixture
def view(qtbot):
    return alone(qtbot, DisplacementsView, 400, 300)


def test_lines_begin_at_the_points_and_end_where_they_are_sent(qtbot, view):
    experiment, training = trained("circle", 2, **PLANE)
    view.show_experiment(experiment)
    show(view, training)
    inputs = np.concatenate([part.inputs for part in experiment.samples_in_rows])
    sent = training.network.predict(inputs)
    np.testing.assert_allclose(view.sent, sent, rtol=1e-4, atol=1e-5)
    curves = [item for item in view.plot.field.addedItems if isinstance(item, pg.PlotCurveItem)]
    lines = np.concatenate([np.stack(item.getData(), axis=1) for item in curves]).reshape(-1, 2, 2)
    assert len(lines) == len(inputs)
    by_start = np.lexsort(lines[:, 0].T), np.lexsort(inputs.T)
    np.testing.assert_allclose(lines[by_start[0], 0], inputs[by_start[1]], atol=1e-6)
    np.testing.assert_allclose(lines[by_start[0], 1], sent[by_start[1]], rtol=1e-4, atol=1e-5)
    click(qtbot, view.plot, *inputs[3])
    assert len(view.selection.chosen.samples) == 1
    view.set_theme(DARK)
    assert not view.grab().isNull()


def test_it_is_there_where_points_of_the_plane_are_to_come_out_again():
    circle = playground.load("circle")
    assert DisplacementsView.suits(circle.changed(**PLANE))
    assert not DisplacementsView.suits(circle)
    assert not DisplacementsView.suits(circle.changed(**PLANE, features=("x1", "x2", "x1-squared")))
    assert not DisplacementsView.suits(playground.load("digits-map"))
