"""Pooling: what all ways share that hand on the largest or the mean of several numbers."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import ClassVar

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.layers.base import Layer, Memory
from playground.engine.layers.matrices import LayerMatrices, matrix, transposed
from playground.engine.parameters import Shape
from playground.engine.symbolic.expressions import Line, Symbol, Term
from playground.engine.symbolic.layer_symbols import OUTPUT, LayerSymbols, Letter, Place
from playground.engine.symbolic.products import matmul
from playground.engine.symbolic.sums import mean, over, top, total


class Pooling(Layer):
    """What all poolings share: which numbers go into which output."""

    letters: ClassVar[dict[str, Letter]] = {"a": OUTPUT}

    @abstractmethod
    def receptive_field(self, place: Place, shape: Shape) -> list[Place]:
        """Return the places of the inputs that go into the output at a place, row by row."""

    @abstractmethod
    def over(self, place: Place, shape: Shape) -> list[Place]:
        """Return the places of the outputs that the input at a place goes into."""

    def share_formula(self, at: LayerSymbols, name: str, index: Place, place: Place) -> Term:
        raise LookupError(f"{self.kind} has no {name}")


class MaxPooled(Pooling):
    """The largest number goes on, and the slope goes back to it alone: among equals to the first."""

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        inputs = [at.x(each) for each in self.receptive_field(place, at.inputs_shape)]
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

    def forward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        note = f"{self.title} of all channels of all samples; one of them is spelled out."
        yield at.given(at.value("a"), self.kind, at.x(), note=note)
        picking, x, a = self._picking(at), self._one(at.x(), at, at.inputs_shape), at.value("a")
        note = f"Channel {at.channel + 1} of the first sample: each column of S picks the winner of a window."
        yield Line(self._one(a, at, at.shape), matmul(x, picking), note)

    def backward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        below, slopes = at.below(), at.value("da")
        if below is None:
            return
        note = f"Back through {self.title.lower()}, all channels of all samples; one of them is spelled out."
        yield at.given(below, f"{self.kind}'", slopes, note=note)
        back = matmul(self._one(slopes, at, at.shape), transposed(self._picking(at)))
        note = f"Channel {at.channel + 1} of the first sample: only winners get a slope."
        yield Line(self._one(below, at, at.inputs_shape), back, note)

    def _one(self, of: Symbol, at: LayerMatrices, shape: Shape) -> Symbol:
        """Return the row of one channel of the first sample."""
        row = np.reshape(of.number[0], (shape[0], -1))[at.channel][None]
        letter = of.letter.lower()
        return replace(
            of, letter=letter, number=row, means=f"Of {of.letter} one channel of the first sample."
        )

    def _picking(self, at: LayerMatrices) -> Symbol:
        """Return which pixel of a channel each window has picked, (pixels, windows)."""
        height, width = at.inputs_shape[1:]
        row = self._one(at.x(), at, at.inputs_shape).number[0]
        spots = list(product(*map(range, at.shape[1:])))
        found = np.zeros((height * width, len(spots)))
        for i, spot in enumerate(spots):
            pixels = [y * width + x for _, y, x in self.receptive_field((0, *spot), at.inputs_shape)]
            found[pixels[int(np.argmax(row[pixels]))], i] = 1.0
        means = "What the windows pick: of each column, a 1 where the winner lies."
        return matrix("S", found, layer=at.position, means=means)

    def _winner(self, at: LayerSymbols, window: Place) -> Place:
        return max(self.receptive_field(window, at.inputs_shape), key=lambda each: float(at.x(each).number))


class AveragePooled(Pooling):
    """The mean goes on, and the slope goes back in equal shares."""

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        inputs = [at.x(each) for each in self.receptive_field(place, at.inputs_shape)]
        yield at.line("a", place, mean(inputs), "Their mean.")

    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        held = self.over(place, at.inputs_shape)
        if not held:
            return total([]), "No window holds it, so no slope comes back."
        count = len(self.receptive_field(held[0], at.inputs_shape))
        return over(total([at.slope(each) for each in held]), count), "An equal share of every slope."

    def forward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        shares = self._shares(at)
        pixels, windows = shares.number.shape
        x, a = at.x(at.values["x"].reshape(-1, pixels)), at.value("a", at.values["a"].reshape(-1, windows))
        note = f"{self.title}, a row for each channel of each sample: each column of Π is a window."
        yield Line(a, matmul(x, shares), note)

    def backward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        if at.slope_below is None:
            return
        shares = self._shares(at)
        pixels, windows = shares.number.shape
        below, slopes = at.below(at.slope_below.reshape(-1, pixels)), at.values["da"].reshape(-1, windows)
        assert below is not None
        note = "Back through the same windows: every pixel gets an equal share of each slope."
        yield Line(below, matmul(at.value("da", slopes), transposed(shares)), note)

    def _shares(self, at: LayerMatrices) -> Symbol:
        """Return which share of each pixel of a channel goes into each window: a matrix with bands."""
        height, width = at.inputs_shape[1:]
        spots = list(product(*map(range, at.shape[1:])))
        found = np.zeros((height * width, len(spots)))
        for i, spot in enumerate(spots):
            pixels = [
                row * width + column for _, row, column in self.receptive_field((0, *spot), at.inputs_shape)
            ]
            found[pixels, i] = 1.0 / len(pixels)
        means = "The share of each pixel in the mean of each window: 0 outside it."
        return matrix("Π", found, layer=at.position, means=means)


def handles(memory: Memory) -> dict[str, Array]:
    """Return what every pooling shows of itself."""
    return {"x": memory.x, "a": memory.a, "da": memory.da}
