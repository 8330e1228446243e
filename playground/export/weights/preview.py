"""What a file of weights will hold, in lines to be read before it is written; columns are parted by tabs."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from playground.export.arrangement import numbers, ours
from playground.export.onnx.model import BATCH, INPUTS, MISSING, OUTPUTS, RawInputs, built
from playground.export.pytorch.sequential import own_modules, spelled, state_dict
from playground.export.weights.formats import FORMATS
from playground.export.weights.matching import sides
from playground.export.weights.trained_network import TrainedNetwork


def preview(trained: TrainedNetwork, ending: str, name: str) -> Iterator[str]:
    """Yield what a file of a name, with an ending, will hold.

    Raises LookupError, ImportError if none can be written.
    """
    known = FORMATS[ending]
    if known.arrange is state_dict:
        yield from f"model = {spelled(trained.network)}".splitlines()
        if lacking := own_modules(trained.network):
            yield f"# Not in PyTorch, but in the PyTorch script (.torch.py): {', '.join(lacking)}"
    yield known.use.format(name)
    yield ""
    if known.arrange in (ours, state_dict):
        yield from _arrays(trained, ending)
    else:
        yield from _operators(trained)
    yield ""
    yield "The experiment, the layers, the epoch and the last losses are in it, too."
    yield "File > Open brings the network back, to be looked at or trained further."


def _arrays(trained: TrainedNetwork, ending: str) -> Iterator[str]:
    for name, array in FORMATS[ending].arrange(trained.network, numbers(trained.network)).items():
        yield f"{name}\t{sides(array.shape)}\t{array.dtype}"


def _operators(trained: TrainedNetwork) -> Iterator[str]:
    if find_spec("onnx") is None:
        raise ImportError(MISSING)
    raw = RawInputs.of(trained.experiment, trained.network, trained.outline)
    yield f"{INPUTS}\t{BATCH} × {sides(raw.shape)}, float32"
    for operator in built(trained.experiment, trained.network, raw).operators:
        if operator.kind != "Constant":
            yield f"{operator.outputs[-1]}\t{operator.kind}({', '.join(operator.inputs)})"
    yield f"{OUTPUTS}\t{BATCH} × {sides(trained.network.shapes[-1])}, float32"
    if trained.network.parameters.dtype != "float32":
        yield "Numbers are rounded to float32."
