"""A network as a script for PyTorch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from playground.engine.network import Network
from playground.engine.parameters import Shape
from playground.export.arrangement import numbers
from playground.export.code.array_text import FEW, LOOKED_AT, entries, few
from playground.export.code.check_samples import check_samples, scales_of
from playground.export.code.heading import heading
from playground.export.code.meaning import meaning
from playground.export.code.own_parts import sources
from playground.export.code.pytorch_training import TorchTraining
from playground.export.code.script import Script, Section, WrittenScript
from playground.export.code.sections import (
    Answers,
    answered,
    batch,
    checking,
    given,
    made_of_samples,
    stored,
    told_of,
)
from playground.export.code.sections import beside as beyond
from playground.export.onnx.model import RawInputs
from playground.export.pytorch.layers import layer_modules
from playground.export.pytorch.modules import TorchModule
from playground.export.pytorch.sequential import state_dict
from playground.export.pytorch.truncation import truncated
from playground.export.spelling import WIDTH, laid_out
from playground.export.weights.trained_network import TrainedNetwork

NEEDS = "It needs PyTorch 2."
AND_TRAINS = "Then it trains the network anew: import train to do so elsewhere. "
OWN = "playground.export.pytorch.own_modules"


class PyTorchScript(Script):
    """A network as a script for PyTorch."""

    title = "PyTorch"
    word = "torch"
    trains = True

    def written(
        self, trained: TrainedNetwork, beside: str, training: bool = False, same_batches: bool = True
    ) -> WrittenScript:
        network = trained.network
        raw = RawInputs.of(trained.experiment, network)
        layers = list(_modules(network, training))
        weights = state_dict(network, numbers(network))
        if not all(np.isfinite(array).all() for array in weights.values()):
            raise LookupError("The weights are no longer finite numbers.")
        inputs, outputs = check_samples(trained, raw)
        checks = {"check_inputs": inputs, "check_outputs": outputs}
        # Where samples lie beside the script, there is room for weights.
        short = few(weights, LOOKED_AT if training else FEW)
        outside = {} if short else dict(weights)
        outside |= beyond(checks)
        anew = TorchTraining.of(trained, same_batches) if training else None
        outside |= anew.outside() if anew else {}
        features, told = list(made_of_samples(trained, raw)), told_of(trained, raw)
        sections = [
            Section(
                "", heading(trained, AND_TRAINS + NEEDS if training else NEEDS, beside if outside else "")
            ),
            Section("Imports", _imports(bool(outside), anew, outputs.dtype)),
            *([stored(beside)] if outside else []),
        ]
        if not short:
            loaded = "{name: torch.tensor(stored[name]) for name in model.state_dict()}"
        else:
            text = entries([(f'"{name}"', array) for name, array in weights.items()], "{}")
            sections.append(Section("The trained weights", f"weights = {text}"))
            loaded = "{name: torch.tensor(array) for name, array in weights.items()}"
        sections += [
            *(Section("What PyTorch lacks", each) for each in sources(OWN, _own(layers))),
            Section("The network", f"{_network(layers)}\nmodel.load_state_dict({loaded})\nmodel.eval()"),
            *features,
            Section(
                "Predictions",
                _predict(told, scales_of(trained, raw), bool(features), outputs.dtype),
            ),
            *meaning(trained),
            *(anew.sections() if anew else ()),
            *checking(checks, outside, outputs.dtype, training),
        ]
        return WrittenScript(tuple(sections), outside)


Layers = Sequence[tuple[list[TorchModule], Shape]]


def _modules(network: Network, training: bool) -> Iterator[tuple[list[TorchModule], Shape]]:
    """Yield the modules of each layer, and the shape of what it hands on."""
    each = zip(network.layers, network.shapes, network.shapes[1:], numbers(network), strict=False)
    for layer, shape, after, own in each:
        modules = layer_modules(layer, shape, own)
        yield truncated(layer, shape, modules) if training else modules, after


def _own(layers: Layers) -> Iterator[str]:
    for modules, _ in layers:
        for module in modules:
            inner = [each for each in module.arguments if isinstance(each, TorchModule)]
            yield from (each.name for each in (module, *inner) if each.own)


def _imports(beside: bool, anew: TorchTraining | None, dtype: np.dtype[np.floating]) -> str:
    written = "".join(section.code for section in anew.sections()) if anew else ""
    standard = "import math\n" if "math." in written else ""
    standard += "from pathlib import Path\n" if beside else ""
    standard += "\n" if standard else ""
    further = "\nfrom torch.nn import functional" if "functional." in written else ""
    precise = "\n\ntorch.set_default_dtype(torch.float64)" if dtype == np.float64 else ""
    return f"{standard}import numpy as np\nimport torch\nfrom torch import nn{further}{precise}"


def _network(layers: Layers) -> str:
    lines = ["model = nn.Sequential("]
    for modules, shape in layers:
        rows = [f"    {laid_out(str(module), 4)}," for module in modules]
        noted = f"{rows[-1]}  # ({batch(shape)})"
        lines += [*rows[:-1], noted if len(noted.split("\n")[-1]) <= WIDTH else rows[-1]]
    return "\n".join([*lines, ")"])


def _predict(told: str, answers: Answers, features: bool, dtype: np.dtype[np.floating]) -> str:
    return "\n".join(
        [
            "def predict(inputs):",
            told,
            f"    x = {given(features, dtype)}",
            "    with torch.no_grad():",
            *(f"        {line}" for line in answered("model(torch.tensor(x)).numpy()", answers)),
        ]
    )
