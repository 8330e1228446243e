"""What all layers share: rules that, bound to memory, become two procedures."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Array, Procedure
from playground.engine.layers.matrices import LayerMatrices
from playground.engine.parameters import Parameter, Shape
from playground.engine.symbolic.expressions import Line, Term
from playground.engine.symbolic.layer_symbols import OUTPUT, LayerSymbols, Letter, Place
from playground.engine.wiring import Wiring, wired
from playground.parts.part import Part

Generators = Sequence[np.random.Generator]


@dataclass(frozen=True, eq=False)
class Memory:
    """The arrays that one layer works on for one batch size; a population's have a leading axis P."""

    shape: Shape
    """Of the inputs, for one sample."""
    x: Array
    """Inputs, (batch, inputs), flat in the order of their shape, and behind them the columns that the layer
    asks for (``extra_inputs``)."""
    a: Array
    """Outputs, (batch, outputs): a view into the next layer's ``x``."""
    da: Array
    """The loss's derivative with respect to ``a``, (batch, outputs)."""
    dx: Array | None
    """Where the derivative with respect to the inputs goes, (batch, inputs); None where nobody asks."""
    block: Array
    """This layer's trained parameters in one row, (size,) ..."""
    gradient_block: Array
    """... and their gradient."""
    parameters: Mapping[str, Array]
    """Views into the block, by name ..."""
    gradient: Mapping[str, Array]
    """... into the gradient ..."""
    statistics: Mapping[str, Array]
    """... and into what the layer keeps without descending on it."""
    linked: bool
    """True where the loss hands over the derivative with respect to z itself (see ``Loss.link``)."""
    generators: Generators | None
    """One for each network while training; None otherwise, and then nothing is drawn or kept."""


@dataclass(frozen=True, eq=False)
class Bound:
    """A layer at work: what is done on the way forward and back, and named handles on what lies between."""

    forward: tuple[Procedure, ...]
    backward: tuple[Procedure, ...]
    handles: dict[str, Array]


class Layer(Part, family="layer"):
    """One step of a network from inputs to outputs."""

    short: ClassVar[str] = ""
    """What the field calls it where there is no room for its title; empty if that is short enough."""
    letters: ClassVar[Mapping[str, Letter]] = {"a": OUTPUT}
    """How formulas write the layer's values and parameters, by their names, and what these are."""
    extra_inputs: ClassVar[int] = 0
    """Columns that the layer wants behind those of its inputs; they hold ones that nobody overwrites."""

    corrupts: ClassVar[bool] = False
    """Whether it changes its inputs at random in training, and returns them unchanged otherwise."""

    carried_values: ClassVar[frozenset[str]] = frozenset({"a"})
    """The handles that later numbers are computed from: outputs, and the states carried to the next step."""
    carried_slopes: ClassVar[frozenset[str]] = frozenset({"dz"})
    """The handles that backpropagation goes through inside the layer; ``da`` if it has none of them."""

    def output(self, shape: Shape) -> Shape:
        """Return the shape of the outputs for inputs of a shape."""
        return shape

    def misfit(self, shape: Shape) -> str:
        """Return in a sentence why the layer cannot take inputs of a shape, or an empty string."""
        return ""

    def inexact(self, shape: Shape) -> str:
        """Return in a sentence why the gradients are on purpose not the derivative of the loss, or an empty
        string. The gradient check leaves out such a layer and those before it.
        """
        return ""

    def parameters(self, shape: Shape) -> dict[str, Parameter]:
        """Return the parameters for inputs of a shape, by name: first the trained ones, then statistics."""
        return {}

    def wiring(self, shape: Shape) -> Wiring:
        """Return what is drawn of the layer for inputs of a shape: by default as the roles of its parameters
        say.
        """
        return wired(self.parameters(shape), shape, self.output(shape))

    def least_batch(self) -> int:
        """Return the smallest batch that the layer can be trained on."""
        return 1

    def observe(self, x: Array, statistics: Mapping[str, Array]) -> None:
        """Initialize the statistics, by name, from all training samples before the first step.

        ``x`` are the layer's inputs, (..., samples, inputs).
        """

    def receptive_field(self, place: Place, shape: Shape) -> list[Place]:
        """Return the places of the inputs, of a shape, that the output at a place depends on."""
        return list(np.ndindex(*shape))

    def picked(self, x: Array, shape: Shape) -> npt.NDArray[np.intp] | None:
        """Return the index of the input that each output picks, (..., batch, outputs), or None if none does.

        Where another one is picked the slope jumps. ``x`` are the inputs, (..., batch, inputs), of a shape.
        """
        return None

    @abstractmethod
    def bind(self, memory: Memory) -> Bound:
        """Return the layer at work on these arrays."""

    @abstractmethod
    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        """Yield the lines by which the output at one place is computed from the inputs.

        A place with more indices than the outputs have is a state inside the layer, such as that of an
        earlier time step; only lines of this layer refer to it.
        """

    def inner_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        """Yield the slopes that are computed at a place inside the layer before those of its inputs."""
        yield from ()

    @abstractmethod
    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        """Return the loss's derivative with respect to one *input*, and a note on the source of its terms."""

    def forward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        """Yield the lines by which the outputs of a whole batch are computed from its inputs, as matrices."""
        note = f"{self.title}, for every sample; its own lines are those of a unit."
        yield at.given(at.value("a"), self.kind, at.x(), note=note)

    def backward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        """Yield the lines of the way back for a whole batch, from outputs to inputs, as matrices."""
        if (below := at.below()) is not None:
            yield at.given(below, f"{self.kind}'", at.value("da"), note=f"Back through {self.title}.")

    def uses(self, name: str, index: Place, shape: Shape) -> list[Place]:
        """Return the places of the outputs where a parameter is used: several for a shared parameter."""
        return [index[-1:]]

    @abstractmethod
    def share_formula(self, at: LayerSymbols, name: str, index: Place, place: Place) -> Term:
        """Return what one use of a parameter, at one place of one sample, adds to its gradient."""
