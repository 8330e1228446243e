"""A link of TensorFlow Playground that starts an experiment there, or why there is none."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from playground.engine.initializers import Initializer, Uniform, Zeros
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.optimizers.sgd import SGD
from playground.engine.regularizers.base import NoRegularizer, Regularizer
from playground.experiment.experiment import Experiment
from playground.export.sharing.link_words import (
    ACTIVATIONS,
    ADDRESS,
    CLASSES,
    FEATURES,
    REGULARIZERS,
    VALUES,
)


def link_of(experiment: Experiment) -> str:
    """Return a link that starts the same experiment there. Raises ValueError with what has no place in it."""
    name, values = _named_data(experiment)
    fitting = "identity" if values else "tanh"
    found: list[tuple[str, Any]] = [
        ("activation", _activation(experiment)),
        ("regularization", _name_of_penalty(experiment.regularizer)),
        ("batchSize", experiment.batch_size),
        ("regDataset" if values else "dataset", name),
        ("learningRate", f"{experiment.optimizer.learning_rate:g}"),
        ("regularizationRate", f"{getattr(experiment.regularizer, 'rate', 0.0):g}"),
        ("noise", f"{100.0 * getattr(experiment.data, 'noise', 0.0):g}"),
        ("networkShape", ",".join(str(units) for units in _units(experiment.layers))),
        ("seed", f"0.{experiment.seed:05d}"),
        ("percTrainData", f"{100.0 * (1.0 - experiment.split.test):g}"),
        *((key, str(feature in experiment.features).lower()) for key, feature in FEATURES.items()),
        ("problem", "regression" if values else "classification"),
        ("initZero", str(isinstance(experiment.initializer, Zeros)).lower()),
    ]
    checks = {
        "It knows no other inputs than its seven.": set(experiment.features) <= {*FEATURES.values()},
        "Nothing is kept for validation there.": not experiment.split.validation,
        "It tests on a tenth to nine tenths of the samples.": 0.1 <= experiment.split.test <= 0.9,
        f"Its output there is {fitting}.": experiment.output.kind == fitting,
        "Its loss is half the squared error.": experiment.loss.kind == "half-squared-error",
        "Its optimizer is plain SGD.": isinstance(experiment.optimizer, SGD),
        "Its learning rate stays as it is.": experiment.schedule.kind == "constant",
        "It clips no gradients.": experiment.clipping.kind == "none",
        "Its weights start between −0.5 and 0.5 with biases of 0.1, or all at zero.": _starts_alike(
            experiment.initializer
        ),
        "It freezes no parameters.": not experiment.frozen,
        "It reconstructs nothing.": not experiment.reconstruct,
        "It trains in batches of 1 or more.": experiment.batch_size >= 1,
    }
    broken = [text for text, holds in checks.items() if not holds]
    if broken:
        raise ValueError(" ".join(broken))
    return ADDRESS + urlencode(found, safe=",")


def _named_data(experiment: Experiment) -> tuple[str, bool]:
    """Return what the data are called there, and whether they are values."""
    data = experiment.data
    for values, known in ((False, CLASSES), (True, VALUES)):
        for name, drawn in known.items():
            if data == drawn(data.seed, getattr(data, "noise", 0.0)):
                return name, values
    raise ValueError("It has its own six sets of samples, of 500 for classes and of 1200 for values.")


def _activation(experiment: Experiment) -> str:
    found = {getattr(layer, "activation", None) for layer in experiment.layers}
    if not found:
        return "tanh"
    names = [name for name, activation in ACTIVATIONS.items() if found == {activation}]
    if not names:
        raise ValueError("All its hidden layers have one activation: tanh, ReLU, sigmoid or none.")
    return names[0]


def _units(layers: tuple[Layer, ...]) -> list[int]:
    if not all(isinstance(layer, Dense) and layer.bias for layer in layers):
        raise ValueError("All its hidden layers are dense, with biases.")
    return [layer.units for layer in layers if isinstance(layer, Dense)]


def _name_of_penalty(regularizer: Regularizer) -> str:
    if isinstance(regularizer, NoRegularizer):
        return "none"
    rate = getattr(regularizer, "rate", 0.0)
    names = [name for name, penalty in REGULARIZERS.items() if regularizer == penalty(rate)]
    if not names:
        raise ValueError("It knows no other regularizers than L1 (that stops at zero) and L2.")
    return names[0]


def _starts_alike(initializer: Initializer) -> bool:
    return initializer in (Uniform(), Zeros())
