"""Pooling: what all ways share that hand on the largest or the mean of several numbers."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from playground.engine.activations.base import Array
from playground.engine.layers.base import Layer, Memory
from playground.engine.parameters import Shape
from playground.engine.symbolic.expressions import Line, Term
from playground.engine.symbolic.layer_symbols import OUTPUT, LayerSymbols, Letter, Place
from playground.engine.symbolic.sums import mean, over, top, total


class Pooling(Layer):
    """What all poolings share: which numbers go into which output."""

    letters: ClassVar[dict[str, Letter]] = {"a": OUTPUT}

    @abstractmethod
    def under(self, place: Place, shape: Shape) -> list[Place]:
        """Return the places of the inputs that go into the output at a place, row by row."""

    @abstractmethod
    def over(self, place: Place, shape: Shape) -> list[Place]:
        """Return the places of the outputs that the input at a place goes into."""

    def share_formula(self, at: LayerSymbols, name: str, index: Place, place: Place) -> Term:
        raise LookupError(f"{self.kind} has no {name}")


class MaxPooled(Pooling):
    """The largest number goes on, and the slope goes back to it alone: among equals to the first."""

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        inputs = [at.x(each) for each in self.under(place, at.inputs_shape)]
        yield at.line("a", place, top(inputs), "The largest of them.")

    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        held = self.over(place, at.inputs_shape)
        won = [each for each in held if place == self._winner(at, each)]
        note = "Where it is the largest, the whole slope comes back to it."
        if not held:
            note = "No window holds it, so no slope comes back."
        elif not won:
            note = "Another is the largest, or is as large and comes first, so no slope comes back."
        return total([at.slope(each) for each in won]), note

    def _winner(self, at: LayerSymbols, window: Place) -> Place:
        return max(self.under(window, at.inputs_shape), key=lambda each: float(at.x(each).number))


class AveragePooled(Pooling):
    """The mean goes on, and the slope goes back in equal shares."""

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        inputs = [at.x(each) for each in self.under(place, at.inputs_shape)]
        yield at.line("a", place, mean(inputs), "Their mean.")

    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        held = self.over(place, at.inputs_shape)
        if not held:
            return total([]), "No window holds it, so no slope comes back."
        count = len(self.under(held[0], at.inputs_shape))
        return over(total([at.slope(each) for each in held]), count), "An equal share of every slope."


def handles(memory: Memory) -> dict[str, Array]:
    """Return what every pooling shows of itself."""
    return {"x": memory.x, "a": memory.a, "da": memory.da}
