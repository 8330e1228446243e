"""Softmax: the activation that turns all sums of a layer into shares of 1."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from playground.engine.activations.base import Activation, Array, Procedure
from playground.engine.symbolic import functions
from playground.engine.symbolic.expressions import Symbol, Term, symbol
from playground.engine.symbolic.sums import total


class Softmax(Activation):
    """Probabilities that sum to 1 over the layer: the usual output for several classes."""

    elementwise = False
    kind: Literal["softmax"] = "softmax"

    def value(self, z: Array, out: Array) -> None:
        # Subtracting the largest leaves the shares as they are and keeps exp from overflowing.
        np.subtract(z, z.max(axis=-1, keepdims=True), out=out)
        np.exp(out, out=out)
        out /= out.sum(axis=-1, keepdims=True)

    def derivative(self, z: Array, a: Array, out: Array) -> None:
        """Write the diagonal of the Jacobian; ``backward`` has the whole of it."""
        np.subtract(1.0, a, out=out)
        out *= a

    def backward(self, z: Array, a: Array, da: Array, out: Array) -> tuple[Procedure, ...]:
        def chain() -> None:
            np.multiply(a, da, out=out)
            np.subtract(da, out.sum(axis=-1, keepdims=True), out=out)
            np.multiply(out, a, out=out)

        return (chain,)

    def unit_formula(self, unit: int, z: Sequence[Term]) -> Term:
        top = largest_sum(z)
        return functions.exp(z[unit] - top) / total([functions.exp(term - top) for term in z])

    def chain_formula(self, unit: int, z: Sequence[Term], a: Sequence[Term], da: Sequence[Term]) -> Term:
        return a[unit] * (da[unit] - total([a[j] * da[j] for j in range(len(a))]))


def largest_sum(z: Sequence[Term]) -> Symbol:
    """Return the symbol of the largest sum of a layer."""
    means = "The largest sum of the layer; taken away, nothing overflows."
    return symbol("z", np.max([term.number for term in z], axis=0), "max", means=means)
