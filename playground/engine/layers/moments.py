"""The memory of a recurrent layer, moment by moment, and the products over it."""

from __future__ import annotations

from functools import partial

import numpy as np

from playground.engine.activations.base import Array, Procedure
from playground.engine.layers.base import Memory
from playground.engine.layers.recurrence import Recurrence
from playground.engine.parameters import Shape

HALF = np.array(0.5, np.float32)
"""By which sums are multiplied whose sigmoid is taken as a tanh."""


class Moments:
    """The memory of a recurrent layer, time first and batch last: (time, numbers, [P], batch).

    Every moment's inputs, the state before it and the one that a bias meets lie in one piece, so that one
    product makes all its sums.
    """

    def __init__(self, rule: Recurrence, memory: Memory) -> None:
        self.rule, self.memory = rule, memory
        self.time, self.inputs = memory.shape
        self.units = rule.units
        self.tail = memory.da.shape[:-1]
        self.dtype = memory.da.dtype
        stacked = np.ones((self.time + 1, self.inputs + self.units + rule.bias, *self.tail), self.dtype)
        self.entering = stacked[:-1]
        """What goes into the sums of each moment: inputs, the state before, and one for the bias."""
        states = stacked[:, self.inputs : self.inputs + self.units]
        states[0] = 0.0
        self.before, self.after = states[:-1], states[1:]
        self.slopes = self.room(self.units, zero=True)
        """The derivative of the loss by the state after each moment."""
        self.every = rule.outputs == "every-step"
        self.above = (
            times(memory.da, (self.time, self.units)) if self.every else np.moveaxis(memory.da, -1, 0)[None]
        )

    def room(self, *numbers: int, zero: bool = False) -> Array:
        """Return memory for so many numbers at each moment: (time, *numbers, ..., batch)."""
        return (np.zeros if zero else np.empty)((self.time, *numbers, *self.tail), self.dtype)

    def load(self) -> Procedure:
        """Return what fetches the inputs."""
        mine = self.entering[:, : self.inputs]
        return partial(np.copyto, mine, times(self.memory.x, self.memory.shape))

    def hand_on(self) -> Procedure:
        """Return what hands on the states."""
        if self.every:
            return partial(np.copyto, times(self.memory.a, (self.time, self.units)), self.after)
        return partial(np.copyto, np.moveaxis(self.memory.a, -1, 0), self.after[-1])

    def moments_back(self) -> range:
        """Return the moments on the way back, as far as any slope reaches."""
        cut = 0 if self.every or not self.rule.truncation else max(0, self.time - self.rule.truncation)
        return range(self.time - 1, cut - 1, -1)

    def slope(
        self, moment: int, through: Array, sums: Array, carried: Array | None = None
    ) -> list[Procedure]:
        """Return what collects the derivative by the state after a moment.

        ``through`` are the recurrent weights ([P], units, sums), ``sums`` the slopes of all moments' sums;
        ``carried`` is what else comes from the moment after.
        """
        out = self.slopes[moment]
        above = self.above[moment] if self.every else self.above[0]
        if not self.rule.carries(moment, self.time):
            return [partial(np.copyto, out, above)]
        found = [product(through, sums[moment + 1], out)]
        if carried is not None:
            found.append(partial(np.add, out, carried[moment + 1], out))
        return [*found, partial(np.add, out, above, out)] if self.every else found

    def gradient(self, slopes: Array, out: Array) -> list[Procedure]:
        """Return what adds up, over all moments, what enters times the slopes of the sums, (..., K, sums)."""
        left, right = matrices(self.entering), matrices(slopes).swapaxes(-1, -2)
        products = np.empty((self.time, *out.shape), self.dtype)
        return [
            partial(np.matmul, left, right, products),
            partial(np.add.reduce, products, axis=0, out=out),
        ]

    def handles(self, **values: Array) -> dict[str, Array]:
        """Return what every recurrent layer shows of itself, and these (time, units, [P], batch)."""
        own = {"hidden": self.after, "d_hidden": self.slopes} | values
        shown = {name: by_sample(array) for name, array in own.items()}
        return {"x": self.memory.x, "a": self.memory.a, "da": self.memory.da} | shown


def times(array: Array, shape: Shape) -> Array:
    """Return sequences ([P], batch, time * numbers) as (time, numbers, [P], batch), a view."""
    return np.moveaxis(array.reshape(*array.shape[:-1], *shape), (-2, -1), (0, 1))


def by_sample(array: Array) -> Array:
    """Return (time, numbers, [P], batch) as ([P], batch, time, numbers), a view."""
    return np.moveaxis(array, (0, 1), (-2, -1))


def matrices(array: Array) -> Array:
    """Return (time, numbers, [P], batch) as (time, [P], numbers, batch), a view."""
    return np.moveaxis(array, 1, -2)


def product(matrix: Array, columns: Array, out: Array) -> Procedure:
    """Return ``out = matrix @ columns`` for a moment: ([P], m, n), (n, [P], batch) and (m, [P], batch)."""
    if matrix.ndim == 2:
        return partial(matrix.dot, columns, out)
    return partial(np.matmul, matrix, np.moveaxis(columns, 0, -2), np.moveaxis(out, 0, -2))


def products(matrix: Array, columns: Array, out: Array) -> Procedure:
    """Return the same for all moments, (time, n, [P], batch) and (time, m, [P], batch), at once."""
    return partial(np.matmul, matrix, matrices(columns), matrices(out))
