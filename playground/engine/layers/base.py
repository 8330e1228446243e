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
    """The loss's derivative by ``a``, (batch, outputs)."""
    dx: Array | None
    """Where the derivative by the inputs goes, (batch, inputs); None where nobody asks."""
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
    """True where the loss hands over the derivative by z itself (see ``Loss.link``)."""
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

    disturbs: ClassVar[bool] = False
    """Whether it changes at random, in training alone, what it otherwise hands on as it is."""

    passes: ClassVar[frozenset[str]] = frozenset({"a"})
    """The values, by the names of its handles, over which its numbers depend on each other ..."""
    returns: ClassVar[frozenset[str]] = frozenset({"dz"})
    """... and the slopes over which the way back goes; without these over ``da``."""

    def output(self, shape: Shape) -> Shape:
        """Return the shape that the layer hands on, given that of its inputs."""
        return shape

    def misfit(self, shape: Shape) -> str:
        """Return in a sentence why the layer cannot take inputs of a shape, or nothing."""
        return ""

    def inexact(self, shape: Shape) -> str:
        """Return in a sentence why what comes back through the layer is, on purpose, not the derivative of
        the loss, or nothing; the gradient check then leaves it and the layers before it out.
        """
        return ""

    def parameters(self, shape: Shape) -> dict[str, Parameter]:
        """Return what the layer has for inputs of a shape, by name: what it trains, then what it keeps."""
        return {}

    def wiring(self, shape: Shape) -> Wiring:
        """Return what a picture of the layer consists of, for inputs of a shape: what the roles of its
        parameters say, unless they lie otherwise.
        """
        return wired(self.parameters(shape), shape, self.output(shape))

    def least_batch(self) -> int:
        """Return the smallest batch that the layer can be trained on."""
        return 1

    def observe(self, x: Array, statistics: Mapping[str, Array]) -> None:
        """Write what the layer keeps, by name, as all training samples have it before the first step.

        ``x`` are the layer's inputs, (..., samples, inputs).
        """

    def under(self, place: Place, shape: Shape) -> list[Place]:
        """Return the places of the inputs, of a shape, that go into the output at a place of a sample."""
        return list(np.ndindex(*shape))

    def picked(self, x: Array, shape: Shape) -> npt.NDArray[np.intp] | None:
        """Return which of several numbers each output is, (..., batch, outputs), in a layer that picks one.

        Where it picks another, the slope jumps. ``x`` are its inputs, (..., batch, inputs), in this shape.
        """
        return None

    @abstractmethod
    def bind(self, memory: Memory) -> Bound:
        """Return the layer at work on these arrays."""

    @abstractmethod
    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        """Yield, line by line, how the output at one place comes from the inputs.

        A place with more numbers than one of the outputs has is inside the layer: it is one of those that the
        lines of other places name, and nothing outside knows of it.
        """

    def inner_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        """Yield what is computed at a place on the way back before anything is handed on."""
        yield from ()

    @abstractmethod
    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        """Return the derivative of the loss by one *input*, and where its numbers come from."""

    def forward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        """Yield how the outputs of a whole batch come from its inputs, as matrices."""
        note = f"{self.title}, for every sample; its own lines are those of a unit."
        yield at.given(at.value("a"), self.kind, at.x(), note=note)

    def backward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        """Yield the slopes of a whole batch, from those of the outputs down to the inputs, as matrices."""
        if (below := at.below()) is not None:
            yield at.given(below, f"{self.kind}'", at.value("da"), note=f"Back through {self.title}.")

    def uses(self, name: str, index: Place, shape: Shape) -> list[Place]:
        """Return at which places of its outputs a parameter works, for inputs of a shape: a parameter that is
        shared works at several.
        """
        return [index[-1:]]

    @abstractmethod
    def share_formula(self, at: LayerSymbols, name: str, index: Place, place: Place) -> Term:
        """Return one sample's part of the gradient of one parameter, as far as it works at one place."""
