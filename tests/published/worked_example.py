"""Worked examples from textbooks, courses and articles: a network for each, to hold against their numbers.

Where a source rounds, its digits are compared, and behind them those of the same calculation by hand.
Arrays of weights are (inputs, units): a column for each unit, where articles mostly print a row.
"""

import numpy as np

from playground.engine.initializers import Explicit
from playground.engine.layers.dense import Dense
from playground.engine.losses.regression import HalfSquaredError
from playground.engine.network import Network

EXACT = {"rtol": 0.0, "atol": 1e-9}


class Example:
    """A network with given weights and one batch of samples, gone forwards and back."""

    def __init__(self, activations, weights, biases, inputs, targets, loss=None):
        layers = [
            Dense(units=len(matrix[0]), activation=activation, bias=bool(row))
            for activation, matrix, row in zip(activations, weights, biases, strict=True)
        ]
        self.loss = loss or HalfSquaredError()
        self.network = Network(layers, len(inputs[0]), dtype=np.float64)
        start = Explicit(weights=weights, biases=biases)
        assert start.misfit([layout.declared for layout in self.network.layouts]) is None
        self.network.initialize([start], [np.random.default_rng(0)])
        self.gradient = np.zeros_like(self.network.parameters)
        self.run = self.network.bind(len(inputs), self.loss, self.gradient, inputs_too=True)
        self.run.x[...], self.run.y[...] = inputs, targets
        self.pass_through()

    def pass_through(self):
        """Go forwards and back; return the loss before the next step."""
        self.run.forward()
        self.run.backward()
        return float(self.run.value())

    def descend(self, rate, steps=1, mask=1.0):
        """Take plain steps against the gradient, and return the loss after the last."""
        for _ in range(steps):
            self.network.parameters -= rate * mask * self.gradient
            self.pass_through()
        return float(self.run.value())

    def between(self, layer, name):
        """What lies between: ``z``, ``a`` or ``dz`` of a layer, counted from 1."""
        return self.run.layers[layer - 1].handles[name]

    def slopes(self):
        """The gradient by its names, as ``Network.arrays`` names parameters."""
        found = Network(self.network.layers, self.network.widths[0], dtype=np.float64)
        found.parameters[...] = self.gradient
        return found.arrays()


def slope_of_output(activation, weight, bias, inputs):
    """One unit without a loss: with a target 1 below the output the loss's own slope is 1."""
    unit = Example(
        [activation], [[[w] for w in weight]], [[bias] if bias is not None else []], [inputs], [[0.0]]
    )
    unit.run.y[...] = unit.run.a - 1.0
    unit.pass_through()
    return unit
