"""Every line of every layer, calculated again from what is printed."""

import math
import re

import numpy as np
import pytest
from cases import every, fitted

from playground.data.plane.base import Circle
from playground.data.samples import Split
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.experiment.experiment import Experiment
from playground.microscope import Route, Rows, Text, chain, trace
from playground.microscope.addresses import parameters
from playground.microscope.matrices import whole_step
from playground.training.training import Training
from tests.microscope.printing import calculated, is_symbol, of_matrices, printed

SMALL = Experiment(
    data=Circle(samples=20),
    split=Split(test=0.0),
    layers=(Dense(units=3), Dense(units=2)),
    precision="float64",
    batch_size=4,
)


def traced(layers, chosen=None):
    training = Training(SMALL.changed(layers=layers, optimizer="adam"))
    training.advance(2)
    return trace(training.experiment, training.snapshot(), chosen)


@every(Layer)
@pytest.mark.usefixtures("made_up")
def test_every_line_of_every_layer_is_calculated_again_from_what_is_printed(part):
    layers = (*fitted(part), Dense(units=3))
    found, counted = traced(layers), 0
    own = layers.index(part) + 1
    place = ",".join(["0"] * len(found.layers[own - 1].shape))
    firsts = {(where.layer, where.name): str(where) for where in reversed(parameters(found))}
    for where in [*(text for (layer, _), text in firsts.items() if layer <= own), f"{own}.unit[{place}]"]:
        for line in chain(found, where, Route(row=1)).lines:
            formula, sign, result = printed(Text().line(line))
            if is_symbol(formula):
                continue
            with np.errstate(all="ignore"):
                again, wanted = calculated(formula), calculated(result)
            assert sign == "="
            if math.isfinite(wanted):
                assert again == pytest.approx(wanted, rel=3.1e-5, abs=1e-300), Text().line(line)
                counted += 1
    assert counted > 10


def test_matrices_are_calculated_again_from_what_is_printed():
    found, counted = traced(SMALL.layers, Rows((0, 1, 2))), 0
    for line in (line for stage in whole_step(found).stages for line in stage.lines):
        text = Text().line(line)
        formula, _, result = printed(text)
        if re.search(r"[a-z]+-|squared|[ₜ₀-₉]|⁽", formula):
            continue  # a function that is only named, or a symbol alone
        again, wanted = of_matrices(formula), of_matrices(result)
        if again is None or wanted is None:
            continue
        size = np.abs(wanted).max()
        np.testing.assert_allclose(np.broadcast_to(again, wanted.shape), wanted, rtol=5e-3, atol=5e-3 * size)
        counted += 1
    assert counted > 15
