"""The layers of a network: rules that, bound to memory, become two procedures."""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np

from playground.engine.activations import Activation, Array, Tanh
from playground.engine.initializers import Initializer
from playground.parts import Part, setting

Procedure = Callable[[], Any]


@dataclass(frozen=True, eq=False)
class Memory:
    """The arrays that one layer works on for one batch size; a population's have a leading axis P."""

    x: Array
    """Inputs and a last column of ones, (batch, inputs + 1)."""
    a: Array
    """Outputs, (batch, units): a view into the next layer's ``x``."""
    da: Array
    """The loss's derivative by ``a``, (batch, units)."""
    dx: Array | None
    """Where the derivative by the inputs goes, (batch, inputs); None where nobody asks."""
    block: Array
    """This layer's parameters, (size,)."""
    gradient: Array
    """Their gradient, (size,)."""
    linked: bool
    """True where the loss hands over the derivative by z itself (see ``Loss.link``)."""


@dataclass(frozen=True, eq=False)
class Bound:
    """A layer at work: two procedures, and named handles on what lies between them."""

    forward: Procedure
    backward: Procedure
    handles: dict[str, Array]


class Layer(Part, family="layer"):
    """One step of a network from inputs to outputs."""

    @abstractmethod
    def outputs(self, inputs: int) -> int:
        """Return how many units the layer hands on."""

    @abstractmethod
    def size(self, inputs: int) -> int:
        """Return how many parameters the layer has."""

    @abstractmethod
    def arrays(self, block: Array, inputs: int) -> dict[str, Array]:
        """Return named views into this layer's parameters ``block`` (..., size)."""

    @abstractmethod
    def initialize(
        self, block: Array, inputs: int, position: int, rule: Initializer, generator: np.random.Generator
    ) -> None:
        """Write the layer's start into ``block`` (size,)."""

    @abstractmethod
    def bind(self, memory: Memory) -> Bound:
        """Return the layer at work on these arrays."""


class Dense(Layer):
    """Every unit sees every input: a weighted sum, a bias, an activation."""

    kind: Literal["dense"] = "dense"
    units: int = setting(4, "How many units the layer has.", ge=1, le=256)
    activation: Activation = setting(Tanh(), "What each unit makes of its sum.")

    def outputs(self, inputs: int) -> int:
        return self.units

    def size(self, inputs: int) -> int:
        return (inputs + 1) * self.units

    def arrays(self, block: Array, inputs: int) -> dict[str, Array]:
        matrix = block.reshape(*block.shape[:-1], inputs + 1, self.units)
        return {"weight": matrix[..., :-1, :], "bias": matrix[..., -1, :]}

    def initialize(
        self, block: Array, inputs: int, position: int, rule: Initializer, generator: np.random.Generator
    ) -> None:
        rule.fill(**self.arrays(block, inputs), position=position, generator=generator)

    def bind(self, memory: Memory) -> Bound:
        x, a, da = memory.x, memory.a, memory.da
        # One matrix whose last row is the bias meets the column of ones in x: no broadcast, no sum.
        shape = (*memory.block.shape[:-1], x.shape[-1], self.units)
        matrix, gradient = memory.block.reshape(shape), memory.gradient.reshape(shape)
        z = np.empty_like(da)
        dz = da if memory.linked else np.empty_like(da)

        value, chain = partial(self.activation.value, z, a), partial(self.activation.backward, z, a, da, dz)
        sums = product(x, matrix, z)
        gradients = product(x.swapaxes(-1, -2), dz, gradient)
        weight_transposed = matrix[..., :-1, :].swapaxes(-1, -2)
        pass_on = None if memory.dx is None else product(dz, weight_transposed, memory.dx)

        def forward() -> None:
            sums()
            value()

        def backward() -> None:
            if not memory.linked:
                chain()
            gradients()
            if pass_on is not None:
                pass_on()

        return Bound(forward, backward, {"x": x[..., :-1], "z": z, "a": a, "da": da, "dz": dz})


def product(left: Array, right: Array, out: Array) -> Procedure:
    """Return the procedure ``out = left @ right``, by the cheaper call where there is no population."""
    return partial(left.dot, right, out) if left.ndim == 2 else partial(np.matmul, left, right, out)
