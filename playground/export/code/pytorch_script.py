"""A network as a script for PyTorch."""

from __future__ import annotations

from collections.abc import Iterator

from playground.engine.network import Network
from playground.engine.parameters import Shape
from playground.export.arrangement import numbers
from playground.export.code.array_text import entries
from playground.export.code.library_script import LibraryNetwork, LibraryScript
from playground.export.code.pytorch_training import TorchTraining
from playground.export.code.sections import Answers, answered, batch
from playground.export.pytorch.layers import layer_modules
from playground.export.pytorch.modules import TorchModule
from playground.export.pytorch.precision import in_precision, loading
from playground.export.pytorch.sequential import state_dict
from playground.export.pytorch.truncation import truncated
from playground.export.spelling import WIDTH, laid_out
from playground.export.weights.trained_network import TrainedNetwork


class PyTorchScript(LibraryScript):
    """A network as a script for PyTorch."""

    title = "PyTorch"
    word = "torch"
    needs = "It needs PyTorch 2."
    own_layers = "playground.export.pytorch.own_modules"

    def network(self, trained: TrainedNetwork, training: bool) -> LibraryNetwork:
        return TorchNetwork(trained.network, training)

    def training(self, trained: TrainedNetwork, same_batches: bool) -> TorchTraining:
        return TorchTraining.of(trained, same_batches)


class TorchNetwork(LibraryNetwork):
    """A network as an ``nn.Sequential``."""

    def __init__(self, network: Network, training: bool) -> None:
        self._layers = list(_modules(network, training))
        self.weights = state_dict(network, numbers(network))
        self.dtype = network.parameters.dtype

    def own(self) -> Iterator[str]:
        for modules, _ in self._layers:
            for module in modules:
                inner = [each for each in module.arguments if isinstance(each, TorchModule)]
                yield from (each.name for each in (module, *inner) if each.own)

    def listed(self) -> str:
        return entries([(f'"{name}"', array) for name, array in self.weights.items()], "{}")

    def code(self, short: bool) -> str:
        lines = ["model = nn.Sequential("]
        for modules, shape in self._layers:
            rows = [f"    {laid_out(str(module), 4)}," for module in modules]
            noted = f"{rows[-1]}  # ({batch(shape)})"
            lines += [*rows[:-1], noted if len(noted.split("\n")[-1]) <= WIDTH else rows[-1]]
        last = f"){in_precision(self.dtype)}"
        loaded = ["model.load_state_dict({name: torch.tensor(stored[name]) for name in model.state_dict()})"]
        if short:
            loaded = loading("weights", self.dtype)
        return "\n".join([*lines, last, *loaded, "model.eval()"])

    def prediction(self, answers: Answers, inputs: str) -> list[str]:
        found = answered(f"model(torch.tensor({inputs})).numpy()", answers)
        return ["with torch.no_grad():", *(f"    {line}" for line in found)]

    def imports(self, code: str) -> list[str]:
        further = ["from torch.nn import functional"] if "functional." in code else []
        return ["import numpy as np", "import torch", "from torch import nn", *further]


def _modules(network: Network, training: bool) -> Iterator[tuple[list[TorchModule], Shape]]:
    """Yield the modules of each layer, and the shape of what it hands on."""
    each = zip(network.layers, network.shapes, network.shapes[1:], numbers(network), strict=False)
    for layer, shape, after, own in each:
        modules = layer_modules(layer, shape, own)
        yield truncated(layer, shape, modules) if training else modules, after
