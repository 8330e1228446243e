"""The same small trainings here and in PyTorch: every part that PyTorch has, double precision, step by step.

python tests/trajectories.py     (needs PyTorch)

writes the parameters that PyTorch arrives at to ``fixtures/trajectories.npz``, and says how far ours are off.
The suite replays ours without PyTorch.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from counterparts import CLIPPINGS, LAYERS, LOSSES, OPTIMIZERS, SCHEDULES, known, torch, unexplained

from playground.data.images.bars import BarImages
from playground.data.plane.base import Blobs, Circle, Plane
from playground.data.samples import Split
from playground.data.sequences.binary_addition import BinaryAddition
from playground.engine.activations.base import Activation
from playground.engine.activations.softmax import Softmax
from playground.engine.clipping import Clipping
from playground.engine.layers.base import Layer
from playground.engine.layers.convolution import Conv2d
from playground.engine.layers.dense import Dense
from playground.engine.layers.flatten import Flatten
from playground.engine.layers.gru import GRU
from playground.engine.layers.lstm import LSTM
from playground.engine.layers.pooling import AveragePool, MaxPool
from playground.engine.layers.pooling_global import GlobalAveragePool, GlobalMaxPool
from playground.engine.layers.recurrent import Recurrent
from playground.engine.losses.base import Loss
from playground.engine.losses.classification import CrossEntropy
from playground.engine.losses.regression import Huber
from playground.engine.optimizers.base import Optimizer
from playground.engine.schedules.base import Schedule
from playground.experiment.experiment import Experiment
from playground.parts.part import Part
from playground.training.training import Training

FIXTURE = Path(__file__).parent / "fixtures" / "trajectories.npz"
MARKS = (1, 10, 50, 200)
"""Steps after which parameters are kept; those of the last step always are."""
NEAR, FLOOR = 1e-9, 1e-3
"""How far trajectories may be apart, relative to their numbers or to the floor."""
SAME = 1e-12
"""A trajectory that is not farther from the one in the file leaves it as it is, bit for bit."""

# The cases

LONG = Experiment(
    data=Circle(samples=40),
    split=Split(test=0.0),
    layers=(Dense(units=3), Dense(units=2)),
    output="tanh",
    loss="mean-squared-error",
    batch_size=0,
    shuffle=False,
    epochs=200,
    precision="float64",
)
"""Whole training sets: one step is one epoch, so that schedules by steps and by epochs agree."""
SHORT = LONG.changed(data=Circle(samples=38), batch_size=10, epochs=1)
"""One epoch of four batches, the last incomplete."""
CLASSES = SHORT.changed(data=Blobs(samples=38, classes=4, noise=0.2), output="softmax")
SUMS = LONG.changed(data=BinaryAddition(samples=14, bits=5, test_bits=6), output="sigmoid")
IMAGES = LONG.changed(data=BarImages(samples=14))
CALM = {"learning_rate": 0.02, "epsilon": 0.1, "most": 0.05}
"""Settings with which no optimizer oscillates: it would blow differences of rounding up without end."""
BRISK = {"every": 30, "epochs": 200, "gamma": 0.9, "bottom": 0.1, "patience": 4, "threshold": 0.04}
"""Settings with which every schedule has something to do in so many epochs."""
TIGHT = {"limit": 0.12}
"""Clips some steps and not all."""


def cases() -> dict[str, Experiment]:
    """Return every training that is compared, by name."""
    images = {name: IMAGES.changed(layers=layers) for name, layers in _images().items()}
    sequences = {name: SUMS.changed(layers=layers) for name, layers in _sequences().items()}
    return {**_long(), **_layers(), **images, **sequences, **_activations(), **_losses()}


def _long() -> dict[str, Experiment]:
    found = {}
    for optimizer in known(Optimizer):
        found[f"{optimizer().kind} as declared"] = LONG.changed(optimizer=optimizer(), epochs=20)
        for schedule in known(Schedule):
            for clipping in known(Clipping):
                chosen = _set(optimizer, CALM), _set(schedule, BRISK), _set(clipping, TIGHT)
                name = " ".join(part.kind for part in chosen)
                found[name] = LONG.changed(optimizer=chosen[0], schedule=chosen[1], clipping=chosen[2])
    return found


def _set(member: type[Part], values: dict[str, float]) -> Part:
    """Return a part with those of the values that it has."""
    return member(**{name: value for name, value in values.items() if name in member.model_fields})


def _layers() -> dict[str, Experiment]:
    found = {}
    for layer in known(Layer):
        if layer().misfit((4,)):
            continue  # it does not work on rows
        around = {"inside": (Dense(units=4), layer(), Dense(units=3)), "first": (layer(), Dense(units=3))}
        for where, layers in around.items():
            found[f"{layer().kind} {where}"] = SHORT.changed(layers=layers)
    bare = (Dense(units=4, bias=False), Dense(units=3, bias=False))
    found["dense without bias"] = SHORT.changed(layers=bare, output={"kind": "tanh", "bias": False})
    return found


def _images() -> dict[str, tuple[Layer, ...]]:
    """Each layer for images in a small network, and the convolution with each of its settings."""
    one, two = Conv2d(filters=2), Conv2d(filters=2, kernel=2, activation="tanh")
    pool, flat = MaxPool(size=3, stride=2), Flatten()
    return {
        "conv2d, stride 2, and 1 by 1": (
            Conv2d(filters=2, kernel=4, stride=2),
            Conv2d(filters=1, kernel=1),
            flat,
        ),
        "conv2d, stride 3, and max pooling": (Conv2d(filters=2, stride=3), MaxPool(), flat),
        "conv2d, valid, without bias": (
            one.changed(padding="valid", bias=False),
            MaxPool(size=3, stride=3),
            flat,
        ),
        "conv2d, softmax": (one.changed(activation="softmax"), pool, flat),
        "max-pool, overlapping": (one, pool, two, GlobalMaxPool()),
        "average-pool": (one, AveragePool(), two, AveragePool(size=3, stride=1), flat),
        "global-average-pool": (one, MaxPool(), two, GlobalAveragePool()),
    }


def _sequences() -> dict[str, tuple[Layer, ...]]:
    """Each recurrent layer with outputs at every step."""
    every = {"outputs": "every-step"}
    return {
        "recurrent": (Recurrent(units=3, **every), Recurrent(units=2, activation="relu", **every)),
        "gru": (GRU(units=2, **every),),
        "lstm": (LSTM(units=2, **every), Dense(units=2)),
    }


def _activations() -> dict[str, Experiment]:
    return {
        f"{activation().kind} units": SHORT.changed(layers=(Dense(units=4, activation=activation()),) * 2)
        for activation in known(Activation)
    }


def _losses() -> dict[str, Experiment]:
    found = {}
    for loss in known(Loss):
        many = CLASSES.changed(loss=loss())
        if loss.link is Softmax:
            found[f"{loss().kind} of four classes"] = many
            continue
        output = "sigmoid" if loss.link else "identity"
        found[f"{loss().kind} of two classes"] = SHORT.changed(loss=loss(), output=output)
        if not loss.accepts:
            found[f"{loss().kind} of values"] = SHORT.changed(
                loss=loss(), data=Plane(samples=38), output="identity"
            )
        found[f"{loss().kind} of four classes"] = many.changed(output=output) if loss.accepts else many
    weighted = CrossEntropy(label_smoothing=0.1, class_weights=(1.0, 2.0, 0.5, 3.0))
    found["cross-entropy, smoothed"] = CLASSES.changed(loss=CrossEntropy(label_smoothing=0.1))
    found["cross-entropy, weighted"] = CLASSES.changed(loss=weighted.changed(label_smoothing=0.0))
    found["cross-entropy, smoothed and weighted"] = CLASSES.changed(loss=weighted)
    found["huber, narrow"] = SHORT.changed(loss=Huber(delta=0.3))
    return found


# The two ways


def ours(experiment: Experiment) -> np.ndarray:
    """Return all numbers of the layers and the training loss after each marked step: (marks, numbers)."""
    training = Training(experiment)
    rows = []
    for mark in _marks(training):
        training.advance(mark - training.steps)
        numbers = [array.reshape(-1) for array in training.network.arrays().values()]
        rows.append(np.concatenate([*numbers, [training.figures().train_loss]]))
    return np.array(rows)


def theirs(experiment: Experiment) -> np.ndarray:
    """Return the same from PyTorch, begun with our weights."""
    training = Training(experiment)
    marks, rows, step = _marks(training), [], 0
    network, train = training.network, experiment.samples["train"]
    x = torch.tensor(train.inputs).reshape(-1, *network.shapes[0])
    y = torch.tensor(train.targets).reshape(-1, *network.shapes[-1])
    *body, squash = (
        function
        for layer, shape in zip(network.layers, network.shapes, strict=False)
        for function in LAYERS[layer.kind](layer, shape)
    )
    modules = torch.nn.ModuleList(function for function in body if isinstance(function, torch.nn.Module))
    tensors, parameters = list(_tensors(modules)), list(modules.parameters())
    with torch.no_grad():
        for tensor, array in zip(tensors, network.arrays().values(), strict=True):
            tensor.copy_(torch.tensor(array))
    optimizer = OPTIMIZERS[experiment.optimizer.kind](experiment.optimizer, parameters)
    schedule = SCHEDULES[experiment.schedule.kind](experiment.schedule, optimizer)

    def loss(inputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        z = inputs
        for function in body:
            z = function(z)
        return LOSSES[experiment.loss.kind](experiment.loss, z, squash(z), targets)

    for _ in range(experiment.epochs):
        for batch in torch.arange(len(x)).split(experiment.batch_size or len(x)):
            optimizer.zero_grad()
            loss(x[batch], y[batch]).backward()
            CLIPPINGS[experiment.clipping.kind](experiment.clipping, parameters)
            optimizer.step()
            step += 1
            modules.eval()
            now = loss(x, y).detach()
            modules.train()
            if step in marks:
                rows.append(torch.cat([*(tensor.detach().reshape(-1) for tensor in tensors), now[None]]))
        schedule.step(*[now] * experiment.schedule.observes)
    return torch.stack(rows).numpy()


def _tensors(modules: Iterable[torch.nn.Module]) -> Iterator[torch.Tensor]:
    """Yield the tensors of layers in the order and shape of ours."""
    for module in modules:
        for name, tensor in module.state_dict(keep_vars=True).items():
            if name != "num_batches_tracked":
                yield tensor.movedim(0, -1)


def _marks(training: Training) -> list[int]:
    last = training.experiment.epochs * training.steps_per_epoch
    return [*(mark for mark in MARKS if mark < last), last]


def apart(found: np.ndarray, expected: np.ndarray) -> float:
    """Return the greatest relative difference; numbers near zero count as a thousandth."""
    return float((np.abs(found - expected) / np.abs(expected).clip(FLOOR)).max())


def main() -> None:
    if unexplained():
        sys.exit(f"Neither a counterpart in PyTorch nor a reason: {', '.join(unexplained())}")
    arrays, worst = {}, {}
    written = dict(np.load(FIXTURE)) if FIXTURE.exists() else {}
    for name, experiment in cases().items():
        arrays[name] = theirs(experiment)
        if name in written and apart(arrays[name], written[name]) < SAME:
            arrays[name] = written[name]
        group = experiment.optimizer.kind if experiment.epochs > 1 else "one epoch"
        worst[group] = max(worst.get(group, (-1.0, "")), (apart(ours(experiment), arrays[name]), name))
    FIXTURE.parent.mkdir(exist_ok=True)
    np.savez_compressed(FIXTURE, **arrays)
    for group, (difference, name) in worst.items():
        print(f"{group:<10} {difference:.1e}  {name}")
    print(f"{len(arrays)} trajectories, {FIXTURE.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main()
