"""Layers in a row over one flat vector of parameters."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.engine.activations import Array
from playground.engine.initializers import Initializer
from playground.engine.layers import Bound, Layer, Memory
from playground.engine.losses import Loss


class Network:
    """P networks of one architecture; their parameters are the rows of one array (P, n).

    The last layer must be dense. ``slots`` says which columns belong to which layer.
    """

    def __init__(
        self, layers: Sequence[Layer], inputs: int, population: int = 1, dtype: npt.DTypeLike = np.float32
    ) -> None:
        self.layers = tuple(layers)
        self.widths = [inputs]
        self.slots: list[slice] = []
        start = 0
        for layer in self.layers:
            size = layer.size(self.widths[-1])
            self.slots.append(slice(start, start + size))
            self.widths.append(layer.outputs(self.widths[-1]))
            start += size
        self.parameters: Array = np.zeros((population, start), dtype)

    def initialize(self, rule: Initializer, generators: Sequence[np.random.Generator]) -> None:
        """Start every network afresh, each from its own generator."""
        for row, generator in zip(self.parameters, generators, strict=True):
            for i, (layer, slot) in enumerate(zip(self.layers, self.slots, strict=True)):
                layer.initialize(row[slot], self.widths[i], i, rule, generator)

    def arrays(self, member: int = 0) -> dict[str, Array]:
        """Return views of one network's parameters: ``01_dense/weight`` (inputs, units), and so on."""
        return self._named(self.parameters[member])

    def _named(self, row: Array) -> dict[str, Array]:
        return {
            f"{i + 1:02d}_{layer.kind}/{name}": view
            for i, (layer, slot) in enumerate(zip(self.layers, self.slots, strict=True))
            for name, view in layer.arrays(row[slot], self.widths[i]).items()
        }

    def weight_mask(self) -> Array:
        """Return an array like ``parameters`` that is 1 at weights and 0 at everything else."""
        mask = np.zeros_like(self.parameters)
        for row in mask:
            for name, view in self._named(row).items():
                if name.endswith("/weight"):
                    view[...] = 1.0
        return mask

    def bind(self, batch: int, loss: Loss | None = None, gradient: Array | None = None) -> "Pass":
        """Return the network at work on ``batch`` samples at a time, writing into ``gradient`` (P, n)."""
        return Pass(self, batch, loss, np.empty_like(self.parameters) if gradient is None else gradient)

    def predict(self, inputs: npt.ArrayLike) -> Array:
        """Return what the network says: (samples, features) in, (samples, outputs) out.

        A population answers with (P, samples, outputs). Raises ValueError for another number of features.
        """
        x = np.asarray(inputs, self.parameters.dtype)
        if x.ndim != 2 or x.shape[1] != self.widths[0]:
            raise ValueError(f"inputs must be (samples, {self.widths[0]}), not {x.shape}")
        run = self.bind(len(x))
        run.x[...] = x
        run.forward()
        return run.a.copy()


class Pass:
    """A network bound to memory for one batch size.

    Write ``x`` (batch, features) and ``y`` (batch, outputs), then call ``forward`` and ``backward``. Without
    a population the arrays have two axes, otherwise a leading one more.
    """

    def __init__(self, network: Network, batch: int, loss: Loss | None, gradient: Array) -> None:
        single = len(network.parameters) == 1
        lead = () if single else (len(network.parameters),)
        blocks, gradients = (network.parameters[0], gradient[0]) if single else (network.parameters, gradient)
        dtype, widths = network.parameters.dtype, network.widths
        # Each layer's input carries a column of ones for the biases of the layer that reads it.
        inputs = [np.ones((*lead, batch, width + 1), dtype) for width in widths]
        slopes = [np.empty((*lead, batch, width), dtype) for width in widths]
        activation = getattr(network.layers[-1], "activation", None)
        linked = loss is not None and loss.link is not None and isinstance(activation, loss.link)
        last = len(network.layers) - 1
        self.layers: list[Bound] = [
            layer.bind(
                Memory(
                    x=inputs[i],
                    a=inputs[i + 1][..., :-1],
                    da=slopes[i + 1],
                    dx=slopes[i] if i else None,
                    block=blocks[..., slot],
                    gradient=gradients[..., slot],
                    linked=linked and i == last,
                )
            )
            for i, (layer, slot) in enumerate(zip(network.layers, network.slots, strict=True))
        ]
        self.loss, self.linked, self.gradient = loss, linked, gradient
        self.x, self.a, self.z = inputs[0][..., :-1], inputs[-1][..., :-1], self.layers[-1].handles["z"]
        self.y = np.zeros_like(slopes[-1])
        self._slope = slopes[-1]
        self._forwards = [layer.forward for layer in self.layers]
        self._backwards = [layer.backward for layer in reversed(self.layers)]

    def forward(self) -> None:
        """Compute every layer's outputs from ``x``."""
        for forward in self._forwards:
            forward()

    def backward(self) -> None:
        """Compute the gradient of the loss by every parameter, after ``forward``."""
        assert self.loss is not None, "a pass bound without a loss has no way back"
        (self.loss.derivative_from_logits if self.linked else self.loss.derivative)(
            self.a, self.y, self._slope
        )
        for backward in self._backwards:
            backward()

    def value(self, rows: slice = slice(None)) -> Any:
        """Return the loss of some samples of the batch after ``forward``: a number, or (P,)."""
        assert self.loss is not None, "a pass bound without a loss has no loss"
        y = self.y[..., rows, :]
        if self.linked:
            return self.loss.value_from_logits(self.z[..., rows, :], y)
        return self.loss.value(self.a[..., rows, :], y)
