"""Layers in a row over one flat vector of parameters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Array
from playground.engine.architecture import Architecture
from playground.engine.initializers import Initializer
from playground.engine.layers.base import Generators, Layer
from playground.engine.losses.base import Loss
from playground.engine.parameters import Shape, in_words
from playground.engine.passes import Pass

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
        self.architecture = made = Architecture.of(layers, (inputs,) if isinstance(inputs, int) else inputs)
        self.layers, self.shapes, self.widths, self.layouts = (
            made.layers,
            made.shapes,
            made.widths,
            made.layouts,
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
        """Return an array like ``parameters``, (P, n), that is 1 at weights and 0 at everything else."""
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
    ) -> Pass:
        """Return the network at work on ``batch`` samples at a time, writing into ``gradient`` (P, n).

        With ``generators``, one for each network, layers behave as in training. With ``inputs_too`` the way
        back also computes ``dx``, which training has no use for.
        """
        target = np.zeros_like(self.parameters) if gradient is None else gradient
        rows = (self.parameters, target, self.state)
        return Pass(self.architecture, rows, batch, loss, generators, inputs_too)

    def copy(self) -> Network:
        """Return the same network with memory of its own."""
        twin = Network(self.layers, self.shapes[0], len(self.parameters), self.parameters.dtype)
        twin.parameters[...], twin.state[...] = self.parameters, self.state
        return twin

    def with_input_shape(self, shape: Shape) -> Network:
        """Return the same network, sharing its parameters, for inputs of another shape, as longer sequences.

        Raises ValueError if the layers do not fit it, or would have other parameters.
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

        Images and sequences may come in their own shape, too. A population answers with
        (P, samples, outputs). Raises ValueError for inputs of another shape.
        """
        x, shape = np.asarray(inputs, self.parameters.dtype), self.shapes[0]
        if x.shape[1:] == shape:
            x = x.reshape(len(x), self.widths[0])
        if x.ndim != 2 or x.shape[1] != self.widths[0]:
            own = "" if len(shape) == 1 else f" or (samples, {', '.join(map(str, shape))})"
            raise ValueError(f"inputs must be (samples, {self.widths[0]}){own}, not {x.shape}")
        run = self.bind(len(x))
        run.x[...] = x
        run.forward()
        return run.a.copy()
