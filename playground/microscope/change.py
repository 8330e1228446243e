"""What becomes of one parameter in a step, as lines: from the samples' parts to its new value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.engine.regularizers.base import NOTHING, Limited
from playground.engine.symbolic.expressions import Line, Node, Symbol, Term, number, symbol, valued
from playground.engine.symbolic.layer_symbols import Place
from playground.engine.symbolic.sums import MOST, largest_first, total
from playground.engine.symbolic.traversal import symbols
from playground.engine.symbolic.update_lines import PULLED, AllParameters, OptimizerStep, after
from playground.microscope.graph import Graph

SHARE = "The regularizer's part of the gradient."
PART = "What one sample adds to the gradient."
CLIPPED = "The gradient after clipping."
RATE = "The learning rate of this step."
LIMITED = "The weight after the regularizer's limit."


class Change:
    """The stages of one parameter's step, each a name and its lines."""

    def __init__(self, node: Node, graph: Graph) -> None:
        self.node, self.graph, self.trace = node, graph, graph.trace
        self.layer = self.trace.layers[node.layer - 1]
        self.role = self.layer.layout.trained[node.name].role

    def stages(self) -> Iterator[tuple[str, list[Line]]]:
        """Yield what every stage does with the parameter; those that do nothing have no lines."""
        w = self.graph.symbols(self.node.layer).parameter(self.node.name, self.node.index)
        means = f"The gradient: the derivative of the loss with respect to the {self.node.name}."
        gradient = replace(w, number=self._number(self.trace.gradient), of="L", means=means)
        yield "batch", list(self._batch(gradient))
        pulled = list(self._regularizer(w, gradient))
        yield "regularizer", pulled
        moved = self._number(self.trace.change)
        change = symbol("Δ" + w.letter, moved, means=f"How much the step changes the {self.node.name}.")
        if self._number(self.trace.frozen):
            held = after(w, w.number, self.node.name)
            yield "frozen", [Line(held, w, "Frozen: the step leaves it as it is.")]
            yield "update", [Line(change, held - w, "What the step changes.")]
            return
        g = pulled[-1].left if pulled else gradient
        clipped = list(self._clipping(g))
        yield "clipping", clipped
        g = clipped[-1].left if clipped else g
        rule = [*self._rate(), *self._rule(w, g)]
        yield "optimizer", rule
        cut = list(self._limit(w, rule[-1].left))
        new = cut[-1].left if cut else rule[-1].left
        yield "update", [*cut, Line(change, new - w, "What the step changes.")]

    def parts(self) -> list[Term]:
        """Return what every sample of the batch adds to the gradient."""
        rows = range(len(self.trace.rows))
        return [total(list(self.at_uses(row))) for row in rows]

    def at_uses(self, row: int) -> Iterator[Term]:
        """Yield what one sample adds to the gradient at each place at which the parameter works."""
        at = self.graph.symbols(self.node.layer, row)
        for place in self.uses:
            yield self.layer.rule.share_formula(at, self.node.name, self.node.index, place)

    @property
    def uses(self) -> list[Place]:
        """At which places of its layer the parameter works."""
        return self.layer.rule.uses(self.node.name, self.node.index, self.layer.inputs_shape)

    def _number(self, flat: npt.NDArray[Any]) -> Any:
        return number(self.layer.named(flat)[self.node.name][self.node.index])

    def _batch(self, gradient: Symbol) -> Iterator[Line]:
        count, shared = len(self.trace.rows), len(self.uses) > 1
        if shared:
            row = self.graph.row
            own = self._part(gradient, row) if count > 1 else gradient
            note = f"It works at {len(self.uses)} places, and every one adds its part"
            note += "; those that add most are written out." if len(self.uses) > MOST else "."
            yield Line(own, largest_first(list(self.at_uses(row))), note)
        elif count == 1:
            note = "There is only one sample, so its part is the whole gradient."
            yield Line(gradient, self.parts()[0], note)
        if count > 1:
            note = "The parts of all samples, added up"
            if self.graph.even:
                note += f"; each was divided by {count} above, so this is their mean"
            parts = [self._part(gradient, row) for row in range(count)] if shared else self.parts()
            yield Line(gradient, total(parts), note + ".")

    def _part(self, gradient: Symbol, row: int) -> Symbol:
        found = sum(float(term.number) for term in self.at_uses(row))
        return replace(gradient, number=number(found), sample=self.graph.called(row), means=PART)

    def _regularizer(self, w: Symbol, gradient: Symbol) -> Iterator[Line]:
        rule = self.trace.regularizer
        if self.role.is_weight and (pull := rule.slope_formula(w)) is not NOTHING:
            share = symbol("r", self._number(self.trace.pull), means=SHARE)
            yield Line(share, pull, f"The regularizer's part, {rule.title}; biases have none.")
            both = symbol("g", self._number(self.trace.pulled), means=PULLED)
            yield Line(both, gradient + share, "The gradient with this part.")

    def _clipping(self, g: Symbol) -> Iterator[Line]:
        rule = self.trace.clipping
        whole = "the norm of the whole gradient"
        whole += ", without frozen parameters" if self.trace.frozen.any() else ""
        found = np.linalg.norm(self.trace.counted.astype(np.float64))
        length = symbol("‖g‖", found, means=f"{whole.capitalize()}.")
        if (term := rule.formula(g, length)) is not g:
            note = f"Clipping {rule.title.lower()}"
            if any(each is length for each in symbols(term)):
                note += f"; ‖g‖ is {whole}"
            if term.number == g.number and self.trace.factor == 1.0:
                note += ": it is within the limit c and stays as it is"
            left = symbol("g", self._number(self.trace.clipped), mark="prime", means=CLIPPED)
            yield Line(left, term, note + ".")

    def _rate(self) -> Iterator[Line]:
        base, rate = self.trace.optimizer.learning_rate, self.trace.learning_rate
        if base and rate != base:
            rule = self.trace.schedule
            factor = symbol("f", rate / base, means="The factor of the schedule.")
            term, note = rule.formula(self.trace.progress, self.trace.per_epoch, rate / base)
            yield Line(factor, term, f"The factor of the schedule, {rule.title}: {note}.")
            term = symbol("η", base, "0", means="The learning rate as it is set.") * factor
            yield Line(symbol("η", rate, means=RATE), term, RATE)

    def _rule(self, w: Symbol, g: Symbol) -> Iterator[Line]:
        trace, own = self.trace, self.trace.optimizer.state_names
        old = {name: self._number(trace.memory[name]) for name in own}
        new = {name: self._number(trace.memory_after[name]) for name in own}
        moved, rate = self._number(trace.moved), symbol("η", trace.learning_rate, means=RATE)
        place = int(self._number(np.arange(len(trace.before))))
        whole = AllParameters(trace.before, trace.counted, trace.moved, place)
        step = OptimizerStep(w, g, rate, trace.update, moved, old, trace.memory, whole, self.node.name)
        *lines, last = trace.optimizer.formula(step)
        for line in lines:
            known = line.state_name in new
            yield replace(line, left=valued(line.left, new[line.state_name])) if known else line
        yield replace(last, left=valued(last.left, moved))

    def _limit(self, w: Symbol, new: Symbol) -> Iterator[Line]:
        if self.role.is_weight:
            weights = self.layer.named(self.trace.moved)[self.node.name][..., self.node.index[-1]]
            whole = np.linalg.norm(weights.astype(np.float64))
            length = symbol("‖w‖", whole, means="The norm of all weights that lead to the unit.")
            rule, rate = self.trace.regularizer, symbol("η", self.trace.learning_rate, means=RATE)
            if (term := rule.limit_formula(Limited(new, w, rate, length))) is not new:
                left = replace(new, number=self._number(self.trace.after), mark="hat", means=LIMITED)
                note = f"After the step: {rule.title}"
                if any(each is length for each in symbols(term)):
                    note += "; ‖w‖ is the norm of all weights that lead to this unit"
                yield Line(left, term, note + ".")
