"""How many updates training makes in a second of one core, here and in PyTorch: the same networks, by turns.

python tests/bench/engine.py     (needs PyTorch)

Both do all that a run does but draw: shuffling, forward, backward, step, and after every epoch losses and
accuracies of all samples. Ours looks for numbers that are not finite, too.
A population's rows count the updates of all its networks against PyTorch's of one.
"""

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the playground says so too, but too late where torch is first

import torch
from torch import nn

from playground.data.images.digits import Digits
from playground.data.plane.base import Circle
from playground.data.samples import Split
from playground.data.sequences.long_memory import RememberFirst
from playground.engine.activations.rectified import ReLU
from playground.engine.layers.base import Layer
from playground.engine.layers.convolution import Conv2d
from playground.engine.layers.dense import Dense
from playground.engine.layers.flatten import Flatten
from playground.engine.layers.lstm import LSTM
from playground.engine.layers.pooling import MaxPool
from playground.engine.layers.recurrence import Recurrence
from playground.engine.layers.recurrent import Recurrent
from playground.engine.losses.classification import CrossEntropy
from playground.engine.losses.regression import MeanSquaredError
from playground.engine.optimizers.adam import Adam
from playground.engine.optimizers.base import Optimizer
from playground.engine.optimizers.sgd import SGD
from playground.experiment.experiment import Experiment
from playground.training.population import PopulationTraining
from playground.training.training import Training

TURNS, SECONDS = 5, 0.5
BATCHES = 25  # in an epoch, at least
DIGITS = Digits(samples=2400)
OPTIMIZERS = {SGD: torch.optim.SGD, Adam: torch.optim.Adam}


@dataclass(frozen=True)
class Case:
    """A network, how it is trained, and how many times PyTorch's updates are asked for."""

    hidden: tuple[int | Layer, ...]
    """The layers before the last: tanh units by their number, or any others, and then the data are digits or,
    with steps, sequences."""
    batch: int
    optimizer: Optimizer
    target: float
    population: int = 1
    steps: int = 0
    digits: Digits = DIGITS

    @property
    def experiment(self) -> Experiment:
        """The case as a run; its samples are enough for an epoch, and a fifth more to test on."""
        samples = max(500, math.ceil(BATCHES * self.batch / 0.8))
        kinds = {"data": Circle(samples=samples), "output": "tanh", "loss": MeanSquaredError()}
        if self.steps:
            kinds["data"] = RememberFirst(samples=samples, steps=self.steps)
        if self.images:
            kinds = {"data": self.digits, "output": "softmax", "loss": CrossEntropy()}
        return Experiment(
            split=Split(test=0.2),
            layers=tuple(Dense(units=each) if isinstance(each, int) else each for each in self.hidden),
            optimizer=self.optimizer,
            batch_size=self.batch,
            **kinds,
        )

    @property
    def images(self) -> bool:
        """Whether it is trained on digits, not on points of the plane or sequences."""
        return not self.steps and any(isinstance(each, Layer) for each in self.hidden)

    def __str__(self) -> str:
        image = "x".join(map(str, self.digits.points().shape or ()))
        ends = (image, 10) if self.images else (f"{self.steps}x2" if self.steps else 2, 1)
        hidden = (each if isinstance(each, int) else _name(each) for each in self.hidden)
        network = "-".join(map(str, (ends[0], *hidden, ends[1])))
        return network if self.population == 1 else f"{self.population} x ({network})"


def _name(layer: Layer) -> str:
    return f"{layer.kind} {layer.units}" if isinstance(layer, Recurrence | Dense) else layer.kind


RELUS = Dense(units=64, activation=ReLU())
IMAGE = (Conv2d(filters=8), MaxPool(), Flatten())
CASES = [
    Case(hidden, batch, optimizer, target)
    for hidden, batch, targets in (
        ((4, 2), 10, (18, 20)),
        ((8,) * 6, 10, (12, 13)),
        ((32, 32), 32, (10, 14)),
        ((128, 128), 128, (2.2, 2.5)),
    )
    for optimizer, target in zip((SGD(), Adam()), targets, strict=True)
]
CASES += [
    Case((4, 2), 10, SGD(), 220, population=64),
    Case((32, 32), 32, SGD(), 25, population=64),
    Case(IMAGE, 32, SGD(), 6),
    Case(IMAGE, 8, SGD(), 10, population=64),
    Case((Flatten(), RELUS), 32, SGD(), 1.5, digits=Digits(samples=10_000, size="28x28")),
    Case((Recurrent(units=8),), 32, SGD(), 4, steps=20),
    Case((LSTM(units=4),), 16, SGD(), 4.5, steps=10),
    Case((LSTM(units=8),), 32, SGD(), 2.7, steps=20),
    Case((LSTM(units=16),), 32, SGD(), 1.9, steps=20),
    Case((LSTM(units=32),), 32, SGD(), 1.0, steps=50),
    Case((LSTM(units=8),), 8, SGD(), 15, population=64, steps=20),
]


class LastStep(nn.Module):
    """A recurrent module of which the last step alone is handed on."""

    def __init__(self, unrolled: nn.Module) -> None:
        super().__init__()
        self.unrolled = unrolled

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.unrolled(x)[0][:, -1]


MODULES = {
    "dense": lambda layer, shape: [
        nn.Linear(shape[0], layer.units),
        nn.ReLU() if isinstance(layer.activation, ReLU) else nn.Tanh(),
    ],
    "conv2d": lambda layer, shape: [
        nn.Conv2d(shape[0], layer.filters, layer.kernel, padding=layer.kernel // 2),
        nn.ReLU(),
    ],
    "max-pool": lambda layer, shape: [nn.MaxPool2d(layer.size)],
    "flatten": lambda layer, shape: [nn.Flatten()],
    "recurrent": lambda layer, shape: [LastStep(nn.RNN(shape[1], layer.units, batch_first=True))],
    "lstm": lambda layer, shape: [LastStep(nn.LSTM(shape[1], layer.units, batch_first=True))],
}

Epoch = Callable[[], int]


def ours(case: Case) -> Epoch:
    """Return a procedure that trains for one epoch and says how many updates that were."""
    members = [case.experiment.changed(seed=seed) for seed in range(case.population)]
    training = PopulationTraining(members) if case.population > 1 else Training(case.experiment)

    def epoch() -> int:
        training.epoch()
        return training.steps_per_epoch * case.population

    return epoch


def theirs(case: Case) -> Epoch:
    """Return the same in PyTorch."""
    train, _, test = (
        [torch.tensor(part, dtype=torch.float32) for part in (samples.inputs, samples.targets)]
        for samples in case.experiment.samples.values()
    )
    network = case.experiment.network()
    shapes = zip(network.layers, network.shapes, strict=False)
    model = nn.Sequential(
        *(module for layer, shape in shapes for module in MODULES[layer.kind](layer, shape))
    )
    measure, right = nn.MSELoss(), lambda outputs, y: (outputs > 0) == (y > 0)
    if case.images:  # the loss has the softmax, and PyTorch is quickest with numbers of classes
        model, measure = model[:-1], nn.CrossEntropyLoss()
        right = lambda outputs, y: outputs.argmax(1) == y  # noqa: E731
        train, test = ((x.reshape(-1, *network.shapes[0]), y.argmax(1)) for x, y in (train, test))
    if case.steps:
        train, test = ((x.reshape(-1, *network.shapes[0]), y) for x, y in (train, test))
    inputs, targets = train
    history: list[tuple[float, float]] = []
    optimizer = OPTIMIZERS[type(case.optimizer)](model.parameters(), case.optimizer.learning_rate)

    def epoch() -> int:
        order = torch.randperm(len(inputs))
        batches = list(zip(inputs[order].split(case.batch), targets[order].split(case.batch), strict=True))
        for x, y in batches:
            optimizer.zero_grad()
            measure(model(x), y).backward()
            optimizer.step()
        with torch.no_grad():
            for x, y in (train, test):
                outputs = model(x)
                history.append((measure(outputs, y).item(), right(outputs, y).float().mean().item()))
        return len(batches)

    return epoch


def speed(epoch: Epoch) -> float:
    """Return updates a second over whole epochs; seconds are the core's, which others may share."""
    updates, start = 0, time.process_time()
    while (taken := time.process_time() - start) < SECONDS:
        updates += epoch()
    return updates / taken


def main() -> None:
    torch.set_num_threads(1)
    print(f"{'network':<41} batch  {'optimizer':<9} {'ours/s':>8} {'PyTorch/s':>9} {'ratio':>6}  target")
    for case in CASES:
        epochs = ours(case), theirs(case)
        turns = [[speed(epoch) for epoch in epochs] for _ in range(TURNS)]
        fast, slow = (median(column) for column in zip(*turns, strict=True))
        ratio = median(first / second for first, second in turns)
        verdict = "" if ratio >= case.target else "  missed"
        row = f"{case!s:<41} {case.batch:>5}  {case.optimizer.kind:<9} {fast:>8,.0f} {slow:>9,.0f}"
        print(f"{row} {ratio:>6.1f}  {case.target:>6}{verdict}", flush=True)


if __name__ == "__main__":
    main()
