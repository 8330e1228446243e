"""What usually helps, as edits with a label."""

from __future__ import annotations

from playground.data.scaling import NoScaling, Standardize
from playground.engine.activations.base import Activation
from playground.engine.activations.rectified import LeakyReLU, ReLU
from playground.engine.activations.sigmoidal import Tanh
from playground.engine.clipping import ByNorm
from playground.engine.initializers import GlorotUniform, HeNormal, Initializer
from playground.engine.layers.convolution import Conv2d
from playground.engine.layers.dense import Dense
from playground.engine.layers.dropout import Dropout
from playground.engine.layers.lstm import LSTM
from playground.engine.layers.normalization import BatchNorm
from playground.engine.layers.recurrence import Recurrence
from playground.engine.regularizers.penalties import L2
from playground.experiment.experiment import Experiment
from playground.experiment.stopping import Patience
from playground.inspection.diagnosis.findings import Remedy
from playground.parts.counts import grouped, number

HIGHEST_RATE = 1000.0
REMEMBERS = 2.0
"""A forget bias with which a cell starts by keeping 88 % in each step."""
WIDEST = 64


def change_rate(experiment: Experiment, factor: float) -> Remedy:
    """Multiply the learning rate, rounded to one digit."""
    old = experiment.optimizer.learning_rate
    rate = min(float(f"{factor * old:.0e}"), HIGHEST_RATE)
    word = "Lower" if rate < old else "Raise"
    return Remedy(f"{word} the learning rate to {number(rate)}", (("optimizer.learning_rate", rate),))


def clip() -> Remedy:
    """Limit the length of the gradient."""
    return Remedy("Clip the gradient to a norm of 1", (("clipping", ByNorm(limit=1.0)),))


def start_afresh(experiment: Experiment) -> Remedy:
    """Start with weights that suit the activations."""
    rule = _suiting(experiment)
    return Remedy(f"Initialize the weights with {rule.title}", (("initializer", rule),))


def _suiting(experiment: Experiment) -> Initializer:
    bounded = [layer.activation.ends for layer in experiment.layers if isinstance(layer, (Dense, Conv2d))]
    return GlorotUniform() if all(bounded) else HeNormal()


def use_relu(experiment: Experiment) -> Remedy:
    """Use ReLU in every hidden layer, and the start that suits it."""
    layers = _activated(experiment, ReLU())
    return Remedy(
        "Use ReLU units, initialized with He normal", (("layers", layers), ("initializer", HeNormal()))
    )


def use_tanh(experiment: Experiment) -> Remedy:
    """Use tanh in every hidden layer, and the start that suits it."""
    values = (("layers", _activated(experiment, Tanh())), ("initializer", GlorotUniform()))
    return Remedy("Use tanh units, initialized with Glorot uniform", values)


def use_leaky_relu(experiment: Experiment) -> Remedy:
    """Use units that keep a slope below zero."""
    return Remedy("Use leaky ReLU units", (("layers", _activated(experiment, LeakyReLU())),))


def use_lstm(experiment: Experiment) -> Remedy:
    """Use cells that keep what they hold in every recurrent layer."""
    layers = tuple(
        layer.become(LSTM.model_fields["kind"].default).changed(forget_bias=REMEMBERS)
        if isinstance(layer, Recurrence)
        else layer
        for layer in experiment.layers
    )
    return Remedy(f"Use LSTM units with a forget bias of {REMEMBERS:.0f}", (("layers", layers),))


def start_orthogonal(experiment: Experiment) -> Remedy:
    """Start with recurrent weights that keep lengths."""
    layers = tuple(
        layer.changed(orthogonal=True) if isinstance(layer, Recurrence) else layer
        for layer in experiment.layers
    )
    return Remedy("Start with orthogonal recurrent weights", (("layers", layers),))


def shorten(experiment: Experiment) -> Remedy:
    """Use sequences of half the steps, where the data can have them."""
    steps = max(2, int(getattr(experiment.data, "steps", 0)) // 2)
    return Remedy(f"Use sequences of {steps} steps", (("data.steps", steps),))


def _activated(experiment: Experiment, activation: Activation) -> tuple[object, ...]:
    return tuple(
        layer.changed(activation=activation) if isinstance(layer, (Dense, Conv2d)) else layer
        for layer in experiment.layers
    )


def widen(experiment: Experiment) -> Remedy:
    """Give every hidden layer four times its units."""
    layers = tuple(
        layer.changed(units=min(4 * layer.units, WIDEST)) if isinstance(layer, Dense) else layer
        for layer in experiment.layers
    )
    return Remedy("Use four times as many units in every hidden layer", (("layers", layers),))


def deepen(experiment: Experiment) -> Remedy:
    """Put another layer like the last in front of the output."""
    dense = [layer for layer in experiment.layers if isinstance(layer, Dense)]
    layers = (*experiment.layers, dense[-1] if dense else Dense(units=8))
    return Remedy("Add a hidden layer", (("layers", layers),))


def another_seed(experiment: Experiment) -> Remedy:
    """Draw another start."""
    seed = experiment.started_anew().seed
    return Remedy(f"Start from seed {seed}", (("seed", seed),))


def standardize(experiment: Experiment) -> list[Remedy]:
    """Let the data scale their columns, where they can."""
    if getattr(experiment.data, "scaling", None) == NoScaling():
        return [Remedy("Standardize the columns", (("data.scaling", Standardize()),))]
    if not getattr(experiment.data, "standardise", True):
        return [Remedy("Standardize the values", (("data.standardise", True),))]
    return []


def normalize_inputs(experiment: Experiment) -> Remedy:
    """Bring every input to mean 0 and variance 1."""
    return Remedy("Add a batch normalization at the start", (("layers", (BatchNorm(), *experiment.layers)),))


def add_penalty() -> Remedy:
    """Keep the weights small."""
    return Remedy("Add an L2 penalty of 0.01", (("regularizer", L2(rate=0.01)),))


def add_dropout(experiment: Experiment) -> Remedy:
    """Silence random units while training."""
    layers = tuple(
        each
        for layer in experiment.layers
        for each in ((layer, Dropout()) if isinstance(layer, Dense) else (layer,))
    )
    return Remedy("Add a dropout of 20 % after every hidden layer", (("layers", layers),))


def more_samples(experiment: Experiment) -> Remedy:
    """Draw four times as many samples, where they are drawn."""
    count = min(4 * int(getattr(experiment.data, "samples", 0)), 5000)
    return Remedy(f"Use {grouped(count)} samples", (("data.samples", count),))


def stop_early(experiment: Experiment) -> Remedy:
    """End the run when the validation loss no longer falls."""
    stop = ("stop", (*experiment.stop, Patience()))
    if experiment.split.validation:
        return Remedy("Stop when the validation loss no longer falls", (stop,))
    return Remedy(
        "Keep 20 % for validation, and stop when its loss no longer falls", (("split.validation", 0.2), stop)
    )
