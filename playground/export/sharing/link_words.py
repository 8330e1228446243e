"""The words of TensorFlow Playground's links, and what each means here.

All that such a link says stands after its #, as key=value with & between (state.ts of
github.com/tensorflow/playground); what it leaves out is as that program starts.
"""

from __future__ import annotations

from collections.abc import Callable

from playground.data.data_set import DataSet
from playground.data.features import X1, X2, Feature, SinX1, SinX2, X1Squared, X1TimesX2, X2Squared
from playground.data.plane.base import XOR, Bumps, Circle, Gauss, Plane, Spiral
from playground.engine.activations.base import Activation
from playground.engine.activations.rectified import Identity, ReLU
from playground.engine.activations.sigmoidal import Sigmoid, Tanh
from playground.engine.regularizers.base import Regularizer
from playground.engine.regularizers.limits import L1ToZero
from playground.engine.regularizers.penalties import L2

HOST, ADDRESS = "playground.tensorflow.org", "https://playground.tensorflow.org/#"
CLASSES: dict[str, Callable[[int, float], DataSet]] = {
    "circle": lambda seed, noise: Circle(seed=seed, noise=noise),
    "xor": lambda seed, noise: XOR(seed=seed, noise=noise),
    "gauss": lambda seed, noise: Gauss(seed=seed, noise=noise),
    "spiral": lambda seed, noise: Spiral(seed=seed, noise=noise),
}
VALUES: dict[str, Callable[[int, float], DataSet]] = {
    "reg-plane": lambda seed, noise: Plane(seed=seed, noise=noise),
    "reg-gauss": lambda seed, noise: Bumps(seed=seed, noise=noise),
}
ACTIVATIONS: dict[str, Activation] = {
    "tanh": Tanh(),
    "relu": ReLU(),
    "sigmoid": Sigmoid(),
    "linear": Identity(),
}
REGULARIZERS: dict[str, Callable[[float], Regularizer]] = {
    "L1": lambda rate: L1ToZero(rate=rate),
    "L2": lambda rate: L2(rate=rate),
}
FEATURES: dict[str, Feature] = {
    "x": X1(),
    "y": X2(),
    "xSquared": X1Squared(),
    "ySquared": X2Squared(),
    "xTimesY": X1TimesX2(),
    "sinX": SinX1(),
    "sinY": SinX2(),
}
STARTING = ("x", "y")
