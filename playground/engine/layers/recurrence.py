"""What recurrent layers share: memory of every moment, and the way back through time, as far as it goes."""

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
"""Moments of a sequence: the way back is made of calls for every one of them."""


class Recurrence(Layer):
    """A layer whose hidden state of one moment goes into the next."""

    gates: ClassVar[tuple[str, ...]]
    """What every unit has a sum for, by the names of its values, in the order of the columns."""
    shut: ClassVar[Mapping[str, float]] = {}
    """The end of each gate at which it keeps from the layer what it is there for, if it has such an end."""
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
        """How the hidden state is called among the layer's values: where all of it is handed on, ``a``."""
        return "a" if self.outputs == "every-step" else "hidden"

    def output(self, shape: Shape) -> Shape:
        return (shape[0], self.units) if self.outputs == "every-step" else (self.units,)

    def misfit(self, shape: Shape) -> str:
        if len(shape) != 2:
            return f"{self.title} needs a sequence, not {in_words(shape)}"
        if not 1 <= shape[0] <= LONGEST:
            return f"{self.title} takes sequences of 1 to {LONGEST} steps, not of {shape[0]}"
        return ""

    def under(self, place: Place, shape: Shape) -> list[Place]:
        steps = place[0] + 1 if self.outputs == "every-step" else shape[0]
        return [(moment, i) for moment in range(steps) for i in range(shape[1])]

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

    def carries(self, moment: int, moments: int) -> bool:
        """Return whether slopes are carried back to a moment, counted from 0, from the one after it.

        Without truncation they are to all but the last. With a truncation of k they are not where a multiple
        of k moments follows: the last k moments are one block, the k before them another. Within a block
        slopes are complete; a state that comes from the block before is taken as given, as by PyTorch's
        ``detach``, and weights still learn from it.
        """
        later = moments - 1 - moment
        return later > 0 and not (self.truncation and later % self.truncation == 0)

    def unit(self, column: int) -> tuple[int, int]:
        """Return which gate, and which unit, a column of stacked arrays belongs to."""
        return divmod(column, self.units)

    def uses(self, name: str, index: Place, shape: Shape) -> list[Place]:
        # Before the first moment there is no state: a recurrent weight begins to work at the second.
        first = 1 if name == "recurrent" and shape[0] > 1 else 0
        return [(moment, self.unit(index[-1])[1]) for moment in range(first, shape[0])]

    def share_formula(self, at: LayerSymbols, name: str, index: Place, place: Place) -> Term:
        moment, _ = place
        gate, _ = self.unit(index[-1])
        slope = at.value(self.slope_of(self.gates[gate], name), place)
        if name == "weight":
            return at.x((moment, index[0])) * slope
        if name == "recurrent":
            return (at.value(self.state, (moment - 1, index[0])) if moment else 0.0) * slope
        return 1 * slope

    def slope_of(self, gate: str, name: str) -> str:
        """Return what the slope is called by which a parameter of a gate learns."""
        return f"d_{gate}"

    def sum_formula(self, at: LayerSymbols, gate: int, place: Place) -> Term:
        """Return the sum of one unit's gate at a moment: inputs, the state before, and the bias."""
        terms: list[Term] = [self.bias_of(at, "bias", gate, place)] if self.bias else []
        terms += self.from_inputs(at, gate, place) + self.from_states(at, gate, place)
        return total(terms)

    def bias_of(self, at: LayerSymbols, name: str, gate: int, place: Place) -> Symbol:
        """Return the bias of one unit's gate."""
        return at.parameter(name, (gate * self.units + place[1],))

    def from_inputs(self, at: LayerSymbols, gate: int, place: Place) -> list[Term]:
        """Return every input of a moment times its weight."""
        moment, unit = place
        column = gate * self.units + unit
        return [at.parameter("weight", (i, column)) * at.x((moment, i)) for i in range(at.inputs_shape[1])]

    def from_states(self, at: LayerSymbols, gate: int, place: Place) -> list[Term]:
        """Return every unit's state of the moment before times its weight; at first there is none."""
        moment, unit = place
        column = gate * self.units + unit
        if not moment:
            return []
        states = [at.value(self.state, (moment - 1, j)) for j in range(self.units)]
        return [at.parameter("recurrent", (j, column)) * each for j, each in enumerate(states)]

    def state_slopes(self, at: LayerSymbols, place: Place) -> list[Term]:
        """Return what the derivative of the loss by a hidden state is the sum of: what comes from above, and
        what comes through the sums of the moment after.
        """
        moment, unit = place
        moments = at.inputs_shape[0]
        terms: list[Term] = []
        if self.outputs == "every-step":
            terms.append(at.slope(place))
        elif moment == moments - 1:
            terms.append(at.slope((unit,)))
        if self.carries(moment, moments):
            for gate, name in enumerate(self.gates):
                slopes = [
                    at.value(self.slope_of(name, "recurrent"), (moment + 1, j)) for j in range(self.units)
                ]
                terms += [
                    at.parameter("recurrent", (unit, gate * self.units + j)) * each
                    for j, each in enumerate(slopes)
                ]
        return terms

    def last_formula(self, at: LayerSymbols, place: Place) -> Line:
        """Return the line for an output where only those of the last moment are handed on."""
        (unit,) = place
        last = at.value("hidden", (at.inputs_shape[0] - 1, unit))
        return at.line("a", place, 1 * last, "The hidden state of the last step.")

    def state_line(self, at: LayerSymbols, place: Place) -> Line:
        """Return the line for the derivative of the loss by a hidden state."""
        moment, moments = place[0], at.inputs_shape[0]
        slopes = self.state_slopes(at, place)
        above = self.outputs == "every-step" or moment + 1 == moments
        notes = ["from above"] * above + ["from the sums of the next step"] * self.carries(moment, moments)
        note = " and ".join(notes).capitalize() or "Nothing is carried back so far"
        return at.line("d_hidden", place, total(slopes), f"{note}.")

    def carried_matrices(self, at: LayerMatrices) -> list[Term]:
        """Return what comes back to the states besides what comes through the sums of the next moment."""
        return []

    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        moment, i = place
        terms: list[Term] = []
        for gate, name in enumerate(self.gates):
            for j in range(self.units):
                slope = at.value(self.slope_of(name, "weight"), (moment, j))
                terms.append(at.parameter("weight", (i, gate * self.units + j)) * slope)
        return total(terms), f"From every sum of layer {at.position} at that step, through its weight."
