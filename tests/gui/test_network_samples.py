"""The network's tiles show the sample in sight, and the stepper goes from one to another."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QScrollArea

from playground.gui.network.sampled import Sampled
from playground.gui.network.state_strips import steps_shown, strips
from playground.gui.views.network import NetworkView
from playground.gui.widgets.numbers import signed
from tests.gui.alone import alone
from tests.looking import look, trained

SHAPED = ["bars-convolution", "digits", "remember-lstm", "binary-addition", "encoder", "text"]


@pytest.fixture
def view(qtbot):
    return alone(qtbot, NetworkView, 700, 400)


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
    if experiment.targets.units == 1:
        numbers[-1] = 2.0 * numbers[-1] - 1.0  # one output for two classes is in their colours
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
    assert view.stepper.what.text().startswith("train 1: ")
    qtbot.mouseClick(view.stepper.forth, Qt.MouseButton.LeftButton)
    assert view.selection.sample == sampled.rows[1]
    show(view, training)
    assert f"train 2: {labels[1]} → " in view.stepper.what.text()
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.selection.sample == sampled.rows[-1]
    show(view, training)
    assert view.stepper.what.text().startswith("test ")


def test_without_a_run_nothing_is_said_of_a_sample(qtbot, view):
    experiment, training = trained("digits", 1)
    view.show_experiment(experiment)
    show(view, training)
    assert view.stepper.what.text()
    view.show_nothing()
    assert not view.stepper.what.text()
    assert all(maps is None for maps in view.canvas.content.maps)
    show(view, training)
    assert view.stepper.what.text()
    assert drawn(qtbot, view).maps[0] is not None


def test_the_next_mistaken_sample_is_found(qtbot, view):
    experiment, training = trained("digits", 1)
    view.show_experiment(experiment)
    outputs = training.network.predict(np.concatenate([part.inputs for part in experiment.samples_in_rows]))
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
    strips = {name: strip for name, strip, _ in view.card.facts.strips}
    for name in ("input_gate", "forget_gate", "candidate", "output_gate", "cell", "hidden"):
        called = next(each for each in strips if each.endswith(name.replace("_", " ")))
        np.testing.assert_allclose(strips.pop(called), own[name][0][..., 2].ravel(), rtol=1e-4, atol=1e-6)
    assert not strips
    qtbot.mouseMove(view.canvas, view.columns()[2].rects[0].center().toPoint())
    rows = dict(view.card.facts.rows)
    assert {"z", "a"} <= set(rows)
    assert not view.card.facts.strips


def at_pixel(view, column, unit, row, column_of_map, shape):
    """A point in the middle of a number of a feature map."""
    rect = view.columns()[column].picture(unit)
    x = rect.left() + (column_of_map + 0.5) * rect.width() / shape[2]
    y = rect.top() + (row + 0.5) * rect.height() / shape[1]
    return QPointF(x, y).toPoint()


def test_a_number_of_a_feature_map_lights_its_patch_and_says_how_it_was_made(qtbot, view):
    experiment, training = trained("digits-convolution", 1)
    view.show_experiment(experiment)
    show(view, training)
    drawn(qtbot, view)
    shapes = training.network.shapes
    qtbot.mouseMove(view.canvas, at_pixel(view, 1, 3, 2, 4, shapes[1]))
    run = training.network.bind(1)
    run.x[...] = image = experiment.samples["train"].inputs[:1]
    run.forward()
    arrays = training.network.arrays()
    patch = image.reshape(shapes[0])[0, 2:5, 4:7]
    kernel, bias = arrays["01_conv2d/kernel"][0, ..., 3], arrays["01_conv2d/bias"][3]
    (grid,) = view.card.facts.grids
    np.testing.assert_allclose(grid.numbers, patch, rtol=1e-6)
    np.testing.assert_allclose(grid.factors, kernel, rtol=1e-6)
    assert grid.result == pytest.approx(float((patch * kernel).sum()), rel=1e-5)
    sums = dict(view.card.facts.sums)
    z = run.layers[0].handles["z"].reshape(shapes[1])[3, 2, 4]
    assert sums["b"] == signed(float(bias))
    assert sums["z"] == signed(float(z))
    assert sums["a"] == signed(max(float(z), 0.0))
    assert view.canvas.lit == [{0: (2, 4, 4, 6)}, {3: (2, 4, 2, 4)}]
    # Through max pooling: four numbers of the channel below, and what lies under all of them.
    qtbot.mouseMove(view.canvas, at_pixel(view, 2, 5, 1, 2, shapes[2]))
    assert view.canvas.lit == [{0: (2, 4, 5, 7)}, {5: (2, 4, 3, 5)}, {5: (1, 2, 1, 2)}]
    maps = run.layers[0].handles["a"].reshape(shapes[1])
    (grid,) = view.card.facts.grids
    np.testing.assert_allclose(grid.numbers, maps[5, 2:4, 4:6], rtol=1e-5)
    assert grid.picked == np.unravel_index(maps[5, 2:4, 4:6].argmax(), (2, 2))
    ((_, largest),) = view.card.facts.sums
    assert largest == signed(float(maps[5, 2:4, 4:6].max()))
    assert not view.grab().isNull()
    qtbot.mouseMove(view.canvas, view.columns()[4].rects[0].center().toPoint())
    assert not view.canvas.lit


def test_a_step_of_a_strip_lights_what_goes_into_it_and_says_its_numbers(qtbot, view):
    experiment, training = trained("binary-addition", 1)
    view.show_experiment(experiment)
    show(view, training)
    drawn(qtbot, view)
    steps, units = training.network.shapes[1]
    qtbot.mouseMove(view.canvas, at_pixel(view, 1, 2, 0, 5, (units, 1, steps)))
    assert view.card.facts.heading.endswith("step 6")
    run = training.network.bind(1)
    run.x[...] = inputs = experiment.samples["train"].inputs[:1]
    run.forward()
    arrays, own = training.network.arrays(), run.layers[0].handles
    from_inputs = inputs.reshape(steps, -1)[5] @ arrays["01_recurrent/weight"][:, 2]
    states = own["a"].reshape(steps, units)
    before, bias = states[4] @ arrays["01_recurrent/recurrent"][:, 2], arrays["01_recurrent/bias"][2]
    sums = [number for _, number in view.card.facts.sums]
    assert sums == [signed(float(each)) for each in (from_inputs, before, bias)]
    z, _ = view.card.facts.strips
    assert z.at == 5
    assert z.numbers[5] == pytest.approx(float(from_inputs + before + bias), rel=1e-4)
    everywhere = dict.fromkeys(range(units), (0, 4, 0, 4))
    assert view.canvas.lit == [{0: (0, 5, 0, 5), 1: (0, 5, 0, 5)}, everywhere | {2: (0, 4, 0, 5)}]
    # The output of a step comes from all units in it, and they from all inputs until then.
    qtbot.mouseMove(view.canvas, at_pixel(view, 2, 0, 0, 3, (1, 1, steps)))
    until, now = (0, 0, 0, 3), (0, 3, 0, 3)
    assert view.canvas.lit == [{0: until, 1: until}, dict.fromkeys(range(units), now), {0: now}]
    assert not view.grab().isNull()


def test_the_card_stays_in_sight_where_the_network_is_scrolled(qtbot, view):
    experiment, training = trained("digits-convolution", 0)
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidget(view)
    view.resize(700, 330)
    area.resize(500, 360)
    area.show()
    qtbot.waitExposed(area)
    view.show_experiment(experiment)
    show(view, training)
    drawn(qtbot, view)
    area.horizontalScrollBar().setValue(90)
    for column, unit in ((1, 7), (2, 0), (2, 7), (3, 0)):
        qtbot.mouseMove(view.canvas, view.columns()[column].rects[unit].center().toPoint())
        assert view.card.isVisible()
        assert view.card.visibleRegion().boundingRect().size() == view.card.size()
    area.takeWidget()


@pytest.mark.parametrize("name", ["remember-lstm", "remember-recurrent", "binary-addition", "text"])
def test_a_recurrent_network_is_unfolded_through_time(qtbot, view, name):
    experiment, training = trained(name, 0)
    view.show_experiment(experiment)
    show(view, training)
    unfolded = view.unfolding.unfolded
    qtbot.keyClick(view, Qt.Key.Key_U)
    assert unfolded.isVisible()
    assert not view.canvas.isVisible()
    activity = view.hover.activity
    steps = len(activity.inputs)
    drawn = strips(view.numbers, activity)
    state = activity.layers[0]["hidden"]
    (at,) = (i for i, strip in enumerate(drawn) if strip.values is state)
    gates = {name for name in activity.layers[0] if name.endswith("gate") and not name.startswith("d_")}
    assert all(any(strip.values is activity.layers[0][gate] for strip in drawn) for gate in gates)
    assert [strip.values is state for strip in drawn if strip.carried][-1]
    last = unfolded.place_of(at, steps - 1)
    assert unfolded.place_of(at, 0).right() < last.left() < unfolded.width()
    unfolded.point(QPointF(last.center().x(), last.bottom() - 0.5))
    assert unfolded.step == steps - 1
    assert unfolded.card.facts.heading.endswith(f"unit {state.shape[1]}, step {steps}")
    assert dict(unfolded.card.facts.rows)["value"] == signed(float(state[-1, -1]))
    unfolded.grab()
    qtbot.keyClick(view, Qt.Key.Key_U)
    assert view.canvas.isVisible()


def test_what_hands_on_no_state_is_not_unfolded(view):
    view.unfolding.button.setChecked(True)
    view.show_experiment(trained("digits", 0)[0])
    assert view.unfolding.button.isHidden()
    assert view.canvas.isVisible()


def test_of_many_steps_the_middle_is_left_out():
    assert steps_shown(4, 5) == [0, 1, 2, 3]
    assert steps_shown(50, 6) == [0, 1, None, 47, 48, 49]
