"""Layers in a row over one flat vector of parameters."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.engine.activations import Array
from playground.engine.initializers import Initializer
from playground.engine.layers import Bound, Generators, Layer, Memory
from playground.engine.losses import Loss

Places = npt.NDArray[np.intp]


class Network:
    """P networks of one architecture; their parameters are the rows of one array (P, n).

    The last layer must be dense. ``slots`` says which columns of ``parameters`` belong to which layer, and
    ``kept`` which columns of ``state`` (P, m): what layers keep without descending on it.
    """

    def __init__(
        self, layers: Sequence[Layer], inputs: int, population: int = 1, dtype: npt.DTypeLike = np.float32
    ) -> None:
        self.layers = tuple(layers)
        self.widths = [inputs]
        for layer in self.layers:
            self.widths.append(layer.outputs(self.widths[-1]))
        reading = list(zip(self.layers, self.widths, strict=False))
        self.slots = _slots([layer.size(width) for layer, width in reading])
        self.kept = _slots([layer.state_size(width) for layer, width in reading])
        self.parameters: Array = np.zeros((population, self.slots[-1].stop), dtype)
        self.state: Array = np.zeros((population, self.kept[-1].stop), dtype)

    def initialize(self, rules: Sequence[Initializer], generators: Generators) -> None:
        """Start every network afresh, each by its own rule and from its own generator."""
        for member, (rule, generator) in enumerate(zip(rules, generators, strict=True)):
            position = 0
            for layer, arrays in zip(self.layers, self._views(self.parameters, self.state), strict=True):
                own = {name: view[member] for name, view in arrays.items()}
                layer.initialize(own, position, rule, generator)
                position += "weight" in own

    def arrays(self, member: int = 0) -> dict[str, Array]:
        """Return views of one network's arrays: ``01_dense/weight`` (inputs, units), and so on."""
        return {
            f"{i + 1:02d}_{layer.kind}/{name}": view[member]
            for i, (layer, arrays) in enumerate(
                zip(self.layers, self._views(self.parameters, self.state), strict=True)
            )
            for name, view in arrays.items()
        }

    def _views(self, parameters: npt.NDArray[Any], state: npt.NDArray[Any]) -> list[dict[str, Any]]:
        """Return for each layer its named views, every one (P, ...)."""
        return [
            layer.arrays(parameters[:, slot], state[:, kept], width)
            for layer, slot, kept, width in zip(self.layers, self.slots, self.kept, self.widths, strict=False)
        ]

    def places(self) -> list[dict[str, Places]]:
        """Return for each layer at which column of ``parameters`` each number of its named arrays stands."""
        return self._places(self.parameters)

    def kept_places(self) -> list[dict[str, Places]]:
        """Return the same for the columns of ``state``."""
        return self._places(self.state)

    def _places(self, wanted: Array) -> list[dict[str, Places]]:
        counted = [
            np.arange(array.shape[1])[None] if array is wanted else np.full((1, array.shape[1]), -1)
            for array in (self.parameters, self.state)
        ]
        return [
            {name: view[0] for name, view in arrays.items() if (view >= 0).all()}
            for arrays in self._views(*counted)
        ]

    def weights(self, parameters: Array | None = None) -> list[Array | None]:
        """Return for each layer its weights (P, inputs, units), or None where it has none."""
        rows = self.parameters if parameters is None else parameters
        return [arrays.get("weight") for arrays in self._views(rows, self.state)]

    def shapes(self) -> list[tuple[int, int, int]]:
        """Return (inputs, units, biases) of every layer that has weights."""
        views = self._views(self.parameters, self.state)
        return [
            (*arrays["weight"].shape[1:], arrays["bias"].shape[1] if "bias" in arrays else 0)
            for arrays in views
            if "weight" in arrays
        ]

    def weight_mask(self) -> Array:
        """Return an array like ``parameters`` that is 1 at weights and 0 at everything else."""
        mask = np.zeros_like(self.parameters)
        for view in self.weights(mask):
            if view is not None:
                view[...] = 1.0
        return mask

    def bind(
        self,
        batch: int,
        loss: Loss | None = None,
        gradient: Array | None = None,
        generators: Generators | None = None,
        inputs_too: bool = False,
    ) -> "Pass":
        """Return the network at work on ``batch`` samples at a time, writing into ``gradient`` (P, n).

        With ``generators``, one for each network, layers behave as in training. With ``inputs_too`` the way
        back also computes ``dx``, which training has no use for.
        """
        target = np.zeros_like(self.parameters) if gradient is None else gradient
        return Pass(self, batch, loss, target, generators, inputs_too)

    def copy(self) -> "Network":
        """Return the same network with memory of its own."""
        twin = Network(self.layers, self.widths[0], len(self.parameters), self.parameters.dtype)
        twin.parameters[...], twin.state[...] = self.parameters, self.state
        return twin

    def observe(self, inputs: Array) -> None:
        """Let layers that keep statistics take those of inputs, (..., samples, features)."""
        if not self.state.size:
            return
        run = self.bind(inputs.shape[-2])
        run.x[...] = inputs
        alone = len(self.parameters) == 1
        for layer, bound, arrays in zip(
            self.layers, run.layers, self._views(self.parameters, self.state), strict=True
        ):
            layer.observe(bound.handles["x"], {name: v[0] if alone else v for name, v in arrays.items()})
            for procedure in bound.forward:
                procedure()

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


def _slots(sizes: Sequence[int]) -> list[slice]:
    ends = np.cumsum([0, *sizes]).tolist()
    return [slice(start, stop) for start, stop in pairwise(ends)]


def _columns(lead: tuple[int, ...], batch: int, width: int, dtype: npt.DTypeLike) -> Array:
    """Return ones (*lead, batch, width) of which all columns but the last lie in one piece.

    NumPy is twice as fast on one piece. It takes the columns of all networks together; only in small batches
    are those of each network together, for there BLAS rounds otherwise if they lie apart.
    """
    axis = 0 if batch >= 8 else len(lead)
    shape = (*lead, batch)
    return np.moveaxis(np.ones((*shape[:axis], width, *shape[axis:]), dtype), axis, -1)


class Pass:
    """A network bound to memory for one batch size.

    Write ``x`` (batch, features) and ``y`` (batch, outputs), or both at once, with a one between them, as
    ``given``; then call ``forward`` and ``backward``. Without a population the arrays have two axes,
    otherwise a leading one more.
    """

    def __init__(
        self,
        network: Network,
        batch: int,
        loss: Loss | None,
        gradient: Array,
        generators: Generators | None,
        inputs_too: bool,
    ) -> None:
        population = len(network.parameters)
        lead = () if population == 1 else (population,)
        rows = (network.parameters, gradient, network.state)
        blocks, gradients, states = (array[0] for array in rows) if population == 1 else rows
        dtype, widths = network.parameters.dtype, network.widths
        # Each layer's input carries a column of ones for the biases of the layer that reads it.
        # What a batch brings lies in one piece, to be written at once.
        self.given = _columns(lead, batch, widths[0] + 1 + widths[-1], dtype)
        given, self.y = self.given[..., : widths[0] + 1], self.given[..., widths[0] + 1 :]
        inputs = [given, *(_columns(lead, batch, width + 1, dtype) for width in widths[1:])]
        slopes = [_columns(lead, batch, width, dtype) for width in widths]
        linked = loss is not None and loss.link is not None
        if loss is not None and loss.link is not None:
            activation = getattr(network.layers[-1], "activation", None)
            if not isinstance(activation, loss.link):
                raise ValueError(f"{loss.kind} is computed together with {loss.link.title.lower()}")
        last = len(network.layers) - 1
        self.layers: list[Bound] = [
            layer.bind(
                Memory(
                    x=inputs[i],
                    a=inputs[i + 1][..., :-1],
                    da=slopes[i + 1],
                    dx=slopes[i] if i or inputs_too else None,
                    block=blocks[..., slot],
                    gradient=gradients[..., slot],
                    state=states[..., kept],
                    linked=linked and i == last,
                    generators=generators,
                )
            )
            for i, (layer, slot, kept) in enumerate(
                zip(network.layers, network.slots, network.kept, strict=True)
            )
        ]
        self.loss, self.linked, self.gradient = loss, linked, gradient
        self.x, self.a = inputs[0][..., :-1], inputs[-1][..., :-1]
        self.z = self.layers[-1].handles.get("z", self.a)
        self.dx = slopes[0]
        self._forward = [procedure for layer in self.layers for procedure in layer.forward]
        self._backward = [procedure for layer in reversed(self.layers) for procedure in layer.backward]
        if loss is not None:
            self._backward.insert(0, partial(loss.derivative, self.a, self.y, slopes[-1]))

    def forward(self) -> None:
        """Compute every layer's outputs from ``x``."""
        for procedure in self._forward:
            procedure()

    def backward(self) -> None:
        """Compute the gradient of the loss by every parameter, after ``forward``."""
        assert self.loss is not None, "a pass bound without a loss has no way back"
        for procedure in self._backward:
            procedure()

    def value(self) -> Any:
        """Return the loss of the batch after ``forward``: a number, or (P,)."""
        return self.measure(self.z if self.linked else self.a, self.y)

    def measure(self, outputs: Array, targets: Array) -> Any:
        """Return the loss of outputs, which are sums before the activation if the loss is linked with it."""
        assert self.loss is not None, "a pass bound without a loss has no loss"
        return self.loss.value(outputs, targets)
