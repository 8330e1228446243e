"""How good a network is at the samples of an experiment: the metrics of train, validation and test."""

from __future__ import annotations

import numpy as np

from playground.data.targets.metrics import Metrics
from playground.engine.network import Network
from playground.experiment.experiment import Experiment


def measure(network: Network, experiment: Experiment) -> dict[str, Metrics]:
    """Return the metrics of every part of the samples that has any, by name."""
    found = {}
    for name, samples in experiment.samples.items():
        if len(samples):
            with np.errstate(all="ignore"):
                outputs = network.with_input_shape(samples.shape).predict(samples.inputs)
            found[name] = experiment.targets.measure(samples.targets, outputs)
    return found
