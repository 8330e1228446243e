"""The memory of a recurrent layer: a slice for every time step, and matrix products over the slices."""

from __future__ import annotations

from functools import partial

import numpy as np

from playground.engine.activations.base import Array, Procedure
from playground.engine.layers.base import Memory
from playground.engine.layers.recurrence import Recurrence
from playground.engine.parameters import Shape

HALF = np.array(0.5, np.float32)
"""The factor in sigmoid(z) = (1 + tanh(z / 2)) / 2."""


class SequenceMemory:
    """The memory of a recurrent layer, time first and batch last: (time, numbers, [P], batch).

    The inputs of a time step, the state before it and the one for the bias are contiguous, so that one matrix
    product computes all sums of the step.
    """

    def __init__(self, rule: Recurrence, memory: Memory) -> None:
        self.rule, self.memory = rule, memory
        self.time, self.inputs = memory.shape
        self.units = rule.units
        self.tail = memory.da.shape[:-1]
        self.dtype = memory.da.dtype
        stacked = np.ones((self.time + 1, self.inputs + self.units + rule.bias, *self.tail), self.dtype)
        self.stacked_inputs = stacked[:-1]
        """What goes into the sums of each time step: inputs, the state before, and one for the bias."""
        states = stacked[:, self.inputs : self.inputs + self.units]
        states[0] = 0.0
        self.before, self.after = states[:-1], states[1:]
        self.slopes = self.buffer(self.units, zero=True)
        """The derivative of the loss with respect to the state after each time step."""
        self.every_step = rule.outputs == "every-step"
        self.above = (
            time_major(memory.da, (self.time, self.units))
            if self.every_step
            else np.moveaxis(memory.da, -1, 0)[None]
        )

    def buffer(self, *numbers: int, zero: bool = False) -> Array:
        """Return an array (time, *numbers, [P], batch), uninitialized or of zeros."""
        return (np.zeros if zero else np.empty)((self.time, *numbers, *self.tail), self.dtype)

    def load_inputs(self) -> Procedure:
        """Return the procedure that copies the inputs from the layer below."""
        mine = self.stacked_inputs[:, : self.inputs]
        return partial(np.copyto, mine, time_major(self.memory.x, self.memory.shape))

    def write_outputs(self) -> Procedure:
        """Return the procedure that copies the states to the layer above."""
        if self.every_step:
            return partial(np.copyto, time_major(self.memory.a, (self.time, self.units)), self.after)
        return partial(np.copyto, np.moveaxis(self.memory.a, -1, 0), self.after[-1])

    def backward_steps(self) -> range:
        """Return the time steps of the way back, from the last to the first that a slope reaches."""
        cut = 0 if self.every_step or not self.rule.truncation else max(0, self.time - self.rule.truncation)
        return range(self.time - 1, cut - 1, -1)

    def state_slope(
        self, t: int, through: Array, sums: Array, carried: Array | None = None
    ) -> list[Procedure]:
        """Return the procedures that compute ∂L/∂h, with respect to the state after time step ``t``.

        ``through`` are the recurrent weights ([P], units, sums), ``sums`` the derivatives ∂L/∂z
        of all steps; ``carried`` is what else is added from the step after.
        """
        out = self.slopes[t]
        above = self.above[t] if self.every_step else self.above[0]
        if not self.rule.carries(t, self.time):
            return [partial(np.copyto, out, above)]
        found = [step_product(through, sums[t + 1], out)]
        if carried is not None:
            found.append(partial(np.add, out, carried[t + 1], out))
        return [*found, partial(np.add, out, above, out)] if self.every_step else found

    def gradient(self, slopes: Array, out: Array) -> list[Procedure]:
        """Return procedures that sum inputs times slopes over time into ``out``, ([P], K, sums)."""
        left, right = as_matrices(self.stacked_inputs), as_matrices(slopes).swapaxes(-1, -2)
        products = np.empty((self.time, *out.shape), self.dtype)
        return [
            partial(np.matmul, left, right, products),
            partial(np.add.reduce, products, axis=0, out=out),
        ]

    def handles(self, **values: Array) -> dict[str, Array]:
        """Return the handles that all recurrent layers have, and these values (time, units, [P], batch)."""
        own = {"hidden": self.after, "d_hidden": self.slopes} | values
        shown = {name: batch_major(array) for name, array in own.items()}
        return {"x": self.memory.x, "a": self.memory.a, "da": self.memory.da} | shown


def time_major(array: Array, shape: Shape) -> Array:
    """Return sequences ([P], batch, time * numbers) as (time, numbers, [P], batch), a view."""
    return np.moveaxis(array.reshape(*array.shape[:-1], *shape), (-2, -1), (0, 1))


def batch_major(array: Array) -> Array:
    """Return (time, numbers, [P], batch) as ([P], batch, time, numbers), a view."""
    return np.moveaxis(array, (0, 1), (-2, -1))


def as_matrices(array: Array) -> Array:
    """Return (time, numbers, [P], batch) as (time, [P], numbers, batch), a view."""
    return np.moveaxis(array, 1, -2)


def step_product(matrix: Array, columns: Array, out: Array) -> Procedure:
    """Return ``out = matrix @ columns`` for a time step: ([P], m, n), (n, [P], batch) and (m, [P], batch)."""
    if matrix.ndim == 2:
        return partial(matrix.dot, columns, out)
    return partial(np.matmul, matrix, np.moveaxis(columns, 0, -2), np.moveaxis(out, 0, -2))


def sequence_product(matrix: Array, columns: Array, out: Array) -> Procedure:
    """Return the same for all time steps, (time, n, [P], batch) and (time, m, [P], batch), at once."""
    return partial(np.matmul, matrix, as_matrices(columns), as_matrices(out))
