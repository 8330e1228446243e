"""The loss as lines: of the sample, of the batch, and with the penalty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

import numpy as np

from playground.engine.losses.base import Terms
from playground.engine.symbolic.expressions import Line, Symbol, Term, symbol
from playground.engine.symbolic.sums import MOST, others, over, total
from playground.microscope.graph import Graph

CLOSE = 1e-5
"""Relative error up to which the textbooks' form, in the precision of the outputs, is shown."""


class LossLines:
    """The loss of one row and of its batch."""

    def __init__(self, graph: Graph, opened: int) -> None:
        """``opened`` is how many outputs have been explained before."""
        self.trace, self._graph, self._opened = graph.trace, graph, opened

    def lines(self) -> Iterator[Line]:
        """Yield the loss of the sample, that of the batch, and the penalty."""
        trace, graph = self.trace, self._graph
        several = len(trace.rows) > 1
        rule, linked = trace.loss_rule, trace.layers[-1].linked
        way = "from outputs and targets"
        formula = (rule.formula, "z" if linked else "a")
        term = self._sample(*formula)
        if len(graph.steps) > 1:
            way += f", the mean over {len(graph.steps)} steps"
        whole = symbol("L", trace.loss, means="The loss of the batch.")
        own = self._own(graph.row) if several else whole
        if linked:
            way = "from the sums, exact at any size"
            textbook = self._sample(rule.textbook_formula, "a")
            if np.isclose(float(textbook.number), float(own.number), rtol=CLOSE, atol=0.0):
                yield Line(own, textbook, f"The loss of the sample, {rule.title}, as textbooks write it.")
                way = "again, from the sums, where nothing overflows"
        beside = f" The other outputs of layer {len(trace.layers)} are not explained here."
        note = f"The loss of the sample, {rule.title}, {way}."
        yield Line(own, term, note + (beside if self._opened < trace.y.shape[1] else ""))
        if several:
            yield Line(whole, *self._batch())
        if trace.penalty:
            penalty = symbol("P", trace.penalty, means="The penalty of the regularizer.")
            both = symbol("J", trace.loss + trace.penalty, means="The loss with the penalty.")
            note = f"The regularizer's penalty, {trace.regularizer.title}, for all weights together."
            yield Line(penalty, self._penalty(), note)
            yield Line(both, whole + penalty, "The loss with the penalty: this is what the step reduces.")

    def _sample(self, formula: Callable[[Terms, Terms], Term], of: str) -> Term:
        """Return the loss of the sample, of outputs or sums: of a sequence, the mean over its steps."""
        graph = self._graph
        each = {step: formula(graph.outputs(of, step), graph.targets(step)) for step in graph.steps}
        if graph.steps_count_alike:
            return over(total(list(each.values())), len(each))
        return total([graph.at_step(step, term) for step, term in each.items()])

    def _penalty(self) -> Term:
        """Return the penalties of all weights, added up; of many the first are written down."""
        rule, shown, hidden = self.trace.regularizer, list[Term](), 0.0
        weights = [
            (position, name, own)
            for position, layer in enumerate(self.trace.layers, 1)
            for name, own in layer.layout.weights(self.trace.before).items()
        ]
        count = sum(own.size for _, _, own in weights)
        most = count if count <= MOST else MOST - 1
        for position, name, own in weights:
            opened = min(own.size, most - len(shown))
            at = self._graph.symbols(position)
            shown += [
                rule.formula(at.parameter(name, index)) for index in islice(np.ndindex(*own.shape), opened)
            ]
            hidden += float(np.sum(rule.formula(symbol("w", own.ravel()[opened:])).number))
        return total(shown if count == most else [*shown, others(count - most, hidden)])

    def _own(self, row: int) -> Symbol:
        means = "The loss of one sample."
        return symbol("ℓ", self.trace.losses[row], sample=self._graph.called(row), means=means)

    def _batch(self) -> tuple[Term, str]:
        losses = [self._own(row) for row in range(len(self.trace.rows))]
        if self._graph.even:
            return total(losses) / len(losses), "The loss of the batch: the mean over its samples."
        shares = [self._graph.share(row) for row in range(len(losses))]
        weighted = total([share * loss for share, loss in zip(shares, losses, strict=True)])
        return weighted, "The loss of the batch: each sample counts by the weight of its class."
