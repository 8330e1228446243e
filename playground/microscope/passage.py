"""One sample's way through a network, as lines: forward through a unit, the loss, and back to the unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice

import numpy as np

from playground.engine.activations import Array
from playground.engine.formulas import MOST, Line, Symbol, Term, others, over, symbol, total
from playground.engine.readings import Reading
from playground.microscope.places import Place
from playground.microscope.trace import Trace, TracedLayer

NONE = np.empty((0, 0))
PATHS = 4
"""Of a layer in which everything meets, so many units are opened: above those with the steepest slopes, below
those that add most."""


class Passage:
    """What leads from one unit to the loss and back, for one row of the batch."""

    def __init__(self, trace: Trace, place: Place, row: int) -> None:
        self.trace, self.place, self.row = trace, place, row
        self.layer = trace.layers[place.layer - 1]

    def reading(self, position: int, row: int | None = None) -> Reading:
        """Return the numbers of a layer, counted from 1: of this row, or of another that is to be named."""
        layer, sample = self.trace.layers[position - 1], None if row is None else self._called(row)
        parameters = layer.named(self.trace.before)
        row = self.row if row is None else row
        return Reading(position, layer.values, parameters, row, sample, layer.rule.letters)

    def _called(self, row: int) -> int | None:
        """Return what a sample is called, where there are several."""
        return int(self.trace.rows[row]) if len(self.trace.rows) > 1 else None

    @cached_property
    def _paths(self) -> list[tuple[int, list[int]]]:
        """The layers from the place's on, each with the units that are opened."""
        found = [(self.place.layer, [self.place.unit])]
        for position in range(self.place.layer + 1, len(self.trace.layers) + 1):
            layer, units = self.trace.layers[position - 1], found[-1][1]
            if layer.rule.mixes:
                sizes = np.abs(np.nan_to_num(slopes(layer)[self.row]))
                units = sorted(np.argsort(-sizes, kind="stable")[:PATHS].tolist())
            found.append((position, units))
        return found

    @cached_property
    def _sources(self) -> dict[int, list[int]]:
        """The units of the layers below the place's that are opened, from the first layer on."""
        found, units = dict[int, list[int]](), [self.place.unit]
        for position in range(self.place.layer, 1, -1):
            layer = self.trace.layers[position - 1]
            if layer.rule.mixes:
                weights = layer.named(self.trace.before).get("weight")
                into = 1.0 if weights is None else np.abs(weights[:, units]).max(axis=1)
                sizes = np.abs(np.nan_to_num(layer.values["x"][self.row])) * into
                units = sorted(np.argsort(-sizes, kind="stable")[:PATHS].tolist())
            found[position - 1] = units
        return dict(reversed(found.items()))

    def forward(self) -> Iterator[Line]:
        """Yield what leads from the sample to the place's unit, and what the opened units above it say."""
        opened = {**self._sources, **dict(self._paths)}
        for position, units in opened.items():
            first, *others = (line for unit in units for line in self.forward_of(position, unit))
            yield replace(first, note=first.note + self._left_out(position, opened.get(position - 1)))
            yield from others

    def _left_out(self, position: int, opened: list[int] | None) -> str:
        """Return what is to be said where not all inputs of a layer are opened before it."""
        layer = self.trace.layers[position - 1]
        inputs = layer.values["x"].shape[1]
        if opened is None or not layer.rule.mixes or inputs == len(opened):
            return ""
        if position > self.place.layer:
            return f" Its other inputs are what the other units of layer {position - 1} say."
        return f" The {len(opened)} of its {inputs} inputs that add most are opened before."

    def forward_of(self, position: int, unit: int) -> Iterator[Line]:
        """Yield what one unit of a layer, counted from 1, says."""
        yield from self.trace.layers[position - 1].rule.forward_formula(self.reading(position), unit)

    def loss(self) -> Iterator[Line]:
        """Yield the loss of the sample, that of the batch, and the penalty."""
        trace, several = self.trace, len(self.trace.rows) > 1
        rule, last, y = trace.loss_rule, self.reading(len(trace.layers)), self._targets
        if trace.layers[-1].linked:
            term, way = rule.formula(last.every("z"), y), "from the sums, exact at any size"
        else:
            term, way = rule.formula(last.every("a"), y), "from outputs and targets"
        whole = symbol("L", trace.loss, means="The loss of the batch.")
        own = self._own(self.row) if several else whole
        beside = f" What is not opened is of the other units of layer {len(trace.layers)}."
        note = f"The loss of the sample, {rule.title}, {way}."
        yield Line(own, term, note + (beside if len(self._paths[-1][1]) < len(y) else ""))
        if several:
            yield Line(whole, *self._batch())
        if trace.penalty:
            penalty = symbol("P", trace.penalty, means="The penalty of the regularizer.")
            both = symbol("J", trace.loss + trace.penalty, means="The loss with the penalty.")
            note = f"The regularizer's penalty, {trace.regularizer.title}, for all weights together."
            yield Line(penalty, self._penalty(), note)
            yield Line(both, whole + penalty, "The loss with the penalty: this is what the step descends on.")

    def _penalty(self) -> Term:
        """Return the penalties of all weights, added up; of many the first are written down."""
        rule, shown, hidden = self.trace.regularizer, list[Term](), 0.0
        weights = [layer.named(self.trace.before).get("weight", NONE) for layer in self.trace.layers]
        count = sum(each.size for each in weights)
        most = count if count <= MOST else MOST - 1
        for position, own in enumerate(weights, 1):
            opened = min(own.size, most - len(shown))
            places = islice(np.ndindex(*own.shape), opened)
            shown += [rule.formula(self.reading(position).parameter("weight", *place)) for place in places]
            hidden += float(np.sum(rule.formula(symbol("w", own.ravel()[opened:])).number))
        return total(shown if count == most else [*shown, others(count - most, hidden)])

    def _own(self, row: int) -> Symbol:
        means = "The loss of one sample."
        return symbol("ℓ", self.trace.losses[row], sample=self._called(row), means=means)

    def _batch(self) -> tuple[Term, str]:
        losses = [self._own(row) for row in range(len(self.trace.rows))]
        if self.even:
            return total(losses) / len(losses), "The loss of the batch: the mean over its samples."
        shares = [self._share(row) for row in range(len(losses))]
        weighted = total([share * loss for share, loss in zip(shares, losses, strict=True)])
        return weighted, "The loss of the batch: each sample counts by the weight of its class."

    def _share(self, row: int) -> Symbol:
        means = "The share of a sample in the loss of the batch."
        return symbol("p", self.trace.shares[row], sample=self._called(row), means=means)

    @property
    def even(self) -> bool:
        """Whether every sample counts alike."""
        return bool(np.all(self.trace.shares == self.trace.shares[0]))

    @property
    def _targets(self) -> list[Symbol]:
        means = "A target: what the output should be."
        return [symbol("y", value, str(k), means=means) for k, value in enumerate(self.trace.y[self.row], 1)]

    def backward(self) -> Iterator[Line]:
        """Yield the slopes from the outputs down to the unit."""
        for position, units in reversed(self._paths):
            for unit in units:
                yield from self.backward_of(position, unit)

    def backward_of(self, position: int, unit: int) -> Iterator[Line]:
        """Yield the slopes of one unit of a layer."""
        layer = self.trace.layers[position - 1]
        if position == len(self.trace.layers):
            yield self._first(unit)
        else:
            rule = self.trace.layers[position].rule
            term, note = rule.backward_formula(self.reading(position + 1), unit)
            yield Line(self.reading(position).slope(unit), term, note)
        if not layer.linked:
            yield from layer.rule.inner_formula(self.reading(position), unit)

    def _first(self, unit: int) -> Line:
        """Return the first line of the way back: what the loss hands to an output."""
        last, rule = self.reading(len(self.trace.layers)), self.trace.loss_rule
        count = len(self.trace.rows)
        if self.trace.layers[-1].linked:
            left = last.value("dz", unit)
            note = "The slope of the loss by the sum, all that is left of loss and activation together"
        else:
            left = last.slope(unit)
            note = "The slope of the loss by the output"
        term = rule.slope_formula(unit, last.every("a"), self._targets)
        if not self.even:
            return Line(left, self._share(self.row) * term, f"{note}, times the sample's share.")
        return Line(left, over(term, count), f"{note}; one of {count} samples." if count > 1 else f"{note}.")


def slopes(layer: TracedLayer) -> Array:
    """Return the derivative of the loss by the sums of a layer, or its outputs: (batch, units)."""
    return layer.values["dz" if "dz" in layer.values else "da"]
