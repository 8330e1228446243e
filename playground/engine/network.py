"""Layers in a row over one flat vector of parameters."""

import math
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Array
from playground.engine.initializers import Initializer
from playground.engine.layers.base import Bound, Generators, Layer, Memory
from playground.engine.losses.base import Loss
from playground.engine.losses.every_step import EveryStepLoss
from playground.engine.parameters import Shape, in_words, layouts

Places = npt.NDArray[np.intp]


class Network:
    """P networks of one architecture; their parameters are the rows of one array (P, n).

    ``inputs`` is how many numbers a sample has, or their shape. The last layer must be dense. ``shapes`` says
    what flows along every edge, from the inputs on, ``widths`` how many numbers that is; ``layouts`` where
    the parameters of each layer stand in ``parameters``, and what it keeps without descending on it in
    ``state`` (P, m). Raises ValueError for layers that do not fit.
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        inputs: int | Shape,
        population: int = 1,
        dtype: npt.DTypeLike = np.float32,
    ) -> None:
        self.layers = tuple(layers)
        self.shapes = shapes_along(self.layers, (inputs,) if isinstance(inputs, int) else inputs)
        self.widths = [math.prod(shape) for shape in self.shapes]
        self.layouts = layouts(
            layer.parameters(shape) for layer, shape in zip(self.layers, self.shapes, strict=False)
        )
        self.parameters: Array = np.zeros((population, self.layouts[-1].slot.stop), dtype)
        self.state: Array = np.zeros((population, self.layouts[-1].kept.stop), dtype)

    @property
    def extra_inputs(self) -> int:
        """How many columns of ones the first layer wants behind the inputs."""
        return self.layers[0].extra_inputs

    def initialize(self, rules: Sequence[Initializer], generators: Generators) -> None:
        """Start every network afresh, each by its own rule and from its own generator."""
        for member, (rule, generator) in enumerate(zip(rules, generators, strict=True)):
            position = 0
            for layout in self.layouts:
                own = layout.views(self.parameters[member]) | layout.kept_views(self.state[member])
                rule.fill(own, layout.declared, position, generator)
                position += layout.has_weights

    def names(self) -> list[str]:
        """Return what the layers are called in files: ``01_dense``, ``02_dropout`` ..."""
        return [f"{i:02d}_{layer.kind}" for i, layer in enumerate(self.layers, 1)]

    def arrays(self, member: int = 0) -> dict[str, Array]:
        """Return views of one network's arrays: ``01_dense/weight`` (inputs, units), and so on."""
        parameters, state = self.parameters[member], self.state[member]
        return {
            f"{layer}/{name}": view
            for layer, layout in zip(self.names(), self.layouts, strict=True)
            for name, view in (layout.views(parameters) | layout.kept_views(state)).items()
        }

    def places(self) -> list[dict[str, Places]]:
        """Return for each layer at which column of ``parameters`` each number of its named arrays stands."""
        columns = np.arange(self.parameters.shape[1])
        return [layout.views(columns) for layout in self.layouts]

    def kept_places(self) -> list[dict[str, Places]]:
        """Return the same for the columns of ``state``."""
        columns = np.arange(self.state.shape[1])
        return [layout.kept_views(columns) for layout in self.layouts]

    def weights(self) -> list[Array]:
        """Return views of all weights, whatever their layers call them: each (P, ..., units)."""
        return [view for layout in self.layouts for view in layout.weights(self.parameters).values()]

    def weight_mask(self) -> Array:
        """Return an array like ``parameters`` that is 1 at weights and 0 at everything else."""
        mask = np.zeros_like(self.parameters)
        for layout in self.layouts:
            for view in layout.weights(mask).values():
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
        twin = Network(self.layers, self.shapes[0], len(self.parameters), self.parameters.dtype)
        twin.parameters[...], twin.state[...] = self.parameters, self.state
        return twin

    def over(self, shape: Shape) -> "Network":
        """Return the same network, with the same memory, over inputs of another shape, as longer sequences.

        Raises ValueError where the layers do not fit it, or would have other parameters.
        """
        if shape == self.shapes[0]:
            return self
        other = Network(self.layers, shape, len(self.parameters), self.parameters.dtype)
        if other.layouts != self.layouts:
            raise ValueError(f"for {in_words(shape)} the layers would have other parameters")
        other.parameters, other.state = self.parameters, self.state
        return other

    def observe(self, inputs: Array) -> None:
        """Let layers that keep statistics take those of inputs, (..., samples, features)."""
        if not self.state.size:
            return
        run = self.bind(inputs.shape[-2])
        run.x[...] = inputs
        state = self.state[0] if len(self.parameters) == 1 else self.state
        for layer, bound, layout in zip(self.layers, run.layers, self.layouts, strict=True):
            layer.observe(bound.handles["x"], layout.kept_views(state))
            for procedure in bound.forward:
                procedure()

    def predict(self, inputs: npt.ArrayLike) -> Array:
        """Return the outputs: (samples, features) in, (samples, outputs) out.

        A population answers with (P, samples, outputs). Raises ValueError for another number of features.
        """
        x = np.asarray(inputs, self.parameters.dtype)
        if x.ndim != 2 or x.shape[1] != self.widths[0]:
            raise ValueError(f"inputs must be (samples, {self.widths[0]}), not {x.shape}")
        run = self.bind(len(x))
        run.x[...] = x
        run.forward()
        return run.a.copy()


def shapes_along(layers: Sequence[Layer], shape: Shape) -> list[Shape]:
    """Return what flows along every edge, from the inputs' shape on. Raises ValueError where it cannot."""
    shapes = [shape]
    for i, layer in enumerate(layers, 1):
        if misfit := layer.misfit(shapes[-1]):
            raise ValueError(f"layer {i}: {misfit}")
        shapes.append(layer.output(shapes[-1]))
    return shapes


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
        # Behind its inputs every layer has the columns that it asks for. What a batch brings lies in one
        # piece, to be written at once.
        extra = [*(layer.extra_inputs for layer in network.layers), 0]
        self.given = _columns(lead, batch, widths[0] + extra[0] + widths[-1], dtype)
        given, self.y = self.given[..., : widths[0] + extra[0]], self.given[..., widths[0] + extra[0] :]
        inputs = [
            given,
            *(
                _columns(lead, batch, width + more, dtype)
                for width, more in zip(widths[1:], extra[1:], strict=True)
            ),
        ]
        values = [array[..., :width] for array, width in zip(inputs, widths, strict=True)]
        slopes = [_columns(lead, batch, width, dtype) for width in widths]
        linked = loss is not None and loss.link is not None
        if loss is not None and loss.link is not None:
            activation = getattr(network.layers[-1], "activation", None)
            if not isinstance(activation, loss.link):
                raise ValueError(f"{loss.title} is computed together with {loss.link.title}")
        last = len(network.layers) - 1
        self.layers: list[Bound] = [
            layer.bind(
                Memory(
                    shape=network.shapes[i],
                    x=inputs[i],
                    a=values[i + 1],
                    da=slopes[i + 1],
                    dx=slopes[i] if i or inputs_too else None,
                    block=blocks[..., layout.slot],
                    gradient_block=gradients[..., layout.slot],
                    parameters=layout.views(blocks),
                    gradient=layout.views(gradients),
                    statistics=layout.kept_views(states),
                    linked=linked and i == last,
                    generators=generators,
                )
            )
            for i, (layer, layout) in enumerate(zip(network.layers, network.layouts, strict=True))
        ]
        self.loss, self.linked, self.gradient = loss, linked, gradient
        self._judge: Loss | EveryStepLoss | None = loss
        if loss is not None and len(network.shapes[-1]) == 2:
            self._judge = EveryStepLoss(loss, network.shapes[-1][-1])
        self.x, self.a = values[0], values[-1]
        self.z = self.layers[-1].handles.get("z", self.a)
        self.dx = slopes[0]
        self._forward = [procedure for layer in self.layers for procedure in layer.forward]
        self._backward = [procedure for layer in reversed(self.layers) for procedure in layer.backward]
        if self._judge is not None:
            self._backward.insert(0, partial(self._judge.derivative, self.a, self.y, slopes[-1]))

    def forward(self) -> None:
        """Compute every layer's outputs from ``x``."""
        for procedure in self._forward:
            procedure()

    def backward(self) -> None:
        """Compute the gradient of the loss by every parameter, after ``forward``."""
        assert self.loss is not None, "a pass bound without a loss has no way back"
        for procedure in self._backward:
            procedure()

    @property
    def judge(self) -> Loss | EveryStepLoss:
        """What the loss is taken with: of each sample, or at every step of it."""
        assert self._judge is not None, "a pass bound without a loss has no loss"
        return self._judge

    @property
    def measured(self) -> Array:
        """What the loss is taken of: the outputs, or their sums where it is linked with the activation."""
        return self.z if self.linked else self.a

    def value(self) -> Any:
        """Return the loss of the batch after ``forward``: a number, or (P,)."""
        return self.judge.value(self.measured, self.y)
