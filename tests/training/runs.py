"""A small experiment, and runs of it."""

import numpy as np

from playground.data.plane.base import Circle
from playground.data.samples import Split
from playground.experiment.experiment import Experiment
from playground.training.divergence import Diverged
from playground.training.training import GUARD, Training

SMALL = Experiment(data=Circle(samples=53), split=Split(test=0.3))  # 38 to train on: 4 batches, the last of 8


def run(experiment, steps):
    training = Training(experiment)
    training.advance(steps)
    return training


def diverged(training, chunk=GUARD):
    """Train until it goes wrong, so many steps at a time, and return what is said about it."""
    while training.steps < 10_000:
        try:
            training.advance(chunk)
        except Diverged as error:
            return str(error)
    raise AssertionError("the run is as sound as ever")


def same(first, second):
    """Whether two runs are in the same state, to the last bit."""
    return first.figures() == second.figures() and np.array_equal(
        first.network.parameters, second.network.parameters
    )
