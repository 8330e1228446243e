"""A nudge: the loss is computed again with one parameter moved, and the slope foretells the change."""

import numpy as np
import pytest

import playground
from playground.engine.layers.dropout import Dropout
from playground.microscope import chain, trace
from playground.microscope.nudge import STEP
from playground.training.training import Training

CASES = [
    ("circle", "2.weight[0,1]"),
    ("bars-convolution", "1.kernel[0,1,1,0]"),
    ("remember-lstm", "1.recurrent[0,3]"),
    ("lesson-13-batch-norm", "1.bias[0]"),
    ("text", "2.weight[0,0]"),
]


def nudge(found, where):
    return [line for stage in chain(found, where).stages if stage.name == "nudge" for line in stage.lines]


@pytest.mark.parametrize(("name", "where"), CASES)
def test_the_loss_changes_as_the_gradient_foretells(name, where):
    training = Training(playground.load(name).changed(precision="float64"))
    training.advance(3)
    found = trace(training.experiment, training.snapshot())
    real, foretold = nudge(found, where)
    assert real.left.number == pytest.approx(foretold.left.number, rel=0.05, abs=1e-9)
    symbol = foretold.right.factors[0]
    assert foretold.left.number == pytest.approx(symbol.number * STEP)


def test_it_is_the_loss_of_the_batch_with_one_number_more():
    experiment = playground.load("circle").changed(precision="float64")
    found = trace(experiment)
    training = Training(experiment)
    training.network.parameters[0, 0] += STEP
    run = training.network.bind(len(found.x), experiment.loss)
    run.x[...], run.y[...] = found.x, found.y
    run.forward()
    real, _ = nudge(found, "1.weight[0,0]")
    assert real.left.number == pytest.approx(float(run.value()) - found.loss, rel=1e-9)


def test_what_is_drawn_anew_in_every_step_cannot_be_nudged():
    experiment = playground.load("circle")
    layers = (experiment.layers[0], Dropout(rate=0.5), *experiment.layers[1:])
    assert nudge(trace(experiment.changed(layers=layers)), "1.weight[0,0]") == []


def test_where_slopes_are_carried_back_a_part_of_the_way_the_note_says_so():
    experiment = playground.load("remember-recurrent")
    layer = experiment.layers[0].changed(truncation=3)
    _, foretold = nudge(trace(experiment.changed(layers=(layer,))), "1.weight[0,0]")
    assert "some steps only" in foretold.note


@pytest.mark.parametrize("name", ["digits", "lesson-13-batch-norm", "text", "reber"])
def test_the_loss_stands_there_as_textbooks_write_it_before_the_form_that_is_computed(name):
    found = trace(playground.load(name).changed(precision="float64"))
    lines = next(
        stage.lines for stage in chain(found, f"{len(found.layers)}.bias[0]").stages if stage.name == "loss"
    )
    textbook, safe = lines[:2]
    assert "textbooks" in textbook.note
    assert textbook.left == safe.left
    assert textbook.right.number == pytest.approx(safe.right.number, rel=1e-9)


def test_an_output_of_nothing_has_no_textbook_form():
    experiment = playground.load("digits").changed(precision="float64")
    training = Training(experiment)
    training.set_parameters(
        training.network.places()[-1]["bias"].tolist(), np.linspace(-4000, 4000, 10).tolist()
    )
    found = trace(experiment, training.snapshot())
    stages = {stage.name: stage.lines for stage in chain(found, "3.bias[0]").stages}
    assert "textbooks" not in stages["loss"][0].note
