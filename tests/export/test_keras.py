"""Keras predicts what the program predicts."""

import os
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layered import agree, networks, rows, shipped

import playground
from playground.data.plane.base import Circle
from playground.engine.layers.base import Layer

os.environ.setdefault("KERAS_BACKEND", "torch")
pytestmark = [  # what Keras says of itself, and of a softmax over one unit
    pytest.mark.filterwarnings("ignore:__array__ implementation"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]


@pytest.mark.parametrize("kind", shipped(Layer))
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_keras_predicts_the_same(kind, data):
    pytest.importorskip("keras")
    from playground.export.keras.sequential import to_keras

    network = data.draw(networks(kind))
    model = to_keras(network)
    extremes = [np.full((2, *network.shapes[0]), size, np.float32) for size in (0.0, 1e-6, 30.0, -30.0)]
    for inputs in (rows(network.shapes[0], 1000), *extremes):
        agree(network, inputs, np.asarray(model.predict(inputs, verbose=0)))


def test_without_keras_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "keras", None)
    run = playground.train(playground.load("circle").changed(data=Circle(samples=40)), epochs=0)
    with pytest.raises(ImportError, match="Keras is not installed: pip install keras"):
        run.to_keras()
