"""The network's tiles show the sample in sight, and the stepper goes from one to another."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from playground.gui.network.sampled import Sampled
from playground.gui.network.selection import Selection
from playground.gui.theme import LIGHT
from playground.gui.views.network import NetworkView
from tests.looking import look, trained

SHAPED = ["bars-convolution", "digits", "remember-lstm", "binary-addition", "encoder", "text"]


@pytest.fixture
def view(qtbot):
    view = NetworkView(LIGHT, Selection())
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    qtbot.waitExposed(view)
    return view


def show(view, training):
    view.show_frame(look(training, *view.requests))


def drawn(qtbot, view):
    qtbot.waitUntil(lambda: not view.drawing)
    return view.canvas.content


@pytest.mark.parametrize("name", SHAPED)
def test_tiles_show_what_every_layer_makes_of_the_sample(qtbot, view, name):
    experiment, training = trained(name, 1)
    view.show_experiment(experiment)
    show(view, training)
    content = drawn(qtbot, view)
    first = experiment.samples["train"].inputs[:1]
    run = training.network.bind(1)
    run.x[...] = first
    run.forward()
    # A recurrent layer shows all its states, even if it hands on the last of them alone.
    layers = [layer.handles for layer in run.layers]
    numbers = [run.x, *(each.get("hidden", each["a"]) for each in layers)]
    shapes = training.network.shapes
    for maps, flat, tiles, own in zip(content.maps, numbers, view.columns(), shapes, strict=True):
        shape = own if flat[0].size == np.prod(own) else flat[0].shape
        flat = flat[0].ravel()
        assert maps.shape[-1] == len(tiles.rects) + tiles.hidden
        if maps[..., 0].size * maps.shape[-1] == flat.size:  # else many units are one tile
            back = {3: lambda m: np.moveaxis(m[::-1], -1, 0), 2: lambda m: m[0], 1: lambda m: m}
            np.testing.assert_allclose(back[len(shape)](maps).ravel(), flat, rtol=1e-4, atol=1e-6)
    assert not view.canvas.grab().isNull()


def test_the_stepper_goes_on_and_back_and_says_what_it_shows(qtbot, view):
    experiment, training = trained("digits", 1)
    view.show_experiment(experiment)
    sampled = Sampled.of(experiment)
    show(view, training)
    labels = experiment.targets.labels(sampled.targets)
    assert f"train {sampled.rows[0]}".replace(" ", "") in view.stepper.what.text().replace(" ", "")
    qtbot.mouseClick(view.stepper.forth, Qt.MouseButton.LeftButton)
    assert view.selection.sample == sampled.rows[1]
    show(view, training)
    assert f": {labels[1]} → " in view.stepper.what.text()
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.selection.sample == sampled.rows[-1]
    show(view, training)
    assert view.stepper.what.text().startswith("test ")


def test_the_next_mistaken_sample_is_found(qtbot, view):
    experiment, training = trained("digits", 1)
    view.show_experiment(experiment)
    outputs = training.network.predict(np.concatenate([part.inputs for part in experiment.dealt]))
    sampled = Sampled.of(experiment)
    wrong = np.flatnonzero(sampled.grades(experiment, outputs, 1))
    assert len(wrong) > 3
    for place in [*wrong[:3], wrong[0]]:
        if place == wrong[0] and view.selection.sample is not None:
            view.stepper.step(-1 - view.stepper.place)  # the last of all; from there it begins again
        qtbot.keyClick(view, Qt.Key.Key_X)
        show(view, training)
        assert view.selection.sample == sampled.rows[place]


def test_samples_take_turns_while_a_run_plays(qtbot, view):
    experiment, _ = trained("bars-convolution", 0)
    view.show_experiment(experiment)
    view.stepper.cycle.setChecked(True)
    assert view.selection.sample is None
    view.set_playing(True)
    qtbot.waitUntil(lambda: view.selection.sample is not None)
    view.set_playing(False)


def test_units_of_the_plane_have_maps_and_no_stepper(view):
    experiment, training = trained("circle", 0)
    view.show_experiment(experiment)
    show(view, training)
    assert not view.stepper.isVisible()
    assert view.stepper.request is None


def test_kernels_are_drawn_as_their_numbers_are(qtbot, view):
    experiment, training = trained("bars-convolution", 3)
    view.show_experiment(experiment)
    show(view, training)
    kernels = drawn(qtbot, view).kernels
    own = training.network.arrays()["01_conv2d/kernel"][0]
    np.testing.assert_allclose(kernels[1], own / np.abs(own).max(), rtol=1e-6)
    assert [each is None for each in kernels] == [index != 1 for index in range(len(kernels))]


def test_the_card_of_a_unit_has_its_gates_and_its_cell_over_time(qtbot, view):
    experiment, training = trained("remember-lstm", 1)
    view.show_experiment(experiment)
    show(view, training)
    drawn(qtbot, view)
    qtbot.mouseMove(view.canvas, view.columns()[1].rects[2].center().toPoint())
    run = training.network.bind(1)
    run.x[...] = experiment.samples["train"].inputs[:1]
    run.forward()
    own = run.layers[0].handles
    strips = dict(view.card.facts.strips)
    for name in ("input_gate", "forget_gate", "candidate", "output_gate", "cell", "hidden"):
        called = next(each for each in strips if each.endswith(name.replace("_", " ")))
        np.testing.assert_allclose(strips.pop(called), own[name][0][..., 2].ravel(), rtol=1e-4, atol=1e-6)
    assert not strips
    qtbot.mouseMove(view.canvas, view.columns()[2].rects[0].center().toPoint())
    rows = dict(view.card.facts.rows)
    assert {"z", "a"} <= set(rows)
    assert not view.card.facts.strips
