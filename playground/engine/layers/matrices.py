"""One layer's numbers for a whole batch, as the matrices of its formulas: a row for every sample."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from playground.engine.activations.base import Activation
from playground.engine.parameters import Shape
from playground.engine.symbolic.expressions import BlockMatrix, Line, Symbol, Term, number, symbol
from playground.engine.symbolic.functions import call
from playground.engine.symbolic.layer_symbols import Letter
from playground.engine.symbolic.products import matmul, ones

SLOPES = "The derivative of the loss with respect to {}."


@dataclass(frozen=True, eq=False)
class LayerMatrices:
    """What a layer's formulas for a batch are made of. Vectors are matrices of one row."""

    position: int
    """Which layer it is, from 1."""
    inputs_shape: Shape
    shape: Shape
    """Of its outputs, for one sample."""
    values: Mapping[str, Any]
    """The layer's handles by name, each (batch, numbers) or (batch, *shape)."""
    parameters: Mapping[str, Any]
    gradient: Mapping[str, Any]
    letters: Mapping[str, Letter]
    slope_below: Any
    """The derivative of the loss with respect to the inputs, (batch, inputs), or None where nobody asks."""
    linked: bool
    """Whether the loss hands over the derivative with respect to the sums."""
    time_step: int
    """Which step of a sequence is spelled out, from 0 ..."""
    channel: int
    """... and which channel of an image, of the first sample, where each has a matrix of its own."""

    def x(self, rows: Any = None, index: str = "") -> Symbol:
        """Return the inputs (batch, inputs), or some numbers of them that are given."""
        first = self.position == 1
        around = {} if first else {"layer": self.position - 1}
        means = "The inputs of all samples." if first else "The outputs of the layer before, for all samples."
        array = self.values["x"] if rows is None else rows
        return matrix("X" if first else "A", array, index, means=means, **around)

    def value(self, name: str, rows: Any = None, index: str = "") -> Symbol:
        """Return a value of the layer (batch, numbers), or some numbers of it that are given."""
        known = self.letters.get(name, Letter(name, ""))
        array = self.values[name] if rows is None else rows
        letter, means = known.letter.upper(), known.means
        if known.by or name in ("da", "dz"):
            of = self.letters.get(known.by, Letter(known.by, "")).letter if known.by else "a"
            letter, means = _slope(of)
        return matrix(letter, array, index, layer=self.position, means=means)

    def at(self, name: str, t: int) -> Symbol:
        """Return a value at one step of a sequence, (batch, numbers); before the first there are zeros."""
        array = self.over_time(name)
        rows = array[:, t] if t >= 0 else np.zeros_like(array[:, 0])
        return self.value(name, rows, str(t + 1))

    def over_time(self, name: str) -> Any:
        """Return a value for every step, (batch, time, numbers)."""
        array = np.asarray(self.values[name])
        shape = self.inputs_shape if name == "x" else (self.inputs_shape[0], -1)
        return array.reshape(len(array), *shape)

    def parameter(self, name: str, array: Any = None, index: str = "") -> Symbol:
        """Return a parameter, or a part of it that is given."""
        letter, means = self.letters[name][:2]
        found = self.parameters[name] if array is None else array
        wide = np.ndim(found) > 1
        return matrix(letter.upper() if wide else letter, found, index, layer=self.position, means=means)

    def slope_of(self, name: str, array: Any = None) -> Symbol:
        """Return the gradient with respect to a parameter."""
        letter, _ = self.letters[name][:2]
        found = self.gradient[name] if array is None else array
        return matrix(
            _slope(letter, np.ndim(found) > 1)[0],
            found,
            layer=self.position,
            means=f"The derivative of the loss with respect to the {name.replace('_', ' ')}.",
        )

    def below(self, rows: Any = None, index: str = "") -> Symbol | None:
        """Return the derivative of the loss with respect to the inputs, if it is computed."""
        if self.slope_below is None:
            return None
        letter, means = _slope("a")
        array = self.slope_below if rows is None else rows
        return matrix(letter, array, index, layer=self.position - 1, means=means)

    def activated(self, a: Symbol, rule: Activation, z: Symbol) -> Line:
        """Return the line for outputs: an activation applied to sums (rows, units)."""
        note = f"The activation, {rule.title}, of every number."
        if rule.elementwise:
            return Line(a, call(rule.kind, lambda _: rule.formula(z).number, z), note)
        return self.given(a, rule.kind, z, note=f"The activation, {rule.title}, of every row.")

    def deactivated(self, dz: Symbol, rule: Activation, z: Symbol, a: Symbol, da: Symbol) -> Line:
        """Return the line for the slopes with respect to sums, from those with respect to outputs."""
        if rule.elementwise:
            note = "Times the derivative of the activation, number by number."
            return Line(dz, rule.chain_formula(0, [z], [a], [da]), note)
        return self.given(dz, f"{rule.kind}'", z, da, note="Through the activation, row by row.")

    def parameter_gradients(self, x: Symbol, dz: Symbol, name: str, bias: bool) -> Iterator[Line]:
        """Yield the gradient of weights that inputs (rows, inputs) were multiplied with, and of the bias."""
        note = "The gradient of all weights: a sum over rows, which the product makes."
        product = matmul(transposed(x), dz)
        yield Line(self.slope_of(name, np.reshape(self.gradient[name], product.number.shape)), product, note)
        if bias:
            adding = matmul(ones(len(dz.number)), dz)
            yield Line(self.slope_of("bias"), adding, "The gradient of the biases: the rows added up.")

    def given(self, left: Symbol, function: str, *terms: Term, note: str) -> Line:
        """Return the line for what a function makes of terms, with the numbers that the layer found."""
        return Line(left, call(function, lambda *_: left.number, *terms), note)


def matrix(letter: str, array: Any, index: str = "", **around: Any) -> Symbol:
    """Return the symbol of a matrix; a vector is one of one row, and of more axes the last stays."""
    found = np.asarray(number(array))
    return symbol(letter, found.reshape(-1, found.shape[-1]) if found.ndim else found, index, **around)


def transposed(of: Symbol) -> Symbol:
    """Return the symbol of a transposed matrix."""
    return replace(of, number=of.number.T, mark="transposed")


def hstack(parts: Sequence[Term]) -> Term:
    """Return matrices side by side; one alone is itself."""
    if len(parts) == 1:
        return parts[0]
    return BlockMatrix(np.hstack([part.number for part in parts]), tuple(parts), beside=True)


def vstack(parts: Sequence[Term]) -> Term:
    """Return matrices one on top of the other; one alone is itself."""
    if len(parts) == 1:
        return parts[0]
    return BlockMatrix(np.vstack([part.number for part in parts]), tuple(parts), beside=False)


def _slope(of: str, wide: bool = True) -> tuple[str, str]:
    letter = of.upper() if wide else of
    return f"d{letter}", SLOPES.format(f"{letter}, for all samples")
