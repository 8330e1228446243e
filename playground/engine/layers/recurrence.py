"""What recurrent layers share: parameters, formulas, and truncated backpropagation through time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from playground.engine.layers.base import Layer
from playground.engine.layers.matrices import LayerMatrices
from playground.engine.parameters import Parameter, Role, Shape, in_words
from playground.engine.symbolic.expressions import Line, Symbol, Term
from playground.engine.symbolic.layer_symbols import LayerSymbols, Place
from playground.engine.symbolic.sums import total
from playground.parts.setting import setting

LONGEST = 200
"""Most time steps of a sequence: each has procedures of its own."""


class Recurrence(Layer):
    """A layer whose hidden state goes into its sums of the next time step."""

    gates: ClassVar[tuple[str, ...]]
    """The names of the values that each unit has a weighted sum for, in the order of the columns."""
    shut: ClassVar[Mapping[str, float]] = {}
    """By the names of gates that can shut the unit off: the value, 0 or 1, at which they do."""
    units: int = setting(8, "Number of units: of numbers in the hidden state.", ge=1, le=128)
    outputs: Literal["every-step", "last-step"] = setting(
        "last-step", "Whether the hidden states of all steps are handed on, or that of the last one alone."
    )
    bias: bool = setting(True, "Whether each sum has a bias.")
    truncation: int = setting(
        0,
        "Steps that gradients go back through, counted in blocks from the last step; 0: through all of them.",
        ge=0,
        le=LONGEST,
    )
    orthogonal: bool = setting(False, "Whether recurrent weights start orthogonal, as in Keras.")

    @property
    def state(self) -> str:
        """The handle of the hidden state: ``a`` if the outputs are the states of every step."""
        return "a" if self.outputs == "every-step" else "hidden"

    def output(self, shape: Shape) -> Shape:
        return (shape[0], self.units) if self.outputs == "every-step" else (self.units,)

    def misfit(self, shape: Shape) -> str:
        if len(shape) != 2:
            return f"{self.title} needs a sequence, not {in_words(shape)}"
        if not 1 <= shape[0] <= LONGEST:
            return f"{self.title} takes sequences of 1 to {LONGEST} steps, not of {shape[0]}"
        return ""

    def receptive_field(self, place: Place, shape: Shape) -> list[Place]:
        steps = place[0] + 1 if self.outputs == "every-step" else shape[0]
        return [(t, i) for t in range(steps) for i in range(shape[1])]

    def parameters(self, shape: Shape) -> dict[str, Parameter]:
        inputs, units, stacked = shape[1], self.units, len(self.gates)
        weight = Parameter((inputs, stacked * units), Role.WEIGHT, inputs, units, stacked=stacked)
        recurrent = Parameter(
            (units, stacked * units),
            Role.RECURRENT_WEIGHT,
            units,
            units,
            stacked=stacked,
            orthogonal=self.orthogonal,
        )
        return {"weight": weight, "recurrent": recurrent} | (self.biases() if self.bias else {})

    def biases(self) -> dict[str, Parameter]:
        """Return what the layer adds to its sums."""
        stacked = len(self.gates)
        return {"bias": Parameter((stacked * self.units,), Role.BIAS, stacked=stacked)}

    def inexact(self, shape: Shape) -> str:
        if not 0 < self.truncation < shape[0]:
            return ""
        steps = "1 step" if self.truncation == 1 else f"{self.truncation} steps"
        return f"{self.title} carries gradients back through {steps} and not through {shape[0]}"

    def carries(self, t: int, steps: int) -> bool:
        """Return whether gradients go back to time step ``t``, counted from 0, from the one after it.

        Without truncation they go back to all but the last step. With a truncation of k the last k steps are
        one block, the k before them another, and so on, and gradients stop between blocks: a state from the
        block before is a constant, as after PyTorch's ``detach``, and weights still learn from it.
        """
        later = steps - 1 - t
        return later > 0 and not (self.truncation and later % self.truncation == 0)

    def unit(self, column: int) -> tuple[int, int]:
        """Return which gate, and which unit, a column of stacked arrays belongs to."""
        return divmod(column, self.units)

    def uses(self, name: str, index: Place, shape: Shape) -> list[Place]:
        # Before the first time step there is no state: a recurrent weight begins to work at the second.
        first = 1 if name == "recurrent" and shape[0] > 1 else 0
        return [(t, self.unit(index[-1])[1]) for t in range(first, shape[0])]

    def share_formula(self, at: LayerSymbols, name: str, index: Place, place: Place) -> Term:
        t, _ = place
        gate, _ = self.unit(index[-1])
        slope = at.value(self.slope_of(self.gates[gate], name), place)
        if name == "weight":
            return at.x((t, index[0])) * slope
        if name == "recurrent":
            return (at.value(self.state, (t - 1, index[0])) if t else 0.0) * slope
        return 1 * slope

    def slope_of(self, gate: str, name: str) -> str:
        """Return the handle of the slope that a gate's parameter is multiplied with in its gradient."""
        return f"d_{gate}"

    def sum_formula(self, at: LayerSymbols, gate: int, place: Place) -> Term:
        """Return the sum of one unit's gate at a time step: inputs, the state before, and the bias."""
        terms: list[Term] = [self.bias_of(at, "bias", gate, place)] if self.bias else []
        terms += self.from_inputs(at, gate, place) + self.from_states(at, gate, place)
        return total(terms)

    def bias_of(self, at: LayerSymbols, name: str, gate: int, place: Place) -> Symbol:
        """Return the bias of one unit's gate."""
        return at.parameter(name, (gate * self.units + place[1],))

    def from_inputs(self, at: LayerSymbols, gate: int, place: Place) -> list[Term]:
        """Return every input of a time step times its weight."""
        t, unit = place
        column = gate * self.units + unit
        return [at.parameter("weight", (i, column)) * at.x((t, i)) for i in range(at.inputs_shape[1])]

    def from_states(self, at: LayerSymbols, gate: int, place: Place) -> list[Term]:
        """Return every unit's state of the time step before times its weight; at first there is none."""
        t, unit = place
        column = gate * self.units + unit
        if not t:
            return []
        states = [at.value(self.state, (t - 1, j)) for j in range(self.units)]
        return [at.parameter("recurrent", (j, column)) * each for j, each in enumerate(states)]

    def state_slopes(self, at: LayerSymbols, place: Place) -> list[Term]:
        """Return the terms of ∂L/∂h for a hidden state: from the layer above, and from
        the sums of the next time step.
        """
        t, unit = place
        steps = at.inputs_shape[0]
        terms: list[Term] = []
        if self.outputs == "every-step":
            terms.append(at.slope(place))
        elif t == steps - 1:
            terms.append(at.slope((unit,)))
        if self.carries(t, steps):
            for gate, name in enumerate(self.gates):
                slopes = [at.value(self.slope_of(name, "recurrent"), (t + 1, j)) for j in range(self.units)]
                terms += [
                    at.parameter("recurrent", (unit, gate * self.units + j)) * each
                    for j, each in enumerate(slopes)
                ]
        return terms

    def last_formula(self, at: LayerSymbols, place: Place) -> Line:
        """Return the line for an output where only those of the last time step are handed on."""
        (unit,) = place
        last = at.value("hidden", (at.inputs_shape[0] - 1, unit))
        return at.line("a", place, 1 * last, "The hidden state of the last step.")

    def state_line(self, at: LayerSymbols, place: Place) -> Line:
        """Return the line for the derivative of the loss with respect to a hidden state."""
        t, steps = place[0], at.inputs_shape[0]
        slopes = self.state_slopes(at, place)
        above = self.outputs == "every-step" or t + 1 == steps
        notes = ["from above"] * above + ["from the sums of the next step"] * self.carries(t, steps)
        note = " and ".join(notes).capitalize() or "Nothing is carried back so far"
        return at.line("d_hidden", place, total(slopes), f"{note}.")

    def carried_matrices(self, at: LayerMatrices) -> list[Term]:
        """Return further terms of the slopes of states, besides those from the sums of the next time step."""
        return []

    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        t, i = place
        terms: list[Term] = []
        for gate, name in enumerate(self.gates):
            for j in range(self.units):
                slope = at.value(self.slope_of(name, "weight"), (t, j))
                terms.append(at.parameter("weight", (i, gate * self.units + j)) * slope)
        return total(terms), f"From every sum of layer {at.position} at that step, through its weight."
