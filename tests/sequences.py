"""The same networks on sequences here and in PyTorch: outputs, gradients, and two hundred steps of descent.

python tests/sequences.py     (needs PyTorch)

writes what PyTorch finds to ``fixtures/sequences.npz``, and says how far ours is off. The suite repeats ours
without PyTorch. Here networks have what no data set asks for: one output behind a sequence, and cuts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from counterparts import LAYERS, torch
from trajectories import NEAR, apart

from playground.engine.activations.rectified import Identity
from playground.engine.initializers import Normal
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.layers.embedding import Embedding
from playground.engine.layers.gru import GRU
from playground.engine.layers.lstm import LSTM
from playground.engine.layers.recurrent import Recurrent
from playground.engine.losses.regression import MeanSquaredError
from playground.engine.network import Network

FIXTURE = Path(__file__).parent / "fixtures" / "sequences.npz"
TIME, SYMBOLS, BATCH = 7, 3, 5
STEPS, RATE = 200, 0.02
"""With a rate at which no descent bounces: that would blow differences of rounding up without end."""


def cases() -> dict[str, tuple[Layer, ...]]:
    """Return the layers below the output, by what they are called."""
    found: dict[str, tuple[Layer, ...]] = {}
    for layer in (Recurrent(units=3), Recurrent(units=3, activation="relu"), GRU(units=2), LSTM(units=2)):
        name = layer.kind + (" with ReLU" if layer.kind == "recurrent" and layer.activation.corners else "")
        every = layer.changed(outputs="every-step")
        found[f"{name}, last step"] = (layer,)
        found[f"{name}, without bias"] = (layer.changed(bias=False),)
        found[f"{name}, two of them"] = (every, layer)
        for cut in (1, 3):
            found[f"{name}, cut after {cut}"] = (every.changed(truncation=cut), layer.changed(truncation=cut))
    found["embedding, all kinds"] = (
        Embedding(units=2),
        *(rule(units=2, outputs="every-step") for rule in (Recurrent, GRU)),
        LSTM(units=2),
    )
    return found


def started(layers: tuple[Layer, ...]) -> tuple[Network, np.ndarray, np.ndarray]:
    """Return a network at its start, inputs (batch, time, symbols), and targets."""
    output = Dense(units=2, activation=Identity())
    network = Network((*layers, output), (TIME, SYMBOLS), dtype=np.float64)
    generator = np.random.default_rng((4, len(network.parameters[0])))
    network.initialize([Normal(deviation=0.5)], [generator])
    if isinstance(layers[0], Embedding):
        x = np.eye(SYMBOLS)[generator.integers(0, SYMBOLS, (BATCH, TIME))]
    else:
        x = generator.normal(size=(BATCH, TIME, SYMBOLS))
    return network, x, generator.normal(size=(BATCH, 2))


def ours(layers: tuple[Layer, ...]) -> np.ndarray:
    """Return the outputs and gradients at the start, and the parameters in the end, in one row."""
    network, x, y = started(layers)
    run = network.bind(BATCH, MeanSquaredError(), inputs_too=True)
    run.x[...], run.y[...] = x.reshape(BATCH, -1), y
    found = []
    for step in range(STEPS):
        run.forward()
        run.backward()
        if step == 0:
            found += [run.a.ravel(), run.gradient[0].copy()]
            # By symbols PyTorch has no derivative.
            found += [] if isinstance(layers[0], Embedding) else [run.dx.ravel()]
        network.parameters -= RATE * run.gradient
    return np.concatenate([*found, network.parameters[0]])


def theirs(layers: tuple[Layer, ...]) -> np.ndarray:
    """Return the same from PyTorch, begun with our weights."""
    network, x_start, y_start = started(layers)
    functions = [
        function
        for layer, shape in zip(network.layers, network.shapes, strict=False)
        for function in LAYERS[layer.kind](layer, shape)
    ]
    modules = torch.nn.ModuleList(each for each in functions if isinstance(each, torch.nn.Module))
    tensors = [tensor for module in modules for tensor in module.parameters()]
    with torch.no_grad():
        for tensor, array in zip(tensors, network.arrays().values(), strict=True):
            tensor.movedim(0, -1).copy_(torch.tensor(array))
    x, y = torch.tensor(x_start, requires_grad=True), torch.tensor(y_start)
    optimizer = torch.optim.SGD(tensors, RATE)

    def flat(each: Iterator[torch.Tensor]) -> list[torch.Tensor]:
        return [tensor.detach().movedim(0, -1).reshape(-1).clone() for tensor in each]

    found = []
    for step in range(STEPS):
        optimizer.zero_grad()
        a = x
        for function in functions:
            a = function(a)
        torch.nn.functional.mse_loss(a, y).backward()
        if step == 0:
            found += [a.detach().reshape(-1), *flat(tensor.grad for tensor in tensors)]
            found += [] if x.grad is None else [x.grad.reshape(-1).clone()]
        optimizer.step()
    return torch.cat([*found, *flat(iter(tensors))]).numpy()


def main() -> None:
    arrays = {name: theirs(layers) for name, layers in cases().items()}
    if FIXTURE.exists():
        with np.load(FIXTURE) as written:
            arrays |= {
                name: written[name]
                for name in arrays.keys() & written.keys()
                if written[name].shape == arrays[name].shape
                and apart(arrays[name], written[name]) < NEAR / 100
            }
    np.savez_compressed(FIXTURE, **arrays)
    for name, layers in cases().items():
        print(f"{apart(ours(layers), arrays[name]):.1e}  {name}")
    print(f"{len(arrays)} networks, {FIXTURE.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main()
