"""The samples by which a script checks itself: what a person feeds in, and what the network made of it."""

from __future__ import annotations

import math

import numpy as np

from playground.data.features import features_of
from playground.experiment.problems import problems
from playground.export.arrangement import AnyArray
from playground.export.onnx.model import RawInputs
from playground.export.weights.trained_network import TrainedNetwork

COUNT = 6


def check_samples(trained: TrainedNetwork, raw: RawInputs) -> tuple[AnyArray, AnyArray]:
    """Return a few inputs (samples, *shape) as a person has them, and the outputs of the network.

    They are of the data, evenly chosen, or random where the data are not there.
    """
    experiment, network = trained.experiment, trained.network
    inputs = np.random.default_rng(0).normal(size=(COUNT, math.prod(raw.shape)))
    if raw.preparation is None and not problems(experiment):
        points = experiment.points
        if points.inputs.shape[1:] == inputs.shape[1:]:
            inputs = points.inputs[np.linspace(0, len(points) - 1, COUNT).astype(int)]
    inputs = np.round(np.asarray(inputs, float), 3)
    seen = features_of(experiment.features, inputs) if raw.inputs else inputs
    outputs = network.predict(seen).reshape(COUNT, *network.shapes[-1])
    return inputs.reshape(COUNT, *raw.shape), outputs
