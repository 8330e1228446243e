"""What becomes of one parameter in a step, as lines: from the samples' parts to its new value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.engine.formulas import Line, Symbol, Term, number, symbol, symbols, total, valued
from playground.engine.regularizers import NOTHING
from playground.engine.rule_lines import PULLED, Stepped, Together, after
from playground.microscope.passage import Passage
from playground.microscope.places import Place
from playground.microscope.trace import Trace

SHARE = "The share of the regularizer in the gradient."
CLIPPED = "The gradient after clipping."
RATE = "The learning rate of this step."
LIMITED = "The weight after the limit of the regularizer."


class Change:
    """The stages of one parameter's step, each a name and its lines."""

    def __init__(self, trace: Trace, place: Place, passage: Passage) -> None:
        self.trace, self.place, self.passage = trace, place, passage
        self.layer = trace.layers[place.layer - 1]

    def stages(self) -> Iterator[tuple[str, list[Line]]]:
        """Yield what every stage does with the parameter; those that do nothing have no lines."""
        w = self.passage.reading(self.place.layer).parameter(self.place.name, *self.place.index)
        means = f"The gradient: the slope of the loss by the {self.place.name}."
        gradient = replace(w, number=self._number(self.trace.gradient), of="L", means=means)
        yield "batch", [self._batch(gradient)]
        pulled = list(self._regularizer(w, gradient))
        yield "regularizer", pulled
        moved = self._number(self.trace.change)
        change = symbol("Δ" + w.letter, moved, means=f"How much the step changes the {self.place.name}.")
        if self._number(self.trace.frozen):
            held = after(w, w.number, self.place.name)
            yield "frozen", [Line(held, w, "It is frozen: the step leaves it as it is.")]
            yield "update", [Line(change, held - w, "What the step changes.")]
            return
        g = pulled[-1].left if pulled else gradient
        clipped = list(self._clipping(g))
        yield "clipping", clipped
        g = clipped[-1].left if clipped else g
        rule = [*self._rate(), *self._rule(w, g)]
        yield "optimizer", rule
        cut = list(self._limit(rule[-1].left))
        new = cut[-1].left if cut else rule[-1].left
        yield "update", [*cut, Line(change, new - w, "What the step changes.")]

    def parts(self) -> list[Term]:
        """Return what every sample of the batch adds to the gradient."""
        place, rows = self.place, range(len(self.trace.rows))
        readings = (self.passage.reading(place.layer, row) for row in rows)
        return [self.layer.rule.share_formula(at, place.name, place.index) for at in readings]

    def _number(self, flat: npt.NDArray[Any]) -> Any:
        return number(self.layer.named(flat)[self.place.name][self.place.index])

    def _batch(self, gradient: Symbol) -> Line:
        count = len(self.trace.rows)
        if count == 1:
            return Line(gradient, self.parts()[0], "There is one sample: its part is all of it.")
        note = "The parts of all samples, added up"
        if self.passage.even:
            note += f"; each slope was divided by {count} before, so that this is their mean"
        return Line(gradient, total(self.parts()), note + ".")

    def _regularizer(self, w: Symbol, gradient: Symbol) -> Iterator[Line]:
        rule = self.trace.regularizer
        if self.place.name == "weight" and (pull := rule.slope_formula(w)) is not NOTHING:
            share = symbol("r", self._number(self.trace.pull), means=SHARE)
            yield Line(share, pull, f"The share of the regularizer, {rule.title}; biases have none.")
            both = symbol("g", self._number(self.trace.pulled), means=PULLED)
            yield Line(both, gradient + share, "The gradient with this share.")

    def _clipping(self, g: Symbol) -> Iterator[Line]:
        rule = self.trace.clipping
        whole = "the length of the whole gradient"
        whole += ", but for what is frozen" if self.trace.frozen.any() else ""
        found = np.linalg.norm(self.trace.counted.astype(np.float64))
        length = symbol("‖g‖", found, means=f"{whole.capitalize()}.")
        if (term := rule.formula(g, length)) is not g:
            note = f"Clipping {rule.title.lower()}"
            if any(each is length for each in symbols(term)):
                note += f"; ‖g‖ is {whole}"
            if term.number == g.number and self.trace.factor == 1.0:
                note += ": it is within the limit c and stays"
            left = symbol("g", self._number(self.trace.clipped), mark="prime", means=CLIPPED)
            yield Line(left, term, note + ".")

    def _rate(self) -> Iterator[Line]:
        base, rate = self.trace.optimizer.learning_rate, self.trace.learning_rate
        if base and rate != base:
            rule = self.trace.schedule
            factor = symbol("f", rate / base, means="The factor of the schedule.")
            term, said = rule.formula(self.trace.progress, self.trace.per_epoch, rate / base)
            yield Line(factor, term, f"The factor of the schedule, {rule.title}: {said}.")
            term = symbol("η", base, "0", means="The learning rate as it is set.") * factor
            yield Line(symbol("η", rate, means=RATE), term, RATE)

    def _rule(self, w: Symbol, g: Symbol) -> Iterator[Line]:
        trace, own = self.trace, self.trace.optimizer.remembers
        old = {name: self._number(trace.memory[name]) for name in own}
        new = {name: self._number(trace.memory_after[name]) for name in own}
        moved, rate = self._number(trace.moved), symbol("η", trace.learning_rate, means=RATE)
        place = int(self._number(np.arange(len(trace.before))))
        together = Together(trace.before, trace.counted, trace.moved, place)
        step = Stepped(w, g, rate, trace.update, moved, old, trace.memory, together, self.place.name)
        *lines, last = trace.optimizer.formula(step)
        for line in lines:
            known = line.remembered in new
            yield replace(line, left=valued(line.left, new[line.remembered])) if known else line
        yield replace(last, left=valued(last.left, moved))

    def _limit(self, new: Symbol) -> Iterator[Line]:
        if self.place.name == "weight":
            weights = self.layer.named(self.trace.moved)["weight"][:, self.place.unit]
            whole = np.linalg.norm(weights.astype(np.float64))
            length = symbol("‖w‖", whole, means="The length of all weights that lead to the unit.")
            if (term := self.trace.regularizer.limit_formula(new, length)) is not new:
                left = replace(new, number=self._number(self.trace.after), mark="hat", means=LIMITED)
                yield Line(left, term, "‖w‖ is the length of all weights that lead to this unit.")
